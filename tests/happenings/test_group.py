"""Merges to happenings."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from demarche.happenings.group import Merges, Pair

_EVENTS = st.integers(0, 9)
_SCORES = st.dictionaries(
    st.frozensets(_EVENTS, min_size=2, max_size=2), st.sampled_from([3.5, 4.0, 5.0]), max_size=25
)


def _merges(
    scores: dict[Pair, float], parted: set[Pair], reports: dict[int, str], aside: frozenset[int] = frozenset()
) -> Merges:
    return Merges(reports, scores, (), parted, 0.5, aside)


@given(_SCORES, st.sets(st.frozensets(_EVENTS, min_size=2, max_size=2), max_size=4), st.randoms())
def test_groups_depend_on_the_merges_alone_and_keep_apart_what_must_be(
    scores: dict[Pair, float], parted: set[Pair], chance: object
) -> None:
    reports = {event: f"report {event % 8}" for event in range(10)}
    groups = _merges(scores, parted, reports).groups()
    shuffled = list(scores.items())
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert set(_merges(dict(shuffled), parted, reports).groups()) == set(groups)
    assert len({event for group in groups for event in group}) == sum(map(len, groups))
    for group in groups:
        pairs = {frozenset(pair) for pair in combinations(group, 2)}
        assert not pairs & parted
        assert len({reports[event] for event in group}) == len(group)
        assert pairs & set(scores)


def test_a_single_bridge_does_not_join_two_happenings() -> None:
    reports = {event: str(event) for event in range(6)}
    inside = {frozenset(pair): 5.0 for half in ((0, 1, 2), (3, 4, 5)) for pair in combinations(half, 2)}
    groups = _merges({**inside, frozenset({2, 3}): 4.0}, set(), reports).groups()
    assert set(groups) == {frozenset({0, 1, 2}), frozenset({3, 4, 5})}


def test_events_that_were_not_compared_with_each_other_do_not_count_against_a_happening() -> None:
    reports = {event: str(event) for event in range(40)}
    inside = {frozenset(pair): 5.0 for pair in combinations(range(4), 2)}
    with_those = {frozenset({event, far}): 4.5 for event in range(4, 39) for far in range(4)}
    merges = {**inside, **with_those, frozenset({39, 0}): 4.0}
    aside = frozenset(range(4, 40))
    assert set(_merges(merges, set(), reports, aside).groups()) == {frozenset(range(39))}
    assert set(_merges(merges, set(), reports).groups()) != {frozenset(range(39))}
