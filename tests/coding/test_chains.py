"""Who vouches for a claim, and how certain it is to each of them."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.coding.clauses.cast import Found
from demarche.coding.sayings.chains import Chains
from demarche.coding.sayings.finder import Saying
from demarche.model.parts import Attribution, Participant
from demarche.model.values import FACTUALITIES, STATUSES, Factuality, Status, Voice
from tests.trees import reading_of, tree

from .drafts import KENYA, SUDAN, UGANDA
from .forest import ontology

_WORDS = 30
_NAMES: dict[int, Participant] = {1: KENYA, 2: SUDAN, 3: UGANDA}
_SYNTAX = tree("\n".join(f"word{i + 10} w NOUN dep {min(i, 1)}" for i in range(_WORDS)))


def _saying(anchor: int, first: int, last: int, certainty: Factuality = "CT+") -> Saying:
    """Return what the word at an index says: the words from `first` up to, not including, `last`."""
    words = _SYNTAX.words
    cue = words[anchor]
    speaker = _NAMES.get(anchor)
    return Saying(
        anchor=cue,
        cue=((cue.start, cue.end),),
        act="assert",
        certainty=certainty,
        speaker=None if speaker is None else Found(speaker, cue, ""),
        content=((words[first].start, words[last - 1].end),),
        quoted=(),
        form="indirect",
        addressees=(),
        channels=(),
        rule="say.verb.that",
        reasons=(),
    )


def _chains(*sayings: Saying) -> Chains:
    ids = {index: f"s:{index:016d}" for index in range(len(sayings))}
    return Chains(reading_of(_SYNTAX), sayings, ids, ontology().factuality)


def _at(index: int) -> int:
    return _SYNTAX.words[index].start


def _spelt(attribution: Sequence[Attribution]) -> str:
    return " ".join(
        f"{'AUTHOR' if link.source == 'AUTHOR' else link.source.name}:{link.factuality}"
        for link in attribution
    )


_NESTED = _chains(_saying(1, 2, 20), _saying(2, 4, 15), _saying(3, 16, 20))


def test_the_author_alone_vouches_outside_all_sayings() -> None:
    found = _NESTED.vouch(_at(25), 25, "happened", None, "")
    assert (found.voice, _spelt(found.attribution)) == ("asserted", "AUTHOR:CT+")


def test_chains_are_outermost_first_and_only_the_innermost_is_certain() -> None:
    found = _NESTED.vouch(_at(10), 10, "happened", None, "")
    assert _spelt(found.attribution) == "AUTHOR:Uu Kenya:Uu Sudan:CT+"
    assert found.voice == "attributed"
    assert found.reason == "in the words of Kenya → Sudan"
    assert [link.statement for link in found.attribution] == [
        None,
        "s:0000000000000000",
        "s:0000000000000001",
    ]
    assert [link.cue and link.cue.text for link in found.attribution] == [None, "word11", "word12"]


def test_sayings_beside_each_other_do_not_mix() -> None:
    assert (
        _spelt(_NESTED.vouch(_at(17), 17, "happened", None, "").attribution)
        == "AUTHOR:Uu Kenya:Uu Uganda:CT+"
    )


def test_a_cue_is_not_inside_what_it_says() -> None:
    inside = _chains(_saying(1, 0, 20))
    assert inside.around(_at(1), 1) == []
    assert inside.around(_at(1)) == [0]
    assert inside.outside(0) == []


@pytest.mark.parametrize(
    ("status", "certainty", "expected"),
    [
        ("happened", "CT+", "CT+"),
        ("happened", "CT-", "CT-"),
        ("happened", "PR+", "PR+"),
        ("happened", "PS+", "PS+"),
        ("happened", "Uu", "Uu"),
        ("not_happened", "CT+", "CT-"),
        ("not_happened", "CT-", "CT+"),
        ("planned", "CT+", "PR+"),
        ("planned", "CT-", "PR-"),
        ("planned", "PS+", "PS+"),
        ("possible", "PR+", "PS+"),
        ("denied", "CT-", "CT-"),
        ("demanded", "CT+", "Uu"),
    ],
)
def test_certainty_through_a_saying(status: Status, certainty: Factuality, expected: Factuality) -> None:
    found = _chains(_saying(1, 2, 20, certainty)).vouch(_at(5), 5, status, None, "")
    assert [link.factuality for link in found.attribution] == ["Uu", expected]


@pytest.mark.parametrize(
    ("voice", "status", "factuality"),
    [
        ("alleged", "happened", "PR+"),
        ("inferred", "happened", "PR+"),
        ("alleged", "not_happened", "PR-"),
        ("alleged", "possible", "PS+"),
    ],
)
def test_hedges_of_the_author(voice: Voice, status: Status, factuality: Factuality) -> None:
    found = _NESTED.vouch(_at(25), 25, status, voice, "a hedge")
    assert (found.voice, found.reason) == (voice, "a hedge")
    assert [link.factuality for link in found.attribution] == [factuality]


def test_what_a_source_alleges_is_alleged() -> None:
    found = _NESTED.vouch(_at(10), 10, "happened", "alleged", "a hedge")
    assert found.voice == "alleged"
    assert _spelt(found.attribution) == "AUTHOR:Uu Kenya:Uu Sudan:PR+"


def test_chains_of_statements() -> None:
    assert _spelt(_NESTED.of_statement(0)) == "AUTHOR:CT+"
    assert _NESTED.outside(1) == [0]
    assert _spelt(_NESTED.of_statement(1)) == "AUTHOR:Uu Kenya:CT+"
    assert _spelt(_NESTED.by_statement(1)) == "AUTHOR:Uu Kenya:CT+ Sudan:CT+"


def test_nobody_named_is_unnamed() -> None:
    found = _chains(_saying(7, 8, 20)).vouch(_at(10), 10, "happened", None, "")
    source = found.attribution[1].source
    assert isinstance(source, Participant)
    assert (source.name, source.kind, source.id) == ("unnamed", "unnamed", None)


@given(
    st.sampled_from(STATUSES),
    st.sampled_from(FACTUALITIES),
    st.sampled_from([None, "alleged", "inferred"]),
    st.integers(2, _WORDS - 1),
)
def test_the_author_leaves_open_what_a_source_says(
    status: Status, certainty: Factuality, voice: Voice | None, index: int
) -> None:
    found = _chains(_saying(1, 2, 20, certainty)).vouch(_at(index), index, status, voice, "hedge")
    own, *sources = found.attribution
    assert own.source == "AUTHOR"
    assert (own.factuality == "Uu" and found.voice != "asserted") or not sources
    assert len(sources) == (index < 20)
    if not sources:
        assert found.voice == (voice or "asserted")
        assert (own.factuality == ontology().factuality[status]) or voice is not None


@given(
    st.lists(st.tuples(st.integers(1, _WORDS - 2), st.integers(1, _WORDS - 2)), max_size=8),
    st.integers(0, 2 * _WORDS),
)
def test_around_are_all_whose_content_holds_the_offset_the_longest_first(
    bounds: list[tuple[int, int]], step: int
) -> None:
    sayings = [_saying(0, min(pair), max(pair) + 1) for pair in bounds]
    offset = _SYNTAX.words[0].start + 3 * step
    holding = [index for index, saying in enumerate(sayings) if saying.holds(offset)]
    assert _chains(*sayings).around(offset) == sorted(holding, key=lambda index: -sayings[index].size)
