"""`corrections`: what people have said of the ledger, whether it still stands, and whether anybody has tampered with it."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.cli.messages import SOME_FAILED, messages, say
from demarche.cli.options import LedgerToo, ListFormat, ReadFrom

if TYPE_CHECKING:
    from demarche.ledger.place import Place

_NO_LEDGER = "--ledger is needed"
Written = Annotated[ListFormat, typer.Option("--format", "-f", help="How to write them.")]


class Which(StrEnum):
    """Which corrections are listed."""

    ALL = "all"
    LIVE = "live"


def list_corrections(
    context: typer.Context,
    ledger: ReadFrom = None,
    report: Annotated[
        str | None, typer.Option(help="Only those about this report.", show_default=False)
    ] = None,
    which: Annotated[
        Which, typer.Option(help="Live: without those that were undone, and the undoings.")
    ] = Which.ALL,
    form: Written = ListFormat.TABLE,
) -> None:
    """List what people have said of the ledger, in the order in which it was said; `--format jsonl` is the export."""
    from demarche.ledger.corrections import log
    from demarche.ledger.store import Ledger
    from demarche.model.corrections import live
    from demarche.show.corrections import corrections_lines, corrections_table
    from demarche.show.sinks import console
    from demarche.show.words import counted

    context.obj = ledger
    if context.invoked_subcommand is not None:
        return
    with messages(), Ledger.open(_needed(ledger)) as opened:
        found = log(opened, report)
        shown = live(found) if which is Which.LIVE else found
        if form is ListFormat.JSONL:
            sys.stdout.buffer.writelines(corrections_lines(shown))
        else:
            console().print(corrections_table(shown, live(found)))
        say(counted(len(shown), "correction"))


def lost(context: typer.Context, ledger: LedgerToo = None, form: Written = ListFormat.TABLE) -> None:
    """List the corrections that find nothing to stand on in the newest coding of their reports, and why."""
    from demarche.corrections.lost import lost_all
    from demarche.ledger.store import Ledger
    from demarche.show.corrections import lost_lines, lost_table
    from demarche.show.sinks import console
    from demarche.show.words import counted

    with messages(), Ledger.open(_needed(ledger or context.obj)) as opened:
        found = lost_all(opened)
        if form is ListFormat.JSONL:
            sys.stdout.buffer.writelines(lost_lines(found))
        else:
            console().print(lost_table(found))
        say(f"{counted(len(found), 'correction')} no longer {'stands' if len(found) == 1 else 'stand'}")


def verify(
    context: typer.Context,
    ledger: LedgerToo = None,
    head: Annotated[
        str | None,
        typer.Option(
            help="The digest that was the last at some time: is it still there?", show_default=False
        ),
    ] = None,
) -> None:
    """Check the chain of digests: whether a row was changed, taken out or put in between since it was written.

    It does not prove who wrote a row, nor when. Whoever can write the file can write the whole chain anew or cut off its
    end: note the last digest elsewhere and give it with --head to notice that.
    """
    from demarche.ledger.corrections import verify as check
    from demarche.ledger.store import Ledger
    from demarche.show.words import counted

    with messages(), Ledger.open(_needed(ledger or context.obj)) as opened:
        found = check(opened, head)
        for fault in found.faults:
            say(f"demarche: {fault}")
        faults = counted(len(found.faults), "fault") if found.faults else "no fault"
        say(f"{counted(found.rows, 'correction')}, {faults}")
        if found.head:
            typer.echo(found.head)
    raise typer.Exit(SOME_FAILED if found.faults else 0)


def _needed(ledger: "Place | None") -> "Place":
    if ledger is None:
        raise typer.BadParameter(_NO_LEDGER)
    return ledger
