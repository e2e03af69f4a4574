"""Annotated texts; `docs/annotation.md` has the format and the guideline.

A report is `NAME.txt` with `NAME.yaml` beside it. A `NAME.yaml` without such a text holds short texts of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from bench.common.benchmark import BenchError, Benchmark, Data, G, Item, P, located
from bench.common.events import Range
from demarche.model.values import Force, Form, ParticipantKind, Status, Strength, Voice

ANNOTATED = Path(__file__).parents[2] / "tests" / "annotated"
PARTICIPANTS = ANNOTATED.with_name("participants")  # short texts with all their participants
HELD = "held"  # the folder, and part, of short texts that no rule is tuned on
ASSERTED = frozenset({"happened", "ongoing", "habitual"})  # the statuses that claim that something is so

Kind = Literal["forecast", "analyst", "advice", "opportunity", "capability", "history"]
"""What a distractor is: an author's or official's forecast, an analyst's conditional, and so on."""

_BETWEEN = " … "
_SENTENCE_END = re.compile(r"(?<!\bM[RS]\.)(?<=[.!?])[\"'”’)]*\s+|\n+")


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
    """A commitment; issuers and addressees by their countries, `deadline` the last day there is."""

    force: Force
    issuers: tuple[str, ...]
    addressees: tuple[str, ...]
    act: tuple[Range, ...]
    condition: tuple[Range, ...]
    consequence: tuple[Range, ...]
    deadline: str | None
    strength: Strength


@dataclass(frozen=True, slots=True)
class Distractor:
    """Words that could be taken for a commitment and are none."""

    kind: Kind
    words: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class GoldParticipant:
    """A mention of a participant: its head word, and `who` it is, by a label that all mentions of theirs have."""

    head: tuple[Range, ...]
    who: str
    kind: ParticipantKind
    country: str | None
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Annotated(Item):
    """A text as a reader annotated it; `part` is `report`, `short` or, of those nobody tunes to, `held`."""

    part: str
    text: str
    published: str | None
    events: tuple[GoldEvent, ...]
    statements: tuple[GoldStatement, ...]
    commitments: tuple[GoldCommitment, ...]
    happenings: tuple[tuple[Range, ...], ...]
    distractors: tuple[Distractor, ...]
    participants: tuple[GoldParticipant, ...] = ()

    def asserted(self) -> tuple[Range, ...]:
        """Return the places of all words for something that the report, or somebody in it, claims to be so."""
        events = [event.trigger for event in self.events if event.status in ASSERTED]
        cues = [statement.cue for statement in self.statements]
        return tuple(place for places in (*events, *cues, *self.happenings) for place in places)


def annotation_files(benchmark: Benchmark[G, P], data: Data, *, below: bool = False) -> list[Path]:
    """Return the files of the annotated reports, and with `below` those of the folders below with their short texts.

    Without data they are those of the repository.
    """
    folder = ANNOTATED if data.path is None else located(benchmark, data)
    annotations = sorted(folder.glob("**/*.yaml" if below else "*.yaml"))
    reports = [path for path in annotations if path.with_suffix(".txt").exists()]
    files = [path for report in reports for path in (report.with_suffix(".txt"), report)]
    if below:
        files.extend(path for path in annotations if path not in reports)
    if not files:
        raise BenchError(f"no annotated texts (NAME.txt with NAME.yaml) in {folder}")
    return files


def read_annotated(annotation: Path) -> tuple[Annotated, ...]:
    """Return the text or texts of an annotation; raise `BenchError` for one that is not of the format."""
    text = annotation.with_suffix(".txt")
    try:
        body = yaml.safe_load(annotation.read_text(encoding="utf-8"))
        if text.exists():
            words = text.read_bytes().decode("utf-8")
            return (_annotated(text.stem, "report", words, msgspec.convert(body, _File)),)
        part = HELD if annotation.parent.name == HELD else "short"
        return tuple(_annotated(one.id, part, one.text, one) for one in msgspec.convert(body, _Texts).texts)
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


def sentences(text: str) -> list[str]:
    """Return the sentences of a text as its marks cut it; a number before a paragraph is none."""
    return [part for part in _SENTENCE_END.split(text) if any(letter.isalpha() for letter in part)]


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
    deadline: date | None = None
    strength: Strength = "will"


class _Distractor(msgspec.Struct, forbid_unknown_fields=True):
    kind: Kind
    words: str


class _Participant(msgspec.Struct, forbid_unknown_fields=True):
    who: str
    kind: ParticipantKind
    mentions: list[str]
    country: str | None = None
    sectors: list[str] = msgspec.field(default_factory=list)


class _File(msgspec.Struct, forbid_unknown_fields=True):
    published: date
    events: list[_Event] = msgspec.field(default_factory=list)
    statements: list[_Statement] = msgspec.field(default_factory=list)
    commitments: list[_Commitment] = msgspec.field(default_factory=list)
    happenings: list[str] = msgspec.field(default_factory=list)
    distractors: list[_Distractor] = msgspec.field(default_factory=list)
    participants: list[_Participant] = msgspec.field(default_factory=list)


class _Text(_File, forbid_unknown_fields=True, kw_only=True):
    id: str
    text: str


class _Texts(msgspec.Struct, forbid_unknown_fields=True):
    texts: list[_Text]


def _annotated(name: str, part: str, text: str, body: _File) -> Annotated:
    return Annotated(
        id=name,
        part=part,
        text=text,
        published=body.published.isoformat(),
        events=tuple(_event(text, event) for event in body.events),
        statements=tuple(_statement(text, statement) for statement in body.statements),
        commitments=tuple(_commitment(text, commitment) for commitment in body.commitments),
        happenings=tuple(placed(text, quoted) for quoted in body.happenings),
        distractors=tuple(Distractor(one.kind, placed(text, one.words)) for one in body.distractors),
        participants=_participants(text, body.participants),
    )


def _participants(text: str, listed: Sequence[_Participant]) -> tuple[GoldParticipant, ...]:
    """Return the mentions of all participants in the order of the text."""
    found = [
        GoldParticipant(placed(text, quoted), one.who, one.kind, one.country, tuple(one.sectors))
        for one in listed
        for quoted in one.mentions
    ]
    return tuple(sorted(found, key=lambda one: one.head))


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
        addressees=tuple(commitment.addressees),
        act=placed(text, commitment.act),
        condition=_optional(text, commitment.condition),
        consequence=_optional(text, commitment.consequence),
        deadline=None if commitment.deadline is None else commitment.deadline.isoformat(),
        strength=commitment.strength,
    )


def _optional(text: str, quoted: str | None) -> tuple[Range, ...]:
    return () if quoted is None else placed(text, quoted)


def _only(text: str, words: str) -> int:
    """Return where the words stand; raise `ValueError` unless they stand there once."""
    count = text.count(words) if words else 0
    if count != 1:
        raise ValueError(f"“{words}” stands {count} times in the text")
    return text.index(words)
