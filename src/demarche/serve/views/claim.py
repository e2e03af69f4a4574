"""A claim in full: its sentence, every field, and why each has its value."""

from demarche.ledger import query
from demarche.ledger.said import about, mark_of, reasons, replacements
from demarche.lexicon.corrections import load_field_rules
from demarche.lexicon.histories import EVIDENCE_KINDS
from demarche.model.coded import Coded
from demarche.model.records import Report
from demarche.serve.errors import NotFoundError
from demarche.serve.forms import fields_of
from demarche.serve.lines import stretches
from demarche.serve.view import Asked, Page, View
from demarche.show.cards import Place, card
from demarche.show.corrections import PAST, what_lines
from demarche.show.fields import Wording
from demarche.show.words import author_name

_STANDS = "SELECT happening FROM entry WHERE id = ?"


def show(asked: Asked) -> Page:
    """Return the claim of an id, or of the beginning of one; those of older codings too, and said to be so."""
    claim = query.find(asked.ledger, asked.path["identifier"])
    if isinstance(claim, Report):
        raise NotFoundError(f"{claim.id} is no claim")
    report = query.report_of(asked.ledger, claim)
    now = replacements(asked.ledger, claim.report)
    stands = asked.index.select(_STANDS, (claim.id,))
    wording = Wording(asked.kit.labels, author_name(report))
    return Page(
        claim.kind.capitalize(),
        {
            "claim": claim,
            "report": report,
            "card": card(
                Coded(claim, reasons(asked.ledger, claim)), 0, Place(claim.id, claim.id, ""), wording
            ),
            "stretches": stretches(claim, report),
            "is_current": query.is_current(asked.ledger, claim.id),
            "happening": stands[0][0] if stands else None,
            "mark": mark_of(asked.ledger, claim.id),
            "now": now.get(claim.id),
            "replacements": now,
            "said": [(one, PAST[one.action], what_lines(one)) for one in about(asked.ledger, claim)],
            "fields": fields_of(claim, load_field_rules(), asked.kit),
            "states": EVIDENCE_KINDS,
        },
    )


VIEW = View("claim", "/claims/{identifier}", "", show)
