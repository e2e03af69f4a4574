"""`dyads`, `timeline`, `escalation` and `sql`: questions to a whole ledger."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from demarche.cli.export import WantedClaims, WantedDates
from demarche.cli.messages import messages, say
from demarche.cli.options import LedgerFile, Since, Until

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from demarche.analysis.columns import Connection
    from demarche.analysis.figures import Figures
    from demarche.analysis.question import Question, Sides
    from demarche.ledger.place import Place


class RowFormat(StrEnum):
    """How rows are written."""

    TABLE = "table"
    CSV = "csv"
    JSONL = "jsonl"


class WantedPeriod(StrEnum):
    """How long the periods are."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class WantedBy(StrEnum):
    """Who is one actor."""

    COUNTRY = "country"
    ACTOR = "actor"


RowsAs = Annotated[RowFormat, typer.Option("--format", "-f", help="How to write the rows.")]
Per = Annotated[WantedPeriod, typer.Option("--per", help="The length of the periods; weeks begin on Monday.")]
OfClaims = Annotated[
    WantedClaims,
    typer.Option(
        "--claims", help="Facts: happened or ongoing, asserted or attributed; or all, whatever their status."
    ),
]
OfDates = Annotated[
    WantedDates,
    typer.Option(
        "--dates",
        help="Latest: events of no one period count in that of the last day on which they can have been.",
    ),
]
WithIds = Annotated[
    bool, typer.Option("--ids", help="Also the ids of all that is counted; JSON Lines always have them.")
]
WithChanges = Annotated[
    bool,
    typer.Option(
        "--changes", help="Mark with * the periods with which the number of conflict events changes."
    ),
]


def dyads(
    ledger: LedgerFile,
    actor: Annotated[str | None, typer.Option(help="Only this actor: id, country code or name.")] = None,
    recipient: Annotated[str | None, typer.Option(help="Only this recipient, likewise.")] = None,
    since: Since = None,
    until: Until = None,
    per: Per = WantedPeriod.MONTH,
    by: Annotated[
        WantedBy, typer.Option(help="Count countries, with all who act for them, or each actor.")
    ] = WantedBy.COUNTRY,
    claims: OfClaims = WantedClaims.FACTS,
    dates: OfDates = WantedDates.KNOWN,
    ids: WithIds = False,
    changes: WithChanges = False,
    form: RowsAs = RowFormat.TABLE,
) -> None:
    """Count events by actor, recipient and period: quad classes, highest rung, reports, sources, open commitments."""
    from demarche.analysis import question

    with messages(), _columns(ledger) as connection:
        asked = question.Question(
            period=per.value, by=by.value, claims=claims.value, dates=dates.value, actor=actor, recipient=recipient,
            since=since, until=until,
        )  # fmt: skip
        _write(connection, asked, question.dyads(asked), (form, ids, changes), has_sides=True)


def timeline(
    ledger: LedgerFile,
    actor: Annotated[str | None, typer.Option(help="Only this actor: id, country code or name.")] = None,
    recipient: Annotated[str | None, typer.Option(help="Only this recipient, likewise.")] = None,
    since: Since = None,
    until: Until = None,
    per: Per = WantedPeriod.MONTH,
    claims: OfClaims = WantedClaims.FACTS,
    dates: OfDates = WantedDates.KNOWN,
    ids: WithIds = False,
    changes: WithChanges = False,
    form: RowsAs = RowFormat.TABLE,
) -> None:
    """Count events by period, whoever does them to whomever."""
    from demarche.analysis import question

    with messages(), _columns(ledger) as connection:
        asked = question.Question(
            period=per.value, claims=claims.value, dates=dates.value, actor=actor, recipient=recipient, since=since,
            until=until,
        )  # fmt: skip
        _write(connection, asked, question.everybody(asked), (form, ids, changes), has_sides=False)


