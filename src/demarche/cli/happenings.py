"""`happenings`: what several reports tell of, and how many independent sources."""

import sys
from typing import Annotated

import typer

from demarche.cli.messages import messages, say
from demarche.cli.options import LedgerToo, ListFormat, ReadFrom, Since, Until

HappeningId = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="A happening or one of its events, or the beginning of an id.", show_default=False
    ),
]

_NO_LEDGER = "--ledger is needed"


def list_happenings(
    context: typer.Context,
    ledger: ReadFrom = None,
    since: Since = None,
    until: Until = None,
    form: Annotated[ListFormat, typer.Option("--format", "-f", help="How to write them.")] = ListFormat.TABLE,
) -> None:
    """List what several reports tell of: when, who, what, by how many reports and independent sources, what they differ on."""
    from demarche.happenings.tell import happening_ids, tell
    from demarche.ledger.store import Ledger
    from demarche.lexicon.linking import load_link_rules
    from demarche.show.happenings import happening_line, happenings_table
    from demarche.show.sinks import console
    from demarche.show.words import counted

    context.obj = ledger
    if context.invoked_subcommand is not None:
        return
    if ledger is None:
        raise typer.BadParameter(_NO_LEDGER)
    with messages(), Ledger.open(ledger) as opened:
        rules = load_link_rules()
        found = (tell(opened, identifier, rules) for identifier in happening_ids(opened, since, until))
        number = 0
        if form is ListFormat.JSONL:
            for number, happening in enumerate(found, start=1):  # noqa: B007 - counted
                sys.stdout.buffer.write(happening_line(happening) + b"\n")
        else:
            listed = list(found)
            number = len(listed)
            console().print(happenings_table(listed))
        say(f"{counted(number, 'happening')} that more than one report tells of")


def show_happening(
    context: typer.Context,
    identifier: HappeningId,
    ledger: LedgerToo = None,
    form: Annotated[ListFormat, typer.Option("--format", "-f", help="How to write it.")] = ListFormat.TABLE,
) -> None:
    """Tell of one happening: every report with its words, the sources, what they differ on, why they are held to be one."""
    from demarche.happenings.tell import tell
    from demarche.ledger.said import about_happening
    from demarche.ledger.store import Ledger
    from demarche.lexicon.linking import load_link_rules
    from demarche.show.corrections import said_shown
    from demarche.show.happenings import happening_line, told
    from demarche.show.sinks import console

    ledger = ledger or context.obj
    if ledger is None:
        raise typer.BadParameter(_NO_LEDGER)
    with messages(), Ledger.open(ledger) as opened:
        happening = tell(opened, identifier, load_link_rules())
        if form is ListFormat.JSONL:
            sys.stdout.buffer.write(happening_line(happening) + b"\n")
        else:
            said = about_happening(opened, [telling.event for telling in happening.tellings])
            console().print(*told(happening), *said_shown(said, None), sep="\n")
