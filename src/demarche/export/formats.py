"""The formats by name: what each holds, whether it can say more than facts, and what writes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

from demarche.export.errors import ExportError
from demarche.export.wish import Wish
from demarche.export.writer import Writer
from demarche.ledger.filters import Kind
from demarche.lexicon.crosswalks import Crosswalks

_EXTRA = "demarche[analysis]"
_EVENTS: tuple[Kind, ...] = ("event",)
_ALL: tuple[Kind, ...] = ("event", "statement", "commitment")


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the kinds of claim it has place for, and the module and class that write it.

    One with `facts_by_default` has no place for what is planned, denied or alleged, or shows every claim alike before
    anybody reads its fields; `is_one_kind` holds one kind at a time; `is_folder` is a folder of files; one that
    `marks_reports` ties claims to the words of their reports, and so cannot write a happening once.
    """

    kinds: Sequence[Kind]
    module: str
    writer: str
    facts_by_default: bool = False
    is_one_kind: bool = False
    is_folder: bool = False
    marks_reports: bool = False


FORMATS: Mapping[str, Format] = {
    "gdelt-events": Format(_EVENTS, "gdelt", "GdeltEvents", facts_by_default=True),
    "gdelt-mentions": Format(_EVENTS, "gdelt", "GdeltMentions", facts_by_default=True),
    "icews": Format(_EVENTS, "icews", "Icews", facts_by_default=True),
    "polecat": Format(_EVENTS, "polecat", "Polecat", facts_by_default=True),
    "acled": Format(_EVENTS, "acled", "Acled", facts_by_default=True),
    "parquet": Format(_ALL, "parquet", "Parquet", is_one_kind=True, marks_reports=True),
    "geojson": Format(_EVENTS, "geojson", "GeoJson", facts_by_default=True),
    "timelinejs": Format(_ALL, "timelinejs", "TimelineJs", facts_by_default=True),
    "icalendar": Format(("commitment",), "calendars", "Calendar", marks_reports=True),
    "jsonld": Format(_ALL, "jsonld", "JsonLd", marks_reports=True),
    "brat": Format(_ALL, "brat", "Brat", is_folder=True, marks_reports=True),
}


def writer(name: str, wish: Wish, crosswalks: Crosswalks) -> Writer:
    """Return a new writer of the format; raise `ExportError` if a library that it needs is not installed."""
    chosen = FORMATS[name]
    try:
        module = import_module(f"demarche.export.{chosen.module}")
    except ModuleNotFoundError as error:
        raise missing(error, f"the format {name}") from error
    made = getattr(module, chosen.writer)(wish, crosswalks)
    if not isinstance(made, Writer):
        raise TypeError(f"{chosen.writer} is no writer")
    return made


def missing(error: ModuleNotFoundError, what: str) -> ExportError:
    """Return an error that says how to install what is missing."""
    return ExportError(f"{what} needs {error.name}: pip install '{_EXTRA}'")
