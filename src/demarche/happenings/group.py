"""Merges to happenings: which events stand together, whatever the order in which they came."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

Pair = frozenset[int]


@dataclass(slots=True)
class _Group:
    """Events that stand together, their reports, and which of them have been compared with all others."""

    events: set[int]
    reports: set[str]
    compared: set[int] = field(default_factory=set)
    aside: set[int] = field(default_factory=set)

    def take(self, other: "_Group") -> None:
        """Take in another group."""
        self.events |= other.events
        self.reports |= other.reports
        self.compared |= other.compared
        self.aside |= other.aside


@dataclass(frozen=True, slots=True)
class Merges:
    """Events by number with their reports, scores of the pairs that are merges, and pairs that somebody has joined or parted.

    `joined` is in the order in which it was said. `aside` are events that were not compared with each other. `share` is how many
    of the pairs between two groups that were compared have to be merges for the groups to be one. The order of `reports`
    decides between equal scores; it has to be one that does not depend on when an event came.
    """

    reports: Mapping[int, str]
    scores: Mapping[Pair, float]
    joined: Sequence[Pair]
    parted: Collection[Pair]
    share: float
    aside: Collection[int] = frozenset()

    def groups(self) -> list[frozenset[int]]:
        """Return the groups of two events or more.

        What people joined stands together, in one report too, unless two of them are parted. Of the others the best merge
        comes first; the groups of its two events become one if enough of the pairs between them are
        merges, no report would have two events in it, and nobody parted two of them; until nothing changes.
        """
        rank = {event: place for place, event in enumerate(self.reports)}
        group = {event: self._alone(event) for event in self.reports}
        ordered = sorted(
            self.scores, key=lambda pair: (-self.scores[pair], sorted(rank[event] for event in pair))
        )
        for pair in self.joined:
            one, other = (group[event] for event in pair)
            if one is not other and not self._is_parted(one, other):
                _join(one, other, group)
        changed = True
        while changed:
            changed = False
            for pair in ordered:
                one, other = (group[event] for event in pair)
                if one is not other and self._may_join(one, other):
                    _join(one, other, group)
                    changed = True
        found = {id(one): one for one in group.values()}
        return [frozenset(one.events) for one in found.values() if len(one.events) > 1]

    def _alone(self, event: int) -> _Group:
        alone = _Group({event}, {self.reports[event]})
        (alone.aside if event in self.aside else alone.compared).add(event)
        return alone

    def _may_join(self, one: _Group, other: _Group) -> bool:
        if not one.reports.isdisjoint(other.reports) or self._is_parted(one, other):
            return False
        pairs = len(one.compared) * len(other.events) + len(one.aside) * len(other.compared)
        merges = self._merges(one.compared, other.events) + self._merges(one.aside, other.compared)
        return merges >= self.share * pairs

    def _merges(self, some: Collection[int], others: Collection[int]) -> int:
        return sum(frozenset({a, b}) in self.scores for a in some for b in others)

    def _is_parted(self, one: _Group, other: _Group) -> bool:
        return any(len(pair & one.events) == 1 and len(pair & other.events) == 1 for pair in self.parted)


def _join(one: _Group, other: _Group, group: dict[int, _Group]) -> None:
    """Take the smaller of two groups into the larger."""
    larger, smaller = (one, other) if len(one.events) >= len(other.events) else (other, one)
    larger.take(smaller)
    group.update(dict.fromkeys(smaller.events, larger))
