"""What the claims of a report tell that may have become of a commitment: deeds, and words about commitments themselves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from demarche.histories.days import Days, days_of
from demarche.histories.parties import Party, party_of
from demarche.histories.passages import Named, Passage, Passages
from demarche.histories.phrases import groups_in, nouns_in, outcomes_in
from demarche.lexicon.histories import HistoryRules, Outcome
from demarche.lexicon.stems import Token
from demarche.model.parts import Participant, When
from demarche.model.records import Claim, Commitment, Event, Report, Statement
from demarche.model.values import Force

Reality = Literal["done", "asked", "failed"]
_REAL = frozenset({"happened", "ongoing"})
_TO = "to"
_NEXT = 3  # words between a verb and what it bans or allows
_VOUCHING = frozenset({"assert", "accuse", "report", "praise", "criticise", "warn"})


@dataclass(frozen=True, slots=True)
class Telling:
    """A deed or an outcome that a claim tells, at `at` in its report, in the sentence from `start` to `end`.

    `words` are those of the sentence that tell something, `own` those of the deed itself, `verbs` the groups of its verb, `outcome` with `named` is what the
    verb says of a commitment of these forces; `is_bare`: the sentence does not say which (“kept its promise”). `doer` is who does it, empty if nobody knows; `around` all who are named.
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
    own: frozenset[str] = frozenset()
    verbs: frozenset[int] = frozenset()
    type: str | None = None
    mode: str | None = None
    outcome: Outcome | None = None
    named: frozenset[Force] = frozenset()
    is_bare: bool = False


