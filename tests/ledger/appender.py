"""Appends reports to a ledger and says after each that it is in; killed by the tests while it does so.

With a number of statements it kills itself, without any chance to tidy up, before the statement of that number.
"""

import os
import signal
import sys
from pathlib import Path

from demarche.ledger.store import Ledger

from .samples import RUN, full_report
from .tables import own_connection


class _Killer:
    def __init__(self, statements: int) -> None:
        self.left = statements

    def __call__(self, _statement: str) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def append_all(path: Path, reports: int, statements: int) -> None:
    with Ledger.create_or_open(path) as ledger:
        ledger.connection.execute("PRAGMA cache_size = 4")  # unfinished work reaches the file all the same
        own_connection(ledger).set_trace_callback(_Killer(statements))
        for number in range(reports):
            ledger.append(RUN, full_report(number))
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    append_all(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
