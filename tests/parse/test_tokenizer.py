"""The tokenizer's habits on news text, and that it loses no character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .engine import doc_of, pipeline, spelt


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Kenya’s army didn’t leave.", "Kenya|'s|army|did|n't|leave|."),
        ("a U.S.-backed, non-state group", "a|U.S.|-|backed|,|non-state|group"),
        ("Gen. Odile met Sen. Brandt on Mon.", "Gen.|Odile|met|Sen.|Brandt|on|Mon."),
        ("$2.5m (20%) in 1,500 days", "$|2.5|m|(|20|%|)|in|1,500|days"),
        ("“We won’t,” she said — twice.", '"|We|wo|n\'t|,|"|she|said|—|twice|.'),
        ("the soldiers’ camp", "the|soldiers|'|camp"),
        ("No!!! Really?!", "No|!!!|Really|?!"),
    ],
)
def test_tokens(text: str, tokens: str) -> None:
    assert spelt([*doc_of(text)]) == tokens


@given(st.text(max_size=60))
def test_tokens_spell_the_text(text: str) -> None:
    assert pipeline().make_doc(text).text == text
