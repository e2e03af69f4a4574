"""Codes one report: sayings, occurrences and pledges are found, then named and chained as claims."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from demarche.coding.clauses.adjuncts import Adjuncts, gather
from demarche.coding.clauses.cast import Cast
from demarche.coding.commitments.pledges import Pledge, PledgeFinder
from demarche.coding.commitments.records import code_commitments
from demarche.coding.commitments.terms import find_terms
from demarche.coding.events.content import with_content
from demarche.coding.events.implied import ImpliedActs
from demarche.coding.events.joined import joined
from demarche.coding.events.merge import merged
from demarche.coding.events.occurrences import Miss, Occurrence, OccurrenceFinder, Rejection
from demarche.coding.events.records import EventCoder
from demarche.coding.sayings.chains import Chains, Vouched
from demarche.coding.sayings.finder import Saying, SayingFinder
from demarche.coding.sayings.first_person import FirstPerson, author_of, outlet_of
from demarche.coding.sayings.marked import MARKED
from demarche.coding.sayings.rebuttals import with_rebuttals
from demarche.coding.sayings.speech import CueFinder
from demarche.coding.statements import acts_shown, code_statements
from demarche.lexicon.lexicon import Lexicon
from demarche.model.coded import Coded
from demarche.model.reading import Reading
from demarche.model.records import Event, Statement
from demarche.model.resolved import Resolved
from demarche.model.syntax import Syntax

_DEADLINE = "deadline"
_THREATS = frozenset({"threat", "ultimatum"})


@dataclass(frozen=True, slots=True)
class Coding:
    """The claims of a report in text order (events, statements, commitments), and the triggers that were no events."""

    claims: tuple[Coded, ...]
    misses: tuple[Miss, ...]

    @property
    def rejected(self) -> tuple[Rejection, ...]:
        """Return the triggers that were no events, and why."""
        return tuple(rejection for miss in self.misses for rejection in miss.rejections())

    def telling(self) -> list[Rejection]:
        """Return the rejections that say something: a sense whose words are not all there only where nothing else does."""
        rejected = self.rejected
        told = {one.word.start for one in rejected if not one.is_partial}
        told |= {
            span.start for one in self.claims if isinstance(one.claim, Event) for span in one.claim.trigger
        }
        return [one for one in rejected if not one.is_partial or one.word.start not in told]


def code(reading: Reading, syntax: Syntax, resolved: Resolved, lexicon: Lexicon) -> Coding:
    """Return what a report says was done, said and committed to."""
    cast = Cast(resolved, lexicon.senses)
    limits = _deadline_prepositions(lexicon)
    adjuncts = gather(resolved, syntax, reading.report.published, limits, lexicon.calendar.tense["happening"])
    cued = with_rebuttals(CueFinder(lexicon.cues).find(syntax.words), syntax.words, lexicon.cues)
    saying_finder = SayingFinder(reading, syntax, cast, lexicon.cues, resolved.quotations)
    drafts = saying_finder.drafts(cued)
    sayings = saying_finder.joined(drafts)
    states = {code: state.name for code, state in lexicon.actors.states.items()}
    outlet = author_of(syntax, resolved, lexicon.cues.utterances) or outlet_of(reading, lexicon.actors)
    first_person = FirstPerson(reading, lexicon.cues.pronouns, states)
    cast = Cast(first_person.resolve(syntax, resolved, sayings, outlet), lexicon.senses)
    if outlet is not None or any(map(_speaks_of_themselves, sayings)):
        saying_finder = replace(saying_finder, cast=cast)
        sayings = saying_finder.joined(saying_finder.drafts_again(drafts, _retold(syntax, resolved, cast)))
    quads = {name: event_type.quad for name, event_type in lexicon.ontology.types.items()}
    finder = OccurrenceFinder(syntax, cast, lexicon.senses, lexicon.cues, adjuncts, quads)
    occurrences = joined(with_content(finder.find(), lexicon.ontology), lexicon.quantities.harm)
    ids: dict[int, str] = {}
    sayings = _without_events(sayings, occurrences)
    chains = Chains(reading, sayings, ids, lexicon.ontology.factuality)
    terms = find_terms(resolved, syntax, reading.report.published, limits)
    finder_of_pledges = PledgeFinder(syntax, cast, lexicon.cues, lexicon.commitments, chains, quads, terms)
    pledges = finder_of_pledges.find(occurrences)

    statements: list[Coded] = []
    for index, coded in code_statements(
        sayings, chains, adjuncts, acts_shown(chains, pledges), lexicon.scores
    ):
        ids[index] = coded.claim.id
        statements.append(coded)
    implied = ImpliedActs(chains, adjuncts, lexicon.cues, lexicon.ontology)
    acts = [
        *_with_threats(occurrences, pledges, chains, adjuncts, lexicon),
        *implied.of(occurrences),
        *implied.demands(syntax.words, cast, occurrences),
    ]
    coded_acts = EventCoder(reading, chains, lexicon, cast).code(acts)
    events = merged(coded_acts, reading, lexicon.scores, lexicon.senses.mutual)
    commitments = code_commitments(
        reading, chains, adjuncts, pledges, [found.claim for found in events], lexicon.scores
    )
    claims = {coded.claim.id: coded for coded in (*events, *_in_text_order(statements), *commitments)}
    return Coding(tuple(claims.values()), tuple(finder.misses))


def _speaks_of_themselves(saying: Saying) -> bool:
    """Tell whether the speaker is an "I" or "we" of whom nothing else is known."""
    found = saying.speaker
    return found is not None and found.participant.basis == "none" and "Person=1" in found.word.feats


def _retold(syntax: Syntax, resolved: Resolved, cast: Cast) -> frozenset[int]:
    """Return the sentences in which it is known by now who "we" and "I" are."""
    before = resolved.mentions
    return frozenset(
        syntax.words[index].sentence
        for index, mention in cast.resolved.mentions.items()
        if before.get(index) is not mention
    )


def _without_events(sayings: Sequence[Saying], occurrences: Sequence[Occurrence]) -> tuple[Saying, ...]:
    """Return the sayings; one that only the engine marks is none if its cue tells of an event: "signed a treaty"."""
    told = {word.i for occurrence in occurrences for word in occurrence.triggers}
    return tuple(saying for saying in sayings if saying.rule != MARKED or saying.anchor.i not in told)


def _with_threats(
    occurrences: Sequence[Occurrence],
    pledges: Sequence[Pledge],
    chains: Chains,
    adjuncts: Adjuncts,
    lexicon: Lexicon,
) -> list[Occurrence]:
    """Return the occurrences; what a speaker threatens to do becomes the threat, which has happened."""
    if "threat" not in lexicon.ontology.acts:
        return list(occurrences)
    threats = {
        id(pledge.occurrence): (pledge, pledge.saying)
        for pledge in pledges
        if pledge.force in _THREATS and pledge.saying is not None
    }
    return [
        _as_threat(occurrence, *threats[id(occurrence)], chains, adjuncts, lexicon)
        if id(occurrence) in threats
        else occurrence
        for occurrence in occurrences
    ]


def _as_threat(
    occurrence: Occurrence, pledge: Pledge, saying: int, chains: Chains, adjuncts: Adjuncts, lexicon: Lexicon
) -> Occurrence:
    """Return the threat to do what an occurrence tells: made when and where it was said, not when and where it would be done."""
    type_name, general = lexicon.ontology.acts["threat"]
    code = lexicon.ontology.code_with_content(type_name, occurrence.type, occurrence.mode)
    mode, cameo = code or (None, general)
    predicate = occurrence.fit.frame.support or occurrence.anchor
    modals = [child for child in predicate.having("aux") if child.i < predicate.i]
    reason = "a speaker's side says what it will do: the threat was made"
    vouched = Vouched(chains.by_statement(saying), "attributed", reason)
    return replace(
        occurrence,
        type=type_name,
        mode=mode,
        cameo=cameo,
        triggers=tuple(sorted({*occurrence.triggers, *modals}, key=lambda word: word.i)),
        fit=replace(
            occurrence.fit, recipients=pledge.addressees, recipient_how="whom the threat is aimed at"
        ),
        judgement=replace(occurrence.judgement, status="happened", status_reason=reason),
        when=adjuncts.when(chains.sayings[saying].anchor, None, carry=False),
        where=(),
        notes=(*occurrence.notes, ("type", f"{occurrence.type} that is threatened")),
        vouched=vouched,
    )


def _in_text_order(statements: Sequence[Coded]) -> list[Coded]:
    def place(coded: Coded) -> tuple[int, str]:
        claim = coded.claim
        spans = [*claim.cue, *claim.content] if isinstance(claim, Statement) else []
        return min(span.start for span in spans), claim.id

    return sorted(statements, key=place)


def _deadline_prepositions(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(
        " ".join(form) for form, role in lexicon.calendar.prepositions.items() if role == _DEADLINE
    )
