"""Takes a job into a ledger and says after each shard that it is in; killed by the tests."""

import sys
from pathlib import Path

from demarche.ledger.store import Ledger
from demarche.shards.job import Job
from demarche.shards.take import take


def main(folder: Path, ledger: Path) -> None:
    job = Job.open(folder)
    with Ledger.create_or_open(ledger) as opened:
        for taken in take(opened, job, job.shards()):
            sys.stdout.write(f"{taken.name}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
