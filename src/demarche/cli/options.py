"""Arguments and options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from demarche.ledger.errors import LedgerError
from demarche.ledger.place import Place, place_of

_LEDGER = "The ledger: a file, or a database (postgresql://user@host/database)."
_WHERE = "FILE|ADDRESS"


def ledger_place(where: str) -> Place:
    """Return where a ledger is kept; an address may hold a password, so it is not repeated."""
    try:
        return place_of(where)
    except LedgerError as error:
        raise typer.BadParameter(str(error)) from None


class ListFormat(StrEnum):
    """How a list from the ledger is written."""

    TABLE = "table"
    JSONL = "jsonl"


Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Files, folders, patterns, addresses (https://…), or - for standard input.",
        show_default=False,
    ),
]
ColumnMap = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="FIELD=COLUMN,…",
        help="Which columns of CSV, or keys of JSON Lines, hold text, title, byline, outlet, date, url.",
        show_default=False,
    ),
]
Linked = Annotated[
    bool, typer.Option("--linked", help="Fetch the pages that a feed links to, instead of its summaries.")
]
Private = Annotated[
    bool, typer.Option("--private", help="Fetch from private addresses (localhost, 10.…) too.")
]
Visited = Annotated[
    Path | None,
    typer.Option(
        "--visited",
        metavar="FILE",
        help="Remember here what was fetched, and fetch only what has changed since.",
        show_default=False,
    ),
]
LedgerFile = Annotated[
    Place,
    typer.Option(
        "--ledger",
        "-l",
        envvar="DEMARCHE_LEDGER",
        help=_LEDGER,
        metavar=_WHERE,
        parser=ledger_place,
        show_default=False,
    ),
]
KeptIn = Annotated[
    Place | None,
    typer.Option(
        "--ledger",
        "-l",
        envvar="DEMARCHE_LEDGER",
        help="Keep the claims in this file, or in a database (postgresql://…).",
        metavar=_WHERE,
        parser=ledger_place,
        show_default=False,
    ),
]
ReadFrom = Annotated[
    Place | None,
    typer.Option(
        "--ledger",
        "-l",
        envvar="DEMARCHE_LEDGER",
        help=_LEDGER,
        metavar=_WHERE,
        parser=ledger_place,
        show_default=False,
    ),
]
# Without the variable of the environment, which must not go before what is given in front of a command of a group.
LedgerToo = Annotated[
    Place | None,
    typer.Option("--ledger", "-l", help=_LEDGER, metavar=_WHERE, parser=ledger_place, show_default=False),
]
OutputFile = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file instead.", show_default=False)
]
ClaimId = Annotated[
    str, typer.Argument(metavar="ID", help="An id, or the beginning of one.", show_default=False)
]
OfActor = Annotated[
    str | None, typer.Option("--actor", help="Actor, speaker or issuer: id, country code or name.")
]
OfRecipient = Annotated[str | None, typer.Option("--recipient", help="Recipient or addressee, likewise.")]
OfSource = Annotated[str | None, typer.Option("--source", help="Somebody in the chain of sources, likewise.")]
OfType = Annotated[str | None, typer.Option("--type", help="Event type, speech act or force.")]
OfStatus = Annotated[
    str | None, typer.Option("--status", help="Status of events, last state of commitments.")
]
Since = Annotated[
    str | None, typer.Option("--since", help="From this day, month or year on (2024-11-18, 2024-11, 2024).")
]
Until = Annotated[str | None, typer.Option("--until", help="Up to this day, month or year.")]
Pipeline = Annotated[
    str,
    typer.Option(
        "--pipeline",
        metavar="accurate|fast|NAME",
        help="What parses: the engine, its fast half, or a spaCy pipeline with Universal Dependencies.",
    ),
]
Threads = Annotated[
    int,
    typer.Option("--threads", min=1, help="Cores that may parse a report; the result is the same."),
]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs",
        "-j",
        min=1,
        help="Processes that code, each with a model of its own; the result is the same.",
    ),
]
OwnOntology = Annotated[
    Path | None,
    typer.Option("--ontology", metavar="DIR", help="An ontology of your own.", show_default=False),
]
OwnSenses = Annotated[
    Path | None,
    typer.Option(
        "--lexicon", metavar="DIR", help="Senses, classes and roles of your own.", show_default=False
    ),
]
OwnActors = Annotated[
    Path | None,
    typer.Option("--actors", metavar="FILE", help="A table of actors of your own.", show_default=False),
]
AsCoded = Annotated[
    bool, typer.Option("--as-coded", help="As the coder left them, without people's corrections.")
]
