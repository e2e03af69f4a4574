"""The story of a commitment: every telling of it, and all that is said to have become of it, in order of time."""

from demarche.histories.docket import Evidence, entry_of
from demarche.ledger.errors import FilterError
from demarche.model.coded import Coded
from demarche.model.records import Commitment, Report
from demarche.serve.errors import NotFoundError
from demarche.serve.lines import stretches
from demarche.serve.view import Asked, Page, View
from demarche.show.cards import Place, card
from demarche.show.fields import Wording
from demarche.show.words import author_name


def show(asked: Asked) -> Page:
    """Return the entry of the docket that a commitment of this id, or of the beginning of one, stands in."""
    try:
        entry = entry_of(asked.ledger, asked.path["identifier"], asked.kit.histories)
    except FilterError as error:
        raise NotFoundError(str(error)) from error
    told = [_told(asked, one, report) for one, report in entry.tellings]
    return Page(
        "Commitment",
        {
            "entry": entry,
            "told": told,
            "first": told[0],
            "evidence": [_shown(asked, one) for one in entry.evidence],
            "kinds": asked.kit.histories.labels,
        },
    )


def _told(asked: Asked, claim: Commitment, report: Report) -> dict[str, object]:
    wording = Wording(asked.kit.labels, author_name(report))
    return {
        "claim": claim,
        "report": report,
        "card": card(Coded(claim, ()), 0, Place(claim.id, claim.id, ""), wording),
        "stretches": stretches(claim, report),
    }


def _shown(asked: Asked, one: Evidence) -> dict[str, object]:
    wording = Wording(asked.kit.labels, author_name(one.report))
    return {
        "one": one,
        "card": card(Coded(one.claim, ()), 0, Place(one.claim.id, one.claim.id, ""), wording),
        "stretches": stretches(one.claim, one.report),
    }


VIEW = View("commitment", "/docket/{identifier}", "", show)
