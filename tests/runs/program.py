"""Codes a folder into a ledger with so many processes, and says after each report that it is in; killed by the tests.

The last argument is how many seconds it waits behind each report, so that it is not done before it is killed.
"""

import signal
import sys
import time
from pathlib import Path

from demarche.ledger.store import Ledger
from demarche.model.coded import CodedReport
from demarche.runs.crew import crew
from demarche.runs.keeper import Keeper
from tests.runs.coders import SimpleSettings


def main(folder: Path, ledger: Path, jobs: int, pause: float) -> None:
    with (
        Ledger.create_or_open(ledger) as opened,
        crew(SimpleSettings(ledger=ledger), jobs) as pool,
        Keeper(pool.introduction.run, opened) as keeper,
    ):
        for outcome in pool.outcomes(sorted(folder.iterdir())):
            kept = keeper.take(outcome)
            if isinstance(kept, CodedReport):
                sys.stdout.write(f"{kept.report.id}\n")
                sys.stdout.flush()
                time.sleep(pause)


if __name__ == "__main__":
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # a shell starts its background jobs with it ignored
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
