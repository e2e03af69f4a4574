"""A report: its text with every claim marked where it stands, and the cards beside it."""

from demarche.ledger import query
from demarche.ledger.errors import LedgerError
from demarche.model.records import Report
from demarche.serve.errors import NotFoundError
from demarche.serve.view import Asked, Page, View
from demarche.show.article import article
from demarche.show.html import kinds_of, quads_of, statuses_of


def show(asked: Asked) -> Page:
    """Return the report of an id, or of the beginning of one, as its newest coding has it."""
    try:
        found = query.find(asked.ledger, asked.path["identifier"])
        if not isinstance(found, Report):
            raise NotFoundError(f"{found.id} is no report")
        coded = query.coded(asked.ledger, found.id)
    except LedgerError as error:
        raise NotFoundError(str(error)) from error
    labels = asked.kit.labels
    laid_out = article(coded, 1, labels, repeated=False)
    return Page(
        laid_out.heading,
        {
            "article": laid_out,
            "report": coded.report,
            "kinds": kinds_of([laid_out], labels),
            "statuses": statuses_of([coded], labels),
            "quads": quads_of([laid_out], labels),
        },
        scripts=("page.js",),
        styles=("page.css",),
    )


VIEW = View("report", "/reports/{identifier}", "", show)
