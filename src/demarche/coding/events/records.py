"""Occurrences to event records, each field with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from demarche.coding.clauses.cast import Cast
from demarche.coding.clauses.extent import ranges
from demarche.coding.events.casualties import casualties_of
from demarche.coding.events.instruments import instruments_of
from demarche.coding.events.occurrences import Occurrence
from demarche.coding.sayings.chains import Chains, Vouched
from demarche.lexicon.lexicon import Lexicon
from demarche.model.codec import BLANK_ID
from demarche.model.coded import Coded, Reason
from demarche.model.parts import Participant
from demarche.model.reading import Reading
from demarche.model.records import Event

_HARM = "harm"


@dataclass(frozen=True, slots=True)
class EventCoder:
    """Makes the event records of one report."""

    reading: Reading
    chains: Chains
    lexicon: Lexicon
    cast: Cast

    def code(self, occurrences: Sequence[Occurrence]) -> list[Coded]:
        """Return an event for each occurrence, still without its id."""
        return [self._event(occurrence) for occurrence in occurrences]

    def _event(self, occurrence: Occurrence) -> Coded:
        ontology = self.lexicon.ontology
        anchor, judgement = occurrence.anchor, occurrence.judgement
        vouched = occurrence.vouched or self.chains.vouch(
            anchor.start, anchor.i, judgement.status, judgement.voice, judgement.voice_reason
        )
        casualties, counted = None, ""
        if _HARM in ontology.types[occurrence.type].traits and judgement.status in {"happened", "ongoing"}:
            casualties, counted = casualties_of(occurrence.triggers, self.lexicon.quantities, self.reading)
        frame = occurrence.fit.frame
        if "obj" in occurrence.fit.sense.recipient:  # who or what it is done to, not what it is done with
            frame = replace(frame, object=None)
        instruments, armed = instruments_of(frame, self.lexicon.senses, self.chains.reading, self.cast)
        actors = tuple(found.participant for found in occurrence.fit.actors)
        recipients = tuple(found.participant for found in occurrence.fit.recipients)
        event = Event(
            id=BLANK_ID[Event],
            report=self.reading.report.id,
            type=occurrence.type,
            mode=occurrence.mode,
            contexts=occurrence.fit.sense.contexts,
            cameo=occurrence.cameo,
            quad=ontology.types[occurrence.type].quad,
            goldstein=ontology.cameo[occurrence.cameo].goldstein,
            trigger=self.reading.spans(ranges(occurrence.triggers)),
            extent=self.reading.spans(ranges(occurrence.extent)),
            actors=actors,
            recipients=recipients,
            instruments=instruments,
            where=occurrence.where,
            when=occurrence.when.when,
            casualties=casualties,
            status=judgement.status,
            voice=vouched.voice,
            attribution=vouched.attribution,
            rule=f"{occurrence.fit.sense.id}/{occurrence.fit.frame.construction.replace(' ', '-')}",
            score=self._score(occurrence),
        )
        return Coded(event, _reasons(occurrence, vouched, counted, armed, actors, recipients))

    def _score(self, occurrence: Occurrence) -> float:
        scores = self.lexicon.scores
        score = scores[occurrence.fit.frame.construction]
        if occurrence.fit.owned:
            score *= scores["owned"]
        if not occurrence.fit.actors:
            score *= scores["no actor"]
        return round(score, 3)


def _reasons(
    occurrence: Occurrence,
    vouched: Vouched,
    counted: str,
    armed: str,
    actors: Sequence[Participant],
    recipients: Sequence[Participant],
) -> tuple[Reason, ...]:
    sense, frame = occurrence.fit.sense, occurrence.fit.frame
    found = [
        ("rule", f"sense “{sense.id}” of “{' '.join(sense.words)}”, {frame.construction}"),
        ("type", f"CAMEO {sense.cameo} is {sense.type} in PLOVER"),
        *occurrence.notes,
        ("status", occurrence.judgement.status_reason),
        ("voice", vouched.reason),
        ("when", occurrence.when.reason),
    ]
    if frame.support is not None:
        found.append(("trigger", f"“{frame.support.text}” carries the noun “{frame.trigger.text}”"))
    if actors:
        how = "; ".join(dict.fromkeys(found.how for found in occurrence.fit.actors))
        found.append(("actors", f"{occurrence.fit.actor_how}: {how}"))
    if recipients:
        how = "; ".join(dict.fromkeys(found.how for found in occurrence.fit.recipients))
        found.append(("recipients", f"{occurrence.fit.recipient_how}: {how}"))
    if counted:
        found.append(("casualties", counted))
    if armed:
        found.append(("instruments", armed))
    if occurrence.where:
        found.append(
            ("where", "stands with the trigger: " + ", ".join(place.span.text for place in occurrence.where))
        )
    return tuple(Reason(name, text, None) for name, text in found)
