"""The reports of the ledger, the newest first."""

from demarche.index.told import Without, count_reports_of, reports
from demarche.ledger.errors import FilterError
from demarche.serve.paging import pager_of
from demarche.serve.view import Asked, Page, View

PAGE = 60  # reports of a page
_WITHOUT: dict[str, Without] = {"": None, "date": "date", "outlet": "outlet"}


def show(asked: Asked) -> Page:
    """Return one page of the reports that an outlet and a period leave, or of those without a date or an outlet."""
    choice, lack = asked.choice, asked.query.get("without", "")
    if lack not in _WITHOUT:
        raise FilterError(f"without: {lack!r} is none of date, outlet")
    without = _WITHOUT[lack]
    total = count_reports_of(asked.index, choice.source, choice.published, without)
    pager = pager_of(asked, PAGE, total)
    found = reports(asked.index, choice.source, choice.published, without, (pager.size, pager.skip))
    return Page("Reports", {"reports": found, "pager": pager, "without": lack})


VIEW = View("reports", "/reports", "Reports", show)
