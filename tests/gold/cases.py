"""Cases as data: a text, what must come out of it and what must not (`*.yaml`; `__init__.py` explains the keys)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from demarche.model.parts import Attribution, Participant, When
from demarche.model.records import Claim, Commitment, Event, Statement

Wish = Mapping[str, Any]
_PUBLISHED = date(2025, 3, 5)
_KEYS = {"name", "text", "published", "events", "statements", "commitments", "absent", "only", "xfail"}


@dataclass(frozen=True)
class Case:
    """A text of our own and what is wished of its claims; `xfail` says what the product still gets wrong."""

    file: str
    name: str
    text: str
    published: str | None
    wishes: tuple[Wish, ...]
    absent: tuple[Wish, ...]
    only: tuple[str, ...]
    xfail: str | None

    @property
    def id(self) -> str:
        """The case's name as pytest shows it."""
        return f"{self.file}: {self.name}"


@cache
def cases() -> tuple[Case, ...]:
    """Return all cases, by file."""
    return tuple(case for path in sorted(Path(__file__).parent.glob("*.yaml")) for case in _read(path))


def _read(path: Path) -> Iterator[Case]:
    for body in yaml.safe_load(path.read_text(encoding="utf-8")):
        unknown = set(body) - _KEYS
        if unknown:
            raise ValueError(f"{path.name}: {body['name']}: unknown keys {sorted(unknown)}")
        kinds = [kind for kind in ("events", "statements", "commitments") if kind in body]
        published = body.get("published", _PUBLISHED)
        yield Case(
            file=path.stem,
            name=body["name"],
            text=body["text"],
            published=None if published is None else published.isoformat(),
            wishes=tuple({"kind": kind[:-1], **wish} for kind in kinds for wish in body[kind]),
            absent=tuple(body.get("absent", ())),
            only=(*body.get("only", ()), *(kind for kind in kinds if not body[kind])),
            xfail=body.get("xfail"),
        )


def fits(claim: Claim, wish: Wish) -> bool:
    """Tell whether a claim is as wished in every key; a wish without a kind is for an event."""
    found = _fields(claim)
    asked = {"kind": "event", **wish}
    return all(key in found and _is_as(found[key], value) for key, value in asked.items())


def told(claim: Claim) -> dict[str, object]:
    """Return what of a claim a wish can name, for messages."""
    return {key: value for key, value in _fields(claim).items() if value not in (None, [], ())}


def _is_as(found: object, asked: object) -> bool:
    if isinstance(asked, list):
        return isinstance(found, list) and _is_set(found, asked)
    if isinstance(found, tuple):  # the names that one participant goes by
        return asked in found
    if isinstance(asked, date):
        return found == asked.isoformat()
    return found == asked


def _is_set(found: Sequence[object], asked: Sequence[object]) -> bool:
    """Tell whether each thing asked for is one of those found, and nothing else is found."""
    left = list(found)
    for one in asked:
        match = next((other for other in left if _is_as(other, one)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def _fields(claim: Claim) -> dict[str, object]:
    if isinstance(claim, Event):
        return _event(claim)
    return _statement(claim) if isinstance(claim, Statement) else _commitment(claim)


def _event(event: Event) -> dict[str, object]:
    killed = None if event.casualties is None else event.casualties.killed
    return {
        "kind": event.kind,
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "voice": event.voice,
        "actors": _people(event.actors),
        "recipients": _people(event.recipients),
        "instruments": _people(event.instruments),
        "where": [place.name for place in event.where],
        "killed": None if killed is None else killed.at_least,
        "sources": _sources(event.attribution),
        **_when(event.when),
    }


def _statement(statement: Statement) -> dict[str, object]:
    speaker = statement.speaker
    return {
        "kind": statement.kind,
        "act": statement.act,
        "form": statement.form,
        "speaker": None if speaker is None else speaker.name,
        "speaker_country": None if speaker is None else speaker.country,
        "addressees": _people(statement.addressees),
        "channels": _people(statement.channels),
        "content": " … ".join(span.text for span in statement.content),
        "nested": statement.parent is not None,
        "sources": _sources(statement.attribution),
        **_when(statement.when),
    }


def _sources(chain: Sequence[Attribution]) -> list[tuple[object, ...]]:
    return _people([link.source for link in chain if isinstance(link.source, Participant)])


def _commitment(commitment: Commitment) -> dict[str, object]:
    return {
        "kind": commitment.kind,
        "force": commitment.force,
        "strength": commitment.strength,
        "issuers": _people(commitment.issuers),
        "addressees": _people(commitment.addressees),
        "act": _beginnings(" … ".join(span.text for span in commitment.act)),
        "condition": _beginnings(" … ".join(span.text for span in commitment.condition)),
        "consequence": " … ".join(span.text for span in commitment.consequence),
        "deadline": None if commitment.deadline is None else commitment.deadline.latest,
    }


def _people(participants: Sequence[Participant]) -> list[tuple[object, ...]]:
    """Return by what each participant may be named in a case: country, id, name or words."""
    return [(one.country, one.id, one.name, one.span.text) for one in participants]


def _beginnings(words: str) -> tuple[str, ...]:
    """Return every beginning of a phrase that ends with a word."""
    parts = words.split(" ")
    return tuple(" ".join(parts[: count + 1]) for count in range(len(parts)))


def _when(when: When) -> dict[str, object]:
    return {
        "on": when.earliest if when.earliest == when.latest else None,
        "earliest": when.earliest,
        "latest": when.latest,
        "precision": when.precision,
        "basis": when.basis,
    }
