"""Corrections that find nothing to stand on in the newest coding of their reports."""

from demarche.ledger.amend import lost_of
from demarche.ledger.corrections import log
from demarche.ledger.replay import Lost
from demarche.ledger.store import Ledger
from demarche.lexicon.corrections import load_field_rules
from demarche.model.corrections import live


def lost_all(ledger: Ledger) -> list[Lost]:
    """Return them in the order in which they were made, each with the reason."""
    rules = load_field_rules()
    reports = sorted({report for one in live(log(ledger)) for report in one.reports})
    found = {
        lost.correction.number: lost
        for report in reports
        for lost in lost_of(ledger.connection, report, rules)
    }
    return [found[number] for number in sorted(found)]
