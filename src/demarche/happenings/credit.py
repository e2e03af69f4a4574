"""From which agency a report has its text."""

import re
from collections.abc import Mapping

from demarche.model.records import Report

_DATELINE = re.compile(
    r"^(?:[A-Z][\w.'’/-]*,?\s+|\d+,?\s+)+\(([A-Z][^()\n]{1,40}|dpa)\)\s*[-–—:]", re.MULTILINE
)
_BEGINNING = re.compile(r"^\(?([A-Z][\w. ]{1,40}?)\)?\s*[-–—]\s", re.MULTILINE)
_END = re.compile(r"[-–—(]\s*(\w[\w .]{1,40}?)\)?\s*$")
_HEAD = 1500  # characters in which a dateline is looked for


def agency_of(report: Report, agencies: Mapping[str, str]) -> str | None:
    """Return the agency that a report credits: in its dateline, whoever that names; else, or as its outlet, a known one."""
    dateline = _DATELINE.search(report.text[:_HEAD])
    if dateline is not None:
        return agencies.get(dateline[1], dateline[1])
    for found in (_BEGINNING.search(report.text[:_HEAD]), _END.search(report.text)):
        if found is not None and found[1] in agencies:
            return agencies[found[1]]
    named = [*report.byline, *([report.outlet] if report.outlet else [])]
    return next((agencies[name] for name in named if name in agencies), None)
