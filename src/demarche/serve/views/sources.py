"""Who is quoted or cited: everybody in a chain of sources or who speaks, those in the most entries first."""

from demarche.index.digest import count_sources
from demarche.index.told import sources
from demarche.serve.paging import pager_of
from demarche.serve.view import Asked, Page, View

PAGE = 50  # sources of a page


def show(asked: Asked) -> Page:
    """Return one page of the sources, each with what they vouch for."""
    pager = pager_of(asked, PAGE, count_sources(asked.index))
    return Page("Sources", {"sources": sources(asked.index, pager.size, pager.skip), "pager": pager})


VIEW = View("sources", "/sources", "", show)
