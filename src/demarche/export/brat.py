"""brat stand-off: for each report its text (`.txt`) and its claims (`.ann`), with the configuration that shows them.

Offsets are code points, as brat counts. Marked words that run over a line end are cut there, as brat wants them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from demarche.export.errors import UnsayableError
from demarche.export.source import Source
from demarche.export.writer import Writer
from demarche.lexicon.ontology import Ontology
from demarche.model.parts import Attribution, Participant, Span, When
from demarche.model.records import Claim, Commitment, Event, Statement
from demarche.model.values import (
    ACTS,
    COMMITMENT_STATES,
    FACTUALITIES,
    FORCES,
    FORMS,
    PARTICIPANT_KINDS,
    STATUSES,
    STRENGTHS,
    VOICES,
)

_ROLES = (
    "Actor", "Recipient", "Instrument", "Place", "Time", "Source", "Cue", "Speaker", "Addressee", "Channel", "Content",
    "Issuer", "Condition", "Consequence", "Deadline",
)  # fmt: skip
_PARTS = ("Place", "Time", "Cue", "Content", "Condition", "Consequence")
_ATTRIBUTES = {
    "Status": STATUSES,
    "Voice": VOICES,
    "Act": ACTS,
    "Form": FORMS,
    "Force": FORCES,
    "Strength": STRENGTHS,
    "State": COMMITMENT_STATES,
    "Factuality": FACTUALITIES,
}


class Brat(Writer):
    """A folder that brat opens: a pair of files a report, named by its id."""

    def write(self, source: Source, part: Path) -> None:
        """Write the reports that have a claim that is wanted."""
        (part / "annotation.conf").write_text(configuration(self.crosswalks.ontology), encoding="utf-8")
        for told in source.reports():
            page = _Page()
            for claim in told.claims:
                try:
                    if isinstance(claim, Event):
                        self.wish.check(claim)
                except UnsayableError as reason:
                    self.tally.left_out[str(reason)] += 1
                    continue
                page.add(claim)
                self.tally.written += 1
            name = told.report.id.replace(":", "-")
            (part / f"{name}.txt").write_text(told.report.text, encoding="utf-8", newline="")
            (part / f"{name}.ann").write_text("".join(page.lines), encoding="utf-8", newline="")


def configuration(ontology: Ontology) -> str:
    """Return brat's `annotation.conf`: which marks, roles and attributes there are."""
    roles = ", ".join(f"{role}*:<ENTITY>" for role in _ROLES)
    kinds = (kind.title() for kind in PARTICIPANT_KINDS)
    events = (*sorted(ontology.types), "Statement", "Commitment")
    attributes = (
        f"{name}\tArg:<EVENT>, Value:{'|'.join(map(_value, values))}" for name, values in _ATTRIBUTES.items()
    )
    sections = {
        "entities": (*kinds, *_PARTS),
        "relations": (),
        "events": (f"{event}\t{roles}" for event in events),
        "attributes": attributes,
    }
    return "\n".join(line for name, lines in sections.items() for line in (f"[{name}]", *lines, ""))


