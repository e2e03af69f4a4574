"""Officials and bodies of whom nothing says a state are of the dateline's, if no other state comes in between."""

import pytest

from demarche.model.records import Statement
from tests.coder import coder


def _country(text: str) -> str | None:
    claims = coder().code_text(text, published="2025-03-05").claims
    found = [one.claim for one in claims if isinstance(one.claim, Statement)]
    speaker = found[-1].speaker
    assert speaker is not None
    return speaker.country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("LIMA — The foreign ministry said on Monday that the crossing was open.", "PER"),
        ("LIMA — Prime Minister Elena Quispe said on Monday that the crossing was open.", "PER"),
        ("LIMA — Chile closed its port. The foreign ministry said the crossing was open.", None),
        ("LIMA — A ministry said on Monday that the crossing was open.", None),
        ("LIMA — A fisherman, Luis Paz, said on Monday that the crossing was open.", None),
        ("The foreign ministry said on Monday that the crossing was open.", None),
    ],
)
def test_whose_officials_they_are(text: str, country: str | None) -> None:
    assert _country(text) == country
