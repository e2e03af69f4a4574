"""A run in the process of the tests, report by report."""

from demarche.ledger.store import Ledger
from demarche.model.coded import CodedReport
from demarche.model.records import Problem
from demarche.pipeline import Coder
from demarche.runs.attempt import Input, attempt
from demarche.runs.keeper import Keeper


class Batch(Keeper):
    """Codes files one after the other and keeps them in a ledger, if there is one."""

    def __init__(self, coder: Coder, ledger: Ledger | None) -> None:
        self._run = coder.run()
        self._coder = coder
        super().__init__(self._run, ledger)

    def code(self, found: Input) -> CodedReport | Problem:
        return self.take(attempt(self._coder, found, self._is_known))

    def _is_known(self, report: str) -> bool:
        return self._ledger is not None and self._ledger.holds(report, self._run)
