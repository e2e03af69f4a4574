"""Where sentences may begin, and how sure the encoder has to be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from .engine import boundaries, doc_of

_BARS = boundaries().bars


def _bars(text: str, *, title: bool = False) -> dict[str, float]:
    """Return the threshold of each token but the first; of equal ones that of the last."""
    doc = doc_of(text)
    found = boundaries().thresholds(doc, title=title)
    return {token.text: float(found[token.i]) for token in doc if token.i > 0}


@pytest.mark.parametrize(
    ("text", "token", "bar"),
    [
        ("They left. Kenya stayed.", "Kenya", "ended"),
        ("They left! Kenya stayed.", "Kenya", "ended"),
        ("They met in the U.S. Kenya stayed.", "Kenya", "abbreviation"),
        ("They left. 20 stayed.", "20", "neither"),
        ("They left. then they stayed.", "then", "small"),
        ("They left: Kenya stayed.", "Kenya", "weak"),
        ("They left; Kenya stayed.", "Kenya", "weak"),
        ("They left Kenya.", "Kenya", "unmarked"),
        ("Dear Dr. Kaya, Kenya left.", "Kenya", "unmarked"),
        # the mark that ends a sentence may stand before a closing quotation mark or bracket
        ('"They left." Kenya stayed.', "Kenya", "ended"),
        ("(They left.) Kenya stayed.", "Kenya", "ended"),
        ("They left (on Monday). Kenya stayed.", "Kenya", "ended"),
        ('They left. "Kenya stayed', '"', "ended"),
    ],
)
def test_bars(text: str, token: str, bar: str) -> None:
    assert _bars(text)[token] == getattr(_BARS, bar)


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("They left (then Kenya stayed) at last.", "Kenya"),
        ("They left.) Kenya", ")"),
        ('They said: "Kenya stayed."', "Kenya"),
    ],
    ids=["inside brackets", "closing mark", "after an opening quotation mark"],
)
def test_places_where_none_may_begin(text: str, token: str) -> None:
    assert _bars(text)[token] == np.inf


def test_a_title_is_cut_after_final_marks_only() -> None:
    assert _bars("They left: Kenya stays", title=True)["Kenya"] == np.inf
    assert _bars("They left Kenya", title=True)["Kenya"] == np.inf
    assert _bars("They left. Kenya stays", title=True)["Kenya"] == _BARS.ended


def test_brackets_left_open_shut_nothing_in() -> None:
    assert _bars("They left (then. Kenya stayed.")["Kenya"] == _BARS.ended


@given(st.text(alphabet="ab A.?!:;\"'()[]“”‘’«—-", max_size=30))
def test_a_paragraph_always_begins_a_sentence(text: str) -> None:
    doc = doc_of(text)
    found = boundaries().thresholds(doc, title=False)
    assert len(found) == len(doc)
    assert len(doc) == 0 or found[0] == -np.inf
    assert not np.isnan(found).any()


@given(st.text())
def test_straightening_keeps_every_offset(text: str) -> None:
    straight = boundaries().straightened(text)
    assert len(straight) == len(text)
    assert boundaries().straightened(straight) == straight


def test_straightened_marks() -> None:
    assert boundaries().straightened("“It’s the ‘non‑state’ actor”") == "\"It's the 'non-state' actor\""


def test_none_begins_after_a_comma_but_that_of_a_greeting() -> None:
    assert _bars("They left for Latvia this summer, Minister Kaya said.")["Minister"] == np.inf
    assert _bars("They left. Dear all, Kenya stayed.")["Kenya"] == _BARS.unmarked
