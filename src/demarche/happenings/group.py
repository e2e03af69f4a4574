"""Merges to happenings: which events stand together, whatever the order in which they came."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

Pair = frozenset[int]


@dataclass(frozen=True, slots=True)
class Merges:
    """Events by number with their reports, scores of the pairs that are merges, and pairs that somebody has joined or parted.

    `joined` is in the order in which it was said. `share` is how many of the pairs between two groups have to be merges for the groups to be one. The order of `reports`
    decides between equal scores; it has to be one that does not depend on when an event came.
    """

    reports: Mapping[int, str]
    scores: Mapping[Pair, float]
    joined: Sequence[Pair]
    parted: Collection[Pair]
    share: float

    def groups(self) -> list[frozenset[int]]:
        """Return the groups of two events or more.

        What people joined stands together, in one report too, unless two of them are parted. Of the others the best merge
        comes first; the groups of its two events become one if enough of the pairs between them are
        merges, no report would have two events in it, and nobody parted two of them; until nothing changes.
        """
        rank = {event: place for place, event in enumerate(self.reports)}
        group = {event: frozenset({event}) for event in self.reports}
        ordered = sorted(
            self.scores, key=lambda pair: (-self.scores[pair], sorted(rank[event] for event in pair))
        )
        for pair in self.joined:
            one, other = (group[event] for event in pair)
            if one != other and not self._is_parted(one, other):
                group.update(dict.fromkeys(one | other, one | other))
        changed = True
        while changed:
            changed = False
            for pair in ordered:
                one, other = (group[event] for event in pair)
                if one != other and self._may_join(one, other):
                    joined = one | other
                    group.update(dict.fromkeys(joined, joined))
                    changed = True
        return [found for found in dict.fromkeys(group.values()) if len(found) > 1]

    def _may_join(self, one: frozenset[int], other: frozenset[int]) -> bool:
        if {self.reports[event] for event in one} & {self.reports[event] for event in other}:
            return False
        if self._is_parted(one, other):
            return False
        pairs = [frozenset({a, b}) for a in one for b in other]
        return sum(pair in self.scores for pair in pairs) >= self.share * len(pairs)

    def _is_parted(self, one: frozenset[int], other: frozenset[int]) -> bool:
        return any(frozenset({a, b}) in self.parted for a in one for b in other)
