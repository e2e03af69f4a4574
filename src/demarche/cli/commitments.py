"""`commitments`: the docket of a ledger, and what became of one of them."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.cli.correct import Who, Why, opened_to_correct, signed, tell_correction
from demarche.cli.messages import messages, say
from demarche.cli.options import LedgerToo, ReadFrom
from demarche.cli.questions import RowFormat

if TYPE_CHECKING:
    from demarche.ledger.place import Place

CommitmentId = Annotated[
    str,
    typer.Argument(metavar="ID", help="A commitment, or the beginning of its id.", show_default=False),
]

AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="States on this day; else on that of the newest report."),
]
LinkId = Annotated[
    str,
    typer.Argument(
        metavar="LINK", help="A link of evidence (l:…), or the beginning of its id.", show_default=False
    ),
]
RowsAs = Annotated[RowFormat, typer.Option("--format", "-f", help="How to write them.")]
_NO_LEDGER = "--ledger is needed"


def list_commitments(
    context: typer.Context,
    ledger: ReadFrom = None,
    issuer: Annotated[str | None, typer.Option(help="Who made them: id, country code or name.")] = None,
    addressee: Annotated[str | None, typer.Option(help="Towards whom, likewise.")] = None,
    force: Annotated[str | None, typer.Option(help="Threat, ultimatum, promise and so on.")] = None,
    state: Annotated[
        str | None, typer.Option(help="What they are said to be: issued, fulfilled, expired and so on.")
    ] = None,
    open_on: Annotated[
        str | None, typer.Option("--open-on", metavar="DATE", help="Those that stood open on this day.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="Made from this day, month or year on.")] = None,
    until: Annotated[str | None, typer.Option(help="Made up to this day, month or year.")] = None,
    as_of: AsOf = None,
    limit: Annotated[int | None, typer.Option(min=1, help="No more than so many.")] = None,
    form: RowsAs = RowFormat.TABLE,
) -> None:
    """List commitments, each once however often it is told: who is bound, to what, until when, and what is said to have become of it."""
    context.obj = ledger
    if context.invoked_subcommand is not None:
        return
    if ledger is None:
        raise typer.BadParameter(_NO_LEDGER)
    from demarche.histories.docket import Question, docket
    from demarche.ledger.store import Ledger
    from demarche.lexicon.histories import load_history_rules
    from demarche.show.docket import docket_rows, docket_table, entry_line
    from demarche.show.rows import write_csv
    from demarche.show.sinks import console
    from demarche.show.words import counted

    with messages(), Ledger.open(ledger) as opened:
        question = Question(
            issuer=issuer,
            addressee=addressee,
            force=force,
            state=state,
            open_on=open_on,
            since=since,
            until=until,
            as_of=as_of,
            limit=limit,
        )
        found = docket(opened, question, load_history_rules())
        if form is RowFormat.JSONL:
            for entry in found.entries:
                sys.stdout.buffer.write(entry_line(entry) + b"\n")
        elif form is RowFormat.CSV:
            write_csv(sys.stdout, *docket_rows(found.entries))
        else:
            console().print(docket_table(found.entries))
        say(
            f"{len(found.entries)} of {counted(found.matching, 'commitment')}, as of {found.as_of or 'no day'}"
        )


def show_commitment(
    context: typer.Context,
    identifier: CommitmentId,
    ledger: LedgerToo = None,
    as_of: AsOf = None,
    form: RowsAs = RowFormat.TABLE,
) -> None:
    """Tell what became of one commitment in order of time: each sentence, who says so, and why it is held to be of it."""
    from demarche.histories.docket import Question, entry_of
    from demarche.ledger.store import Ledger
    from demarche.lexicon.histories import load_history_rules
    from demarche.show.docket import docket_rows, entry_line, story
    from demarche.show.rows import write_csv
    from demarche.show.sinks import console

    ledger = ledger or context.obj
    if ledger is None:
        raise typer.BadParameter(_NO_LEDGER)
    with messages(), Ledger.open(ledger) as opened:
        rules = load_history_rules()
        entry = entry_of(opened, identifier, rules, Question(as_of=as_of).as_of)
        if form is RowFormat.JSONL:
            sys.stdout.buffer.write(entry_line(entry) + b"\n")
        elif form is RowFormat.CSV:
            write_csv(sys.stdout, *docket_rows([entry]))
        else:
            console().print(*story(entry, rules.labels), sep="\n")


def confirm_evidence(
    context: typer.Context, identifier: LinkId, why: Why, ledger: LedgerToo = None, who: Who = None
) -> None:
    """Say that a link of evidence is right: the claim does tell this of the commitment. It is signed, kept, and can be undone."""
    _rule(ledger or context.obj, identifier, who, why, holds=True)


def strike_evidence(
    context: typer.Context, identifier: LinkId, why: Why, ledger: LedgerToo = None, who: Who = None
) -> None:
    """Say that a link of evidence is wrong: the docket leaves it out. It is signed, kept, and can be undone."""
    _rule(ledger or context.obj, identifier, who, why, holds=False)


def _rule(ledger: "Place | None", identifier: str, who: str | None, why: str, *, holds: bool) -> None:
    from demarche.ledger.histories import link_named

    if ledger is None:
        raise typer.BadParameter(_NO_LEDGER)
    with opened_to_correct(ledger) as corrector:
        commitment, claim, kind = link_named(corrector.ledger, identifier)
        tell_correction(corrector.rule_state(commitment, claim, kind, signed(who, why), holds=holds))
