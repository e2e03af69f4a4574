"""Annotated reports: `NAME.txt` with `NAME.yaml` beside it; `docs/annotation.md` has the format and the guideline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import yaml

from bench.benchmark import BenchError, Benchmark, Data, G, Item, P, located
from bench.events import Range
from demarche.model.values import Force, Form, Status, Voice

ANNOTATED = Path(__file__).parents[1] / "tests" / "annotated"
ASSERTED = frozenset({"happened", "ongoing", "habitual"})  # the statuses that claim that something is so

_BETWEEN = " … "
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|\n+")


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """A mention of an event; participants are written `COUNTRY SECTOR…`."""

    trigger: tuple[Range, ...]
    type: str
    status: Status
    voice: Voice
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A statement; `speakers` are all the names that are right, none if nobody is named."""

    speakers: tuple[str, ...]
    country: str | None
    cue: tuple[Range, ...]
    content: tuple[Range, ...]
    form: Form


@dataclass(frozen=True, slots=True)
class GoldCommitment:
    """A commitment; issuers by their countries."""

    force: Force
    issuers: tuple[str, ...]
    act: tuple[Range, ...]
    condition: tuple[Range, ...]
    consequence: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Annotated(Item):
    """A report as a reader annotated it."""

    text: str
    published: str
    events: tuple[GoldEvent, ...]
    statements: tuple[GoldStatement, ...]
    commitments: tuple[GoldCommitment, ...]
    happenings: tuple[tuple[Range, ...], ...]

    def asserted(self) -> tuple[Range, ...]:
        """Return the places of all words for something that the report, or somebody in it, claims to be so."""
        events = [event.trigger for event in self.events if event.status in ASSERTED]
        cues = [statement.cue for statement in self.statements]
        return tuple(place for places in (*events, *cues, *self.happenings) for place in places)


def annotation_files(benchmark: Benchmark[G, P], data: Data) -> list[Path]:
    """Return the texts that have an annotation, and the annotations; without data, those of the repository."""
    folder = ANNOTATED if data.path is None else located(benchmark, data)
    texts = [path for path in sorted(folder.glob("*.txt")) if path.with_suffix(".yaml").exists()]
    if not texts:
        raise BenchError(f"no annotated texts (NAME.txt with NAME.yaml) in {folder}")
    return [path for text in texts for path in (text, text.with_suffix(".yaml"))]


def read_annotated(text: Path) -> Annotated:
    """Return a text with its annotation; raise `BenchError` for one that is not of the format."""
    annotation = text.with_suffix(".yaml")
    words = text.read_bytes().decode("utf-8")
    try:
        body = msgspec.convert(yaml.safe_load(annotation.read_text(encoding="utf-8")), _File)
        return _annotated(text.stem, words, body)
    except (yaml.YAMLError, msgspec.ValidationError, ValueError) as error:
        raise BenchError(f"{annotation.name}: {error}") from error


def placed(text: str, quoted: str) -> tuple[Range, ...]:
    """Return where the words meant by a quotation stand; raise `ValueError` unless it stands there once."""
    first, between, last = quoted.partition(_BETWEEN)
    if between:
        start = _only(text, first)
        end = text.find(last, start + len(first))
        if end < 0:
            raise ValueError(f"“{last}” does not follow “{first}”")
        return ((start, end + len(last)),)
    parts = quoted.split("*")
    at = _only(text, "".join(parts))
    found: list[Range] = []
    for number, part in enumerate(parts):
        if number % 2 or len(parts) == 1:
            found.append((at, at + len(part)))
        at += len(part)
    return tuple(found)


def sentence(text: str, places: Sequence[Range]) -> str:
    """Return the sentence, as its marks cut it, that holds the first of the places, with all of them in brackets."""
    first = min(places)
    starts = [match.end() for match in _SENTENCE_END.finditer(text, 0, first[0])]
    start = starts[-1] if starts else 0
    end = _SENTENCE_END.search(text, first[1])
    stop = len(text) if end is None else end.start()
    shown = text[start:stop]
    for left, right in sorted({place for place in places if place[1] <= stop}, reverse=True):
        shown = f"{shown[: left - start]}⟦{text[left:right]}⟧{shown[right - start :]}"
    return shown.strip()


class _Event(msgspec.Struct, forbid_unknown_fields=True):
    trigger: str
    type: str
    status: Status
    voice: Voice = "asserted"
    actors: list[str] = msgspec.field(default_factory=list)
    recipients: list[str] = msgspec.field(default_factory=list)
    where: list[str] = msgspec.field(default_factory=list)
    when: str | None = None


class _Statement(msgspec.Struct, forbid_unknown_fields=True):
    speaker: list[str]
    form: Form
    country: str | None = None
    cue: str | None = None
    content: list[str] | str = msgspec.field(default_factory=list)
    addressees: list[str] = msgspec.field(default_factory=list)
    channels: list[str] = msgspec.field(default_factory=list)


class _Commitment(msgspec.Struct, forbid_unknown_fields=True):
    force: Force
    issuers: list[str]
    act: str
    condition: str | None = None
    consequence: str | None = None
    addressees: list[str] = msgspec.field(default_factory=list)


class _File(msgspec.Struct, forbid_unknown_fields=True):
    published: date
    events: list[_Event] = msgspec.field(default_factory=list)
    statements: list[_Statement] = msgspec.field(default_factory=list)
    commitments: list[_Commitment] = msgspec.field(default_factory=list)
    happenings: list[str] = msgspec.field(default_factory=list)


def _annotated(name: str, text: str, body: _File) -> Annotated:
    return Annotated(
        id=name,
        text=text,
        published=body.published.isoformat(),
        events=tuple(_event(text, event) for event in body.events),
        statements=tuple(_statement(text, statement) for statement in body.statements),
        commitments=tuple(_commitment(text, commitment) for commitment in body.commitments),
        happenings=tuple(placed(text, quoted) for quoted in body.happenings),
    )


def _event(text: str, event: _Event) -> GoldEvent:
    return GoldEvent(
        trigger=placed(text, event.trigger),
        type=event.type,
        status=event.status,
        voice=event.voice,
        actors=tuple(event.actors),
        recipients=tuple(event.recipients),
    )


def _statement(text: str, statement: _Statement) -> GoldStatement:
    pieces = [statement.content] if isinstance(statement.content, str) else statement.content
    return GoldStatement(
        speakers=tuple(statement.speaker),
        country=statement.country,
        cue=_optional(text, statement.cue),
        content=tuple(place for piece in pieces for place in placed(text, piece)),
        form=statement.form,
    )


def _commitment(text: str, commitment: _Commitment) -> GoldCommitment:
    return GoldCommitment(
        force=commitment.force,
        issuers=tuple(commitment.issuers),
        act=placed(text, commitment.act),
        condition=_optional(text, commitment.condition),
        consequence=_optional(text, commitment.consequence),
    )


def _optional(text: str, quoted: str | None) -> tuple[Range, ...]:
    return () if quoted is None else placed(text, quoted)


def _only(text: str, words: str) -> int:
    """Return where the words stand; raise `ValueError` unless they stand there once."""
    count = text.count(words) if words else 0
    if count != 1:
        raise ValueError(f"“{words}” stands {count} times in the text")
    return text.index(words)
