"""Statements, by speaker or by date."""

from demarche.index.listing import numbers, tally
from demarche.index.told import speakers
from demarche.serve.filters import chosen_words, facets
from demarche.serve.lines import lines
from demarche.serve.paging import pager_of
from demarche.serve.view import Asked, Page, View

PAGE = 40  # statements of a page
_SPEAKERS = 24


def show(asked: Asked) -> Page:
    """Return the statements that are chosen, one page of them, and who speaks most."""
    wanted = asked.choice.wanted("statement")
    counted = tally(asked.index, wanted)
    pager = pager_of(asked, PAGE, counted.total)
    found = numbers(asked.index, wanted, asked.choice.order, pager.size, pager.skip)
    return Page(
        "Statements",
        {
            "kind": "statement",
            "lines": lines(asked, found),
            "tally": counted,
            "facets": facets(asked, "statement", counted),
            "chosen": chosen_words(asked, "statement"),
            "pager": pager,
            "speakers": speakers(asked.index, wanted, _SPEAKERS),
        },
    )


VIEW = View("statements", "/statements", "Statements", show)
