"""`export`: a ledger in the formats of others."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.cli.browse import Kind
from demarche.cli.messages import check_apart, messages, say
from demarche.cli.options import (
    AsCoded,
    LedgerFile,
    OfActor,
    OfRecipient,
    OfSource,
    OfStatus,
    OfType,
    Since,
    Until,
)

if TYPE_CHECKING:
    from demarche.export.wish import Tally
    from demarche.ledger.filters import Kind as ClaimKind


class ExportFormat(StrEnum):
    """The formats that `export` writes."""

    GDELT_EVENTS = "gdelt-events"
    GDELT_MENTIONS = "gdelt-mentions"
    ICEWS = "icews"
    POLECAT = "polecat"
    ACLED = "acled"
    PARQUET = "parquet"
    GEOJSON = "geojson"
    TIMELINEJS = "timelinejs"
    ICALENDAR = "icalendar"
    JSONLD = "jsonld"
    BRAT = "brat"


class WantedClaims(StrEnum):
    """Which claims a format is given."""

    FACTS = "facts"
    ALL = "all"


class WantedDates(StrEnum):
    """Which dates a format is given."""

    KNOWN = "known"
    LATEST = "latest"


_KINDS: "dict[Kind, ClaimKind]" = {
    Kind.EVENTS: "event",
    Kind.STATEMENTS: "statement",
    Kind.COMMITMENTS: "commitment",
}


def export(
    ledger: LedgerFile,
    form: Annotated[
        ExportFormat, typer.Option("--format", "-f", help="The format to write.", show_default=False)
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.", show_default=False)],
    kind: Annotated[
        list[Kind] | None, typer.Option(help="Only these; by default all that the format has place for.")
    ] = None,
    actor: OfActor = None,
    recipient: OfRecipient = None,
    source: OfSource = None,
    type_: OfType = None,
    status: OfStatus = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int | None, typer.Option(min=1, help="No more than so many of each kind.")] = None,
    claims: Annotated[
        WantedClaims | None,
        typer.Option(
            help="Facts: events said to have happened or to be under way, asserted or attributed. By default all where the "
            "format can say the difference, else facts; asked for all, such a format gets two more columns that say it."
        ),
    ] = None,
    dates: Annotated[
        WantedDates,
        typer.Option(help="Latest: where the day is not known, the last one on which it can have been."),
    ] = WantedDates.KNOWN,
    merged: Annotated[
        bool,
        typer.Option(
            "--merged", help="Each happening once, as the report that says most tells it, not once a report."
        ),
    ] = False,
    as_coded: AsCoded = False,
) -> None:
    """Write a ledger in the format of another program; what the format cannot say is left out and told."""
    from demarche.export.run import export as write
    from demarche.export.run import wish_for
    from demarche.ledger.filters import Filter
    from demarche.ledger.store import Ledger

    check_apart(output, ledger)
    with messages(), Ledger.open(ledger) as opened:
        chosen = Filter(
            actor=actor, recipient=recipient, source=source, type=type_, status=status, since=since, until=until,
            limit=limit, standing="coded" if as_coded else "corrected",
        )  # fmt: skip
        wish = wish_for(form.value, None if claims is None else claims.value, dates.value, merged=merged)
        kinds = [_KINDS[one] for one in kind or ()]
        _tell(write(opened, form.value, output, chosen, wish, kinds), output)


def _tell(tally: "Tally", output: Path) -> None:
    from demarche.show.words import counted

    say(f"wrote {counted(tally.written, 'claim')} to {output}")
    if tally.left_out:
        reasons = ", ".join(f"{number} {reason}" for reason, number in sorted(tally.left_out.items()))
        say(f"left out {tally.left_out.total()}: {reasons}")
