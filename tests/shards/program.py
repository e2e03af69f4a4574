"""Works at a job with a coder that finds nothing, and says after each shard that it is done; killed by the tests.

The arguments are the folder of the input, that of the job, the inputs a shard, and so many processes or the address of a scheduler.
"""

import sys
from pathlib import Path

from demarche.lexicon.layout import load_layout
from demarche.read.inputs import Wanted
from demarche.runs.opened import opened_all
from demarche.shards.cut import WHOLE
from demarche.shards.job import Job
from demarche.shards.run import hands, work_at
from tests.runs.coders import SimpleSettings


def main(given: Path, folder: Path, size: int, where: str) -> None:
    jobs, scheduler = (int(where), None) if where.isdigit() else (1, where)
    layout = load_layout()
    with hands(SimpleSettings(), folder, jobs, scheduler) as crew:
        job = Job.begin(folder, crew.introduction.run, size)
        inputs = opened_all(sorted(given.iterdir()), Wanted(), layout)
        for done in work_at(job, crew, inputs, WHOLE):
            sys.stdout.write(f"{type(done).__name__} {done.name}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
