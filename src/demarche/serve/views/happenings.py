"""What several reports tell of."""

from demarche.index.told import count_happenings, happenings
from demarche.serve.lines import lines
from demarche.serve.paging import pager_of
from demarche.serve.view import Asked, Page, View

PAGE = 40  # happenings of a page


def show(asked: Asked) -> Page:
    """Return the happenings with an event that is chosen, one page of them."""
    wanted = asked.choice.wanted("event")
    pager = pager_of(asked, PAGE, count_happenings(asked.index, wanted))
    found = happenings(asked.index, wanted, pager.size, pager.skip)
    return Page(
        "Happenings",
        {"found": list(zip(found, lines(asked, [one.first for one in found]), strict=True)), "pager": pager},
    )


VIEW = View("happenings", "/happenings", "Happenings", show)
