"""Why a claim is as it is, for `demarche explain ID`."""

from rich.console import RenderableType

from demarche.model.coded import Coded
from demarche.model.records import Report
from demarche.show.record import claim_panel


def explain(coded: Coded, report: Report) -> RenderableType:
    """Return the claim's sentences with its words marked, its rule, and each field with the reason for it."""
    return claim_panel(coded.claim, report, coded.reasons)
