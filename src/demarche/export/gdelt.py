"""GDELT 2.0: the table of events (61 columns) and that of mentions (16); tabs, no header row.

Columns and values follow the GDELT Event Database Codebook V2.0. Here every event claim is an event with one mention,
since a ledger keeps what each report says apart; a happening, where these are wanted, has a mention for each telling.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from demarche.export.cameo import Code, code_of, roles
from demarche.export.dates import day
from demarche.export.delimited import Cell, Delimited
from demarche.export.pairs import Pair, pairs
from demarche.export.source import Sourced
from demarche.lexicon.crosswalks import Crosswalks
from demarche.model.parts import Participant, Where
from demarche.model.records import Event, Report

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENT_COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(f"Actor1{name}" for name in _ACTOR), *(f"Actor2{name}" for name in _ACTOR),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions",
    "NumSources", "NumArticles", "AvgTone",
    *(f"{place}Geo_{name}" for place in ("Actor1", "Actor2", "Action") for name in _GEO), "DATEADDED", "SOURCEURL",
)  # fmt: skip
MENTION_COLUMNS = (
    "GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier",
    "SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
    "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras",
)  # fmt: skip

_NO_PLACE: tuple[Cell, ...] = (0, *((None,) * (len(_GEO) - 1)))
_NOBODY: tuple[Cell, ...] = (None,) * len(_ACTOR)
_COUNTRY, _US_STATE, _US_CITY, _WORLD_CITY, _WORLD_STATE = 1, 2, 3, 4, 5
_IN_USA = {"admin1": _US_STATE, "country": _COUNTRY}
_ELSEWHERE = {"admin1": _WORLD_STATE, "country": _COUNTRY}
_INTERNATIONAL = "IGO"
_TYPES = 3  # how many role codes an actor has at most
_BREAK = "\n\n"  # between paragraphs
_SENTENCE = re.compile(r"[.!?…][”’\"')\]]*\s*\Z")
_WEB, _CITATION = 1, 2
_NOT_FOUND = -1
_CONFIDENCE_STEP = 10


class GdeltEvents(Delimited):
    """The table of events: a row for each pair of actor and recipient."""

    columns = EVENT_COLUMNS
    has_header = False

    def rows(self, event: Event, of: Sourced) -> Iterable[Sequence[Cell]]:
        """Return a row a pair; raise `UnsayableError` without a CAMEO code or a day."""
        code, on = code_of(event, self.crosswalks), day(event.when, self.wish.dates)
        for pair in pairs(event, self.crosswalks.mutual):
            yield (
                pair.number, *_date(on), *_actor(pair.actor, self.crosswalks), *_actor(pair.recipient, self.crosswalks),
                *_code(code, event, of.report), *_counts(of), None, *_NO_PLACE, *_NO_PLACE, *_place(event.where, self.crosswalks),
                _stamp(of.coded), of.report.url or of.report.path,
            )  # fmt: skip


class GdeltMentions(Delimited):
    """The table of mentions: a row for each row of the table of events."""

    columns = MENTION_COLUMNS
    has_header = False

    def rows(self, event: Event, of: Sourced) -> Iterable[Sequence[Cell]]:
        """Return a row a pair; what the table of events leaves out has no mention either."""
        code_of(event, self.crosswalks)
        day(event.when, self.wish.dates)
        stamp = _stamp(of.coded)
        for pair in pairs(event, self.crosswalks.mutual):
            for told, report in _tellings(event, of):
                yield (
                    pair.number, stamp, stamp, _CITATION if report.url is None else _WEB, report.outlet, _identifier(report),
                    None, *_offsets(pair, told), told.trigger[0].start, 1, _confidence(told), len(report.text), None, None, None,
                )  # fmt: skip


def _date(on: date) -> tuple[Cell, ...]:
    fraction = (on.month * 30 + on.day) / 365  # as the codebook approximates it
    return (
        on.strftime("%Y%m%d"),
        on.strftime("%Y%m"),
        on.strftime("%Y"),
        f"{on.year + min(fraction, 0.9999):.4f}",
    )


def _actor(participant: Participant | None, crosswalks: Crosswalks) -> tuple[Cell, ...]:
    if participant is None:
        return _NOBODY
    country = participant.country
    international = country in crosswalks.ontology.international
    types = list(roles(participant, crosswalks))
    if international:
        types.insert(0, country if country in {"NGO", "IGO", "IMG", "MNC"} else _INTERNATIONAL)
    types = types[:_TYPES] + [""] * (_TYPES - len(types))
    whole = "".join((country or "", *(() if international else types)))
    known_group = country if country == "UNO" else None
    return (
        whole, participant.name.upper(), None if international else country, known_group, None, None, None, *types
    )  # fmt: skip


def _code(code: Code, event: Event, report: Report) -> tuple[Cell, ...]:
    in_lead = event.trigger[0].start < _lead_end(report)
    return (int(in_lead), code.code, code.base, code.root, code.quad, code.goldstein)


def _counts(of: Sourced) -> tuple[Cell, ...]:
    """Return the numbers of mentions, of independent sources and of reports."""
    if of.happening is None:
        return 1, 1, 1
    return len(of.happening.tellings), len(of.happening.sources), of.happening.reports


def _tellings(event: Event, of: Sourced) -> Iterable[tuple[Event, Report]]:
    if of.happening is None:
        return ((event, of.report),)
    return ((telling.event, telling.report) for telling in of.happening.tellings)


def _confidence(event: Event) -> int:
    return max(_CONFIDENCE_STEP, round(event.score * 100 / _CONFIDENCE_STEP) * _CONFIDENCE_STEP)


def _lead_end(report: Report) -> int:
    """Return where the first paragraph of sentences ends, in code points; headline, byline and date line are before it."""
    end = 0
    for paragraph in report.text.split(_BREAK):
        end += len(paragraph)
        if paragraph != report.title and _SENTENCE.search(paragraph):
            break
        end += len(_BREAK)
    return end


def _place(places: Sequence[Where], crosswalks: Crosswalks) -> tuple[Cell, ...]:
    """Return the nearest place; one of no country, or a region, is none in GDELT's terms."""
    place = places[0] if places else None
    codes = None if place is None else crosswalks.countries.get(place.country or "")
    if place is None or codes is None or place.precision == "region":
        return _NO_PLACE
    in_usa = place.country == "USA"
    kind = (_IN_USA if in_usa else _ELSEWHERE).get(place.precision, _US_CITY if in_usa else _WORLD_CITY)
    names = dict.fromkeys(name for name in (place.name, place.admin1, codes.name) if name)
    division = codes.fips if kind == _COUNTRY else None
    return (kind, ", ".join(names), codes.fips, division, None, place.lat, place.lon, None)


def _stamp(coded: str) -> str:
    return datetime.fromisoformat(coded).strftime("%Y%m%d%H%M%S")


def _identifier(report: Report) -> str:
    if report.url is not None:
        return report.url
    return ", ".join(part for part in (report.outlet, report.title, report.published, report.path) if part)


def _offsets(pair: Pair, told: Event) -> tuple[int, int]:
    return _offset(pair.actor, told.actors), _offset(pair.recipient, told.recipients)


def _offset(participant: Participant | None, side: Sequence[Participant]) -> int:
    """Return where a telling names the participant, or whoever it has of the same country on this side."""
    if participant is None:
        return _NOT_FOUND
    same = [one for one in side if one == participant or (one.id is not None and one.id == participant.id)]
    alike = [one for one in side if one.country is not None and one.country == participant.country]
    return next((one.span.start for one in (*same, *alike)), _NOT_FOUND)
