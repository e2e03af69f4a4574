"""A coded report as rows of the index; pure functions."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from demarche.ledger.rows import folded, participant_columns, participations, when_of, words_of
from demarche.model.parts import Participant, Span, When
from demarche.model.records import Claim, Commitment, Event, Report, Statement

_UNDATED = "~"  # sorts behind every digit
_DAY = 10  # characters of an ISO date

ENTRY_COLUMNS = (
    "number", "id", "kind", "report", "start", "earliest", "latest", "first", "last", "bound", "dated", "type", "mode",
    "quad", "goldstein", "status", "voice", "form", "due", "score", "published", "happening", "facet", "spot",
    "doubt",
)  # fmt: skip
REPORT_COLUMNS = (
    "id", "coding", "title", "outlet", "folded", "path", "url", "language", "published", "day", "length", "problems",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim that stands in the newest coding of its report: its number in the ledger, and its happening."""

    number: int
    claim: Claim
    happening: str | None


def report_row(report: Report, coding: int, problems: int) -> dict[str, Any]:
    """Return the columns of a report."""
    return {
        "id": report.id,
        "coding": coding,
        "title": report.title,
        "outlet": report.outlet,
        "folded": folded(report.outlet or ""),
        "path": report.path,
        "url": report.url,
        "language": report.language,
        "published": report.published,
        "day": None if report.published is None else report.published[:_DAY],
        "length": len(report.text),
        "problems": problems,
    }


def entry_row(standing: Standing, report: Report) -> dict[str, Any]:
    """Return the columns of a claim."""
    claim = standing.claim
    when = when_of(claim)
    return {
        "number": standing.number,
        "id": claim.id,
        "kind": claim.kind,
        "report": claim.report,
        "start": min(span.start for span in words_of(claim)),
        **_dates(when),
        **_own(claim),
        "score": claim.score,
        "published": None if report.published is None else report.published[:_DAY],
        "happening": standing.happening,
    }


def party_rows(claim: Claim) -> Iterator[tuple[str, int, tuple[Any, ...]]]:
    """Yield role, position and description of all who take part."""
    for role, position, participant in participations(claim):
        yield role, position, participant_columns(participant)


def pair_rows(number: int, claim: Claim) -> Iterator[tuple[str, str, int]]:
    """Yield the pairs of countries of an event: every actor's towards every recipient's."""
    if isinstance(claim, Event):
        actors, recipients = (
            sorted({one.country for one in side if one.country is not None})
            for side in (claim.actors, claim.recipients)
        )
        yield from ((*pair, number) for pair in product(actors, recipients) if pair[0] != pair[1])


def spot_row(claim: Claim) -> dict[str, Any] | None:
    """Return the columns of the nearest place of an event; None where it has none."""
    if not isinstance(claim, Event) or not claim.where:
        return None
    where = claim.where[0]
    return {
        "name": where.name, "country": where.country, "admin1": where.admin1, "precision": where.precision,
        "lat": where.lat, "lon": where.lon, "geoname": where.geoname,
    }  # fmt: skip


def place_rows(number: int, claim: Claim) -> Iterator[tuple[Any, ...]]:
    """Yield the places of an event."""
    if isinstance(claim, Event):
        for position, where in enumerate(claim.where):
            yield (
                number, position, where.name, folded(where.name), where.country, where.admin1, where.lat, where.lon,
                where.precision, where.geoname,
            )  # fmt: skip


def words_row(claim: Claim) -> str:
    """Return the words by which a claim is searched: of the report, the names of those in it, and what it is called."""
    return " ".join(dict.fromkeys((*_names(claim), *(span.text for span in _spans(claim)), *_called(claim))))


def _dates(when: When) -> dict[str, str | None]:
    bounded = when.earliest is not None and when.latest is not None
    return {
        "earliest": when.earliest,
        "latest": when.latest,
        "first": _day(when.earliest) if bounded else None,
        "last": _day(when.latest) if bounded else None,
        "bound": _day(when.latest or when.earliest),
        "dated": when.earliest or when.latest or _UNDATED,
    }


def _day(iso: str | None) -> str | None:
    return None if iso is None else iso[:_DAY]


def _own(claim: Claim) -> dict[str, Any]:
    blank = dict.fromkeys(("mode", "quad", "goldstein", "status", "voice", "form", "due"))
    match claim:
        case Event():
            return blank | {
                "type": claim.type,
                "mode": claim.mode,
                "quad": claim.quad,
                "goldstein": claim.goldstein,
                "status": claim.status,
                "voice": claim.voice,
            }
        case Statement():
            return blank | {"type": claim.act, "form": claim.form}
        case Commitment():
            due = None if claim.deadline is None else claim.deadline.latest or claim.deadline.earliest
            return blank | {"type": claim.force, "status": claim.history[-1].state, "due": _day(due)}


def _names(claim: Claim) -> Iterator[str]:
    for _, _, participant in participations(claim):
        yield participant.name
        yield from _country(participant)


def _country(participant: Participant) -> Iterator[str]:
    if participant.country is not None:
        yield participant.country


def _spans(claim: Claim) -> tuple[Span, ...]:
    match claim:
        case Event():
            return (*claim.extent, *claim.trigger, *(where.span for where in claim.where))
        case Statement():
            return (*claim.cue, *claim.content)
        case Commitment():
            return (*claim.act, *claim.condition, *claim.consequence)


def _called(claim: Claim) -> tuple[str, ...]:
    match claim:
        case Event():
            return tuple(one for one in (claim.type, claim.mode, *claim.contexts) if one)
        case Statement():
            return (claim.act,)
        case Commitment():
            return (claim.force.replace("_", " "),)
