"""The reports of the ledger, the newest first."""

from demarche.index.told import count_reports_of, reports
from demarche.serve.paging import Pager
from demarche.serve.view import Asked, Page, View

PAGE = 60  # reports of a page


def show(asked: Asked) -> Page:
    """Return one page of the reports that an outlet and a period leave."""
    choice = asked.choice
    total = count_reports_of(asked.index, choice.source, choice.published)
    pager = Pager(choice.page, PAGE, total)
    found = reports(asked.index, choice.source, choice.published, (PAGE, pager.skip))
    return Page("Reports", {"reports": found, "pager": pager})


VIEW = View("reports", "/reports", "Reports", show)
