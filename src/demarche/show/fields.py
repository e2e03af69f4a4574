"""A claim as a list of fields in plain words: the one place that knows what a reader is told of each record."""

from collections.abc import Iterable
from dataclasses import dataclass

from demarche.model.parts import Attribution, Casualties, Participant, Span, When, Where
from demarche.model.records import Claim, Commitment, Event, Statement
from demarche.show.labels import Labels
from demarche.show.visible import one_line, shortened
from demarche.show.words import (
    coordinates,
    count_words,
    place_name,
    quoted,
    signed,
    when_note,
    when_words,
)

_SEPARATOR = " · "
_CONTENT_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Item:
    """One value: what it is, what qualifies it, its identity, and the claim it points to."""

    text: str
    note: str = ""
    code: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the contract (`key`), what a reader knows it as, and its values."""

    key: str
    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """What the fields are put into words with: labels, and a name for the report's own voice."""

    labels: Labels
    author: str

    def field(self, key: str, items: Iterable[Item], label: str | None = None) -> Field:
        """Return a field under its label."""
        return Field(key, self.labels.text("field", label or key), tuple(items))


def fields(claim: Claim, wording: Wording) -> tuple[Field, ...]:
    """Return the fields of a claim that have a value, and those whose absence must be said."""
    match claim:
        case Event():
            found = _event(claim, wording)
        case Statement():
            found = _statement(claim, wording)
        case Commitment():
            found = _commitment(claim, wording)
    return tuple(field for field in found if field.items)


def _event(event: Event, wording: Wording) -> tuple[Field, ...]:
    labels = wording.labels
    code = [f"CAMEO {event.cameo}"] if event.cameo else []
    if event.goldstein is not None:
        code.append(f"Goldstein {signed(event.goldstein)}")
    status, voice = labels.of("status", event.status), labels.of("voice", event.voice)
    kind = one_line(_SEPARATOR.join(part for part in (event.type, event.mode) if part))
    return (
        wording.field("actors", _people(event.actors) or (_nobody(wording),)),
        wording.field("type", (Item(kind),)),
        wording.field("trigger", _words(event.trigger)),
        wording.field("recipients", _people(event.recipients)),
        wording.field("instruments", _people(event.instruments)),
        wording.field("when", (_when(event.when, wording),)),
        wording.field("where", (_where(where) for where in event.where)),
        wording.field("casualties", _casualties(event.casualties)),
        wording.field("status", (Item(status.label, status.gloss),)),
        wording.field("voice", (Item(voice.label, voice.gloss),)),
        wording.field("attribution", _chain(event.attribution, wording)),
        wording.field("contexts", (Item(one_line(", ".join(event.contexts))),) if event.contexts else ()),
        wording.field("quad", (Item(labels.text("quad", str(event.quad)), _SEPARATOR.join(code)),)),
    )


def _statement(statement: Statement, wording: Wording) -> tuple[Field, ...]:
    labels = wording.labels
    form = labels.of("form", statement.form)
    speaker = _people((statement.speaker,)) if statement.speaker else (_nobody(wording),)
    parent = (Item("", link=statement.parent),) if statement.parent else ()
    return (
        wording.field("speaker", speaker),
        wording.field("act", (Item(labels.text("act", statement.act), f"{form.label}, {form.gloss}"),)),
        wording.field("cue", _words(statement.cue)),
        wording.field("addressees", _people(statement.addressees)),
        wording.field("channels", _people(statement.channels)),
        wording.field("content", _passages(statement.content)),
        wording.field("when", (_when(statement.when, wording),)),
        wording.field("parent", parent),
        wording.field("attribution", _chain(statement.attribution, wording)),
    )


def _commitment(commitment: Commitment, wording: Wording) -> tuple[Field, ...]:
    labels = wording.labels
    strength = labels.of("strength", commitment.strength)
    deadline = (_when(commitment.deadline, wording),) if commitment.deadline else ()
    standings = (
        item
        for standing in commitment.history
        for item in (
            Item(labels.text("state", standing.state), _dated(standing.when, wording)),
            *_chain(standing.attribution, wording),
        )
    )
    return (
        wording.field("issuers", _people(commitment.issuers) or (_nobody(wording),)),
        wording.field(
            "force",
            (Item(labels.text("force", commitment.force), f"“{strength.label}”: {strength.gloss}"),),
        ),
        wording.field("addressees", _people(commitment.addressees)),
        wording.field("act", _passages(commitment.act), "act_words"),
        wording.field("condition", _passages(commitment.condition)),
        wording.field("consequence", _passages(_other(commitment.consequence, commitment.act))),
        wording.field("deadline", deadline),
        wording.field("history", standings),
        wording.field("statements", (Item("", link=link) for link in commitment.statements)),
        wording.field("events", (Item("", link=link) for link in commitment.events)),
    )


def _other(spans: tuple[Span, ...], than: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the spans unless they say again what the others say."""
    return () if spans == than else spans


def _nobody(wording: Wording) -> Item:
    return Item(wording.labels.text("absent", "actor"))


def _people(participants: Iterable[Participant]) -> tuple[Item, ...]:
    return tuple(Item(one_line(one.name), _who(one), one.id) for one in participants)


def _who(one: Participant) -> str:
    """Return role, country and sectors, and the words used where they are not the name."""
    code = " ".join(part for part in (one.country, *one.sectors) if part)
    parts = [part for part in (one.role, code or one.kind) if part]
    if one.basis in {"metonym", "coreference"}:
        parts.append(f"by {one.basis} from {quoted(one.span)}")
    return one_line(_SEPARATOR.join(parts))


def _words(spans: Iterable[Span]) -> tuple[Item, ...]:
    return tuple(Item(quote) for quote in dict.fromkeys(quoted(span) for span in spans))


def _passages(spans: Iterable[Span]) -> tuple[Item, ...]:
    return tuple(Item(shortened(span.text, _CONTENT_LENGTH)) for span in spans)


def _when(when: When, wording: Wording) -> Item:
    return Item(when_words(when, wording.labels), when_note(when, wording.labels))


def _dated(when: When, wording: Wording) -> str:
    return "" if when.basis == "none" else when_words(when, wording.labels)


def _where(where: Where) -> Item:
    note = _SEPARATOR.join(part for part in (where.precision, coordinates(where)) if part)
    return Item(place_name(where), note, f"geoname:{where.geoname}" if where.geoname else None)


def _casualties(casualties: Casualties | None) -> tuple[Item, ...]:
    if casualties is None:
        return ()
    counts = (
        ("killed", casualties.killed),
        ("wounded", casualties.wounded),
        ("missing", casualties.missing),
    )
    said = ", ".join(quoted(span) for span in casualties.span)
    found = [f"{name} {count_words(count)}" for name, count in counts if count is not None]
    return (Item(", ".join(found), said),) if found else ()


def _chain(attribution: Iterable[Attribution], wording: Wording) -> tuple[Item, ...]:
    return tuple(_link(link, wording) for link in attribution)


def _link(link: Attribution, wording: Wording) -> Item:
    grade = f"{link.factuality} {wording.labels.text('factuality', link.factuality)}"
    cue = quoted(link.cue) if link.cue is not None else None
    if isinstance(link.source, str):
        return Item(
            wording.author, _SEPARATOR.join(part for part in (cue, grade) if part), None, link.statement
        )
    role = link.source.role
    note = _SEPARATOR.join(part for part in (role and one_line(role), cue, grade) if part)
    return Item(one_line(link.source.name), note, link.source.id, link.statement)
