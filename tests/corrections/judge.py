"""Rejects claims one after the other, and kills itself before the statement of a number; run by the tests."""

import os
import signal
import sys
from pathlib import Path

from demarche.corrections.make import Corrector
from demarche.ledger.store import Ledger
from demarche.model.corrections import Signed
from tests.ledger.samples import full_report
from tests.ledger.tables import own_connection


class _Killer:
    def __init__(self, statements: int) -> None:
        self.left = statements

    def __call__(self, _statement: str) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def judge_all(path: Path, statements: int) -> None:
    with Ledger.open_to_write(path) as ledger:
        corrector = Corrector.load(ledger)
        corrector.reject(full_report(1).claims[0].claim.id, Signed("Ana", "no"))
        sys.stdout.write("one\n")
        sys.stdout.flush()
        own_connection(ledger).set_trace_callback(_Killer(statements))
        for each in full_report(0).claims:
            corrector.reject(each.claim.id, Signed("Ana", "no"))
            sys.stdout.write(f"{each.claim.id}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    judge_all(Path(sys.argv[1]), int(sys.argv[2]))
