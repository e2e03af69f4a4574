"""Who vouches for a claim: the author, and everybody whose words it stands in, outermost first."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from demarche.coding.sayings.finder import Saying
from demarche.model.parts import Attribution, Participant
from demarche.model.reading import Reading
from demarche.model.values import Factuality, Status, Voice

_NEGATED: Mapping[Factuality, Factuality] = {
    "CT+": "CT-", "PR+": "PR-", "PS+": "PS-", "CT-": "CT+", "PR-": "PR+", "PS-": "PS+", "CTu": "CTu", "Uu": "Uu",
}  # fmt: skip
_STEPS: Sequence[Factuality] = ("CT+", "PR+", "PS+")
_HEDGED: Mapping[Factuality, Factuality] = {"CT+": "PR+", "CT-": "PR-"}


@dataclass(frozen=True, slots=True)
class Vouched:
    """The chain of an event, and how the report vouches for it."""

    attribution: tuple[Attribution, ...]
    voice: Voice
    reason: str


@dataclass(frozen=True, slots=True)
class Cover:
    """Whose content holds which stretch of a text: from each of `starts` on, the sayings of the same place in `inside`."""

    starts: tuple[int, ...]
    inside: tuple[tuple[int, ...], ...]

    def at(self, offset: int) -> tuple[int, ...]:
        """Return the indices of the sayings whose content holds the offset, the longest first."""
        place = bisect_right(self.starts, offset) - 1
        return self.inside[place] if place >= 0 else ()


def cover(sayings: Sequence[Saying]) -> Cover:
    """Return where the contents of sayings stand that vouch for them."""
    changes: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for index, saying in enumerate(sayings):
        for start, end in saying.content if saying.vouches else ():
            changes[start][index] += 1
            changes[end][index] -= 1
    active: Counter[int] = Counter()
    starts, inside = sorted(changes), []
    for start in starts:
        active.update(changes[start])
        active = +active  # those whose content has ended are left out
        inside.append(tuple(sorted(active, key=lambda index: (-sayings[index].size, index))))
    return Cover(tuple(starts), tuple(inside))


@dataclass(frozen=True, slots=True)
class Chains:
    """The sayings of a report; `ids` are those of their statements, by the saying's index, as far as they are made."""

    reading: Reading
    sayings: tuple[Saying, ...]
    ids: Mapping[int, str]
    factuality: Mapping[Status, Factuality]
    _cover: Cover = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_cover", cover(self.sayings))

    def around(self, offset: int, anchor: int | None = None) -> list[int]:
        """Return the sayings whose content holds the offset, outermost first; not the one whose cue is the anchor."""
        return [
            index
            for index in self._cover.at(offset)
            if anchor is None or self.sayings[index].anchor.i != anchor
        ]

    def outside(self, index: int) -> list[int]:
        """Return the other sayings whose content holds this one's cue or whose speaker passes it on, outermost first."""
        saying = self.sayings[index]
        if saying.relayed_by is not None:
            tellers = (at for at, other in enumerate(self.sayings) if other.anchor is saying.relayed_by)
            teller = next(tellers, None)
            if teller is not None:
                return [*self.outside(teller), teller]
        return [other for other in self.around(saying.anchor.start) if other != index]

    def vouch(self, offset: int, anchor: int, status: Status, voice: Voice | None, why: str) -> Vouched:
        """Return the chain of an event at an offset, given its status and what a word beside it says of the voice."""
        own = self.factuality[status]
        around = self.around(offset, anchor)
        if not around:
            reason = why or "the author states it in their own voice"
            return Vouched(
                (Attribution("AUTHOR", None, None, _hedged(own, voice)),), voice or "asserted", reason
            )
        innermost = _hedged(_through(own, self.sayings[around[-1]].certainty, status), voice)
        links = [Attribution("AUTHOR", None, None, "Uu")]
        links += [self._link(index, innermost if index == around[-1] else "Uu") for index in around]
        if voice == "alleged":
            return Vouched(tuple(links), "alleged", why)
        names = " → ".join(self._source(self.sayings[index]).name for index in around)
        return Vouched(tuple(links), "attributed", f"in the words of {names}")

    def of_statement(self, index: int) -> tuple[Attribution, ...]:
        """Return the chain of a statement: that it was made is certain to whoever reports it."""
        outside = self.outside(index)
        if not outside:
            return (Attribution("AUTHOR", None, None, "CT+"),)
        links = [Attribution("AUTHOR", None, None, "Uu")]
        links += [self._link(other, "CT+" if other == outside[-1] else "Uu") for other in outside]
        return tuple(links)

    def by_statement(self, index: int) -> tuple[Attribution, ...]:
        """Return the chain of what a statement does by being made: the statement's own, and its speaker, both certain."""
        return (*self.of_statement(index), self._link(index, "CT+"))

    def _link(self, index: int, certainty: Factuality) -> Attribution:
        saying = self.sayings[index]
        cue = self.reading.span(*saying.cue[0]) if saying.cue else None
        return Attribution(self._source(saying), cue, self.ids.get(index), certainty)

    def _source(self, saying: Saying) -> Participant:
        if saying.speaker is not None:
            return saying.speaker.participant
        start, end = saying.cue[0]
        return Participant("unnamed", None, "unnamed", None, (), None, "none", self.reading.span(start, end))


def _hedged(value: Factuality, voice: Voice | None) -> Factuality:
    """Return the value one step below certain, if the report only alleges or infers."""
    return _HEDGED.get(value, value) if voice in {"alleged", "inferred"} else value


def _through(own: Factuality, certainty: Factuality, status: Status) -> Factuality:
    """Return how certain an event is to a speaker who says it with this certainty."""
    if status == "denied" or certainty == "CT+":
        return own
    if certainty == "CT-":
        return _NEGATED[own]
    if own in _STEPS and certainty in _STEPS:
        return _STEPS[max(_STEPS.index(own), _STEPS.index(certainty))]
    return certainty if own == "CT+" else own
