"""Who has been named before a word, by what a repeated role may be asked for."""

import pytest

from demarche.model.parts import Participant, Span
from demarche.model.resolved import Mention
from demarche.resolve.coreference.before import Before, Countries
from tests.trees import tree

_STATES = frozenset({"KEN", "UGA"})
_WORDS = tree("\n".join(f"army{i} army NOUN dep {min(i, 1)}" for i in range(6))).words


def _army(index: int, country: str | None, name: str = "army") -> Mention:
    word = _WORDS[index]
    span = Span(word.start, word.end, word.text, None)
    identity = None if country is None else f"organisation:{country}:army"
    army = Participant(name, identity, "organisation", country, ("MIL",), None, "text", span)
    return Mention(index, (army,), "")


def _before(*mentions: Mention, pronouns: tuple[int, ...] = ()) -> Before:
    before = Before(_STATES)
    for mention in mentions:
        before.add(_WORDS[mention.head], mention, is_pronoun=mention.head in pronouns)
    return before


def test_a_noun_stands_for_the_last_while_all_are_the_same() -> None:
    first, second, other = _army(0, "KEN"), _army(1, "KEN"), _army(2, "UGA")
    assert _before(first, second).by_noun("army") is second
    assert _before(first, second, other).by_noun("army") is None
    assert _before(first, _army(1, None)).by_noun("army") is first
    assert _before(first).by_noun("navy") is None


def test_what_a_pronoun_stands_for_counts_as_said_last() -> None:
    assert _before(_army(0, "KEN"), second := _army(1, "KEN"), pronouns=(1,)).by_noun("army") is second
    assert _before(first := _army(0, "KEN"), _army(1, "KEN"), pronouns=(0,)).by_noun("army") is first


def test_a_body_goes_by_each_word_of_its_name() -> None:
    before = _before(_army(0, "KEN", "Global Coalition"), _army(1, "UGA", "Global Fund"))
    found = before.by_word_of_name("coalition")
    assert found is not None
    assert found.name == "Global Coalition"
    assert before.by_word_of_name("global") is None
    assert before.by_office("president") is None


@pytest.mark.parametrize(
    ("named", "only", "earlier"),
    [((), None, False), (("KEN", "KEN"), "KEN", True), (("KEN", "UGA"), None, True), (("IGO",), None, False)],
)
def test_the_only_state_named(named: tuple[str, ...], only: str | None, *, earlier: bool) -> None:
    countries = Countries(_STATES)
    for index, country in enumerate(named):
        countries.add(index, _army(index, country))
    assert countries.only() == only
    assert countries.any_before(1) is earlier
    assert not countries.any_before(0)
