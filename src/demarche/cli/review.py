"""`review` and `agreement`: what to look at first, and how far coder and people agree."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.cli.browse import Kind
from demarche.cli.messages import messages, say
from demarche.cli.options import LedgerFile, ListFormat

if TYPE_CHECKING:
    from demarche.lexicon.corrections import ClaimKind

_KINDS: "dict[Kind, ClaimKind]" = {
    Kind.EVENTS: "event",
    Kind.STATEMENTS: "statement",
    Kind.COMMITMENTS: "commitment",
}


def review(
    ledger: LedgerFile,
    kind: Annotated[Kind | None, typer.Option(help="Only these.", show_default=False)] = None,
    report: Annotated[str | None, typer.Option(help="Only of this report.", show_default=False)] = None,
    limit: Annotated[int, typer.Option(min=1, help="No more than so many.")] = 20,
    form: Annotated[ListFormat, typer.Option("--format", "-f", help="How to write them.")] = ListFormat.TABLE,
) -> None:
    """List the claims that nobody has judged, the most doubtful first, with their sentences and what is doubtful."""
    from demarche.corrections.review import queue
    from demarche.ledger.store import Ledger
    from demarche.lexicon.doubts import load_doubts
    from demarche.show.review import queue_lines, queue_table
    from demarche.show.sinks import console
    from demarche.show.words import counted

    with messages(), Ledger.open(ledger) as opened:
        wanted = None if kind is None else _KINDS[kind]
        found = queue(opened, load_doubts(), limit=limit, kind=wanted, report=report)
        if form is ListFormat.JSONL:
            sys.stdout.buffer.writelines(queue_lines(found))
        else:
            console().print(queue_table(found))
        say(f"{counted(len(found), 'claim')} to look at")


def agreement(
    ledger: LedgerFile,
    draws: Annotated[int, typer.Option(min=1, help="Samples of reports that an interval is made of.")] = 500,
    form: Annotated[ListFormat, typer.Option("--format", "-f", help="How to write them.")] = ListFormat.TABLE,
) -> None:
    """Measure how far coder and people agree, and people among themselves: precision, recall, Krippendorff's alpha.

    Recall is told of reports alone that somebody has read through (`correct reviewed`): elsewhere nobody knows what was missed.
    """
    from demarche.corrections.agreement import agreement as measure
    from demarche.ledger.store import Ledger
    from demarche.lexicon.corrections import load_field_rules
    from demarche.show.review import figures_lines, figures_table
    from demarche.show.sinks import console
    from demarche.show.words import counted

    with messages(), Ledger.open(ledger) as opened:
        found = measure(opened, load_field_rules(), draws=draws)
        if form is ListFormat.JSONL:
            sys.stdout.buffer.writelines(figures_lines(found))
        else:
            console().print(figures_table(found))
        say(counted(len(found), "figure"))
