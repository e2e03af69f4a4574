"""`list` and `show`: what a ledger holds."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.cli.messages import messages, say
from demarche.cli.options import (
    AsCoded,
    ClaimId,
    LedgerFile,
    ListFormat,
    OfActor,
    OfRecipient,
    OfSource,
    OfStatus,
    OfType,
    Since,
    Until,
)

if TYPE_CHECKING:
    from demarche.ledger.store import Ledger
    from demarche.model.records import Claim


class Kind(StrEnum):
    """What `list` lists."""

    EVENTS = "events"
    STATEMENTS = "statements"
    COMMITMENTS = "commitments"


def list_(
    kind: Annotated[Kind, typer.Argument(help="What to list.")],
    ledger: LedgerFile,
    actor: OfActor = None,
    recipient: OfRecipient = None,
    source: OfSource = None,
    type_: OfType = None,
    status: OfStatus = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int | None, typer.Option(min=1, help="No more than so many.")] = None,
    rejected: Annotated[
        bool, typer.Option("--rejected", help="Those that somebody has rejected, and who and why.")
    ] = False,
    as_coded: AsCoded = False,
    form: Annotated[ListFormat, typer.Option("--format", "-f", help="How to write them.")] = ListFormat.TABLE,
) -> None:
    """List what a ledger holds, by date, with people's corrections applied."""
    from demarche.ledger import query
    from demarche.ledger.filters import Filter
    from demarche.ledger.said import marks
    from demarche.ledger.store import Ledger
    from demarche.model.codec import encode
    from demarche.show.corrections import marks_shown
    from demarche.show.sinks import claim_tables, console

    with messages(), Ledger.open(ledger) as opened:
        chosen = Filter(
            actor=actor,
            recipient=recipient,
            source=source,
            type=type_,
            status=status,
            since=since,
            until=until,
            limit=limit,
            standing="rejected" if rejected else "coded" if as_coded else "corrected",
        )
        claims: list[Claim]
        if kind is Kind.EVENTS:
            _check_type(type_, opened)
            claims, counts = [*query.events(opened, chosen)], query.count(opened, "event", chosen)
        elif kind is Kind.STATEMENTS:
            claims, counts = [*query.statements(opened, chosen)], query.count(opened, "statement", chosen)
        else:
            claims, counts = [*query.commitments(opened, chosen)], query.count(opened, "commitment", chosen)
        if form is ListFormat.JSONL:
            for claim in claims:
                sys.stdout.buffer.write(encode(claim) + b"\n")
        else:
            reports = {claim.report: query.report_of(opened, claim) for claim in claims}
            console().print(*claim_tables(claims, reports.values()), *marks_shown(marks(opened, claims)))
        left_out = f", {counts.undated} without a date left out" if counts.undated else ""
        say(f"{len(claims)} of {counts.matching} {kind.value}{left_out}")


def show(identifier: ClaimId, ledger: LedgerFile) -> None:
    """Show one claim or report of a ledger in full."""
    from demarche.ledger import query
    from demarche.ledger.corrections import log
    from demarche.ledger.said import about, replacing
    from demarche.ledger.store import Ledger
    from demarche.model.corrections import live
    from demarche.model.records import Report
    from demarche.show.corrections import said_shown
    from demarche.show.record import record_panel
    from demarche.show.sinks import console

    with messages(), Ledger.open(ledger) as opened:
        record = query.find(opened, identifier)
        if isinstance(record, Report):
            console().print(record_panel(record, record), *said_shown(live(log(opened, record.id)), None))
        else:
            said = said_shown(about(opened, record), replacing(opened, record.id))
            console().print(record_panel(record, query.report_of(opened, record)), *said)


def _check_type(wanted: str | None, ledger: "Ledger") -> None:
    """Raise `FilterError` for a type of event that neither the ontology nor the ledger, which may be older, knows."""
    from demarche.ledger import query
    from demarche.ledger.errors import FilterError
    from demarche.ledger.filters import Filter
    from demarche.lexicon.ontology import load_ontology
    from demarche.lexicon.tables import data_folder

    if wanted is None or query.count(ledger, "event", Filter(type=wanted)).matching:
        return
    types = load_ontology(data_folder() / "ontology").types
    if wanted not in types:
        raise FilterError(f"type: {wanted!r} is none of {', '.join(types)}")
