"""A report: its text with every claim marked where it stands, and the cards beside it."""

from dataclasses import replace

from demarche.ledger import query
from demarche.ledger.corrections import log
from demarche.ledger.said import corrected, replacements
from demarche.lexicon.corrections import load_field_rules
from demarche.model.corrections import live
from demarche.model.records import Report
from demarche.serve.errors import NotFoundError
from demarche.serve.forms import blank_fields
from demarche.serve.view import Asked, Page, View
from demarche.show.article import article
from demarche.show.excerpt import sentences
from demarche.show.html import kinds_of, quads_of, statuses_of


def show(asked: Asked) -> Page:
    """Return the report of an id, or of the beginning of one, as its newest coding has it, with corrections applied."""
    found = query.find(asked.ledger, asked.path["identifier"])
    if not isinstance(found, Report):
        raise NotFoundError(f"{found.id} is no report")
    coded = corrected(asked.ledger, found.id)
    labels, rules = asked.kit.labels, load_field_rules()
    plain = article(coded, 1, labels, asked.kit.evaluation, repeated=False)
    now = replacements(asked.ledger, found.id)
    moved = {old: plain.links[new] for old, new in now.items() if new in plain.links}
    laid_out = replace(plain, links={**plain.links, **moved})
    return Page(
        laid_out.heading,
        {
            "article": laid_out,
            "report": coded.report,
            "kinds": kinds_of([laid_out], labels),
            "statuses": statuses_of([coded], labels),
            "quads": quads_of([laid_out], labels),
            "fenced": len(laid_out.fences),
            "blanks": {kind: blank_fields(kind, rules, asked.kit) for kind in rules},
            "sentences": sentences(coded.report.text),
            "readers": [one for one in live(log(asked.ledger, found.id)) if one.action == "reviewed"],
        },
        scripts=("page.js", "words.js"),
        styles=("page.css",),
    )


VIEW = View("report", "/reports/{identifier}", "", show)
