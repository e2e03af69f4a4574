"""`runs` and `diff`: which versions coded the reports of a ledger, and what another version makes of them."""

import sys
from typing import Annotated

import typer

from demarche.cli.messages import messages, say
from demarche.cli.options import LedgerFile, ListFormat


def runs(
    ledger: LedgerFile,
    form: Annotated[ListFormat, typer.Option("--format", "-f", help="How to write them.")] = ListFormat.TABLE,
) -> None:
    """List the runs that added to a ledger: versions, what they coded, how long they took and how they ended."""
    from demarche.ledger import query
    from demarche.ledger.store import Ledger
    from demarche.show.runs import run_lines, runs_table
    from demarche.show.sinks import console
    from demarche.show.words import counted

    with messages(), Ledger.open(ledger) as opened:
        entries = query.runs(opened)
        if form is ListFormat.JSONL:
            _write(run_lines(entries))
        else:
            console().print(runs_table(entries))
        say(counted(len(entries), "run"))


def diff(
    before: Annotated[
        str,
        typer.Argument(
            metavar="RUN1", help="A run: the beginning of its id, or “first” or “last”.", show_default=False
        ),
    ],
    after: Annotated[str, typer.Argument(metavar="RUN2", help="Another, likewise.", show_default=False)],
    ledger: LedgerFile,
    form: Annotated[ListFormat, typer.Option("--format", "-f", help="How to write them.")] = ListFormat.TABLE,
) -> None:
    """Show what the versions of one run make of reports otherwise than those of another: claims added, gone, changed."""
    from demarche.ledger.difference import compare
    from demarche.ledger.store import Ledger
    from demarche.show.runs import comparison_line, difference_lines, differences_table
    from demarche.show.sinks import console

    with messages(), Ledger.open(ledger) as opened:
        comparison = compare(opened, before, after)
        if form is ListFormat.JSONL:
            _write(difference_lines(comparison))
        else:
            console().print(differences_table(comparison))
        say(comparison_line(comparison))


def _write(lines: list[bytes]) -> None:
    for line in lines:
        sys.stdout.buffer.write(line + b"\n")