@dataclass(slots=True)
class _Page:
    """The lines of one `.ann` file, numbered by their kind."""

    lines: list[str] = field(default_factory=list)
    marks: dict[tuple[str, tuple[tuple[int, int], ...]], str] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)

    def add(self, claim: Claim) -> None:
        """Add a claim: its words, an event with whoever and whatever has a part in it, and its values."""
        match claim:
            case Event():
                self._event(claim.type, claim.trigger, _event_parts(claim), claim)
            case Statement():
                self._event("Statement", claim.cue or claim.content, _statement_parts(claim), claim)
            case Commitment():
                self._event("Commitment", claim.act, _commitment_parts(claim), claim)

    def _event(
        self, kind: str, spans: Sequence[Span], parts: Iterable[tuple[str, str, Sequence[Span]]], claim: Claim
    ) -> None:
        arguments, used = [], dict[str, int]()
        trigger = self._mark(kind, spans)
        for role, type_, words in parts:
            used[role] = used.get(role, 0) + 1
            number = used[role] if used[role] > 1 else ""
            arguments.append(f"{role}{number}:{self._mark(type_, words)}")
        event = self._line("E", " ".join((f"{kind}:{trigger}", *arguments)))
        for name, value in _values(claim):
            self._line("A", f"{name} {event} {_value(value)}")
        self._line("#", f"AnnotatorNotes {event}\t{claim.id} {claim.rule} {claim.score:g}")

    def _mark(self, kind: str, spans: Sequence[Span]) -> str:
        """Return the number of the marked words, marked already or now."""
        pieces = tuple(
            piece for span in sorted(spans, key=lambda span: span.start) for piece in _pieces(span)
        )
        places = tuple((start, end) for start, end, _ in pieces)
        if (kind, places) not in self.marks:
            offsets = ";".join(f"{start} {end}" for start, end in places)
            words = " ".join(text for _, _, text in pieces)
            self.marks[kind, places] = self._line("T", f"{kind} {offsets}\t{words}")
        return self.marks[kind, places]

    def _line(self, letter: str, text: str) -> str:
        self.last[letter] = self.last.get(letter, 0) + 1
        number = f"{letter}{self.last[letter]}"
        self.lines.append(f"{number}\t{text}\n")
        return number


def _pieces(span: Span) -> Iterator[tuple[int, int, str]]:
    """Yield the lines of marked words with their offsets, blank ones left out."""
    start = span.start
    for line in span.text.split("\n"):
        if line.strip():
            yield start, start + len(line), line
        start += len(line) + 1


_Part = tuple[str, str, Sequence[Span]]


def _event_parts(event: Event) -> Iterator[_Part]:
    yield from _people("Actor", event.actors)
    yield from _people("Recipient", event.recipients)
    yield from _people("Instrument", event.instruments)
    yield from (("Place", "Place", (place.span,)) for place in event.where)
    yield from _time("Time", event.when)
    yield from _sources(event.attribution)


def _statement_parts(statement: Statement) -> Iterator[_Part]:
    if statement.speaker is not None:
        yield from _people("Speaker", (statement.speaker,))
    yield from _people("Addressee", statement.addressees)
    yield from _people("Channel", statement.channels)
    if statement.cue and statement.content:
        yield "Content", "Content", statement.content
    yield from _time("Time", statement.when)
    yield from _sources(statement.attribution)


def _commitment_parts(commitment: Commitment) -> Iterator[_Part]:
    yield from _people("Issuer", commitment.issuers)
    yield from _people("Addressee", commitment.addressees)
    for role, spans in (("Condition", commitment.condition), ("Consequence", commitment.consequence)):
        if spans:
            yield role, role, spans
    if commitment.deadline is not None:
        yield from _time("Deadline", commitment.deadline)
    yield from _sources(commitment.history[-1].attribution)


def _people(role: str, participants: Iterable[Participant]) -> Iterator[_Part]:
    return ((role, one.kind.title(), (one.span,)) for one in participants)


def _time(role: str, when: When) -> Iterator[_Part]:
    if when.span is not None:
        yield role, "Time", (when.span,)


def _sources(attribution: Iterable[Attribution]) -> Iterator[_Part]:
    for link in attribution:
        if isinstance(link.source, Participant):
            yield from _people("Source", (link.source,))
        if link.cue is not None:
            yield "Cue", "Cue", (link.cue,)


def _values(claim: Claim) -> tuple[tuple[str, str], ...]:
    match claim:
        case Event():
            return (
                ("Status", claim.status),
                ("Voice", claim.voice),
                ("Factuality", claim.attribution[-1].factuality),
            )
        case Statement():
            return ("Act", claim.act), ("Form", claim.form)
        case Commitment():
            return (
                ("Force", claim.force),
                ("Strength", claim.strength),
                ("State", claim.history[-1].state),
            )


def _value(value: str) -> str:
    """Return a value as brat allows it in its lines."""
    return value.replace("+", "_plus").replace("-", "_minus")
