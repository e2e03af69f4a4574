"""Search over the text of reports and over records."""

from collections.abc import Mapping

from demarche.index.listing import count_of, numbers
from demarche.index.search import count_reports, search_reports
from demarche.index.told import Name, names_like
from demarche.index.wanted import Kind, Wanted, condition
from demarche.serve.choice import Choice
from demarche.serve.lines import lines
from demarche.serve.paging import pager_of
from demarche.serve.view import Asked, Page, View

PAGE = 20  # reports of a page
_SHOWN = 4  # entries of each kind
_LONGEST = 200
_NAMES = 8
_PLACES: Mapping[Kind, str] = {"event": "events", "statement": "statements", "commitment": "docket"}


def show(asked: Asked) -> Page:
    """Return what has the words of the address: names, entries of each kind, reports."""
    words = asked.query.get("q", "").strip()[:_LONGEST]
    choice = Choice(words=words) if words else Choice()
    pager = pager_of(asked, PAGE, count_reports(asked.index, words) if words else 0)
    people: list[Name] = names_like(asked.index, words, _NAMES) if words else []
    return Page(
        f"Search: {words}" if words else "Search",
        {
            "words": words,
            "found": choice,
            "hits": search_reports(asked.index, words, pager.size, pager.skip) if words else [],
            "pager": pager,
            "names": people,
            "kinds": [_entries(asked, kind, view, words) for kind, view in _PLACES.items()] if words else [],
        },
    )


def _entries(asked: Asked, kind: Kind, view: str, words: str) -> dict[str, object]:
    wanted = Wanted(kind=kind, words=words)
    return {
        "kind": kind,
        "view": view,
        "total": count_of(asked.index, condition(wanted)),
        "lines": lines(asked, numbers(asked.index, wanted, "newest", _SHOWN)),
    }


VIEW = View("search", "/search", "", show)
