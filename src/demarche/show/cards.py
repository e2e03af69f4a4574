"""A claim as a card of the page's apparatus."""

from collections.abc import Sequence
from dataclasses import dataclass

from demarche.model.coded import Coded, Reason
from demarche.model.parts import Attribution
from demarche.model.records import Claim, Commitment, Event, Statement
from demarche.show.fields import Field, Wording, fields
from demarche.show.visible import one_line
from demarche.show.words import chain_words, names, place_name, quoted, when_words

# The text shows them, or the head of the card does.
_SHOWN_ELSEWHERE = {
    "event": frozenset({"type", "trigger", "status", "voice"}),
    "statement": frozenset({"act", "cue", "content"}),
    "commitment": frozenset[str](),
}


@dataclass(frozen=True, slots=True)
class Place:
    """How a card is reached on the page: its own anchor, that of its mark, and its number."""

    anchor: str
    mark: str
    number: str


@dataclass(frozen=True, slots=True)
class Note:
    """Why some fields have their values."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """What the apparatus says of a claim; `classes` tell kind, quad class and status to the style sheet."""

    place: Place
    index: int
    kind: str
    classes: str
    who: str
    verb: str
    mode: str
    whom: str
    state: str
    facts: tuple[str, ...]
    fields: tuple[Field, ...]
    notes: tuple[Note, ...]
    rule: str
    score: float
    identity: str


@dataclass(frozen=True, slots=True)
class Head:
    """The two lines of a folded card."""

    classes: str
    who: str
    verb: str
    mode: str
    whom: str
    state: str
    facts: tuple[str, ...]


def card(coded: Coded, index: int, place: Place, wording: Wording) -> Card:
    """Return the card of a claim."""
    claim = coded.claim
    head = _head(claim, wording)
    elsewhere = _SHOWN_ELSEWHERE[claim.kind]
    shown = [field for field in fields(claim, wording) if field.key not in elsewhere]
    return Card(
        place=place,
        index=index,
        kind=wording.labels.text("kind", claim.kind),
        classes=head.classes,
        who=head.who,
        verb=head.verb,
        mode=head.mode,
        whom=head.whom,
        state=head.state,
        facts=tuple(fact for fact in head.facts if fact),
        fields=tuple(shown),
        notes=_notes(coded.reasons, wording),
        rule=one_line(claim.rule),
        score=claim.score,
        identity=claim.id,
    )


def event_classes(event: Event, wording: Wording) -> str:
    """Return the classes that tell an event's quad class and the group of its status."""
    group = wording.labels.of("status", event.status).group
    return f"q{event.quad} {group}"


def _head(claim: Claim, wording: Wording) -> Head:
    match claim:
        case Event():
            return _event_head(claim, wording)
        case Statement():
            return _statement_head(claim, wording)
        case Commitment():
            return _commitment_head(claim, wording)


def _event_head(event: Event, wording: Wording) -> Head:
    labels = wording.labels
    places = "; ".join(dict.fromkeys(place_name(where) for where in event.where))
    when = "" if event.when.basis == "none" else when_words(event.when, labels)
    voice = "" if event.voice == "asserted" else labels.text("voice", event.voice)
    return Head(
        classes=f"e {event_classes(event, wording)} s-{event.status}",
        who=names(event.actors),
        verb=event.type,
        mode=event.mode or "",
        whom=names(event.recipients),
        state=labels.text("status", event.status),
        facts=(voice, when, places, f"says {_source(event.attribution, wording)}"),
    )


def _statement_head(statement: Statement, wording: Wording) -> Head:
    labels = wording.labels
    speaker = (statement.speaker,) if statement.speaker else ()
    channels = names(statement.channels)
    when = "" if statement.when.basis == "none" else when_words(statement.when, labels)
    through = f"through {channels}" if channels else ""
    return Head(
        classes="s",
        who=names(speaker),
        verb=labels.text("act", statement.act),
        mode="",
        whom=names(statement.addressees),
        state=labels.text("form", statement.form),
        facts=(through, when, _reported(statement.attribution, wording)),
    )


def _commitment_head(commitment: Commitment, wording: Wording) -> Head:
    labels = wording.labels
    last = commitment.history[-1]
    deadline = commitment.deadline
    return Head(
        classes="c",
        who=names(commitment.issuers),
        verb=labels.text("force", commitment.force),
        mode="",
        whom=names(commitment.addressees),
        state=labels.text("state", last.state),
        facts=(
            "" if last.when.basis == "none" else when_words(last.when, labels),
            f"deadline {when_words(deadline, labels)}" if deadline else "",
            f"says {_source(last.attribution, wording)}",
        ),
    )


def _source(attribution: Sequence[Attribution], wording: Wording) -> str:
    """Return who says so, without the report where somebody else does."""
    others = [link for link in attribution if not isinstance(link.source, str)]
    return chain_words(others or attribution, wording.author)


def _reported(attribution: Sequence[Attribution], wording: Wording) -> str:
    """Return who passes a statement on, unless it is only the report."""
    return f"says {_source(attribution, wording)}" if len(attribution) > 1 else ""


def _notes(reasons: Sequence[Reason], wording: Wording) -> tuple[Note, ...]:
    """Return each reason once, with all the fields that it is given for."""
    fields_by_text: dict[str, dict[str, None]] = {}
    for reason in reasons:
        text = one_line(reason.text) + (f" {quoted(reason.span)}" if reason.span else "")
        fields_by_text.setdefault(text, {})[wording.labels.text("field", reason.field)] = None
    return tuple(Note(", ".join(labels), text) for text, labels in fields_by_text.items())
