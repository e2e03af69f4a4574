"""Arguments and options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class ListFormat(StrEnum):
    """How a list from the ledger is written."""

    TABLE = "table"
    JSONL = "jsonl"


Paths = Annotated[
    list[Path],
    # What may not be read is a problem of that report, not of the others.
    typer.Argument(help="Reports (.txt, .md), or folders of them.", show_default=False, readable=False),
]
LedgerFile = Annotated[
    Path,
    typer.Option("--ledger", "-l", envvar="DEMARCHE_LEDGER", help="The ledger file.", show_default=False),
]
KeptIn = Annotated[
    Path | None,
    typer.Option(
        "--ledger", "-l", envvar="DEMARCHE_LEDGER", help="Keep the claims in this file.", show_default=False
    ),
]
ReadFrom = Annotated[
    Path | None,
    typer.Option(
        "--ledger", "-l", envvar="DEMARCHE_LEDGER", help="The ledger file of the claim.", show_default=False
    ),
]
OutputFile = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file instead.", show_default=False)
]
ClaimId = Annotated[
    str, typer.Argument(metavar="ID", help="An id, or the beginning of one.", show_default=False)
]
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