def escalation(
    first: Annotated[
        str, typer.Argument(metavar="ACTOR", help="Id, country code or name.", show_default=False)
    ],
    second: Annotated[str, typer.Argument(metavar="ACTOR", help="The other one.", show_default=False)],
    ledger: LedgerFile,
    since: Since = None,
    until: Until = None,
    per: Per = WantedPeriod.MONTH,
    claims: OfClaims = WantedClaims.FACTS,
    dates: OfDates = WantedDates.KNOWN,
    ids: WithIds = False,
    changes: WithChanges = False,
    form: RowsAs = RowFormat.TABLE,
) -> None:
    """Show what two actors did to each other over time, and each event that went further than all before it."""
    from demarche.analysis import question
    from demarche.analysis.escalation import steps

    with messages(), _columns(ledger) as connection:
        asked = question.Question(
            period=per.value, claims=claims.value, dates=dates.value, since=since, until=until
        )
        sides = question.two(first, second)
        _write(connection, asked, sides, (form, ids, changes), has_sides=True)
        if form is RowFormat.CSV:
            say("the steps up are no rows of this table; --format table and jsonl have them")
        else:
            reached = steps(connection, asked, sides)
            columns = ("actor", "recipient", "step_to", "type", "first_day", "last_day", "claim", "words")
            rows = (
                (one.actor, one.recipient, one.rung, one.type, one.first_day, one.last_day, one.id, one.words)
                for one in reached
            )
            _print(columns, rows, form, "each step up: the first event of its rung")


def sql(
    statement: Annotated[str, typer.Argument(metavar="SELECT", help="One statement.", show_default=False)],
    ledger: LedgerFile,
    form: RowsAs = RowFormat.TABLE,
) -> None:
    """Answer a question in SQL (DuckDB's) over the columns of a ledger; nothing can be changed, no other file read.

    SHOW TABLES and DESCRIBE events tell what there is.
    """
    from demarche.analysis.sql import ask

    with messages(), _columns(ledger) as connection:
        answer = ask(connection, statement)
        _print(answer.columns, answer.rows, form)


@contextmanager
def _columns(ledger: "Place") -> "Iterator[Connection]":
    """Give the columns of the ledger, or say how to install what they need."""
    from demarche.export.formats import missing
    from demarche.ledger.store import Ledger

    try:
        from demarche.analysis.columns import columns

        with Ledger.open(ledger) as opened, columns(opened, say) as connection:
            yield connection
    except ModuleNotFoundError as error:
        raise missing(error, "this question") from error


def _write(
    connection: "Connection",
    asked: "Question",
    sides: "Sides",
    how: tuple[RowFormat, bool, bool],
    *,
    has_sides: bool,
) -> None:
    from demarche.analysis.figures import figures, rung_names
    from demarche.show.figures import FigureRows
    from demarche.show.rows import write_jsonl

    form, ids, changes = how
    rows = figures(connection, asked, sides, with_ids=ids or form is RowFormat.JSONL)
    marked = _changes(rows, asked) if changes else None
    made = FigureRows(asked.period, rung_names(connection), has_sides, ids, marked)
    if form is RowFormat.JSONL:
        write_jsonl(sys.stdout, map(made.record, rows))
    else:
        columns = made.headings() if form is RowFormat.TABLE else made.columns()
        _print(columns, made.cells(rows), form)
    apart = sum(row.events for row in rows if row.period is None)
    if apart:
        lie = "event lies" if apart == 1 else "events lie"
        say(f"{apart} {lie} in no one {asked.period}, counted in rows without one")


def _changes(rows: "list[Figures]", asked: "Question") -> "frozenset[tuple[str, str, Any]]":
    from demarche.analysis.changes import change_points  # loads SciPy, which takes seconds

    return change_points(rows, asked.period)


def _print(
    columns: "Sequence[str]", rows: "Iterable[Sequence[Any]]", form: RowFormat, caption: str | None = None
) -> None:
    from demarche.show.rows import rows_table, write_csv, write_jsonl
    from demarche.show.sinks import console

    if form is RowFormat.TABLE:
        console().print(rows_table(columns, rows, caption))
    elif form is RowFormat.CSV:
        write_csv(sys.stdout, columns, rows)
    else:
        write_jsonl(sys.stdout, (dict(zip(columns, row, strict=True)) for row in rows))
