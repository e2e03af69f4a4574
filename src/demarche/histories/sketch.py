"""What of a commitment is looked at to tell what became of it, and whether another one is the same."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from demarche.histories.days import Days, days_of
from demarche.histories.parties import Party, party_of
from demarche.histories.passages import Passage, Passages, content
from demarche.histories.phrases import groups_in, nouns_in, outcomes_in
from demarche.lexicon.histories import PARTS, HistoryRules, Part
from demarche.model.parts import Span
from demarche.model.records import Commitment, Event, Report
from demarche.model.values import Force

_HEADS = 2  # words of a part of which one is its verb
_COUNTRY = "c:"
_WORD = "w:"


@dataclass(frozen=True, slots=True)
class Deed:
    """An event of a part: what is to be done, by whom, to whom."""

    type: str
    mode: str | None
    doer: Party
    other: Party


@dataclass(frozen=True, slots=True)
class PartSketch:
    """A part: the words that tell what it is about, its events; `negated`: it rules its deed out.

    `heads` are its first words that tell something, one of which is its verb, `verbs` the groups of its verbs.
    """

    part: Part
    words: tuple[str, ...]
    heads: tuple[str, ...]
    verbs: tuple[int, ...]
    deeds: tuple[Deed, ...]
    negated: bool


@dataclass(frozen=True, slots=True)
class Sketch:
    """A commitment as it is compared; `start` and `end` are where its sentences stand in its report.

    `others` are the addressees, `named` all that its sentences name; `deadline` is the last day of it. `is_mention`: its
    sentences tell what became of one, so that it is not made anew there.
    """

    report: str
    published: str | None
    force: Force
    issuers: Party
    others: Party
    named: Party
    start: int
    end: int
    issued: Days
    deadline: str | None
    parts: tuple[PartSketch, ...]
    is_mention: bool

    @property
    def words(self) -> frozenset[str]:
        """Return the words of all parts."""
        return frozenset(word for part in self.parts for word in part.words)


def sketch(
    commitment: Commitment,
    events: Mapping[str, Event],
    report: Report,
    passages: Passages,
    rules: HistoryRules,
) -> Sketch | None:
    """Return what is compared of a commitment; None if nobody is known to have made it, or when."""
    issued = days_of(commitment.history[0].when, report, rules)
    issuers = party_of(commitment.issuers, rules)
    if issued is None or not issuers:
        return None
    spans = [*commitment.act, *commitment.condition, *commitment.consequence]
    first, last = (
        passages.index(at) for at in (min(one.start for one in spans), max(one.end for one in spans) - 1)
    )
    around = [passages.passage(index) for index in range(first, last + 1)]
    own = [events[one] for one in commitment.events if one in events]
    others = party_of(commitment.addressees, rules)
    named = _joined(one.party for passage in around for one in passage.named)
    deadline = None if commitment.deadline is None else commitment.deadline.latest
    return Sketch(
        report=commitment.report,
        published=report.published,
        force=commitment.force,
        issuers=issuers,
        others=others - issuers,
        named=named - issuers,
        start=around[0].start,
        end=around[-1].end,
        issued=issued,
        deadline=None if deadline is None else deadline[:10],
        parts=tuple(_parts(commitment, own, around, rules)),
        is_mention=any(_looks_back(passage, rules) for passage in around),
    )


def names(seen: Sketch) -> Iterator[str]:
    """Yield the names under which a commitment is looked for: an issuer or addressee, with a word or another country."""
    marks = [*(_WORD + word for word in seen.words), *(_COUNTRY + code for code in seen.named.countries)]
    whose = (*_keys(seen.issuers), *_keys(seen.others))
    yield from (f"{who}|{mark}" for who in whose for mark in marks if mark != _COUNTRY + who)


def sought(issuers: Party, words: Iterable[str]) -> Iterator[str]:
    """Yield the names of the commitments that those who are named in a sentence may have made, by what it is about."""
    marks = [*(_WORD + word for word in words), *(_COUNTRY + code for code in issuers.countries)]
    yield from (f"{who}|{mark}" for who in issuers.names for mark in marks if mark != _COUNTRY + who)


def _keys(issuers: Party) -> tuple[str, ...]:
    return issuers.countries or issuers.ids


def _parts(
    commitment: Commitment, events: list[Event], around: list[Passage], rules: HistoryRules
) -> Iterator[PartSketch]:
    condition = [(span.start, span.end) for span in commitment.condition]
    seen = set[tuple[tuple[int, int], ...]]()
    spans: dict[Part, tuple[Span, ...]] = {
        "act": commitment.act,
        "condition": commitment.condition,
        "consequence": commitment.consequence,
    }
    for part in PARTS:
        ranges = tuple((span.start, span.end) for span in spans[part])
        if not ranges or (part == "consequence" and ranges in seen):
            continue
        seen.add(ranges)
        apart = [] if part == "condition" or ranges == tuple(condition) else condition
        inside = _within(ranges, apart)
        tokens = [token for passage in around for token in passage.tokens if inside(token.start)]
        verbs = list(groups_in(tokens, rules))
        doing = {at for first, last, _ in verbs for at in range(first, last + 1)}
        telling = [
            (at, token)
            for at, token in enumerate(tokens)
            if content((token.stem,), rules)
            and not any(
                one.start <= token.start < one.end
                for passage in around
                for one in passage.named
                if one.is_country
            )
        ]
        yield PartSketch(
            part=part,
            words=tuple(sorted({token.stem for at, token in telling if at not in doing})),
            heads=tuple(token.stem for _, token in telling[:_HEADS]),
            verbs=tuple(sorted({group for _, _, found in verbs for group in found})),
            deeds=tuple(_deed(event, rules) for event in events if inside(event.trigger[0].start)),
            negated=any(token.stem in rules.words.negating for token in tokens),
        )


def _looks_back(passage: Passage, rules: HistoryRules) -> bool:
    """Tell whether a sentence names a commitment to tell what became of it, or tells what was before: “as it had promised”."""
    if any(token.stem in rules.words.before for token in passage.tokens):
        return True
    return any(outcomes_in(passage.tokens, rules)) and any(nouns_in(passage.tokens, rules))


def _within(ranges: Iterable[tuple[int, int]], apart: Iterable[tuple[int, int]]) -> Callable[[int], bool]:
    inside, outside = tuple(ranges), tuple(apart)

    def holds(at: int) -> bool:
        return any(start <= at < end for start, end in inside) and not any(
            start <= at < end for start, end in outside
        )

    return holds


def _deed(event: Event, rules: HistoryRules) -> Deed:
    return Deed(event.type, event.mode, party_of(event.actors, rules), party_of(event.recipients, rules))


def _joined(parties: Iterable[Party]) -> Party:
    found = Party()
    for one in parties:
        found |= one
    return found
