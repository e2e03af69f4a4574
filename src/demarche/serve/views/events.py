"""The list of events, with every filter; each line is the sentence that says so."""

from demarche.index.listing import numbers, tally
from demarche.serve.filters import chosen_words, facets
from demarche.serve.lines import lines
from demarche.serve.paging import pager_of
from demarche.serve.view import Asked, Page, View

PAGE = 40  # entries of a page


def show(asked: Asked) -> Page:
    """Return the events that are chosen, one page of them."""
    wanted = asked.choice.wanted("event")
    counted = tally(asked.index, wanted)
    pager = pager_of(asked, PAGE, counted.total)
    found = numbers(asked.index, wanted, asked.choice.order, pager.size, pager.skip)
    return Page(
        "Events",
        {
            "kind": "event",
            "lines": lines(asked, found),
            "tally": counted,
            "facets": facets(asked, "event", counted),
            "chosen": chosen_words(asked, "event"),
            "pager": pager,
        },
    )


VIEW = View("events", "/events", "Events", show)
