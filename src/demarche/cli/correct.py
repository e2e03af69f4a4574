"""`correct` and `unmerge`: what people say of the ledger, each a signed row that can be undone."""

from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.cli.happenings import HappeningId
from demarche.cli.messages import messages, say
from demarche.cli.options import ClaimId, LedgerFile, OwnOntology

if TYPE_CHECKING:
    from demarche.corrections.make import Corrector
    from demarche.ledger.place import Place
    from demarche.model.corrections import Correction, Signed

Why = Annotated[str, typer.Option("--why", help="The reason; it is kept.", show_default=False)]
MayWhy = Annotated[str, typer.Option("--why", help="A reason, which is kept.", show_default=False)]
Who = Annotated[
    str | None,
    typer.Option(
        "--who", envvar="DEMARCHE_WHO", help="Who says so; your user name if not given.", show_default=False
    ),
]
Assignments = Annotated[
    list[str],
    typer.Argument(
        metavar="FIELD=VALUE...", help="New values; docs/corrections.md says how.", show_default=False
    ),
]


def accept(identifier: ClaimId, ledger: LedgerFile, why: MayWhy = "", who: Who = None) -> None:
    """Say that a claim is right as it stands; one that was rejected is taken in again."""
    with opened_to_correct(ledger) as corrector:
        tell_correction(corrector.accept(identifier, signed(who, why)))


def reject(identifier: ClaimId, ledger: LedgerFile, why: Why, who: Who = None) -> None:
    """Say that a claim is wrong: it is left out of lists, counts and exports."""
    with opened_to_correct(ledger) as corrector:
        tell_correction(corrector.reject(identifier, signed(who, why)))


def edit(
    identifier: ClaimId,
    values: Assignments,
    ledger: LedgerFile,
    why: Why,
    who: Who = None,
    ontology: OwnOntology = None,
) -> None:
    """Give fields of a claim other values: `status=planned when=2024-11 actors='#1;Oslo=state:NOR'`."""
    from demarche.corrections.values import Wording
    from demarche.ledger import query
    from demarche.ledger.errors import CorrectionError
    from demarche.lexicon.corrections import load_field_rules
    from demarche.model.records import Report

    with opened_to_correct(ledger, ontology) as corrector:
        claim = query.find(corrector.ledger, identifier)
        if isinstance(claim, Report):
            raise CorrectionError(f"{claim.id} is a report, no claim")
        report = query.report_of(corrector.ledger, claim)
        wording = Wording(corrector.ledger, report, load_field_rules(), claim)
        said = corrector.edit(claim.id, wording.values(claim.kind, values), signed(who, why))
        tell_correction(said)


def add(
    kind: Annotated[str, typer.Argument(metavar="event|statement|commitment", show_default=False)],
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report's id.", show_default=False)],
    values: Assignments,
    ledger: LedgerFile,
    why: Why,
    who: Who = None,
    ontology: OwnOntology = None,
) -> None:
    """Add a claim that was missed: `event REPORT trigger=120-127 type=CONSULT when=2024-11-18 actors='Oslo=state:NOR'`."""
    from demarche.corrections.values import Wording
    from demarche.ledger import query
    from demarche.ledger.errors import CorrectionError
    from demarche.lexicon.corrections import load_field_rules
    from demarche.model.records import Report

    with opened_to_correct(ledger, ontology) as corrector:
        found = query.find(corrector.ledger, report)
        if not isinstance(found, Report):
            raise CorrectionError(f"{found.id} is no report")
        wording = Wording(corrector.ledger, found, load_field_rules())
        tell_correction(corrector.add(kind, found.id, wording.values(kind, values), signed(who, why)))


def merge(
    identifiers: Annotated[
        list[str], typer.Argument(metavar="ID ID...", help="Events or happenings.", show_default=False)
    ],
    ledger: LedgerFile,
    why: Why,
    who: Who = None,
) -> None:
    """Say that events, or all events of happenings, are one happening."""
    with opened_to_correct(ledger) as corrector:
        tell_correction(corrector.merge(identifiers, signed(who, why)))


def split(identifier: HappeningId, ledger: LedgerFile, why: Why, who: Who = None) -> None:
    """Part an event from its happening or, given a happening, all its events from each other."""
    with opened_to_correct(ledger) as corrector:
        tell_correction(corrector.split(identifier, signed(who, why)))


def unmerge(identifier: HappeningId, ledger: LedgerFile, why: Why, who: Who = None) -> None:
    """Part an event from its happening or, given a happening, all its events from each other.

    What was merged stays in the ledger, and so does this; the same as `correct split`.
    """
    split(identifier, ledger, why, who)


def state(
    commitment: Annotated[str, typer.Argument(metavar="COMMITMENT", help="Its id.", show_default=False)],
    name: Annotated[
        str, typer.Argument(metavar="STATE", help="fulfilled, breached, withdrawn …", show_default=False)
    ],
    ledger: LedgerFile,
    why: Why,
    holds: Annotated[
        bool, typer.Option("--confirm/--strike", help="That it came to this state, or that it did not.")
    ] = True,
    evidence: Annotated[
        str | None, typer.Option(help="The claim that is taken for a sign of it.", show_default=False)
    ] = None,
    who: Who = None,
) -> None:
    """Confirm or strike a state of a commitment."""
    with opened_to_correct(ledger) as corrector:
        tell_correction(corrector.rule_state(commitment, evidence, name, signed(who, why), holds=holds))


def reviewed(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="The report's id.", show_default=False)],
    ledger: LedgerFile,
    why: MayWhy = "",
    who: Who = None,
) -> None:
    """Say that you have read a report through: what is wrong is corrected, what was missed is added, the rest is right."""
    with opened_to_correct(ledger) as corrector:
        tell_correction(corrector.reviewed(report, signed(who, why)))


def undo(
    identifier: Annotated[
        str, typer.Argument(metavar="CORRECTION", help="Its id, or the beginning of it.", show_default=False)
    ],
    ledger: LedgerFile,
    why: Why,
    who: Who = None,
) -> None:
    """Take a correction back; an undoing can be undone too."""
    with opened_to_correct(ledger) as corrector:
        tell_correction(corrector.undo(identifier, signed(who, why)))


@contextmanager
def opened_to_correct(ledger: "Place", ontology: Path | None = None) -> "Iterator[Corrector]":
    """Give what makes corrections of a ledger; what cannot be is told, with the exit status for it."""
    from demarche.corrections.make import Corrector
    from demarche.ledger.store import Ledger
    from demarche.lexicon.ontology import load_ontology

    with messages(), Ledger.open_to_write(ledger) as opened:
        yield Corrector.load(opened, None if ontology is None else load_ontology(ontology))


def signed(who: str | None, why: str) -> "Signed":
    """Return who says it and why; the user if nobody is named."""
    from demarche.model.corrections import Signed

    return Signed(who or _user(), why)


def tell_correction(correction: "Correction") -> None:
    """Say on standard error what was kept."""
    from demarche.show.corrections import correction_line

    say(correction_line(correction))


def _user() -> str:
    try:
        return getuser()
    except (KeyError, OSError) as error:  # a user without a name, as in many a container
        raise typer.BadParameter("--who is needed: the user has no name") from error