def passages_of(report: Report, claims: Sequence[Claim], rules: HistoryRules) -> Passages:
    """Return the sentences of a report with all whom its claims name."""
    named = [
        Named(one.span.start, one.span.end, party_of((one,), rules), acts=True)
        for claim in claims
        for one in _people(claim)
    ]
    return Passages.of(report.text, named, rules)


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
        groups = {first: found for first, _, found in groups_in(tokens, self.rules)}
        for first in sorted({*groups, *self._after_names()}):
            if self._event_at(tokens[first].start) is None and not self._is_nominal(first, of_deed=True):
                told = self._verb(first, None)
                if told is not None:
                    own = frozenset({tokens[first].stem})
                    yield replace(told, verbs=groups.get(first, frozenset()), own=own)
        nouns = list(nouns_in(tokens, self.rules))
        for first, last, outcomes in outcomes_in(tokens, self.rules):
            noun = None if self._is_nominal(first, of_deed=False) else self._noun(first, last, nouns)
            told = None if noun is None else self._verb(first, noun[0])
            if told is not None and noun is not None:
                told = replace(told, doer=Party()) if self._is_passive(first) else told
                bare = self._is_bare(noun[1])
                yield from (
                    replace(told, outcome=outcome, named=noun[2], is_bare=bare) for outcome in outcomes
                )

    def _event(self, number: int, event: Event) -> Iterator[Telling]:
        """Yield a deed that the coder has as an event."""
        start = event.trigger[0].start
        first = next((at for at, token in enumerate(self.passage.tokens) if token.start == start), 0)
        if self.passage.tokens[first].word.casefold().endswith("ing") and self._is_nominal(
            first, of_deed=True
        ):
            return  # an agreement on sharing is no sharing
        told = self._telling(
            number, event, start, self._reality_of(event), party_of(event.actors, self.rules)
        )
        if told is None:
            return
        tokens = self.passage.tokens
        inside = {
            at
            for at, token in enumerate(tokens)
            if any(span.start <= token.start < span.end for span in event.trigger)
        }
        groups = (found for first, _, found in groups_in(tokens, self.rules) if first in inside)
        verbs = frozenset(group for found in groups for group in found)
        own = frozenset(tokens[at].stem for at in inside)
        yield replace(told, verbs=verbs, own=own, type=event.type, mode=event.mode)

    def _after_names(self) -> Iterator[int]:
        """Yield the words behind somebody's name, and behind “to”, which may be verbs: “Sudan has filled the dam”."""
        skipped = self.rules.words.passive | self.rules.words.auxiliary
        for at, token in enumerate(self.passage.tokens[1:], start=1):
            if self.passage.tokens[at - 1].stem == _TO:
                yield at
                continue
            before = at - 1
            while before > 0 and self.passage.tokens[before].stem in skipped:
                before -= 1
            if token.stem not in skipped and self._ends_subject(before):
                yield at

    def _ends_subject(self, at: int) -> bool:
        """Tell whether a name ends with this word, or an adjective of a country with the one before it: “Malian drones”."""
        end, before = self.passage.tokens[at].end, self.passage.tokens[max(0, at - 1)].end
        return any(one.end == end if one.acts else one.end == before for one in self.passage.named)

    def _verb(self, first: int, noun: int | None) -> Telling | None:
        """Return what is told by a verb that is no event of its own, of the claim in whose words it stands.

        `noun` is the word for a commitment that goes with it: a claim that has that will do.
        """
        at = self.passage.tokens[first].start
        event = self._event_at(at)
        if event is not None:
            number, happened = event
            doer = party_of(happened.actors, self.rules)
            return self._telling(number, happened, at, self._reality_of(happened), doer)
        cue = self._cue_at(at) if noun is not None else None
        if cue is not None and cue[1].speaker is not None:
            doer = party_of((cue[1].speaker,), self.rules)
            return self._telling(*cue, at, self._reality_by_words(first), doer)
        stated: tuple[int, Claim] | None = self._statement_at(at)
        if stated is None:
            stated = self._bound_at(first) if noun is None else self._about(at, noun)
        if stated is None:
            return None
        number, claim = stated
        return self._telling(number, claim, at, self._reality_at(claim, first), self._subject(first, claim))

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

    def _cue_at(self, at: int) -> tuple[int, Statement] | None:
        """Return the statement that has this word for its cue: “reaffirmed its guarantee”."""
        for number, claim in self.claims.items():
            if isinstance(claim, Statement) and any(span.start <= at < span.end for span in claim.cue):
                return number, claim
        return None

    def _statement_at(self, at: int) -> tuple[int, Statement] | None:
        """Return the innermost statement in whose content the word stands."""
        found = [
            (sum(span.end - span.start for span in claim.content), number, claim)
            for number, claim in self.claims.items()
            if isinstance(claim, Statement) and any(span.start <= at < span.end for span in claim.content)
        ]
        if not found:
            return None
        _, number, claim = min(found, key=lambda one: one[:2])
        return number, claim

    def _bound_at(self, first: int) -> tuple[int, Commitment] | None:
        """Return the commitment that this verb makes: “banned imports” is a ban, and a deed as well."""
        after = [token.start for token in self.passage.tokens[first + 1 : first + 1 + _NEXT]]
        for number, claim in self.claims.items():
            if isinstance(claim, Commitment) and claim.act[0].start in after:
                return number, claim
        return None

    def _about(self, at: int, noun: int) -> tuple[int, Claim] | None:
        """Return the claim that holds the verb or the noun of an outcome: an event by its words, or a commitment behind the noun."""
        place = self.passage.tokens[noun].start
        for number, claim in self.claims.items():
            if isinstance(claim, Event) and any(
                span.start <= one < span.end for span in claim.extent for one in (at, place)
            ):
                return number, claim
        for number, claim in self.claims.items():
            if isinstance(claim, Commitment) and any(place < span.start for span in claim.act):
                return number, claim
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
        return self._reality_by_words(at)

    def _reality_by_words(self, at: int) -> Reality | None:
        before = {one.stem for one in self._clause(at)}
        if before & self.rules.words.failed:
            return "failed"
        if before & self.rules.words.asked:
            return "asked"
        is_infinitive = _TO in {token.stem for token in self.passage.tokens[max(0, at - 2) : at]}
        return None if is_infinitive or before & self.rules.words.unreal else "done"

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

    def _subject(self, first: int, claim: Claim) -> Party:
        """Return who is named last before a verb in what is said; if only by an adjective (“a Malian drone flew”), whose that is."""
        at = self.passage.tokens[first].start
        if any(token.stem in self.rules.words.speaking for token in self._clause(first)):
            return self._speaker(at)
        inside = (
            [span for span in claim.content if span.start <= at < span.end]
            if isinstance(claim, Statement)
            else []
        )
        begin = inside[0].start if inside else self.passage.start
        named = [one for one in self.passage.named if begin <= one.start and one.end <= at]
        before = [one for one in named if one.acts] or named
        if not before:
            return Party()
        last = max(one.end for one in before)
        found = Party()
        for one in before:
            if one.end == last:
                found |= one.party
        return found

    def _speaker(self, at: int) -> Party:
        """Return who says “we” where a word stands."""
        stated = self._statement_at(at)
        speaker = None if stated is None else stated[1].speaker
        return Party() if speaker is None else party_of((speaker,), self.rules)

    def _is_passive(self, first: int) -> bool:
        before = self.passage.tokens[max(0, first - 2) : first]
        is_ing = self.passage.tokens[first].word.casefold().endswith("ing")
        return not is_ing and any(one.stem in self.rules.words.passive for one in before)

    def _is_nominal(self, first: int, *, of_deed: bool) -> bool:
        """Tell whether a word that may be a verb is none here: “a cut”, “Greek fish”; “on sharing” is no deed."""
        is_ing = self.passage.tokens[first].word.casefold().endswith("ing")
        if not first or (is_ing and not of_deed):
            return False
        before = self.passage.tokens[first - 1]
        is_described = any(one.end == before.end and not one.acts for one in self.passage.named)
        return is_described or before.stem in self.rules.words.nominal

    def _is_bare(self, last: int) -> bool:
        """Tell whether nothing behind a noun says what it is about."""
        after = self.passage.tokens[last + 1 : last + 2]
        return not any(one.stem in self.rules.words.complements for one in after)

    def _noun(
        self, first: int, last: int, nouns: Sequence[tuple[int, int, frozenset[Force]]]
    ) -> tuple[int, int, frozenset[Force]] | None:
        """Return the noun for a commitment that is nearest to an outcome's verb: behind it, or else before it."""
        reach = self.rules.limits.reach
        behind = [(noun[0] - last, noun) for noun in nouns if 0 < noun[0] - last <= reach]
        before = [(first - noun[1], noun) for noun in nouns if 0 < first - noun[1] <= reach]
        return min(behind or before, key=lambda one: one[0], default=(0, None))[1]


def _sentences(claim: Claim, passages: Passages) -> set[int]:
    match claim:
        case Event():
            spans = [*claim.trigger, *claim.extent]
        case Statement():
            spans = [*claim.content, *claim.cue]
        case Commitment():
            spans = [*claim.act]
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
