"""Commitments like a docket: who bound themselves to what towards whom, until when, and how it stands."""

from demarche.index.listing import numbers, tally
from demarche.serve.filters import chosen_words, facets
from demarche.serve.lines import lines
from demarche.serve.paging import pager_of
from demarche.serve.view import Asked, Page, View

PAGE = 40  # commitments of a page


def show(asked: Asked) -> Page:
    """Return the commitments that are chosen, one page of them."""
    wanted = asked.choice.wanted("commitment")
    counted = tally(asked.index, wanted)
    pager = pager_of(asked, PAGE, counted.total)
    found = numbers(asked.index, wanted, asked.choice.order, pager.size, pager.skip)
    return Page(
        "Docket",
        {
            "kind": "commitment",
            "lines": lines(asked, found),
            "tally": counted,
            "facets": facets(asked, "commitment", counted),
            "chosen": chosen_words(asked.choice, asked.kit, "commitment"),
            "pager": pager,
        },
    )


VIEW = View("docket", "/docket", "Docket", show)
