"""The outlets of the reports, those with the most first."""

from demarche.index.told import count_outlets, outlets
from demarche.serve.paging import pager_of
from demarche.serve.view import Asked, Page, View

PAGE = 100  # outlets of a page


def show(asked: Asked) -> Page:
    """Return one page of the outlets, each with its reports."""
    pager = pager_of(asked, PAGE, count_outlets(asked.index))
    return Page("Outlets", {"outlets": outlets(asked.index, pager.size, pager.skip), "pager": pager})


VIEW = View("outlets", "/outlets", "", show)
