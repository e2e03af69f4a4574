"""The one writer of a run: takes what became of the inputs, in their order, and keeps the claims in a ledger."""

from dataclasses import replace
from types import TracebackType
from typing import Self

from demarche.ledger.query import coded as coded_report
from demarche.ledger.store import Ledger
from demarche.model.coded import CodedReport
from demarche.model.records import Problem
from demarche.model.run import Ending, How, Run
from demarche.runs.attempt import Known, Outcome, is_coded, is_kept


class Keeper:
    """Keeps the outcomes of a run, where there is a ledger, and counts them; a block around it is the run.

    `added` counts the claims that were new to the ledger, `known` the reports it had from the same versions, `failed`
    the inputs that could not be read or coded. At the end of the block it is noted how the run ended; of a run that
    was killed nothing is noted, and all that it had finished is kept.
    """

    def __init__(self, run: Run, ledger: Ledger | None, *, anew: bool = False) -> None:
        self._run = run
        self._ledger = ledger
        self._anew = anew
        self._inputs = 0
        self.added = 0
        self.known = 0
        self.failed = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._ledger is None:
            return
        how: How = "done"
        if kind is not None:
            how = "interrupted" if issubclass(kind, KeyboardInterrupt) else "failed"
        self._ledger.end(
            self._run, Ending.now(how, inputs=self._inputs, known=self.known, failed=self.failed)
        )

    def take(self, outcome: Outcome) -> CodedReport | Problem:
        """Keep an outcome; return the coded report, from the ledger where it was known, or why there is none.

        A report that was not coded because of a fault is not kept, so that the next run tries it again.
        """
        self._inputs += 1
        if isinstance(outcome, Problem):
            self.failed += 1
            return outcome
        if isinstance(outcome, Known):
            return self._from_ledger(outcome)
        self.failed += not is_coded(outcome)
        if self._ledger is not None and is_kept(outcome):
            appended = self._ledger.append(self._run, outcome, anew=self._anew)
            self.added += appended.claims_added
            self.known += appended.was_known
        return outcome

    def _from_ledger(self, known: Known) -> CodedReport:
        if self._ledger is None:
            raise ValueError("a report is known only where there is a ledger")
        self.known += 1
        # The same bytes may have been read from another path before.
        coded = replace(coded_report(self._ledger, known.report.id), report=known.report)
        self.failed += not is_coded(coded)
        return coded
