"""What the claims of a report tell that may have become of a commitment: deeds, and words about commitments themselves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from demarche.histories.days import Days, days_of
from demarche.histories.parties import Party, party_of
from demarche.histories.passages import Named, Passage, Passages
from demarche.histories.phrases import groups_in, nouns_in, outcomes_in
from demarche.lexicon.histories import HistoryRules, Outcome
from demarche.lexicon.stems import Stems, Token
from demarche.model.parts import Participant, When
from demarche.model.records import Claim, Commitment, Event, Report, Statement
from demarche.model.values import Force

Reality = Literal["done", "asked", "failed"]
_REAL = frozenset({"happened", "ongoing"})
_VOUCHING = frozenset({"assert", "accuse", "report", "praise", "criticise", "warn"})


@dataclass(frozen=True, slots=True)
class Telling:
    """A deed or an outcome that a claim tells, at `at` in its report, in the sentence from `start` to `end`.

    `words` are those of the sentence that tell something, `verbs` the groups of the verb, `outcome` with `named` is what the
    verb says of a commitment of these forces. `doer` is who does it, empty if nobody knows; `around` all who are named.
    """

    claim: int
    report: str
    published: str | None
    at: int
    start: int
    end: int
    said: str
    days: Days
    reality: Reality
    doer: Party
    around: Party
    words: frozenset[str]
    verbs: frozenset[int] = frozenset()
    type: str | None = None
    mode: str | None = None
    outcome: Outcome | None = None
    named: frozenset[Force] = frozenset()


def passages_of(report: Report, claims: Sequence[Claim], stems: Stems, rules: HistoryRules) -> Passages:
    """Return the sentences of a report with all whom its claims name."""
    named = [
        Named(one.span.start, one.span.end, party_of((one,), rules), acts=True)
        for claim in claims
        for one in _people(claim)
    ]
    return Passages.of(report.text, named, stems, rules)


def tellings(
    report: Report, claims: Mapping[int, Claim], passages: Passages, rules: HistoryRules
) -> Iterator[Telling]:
    """Yield what the claims of a report, by number, tell; a claim may tell several things."""
    by_sentence: dict[int, dict[int, Claim]] = {}
    for number, claim in claims.items():
        for index in _sentences(claim, passages):
            by_sentence.setdefault(index, {})[number] = claim
    for index, those in sorted(by_sentence.items()):
        yield from _Sentence(report, passages.passage(index), those, rules).tellings()


@dataclass(frozen=True, slots=True)
class _Sentence:
    report: Report
    passage: Passage
    claims: Mapping[int, Claim]
    rules: HistoryRules

    def tellings(self) -> Iterator[Telling]:
        for number, claim in self.claims.items():
            if isinstance(claim, Event) and self._holds(claim.trigger[0].start):
                yield from self._event(number, claim)
        tokens = self.passage.tokens
        for first, _, groups in groups_in(tokens, self.rules):
            if self._event_at(tokens[first].start) is None:  # else it is told as an event
                told = self._verb(first, of_events=False)
                if told is not None:
                    yield replace(told, verbs=groups)
        nouns = list(nouns_in(tokens, self.rules))
        for first, last, outcomes in outcomes_in(tokens, self.rules):
            forces = self._named(first, last, nouns)
            told = self._verb(first, of_events=True) if forces else None
            if told is not None:
                told = replace(told, doer=Party()) if self._is_passive(first) else told
                yield from (replace(told, outcome=outcome, named=forces) for outcome in outcomes)

    def _event(self, number: int, event: Event) -> Iterator[Telling]:
        """Yield a deed that the coder has as an event."""
        start = event.trigger[0].start
        told = self._telling(
            number, event, start, self._reality_of(event), party_of(event.actors, self.rules)
        )
        if told is None:
            return
        verbs = frozenset(
            group
            for first, _, groups in groups_in(self.passage.tokens, self.rules)
            if any(span.start <= self.passage.tokens[first].start < span.end for span in event.trigger)
            for group in groups
        )
        yield replace(told, verbs=verbs, type=event.type, mode=event.mode)

    def _verb(self, first: int, *, of_events: bool) -> Telling | None:
        """Return what is told by a verb that is no event of its own, of the claim in whose words it stands."""
        at = self.passage.tokens[first].start
        event = self._event_at(at)
        if event is not None:
            number, happened = event
            doer = party_of(happened.actors, self.rules)
            return self._telling(number, happened, at, self._reality_of(happened), doer)
        stated = self._statement_at(at, of_events=of_events)
        if stated is None:
            return None
        number, claim = stated
        return self._telling(number, claim, at, self._reality_at(claim, first), self._subject(first))

    def _telling(
        self, number: int, claim: Claim, at: int, reality: Reality | None, doer: Party
    ) -> Telling | None:
        """Return a telling without what it tells; None if it is not said to be so, or nobody knows when."""
        days = days_of(_when(claim), self.report, self.rules)
        if days is None or reality is None:
            return None
        around = party_of(_people(claim), self.rules)
        for one in self.passage.named:
            around |= one.party
        return Telling(
            claim=number,
            report=self.report.id,
            published=self.report.published,
            at=at,
            start=self.passage.start,
            end=self.passage.end,
            said=next((one.word for one in self.passage.tokens if one.start == at), ""),
            days=days,
            reality=reality,
            doer=doer,
            around=around,
            words=self.passage.stems(self.rules),
        )

    def _holds(self, at: int) -> bool:
        return self.passage.start <= at < self.passage.end

    def _event_at(self, at: int) -> tuple[int, Event] | None:
        """Return the event that has this word in its trigger."""
        for number, claim in self.claims.items():
            if isinstance(claim, Event) and any(span.start <= at < span.end for span in claim.trigger):
                return number, claim
        return None

    def _statement_at(self, at: int, *, of_events: bool) -> tuple[int, Claim] | None:
        """Return the innermost statement in whose content the word stands, or else (`of_events`) an event whose words hold it."""
        found = [
            (sum(span.end - span.start for span in claim.content), number, claim)
            for number, claim in self.claims.items()
            if isinstance(claim, Statement) and any(span.start <= at < span.end for span in claim.content)
        ]
        if found:
            _, number, claim = min(found, key=lambda one: one[:2])
            return number, claim
        if of_events:
            for number, event in self.claims.items():
                if isinstance(event, Event) and any(span.start <= at < span.end for span in event.extent):
                    return number, event
        return None

    def _reality_of(self, event: Event) -> Reality | None:
        first = next(
            (index for index, one in enumerate(self.passage.tokens) if one.start >= event.trigger[0].start), 0
        )
        before = {one.stem for one in self.passage.tokens[max(0, first - 3) : first]}
        if before & self.rules.words.failed:
            return "failed"
        if event.status in _REAL:
            return None if self._unreal_before(first, 3) else "done"
        return "asked" if event.status == "demanded" else None

    def _reality_at(self, claim: Claim, at: int) -> Reality | None:
        """Tell whether a verb outside all events is told as done, by what is said in what way, and the words before it."""
        if isinstance(claim, Statement):
            if claim.act == "demand":
                return "asked"
            if claim.act not in _VOUCHING:
                return None
        before = {one.stem for one in self._clause(at)}
        if before & self.rules.words.failed:
            return "failed"
        if before & self.rules.words.asked:
            return "asked"
        return None if before & self.rules.words.unreal else "done"

    def _unreal_before(self, at: int, reach: int) -> bool:
        before = self.passage.tokens[max(0, at - reach) : at]
        return any(one.stem in self.rules.words.unreal for one in before)

    def _clause(self, at: int) -> Sequence[Token]:
        """Return the words before a verb, back to the last comma or the beginning of the sentence."""
        tokens = self.passage.tokens
        text = self.report.text
        start = at
        while start > 0 and not {",", ";", ":"} & set(text[tokens[start - 1].end : tokens[start].start]):
            start -= 1
        return tokens[start:at]

    def _subject(self, first: int) -> Party:
        """Return who is named last before a verb."""
        at = self.passage.tokens[first].start
        before = [one for one in self.passage.named if one.end <= at and one.acts]
        if not before:
            return Party()
        last = max(one.end for one in before)
        found = Party()
        for one in before:
            if one.end == last:
                found |= one.party
        return found

    def _is_passive(self, first: int) -> bool:
        before = self.passage.tokens[max(0, first - 2) : first]
        is_ing = self.passage.tokens[first].word.casefold().endswith("ing")
        return not is_ing and any(one.stem in self.rules.words.passive for one in before)

    def _named(
        self, first: int, last: int, nouns: Sequence[tuple[int, int, frozenset[Force]]]
    ) -> frozenset[Force]:
        """Return the forces that the noun nearest to an outcome's verb may name; behind it, or before it."""
        reach = self.rules.limits.reach
        behind = [(begin - last, forces) for begin, _, forces in nouns if 0 < begin - last <= reach]
        before = [(first - end, forces) for _, end, forces in nouns if 0 < first - end <= reach]
        near = behind or before
        return min(near, key=lambda one: one[0])[1] if near else frozenset()


def _sentences(claim: Claim, passages: Passages) -> set[int]:
    match claim:
        case Event():
            spans = [*claim.trigger, *claim.extent]
        case Statement():
            spans = [*claim.content, *claim.cue]
        case Commitment():
            return set()
    return {
        index
        for span in spans
        for index in range(passages.index(span.start), passages.index(span.end - 1) + 1)
    }


def _when(claim: Claim) -> When:
    return claim.history[0].when if isinstance(claim, Commitment) else claim.when


def _people(claim: Claim) -> Iterator[Participant]:
    match claim:
        case Event():
            yield from (*claim.actors, *claim.recipients)
        case Statement():
            yield from (*([] if claim.speaker is None else [claim.speaker]), *claim.addressees)
        case Commitment():
            yield from (*claim.issuers, *claim.addressees)
