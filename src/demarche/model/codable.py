"""Which reports can be coded."""

from demarche.model.records import Report

_ENGLISH = "en"


def is_codable(report: Report) -> bool:
    """Tell whether a report has a text that can be coded: some, and in English or too short to tell."""
    return bool(report.text) and report.language in {None, _ENGLISH}
