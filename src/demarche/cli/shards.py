"""`code --shards` and `import shards`: past one machine, and back into a ledger."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from demarche.cli.linking import link_new
from demarche.cli.messages import SOME_FAILED, messages, say, tell, tell_unfitted
from demarche.cli.options import LedgerFile

if TYPE_CHECKING:
    from demarche.lexicon.layout import Layout
    from demarche.read.inputs import Wanted
    from demarche.runs.settings import Settings
    from demarche.shards.cut import Share
    from demarche.shards.run import Passed
    from demarche.shards.work import Done

_EXTRA = "demarche[cluster]"

ShardsIn = Annotated[
    Path | None,
    typer.Option(
        "--shards",
        metavar="FOLDER",
        help="Write the claims into this folder, as shards of Parquet files that `import shards` takes.",
        show_default=False,
    ),
]
ShardSize = Annotated[int, typer.Option("--shard-size", min=1, help="Inputs a shard.")]
Part = Annotated[
    str,
    typer.Option("--part", metavar="I/N", help="Only every Nth shard, from the Ith: for N jobs at a folder."),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="Code the shards on the workers of this Dask scheduler, which share the folder.",
        show_default=False,
    ),
]


_ONLY_WITH = {"shard_size": "--shard-size", "part": "--part", "scheduler": "--scheduler"}
_ONLY_WITHOUT = {"ledger": "--ledger", "form": "--format", "output": "--output", "resume": "--anew"}


@dataclass(frozen=True, slots=True)
class Cutting:
    """How the input becomes shards, in which folder, and who codes them."""

    folder: Path
    size: int
    part: str
    scheduler: str | None
    jobs: int


@dataclass(slots=True)
class _Sum:
    """What was done of a job."""

    shards: int = 0
    passed: int = 0
    reports: int = 0
    claims: int = 0
    failed: int = 0

    def each(self, results: "Iterable[Done | Passed]") -> Iterator[None]:
        """Count the results, tell their problems, and yield once for each input."""
        from demarche.shards.work import Done

        for one in results:
            self.shards += 1
            if isinstance(one, Done):
                self.reports += one.reports
                self.claims += one.claims
                self.failed += one.failed
                for path, problem in one.problems:
                    tell([problem], path)
            else:
                self.passed += 1
            yield from (None for _ in range(one.inputs))


def check_cutting(context: typer.Context, *, has_shards: bool) -> None:
    """Refuse, as wrong usage, options on the command line that have no use with `--shards`, or without it."""
    for parameter, option in (_ONLY_WITHOUT if has_shards else _ONLY_WITH).items():
        source = context.get_parameter_source(parameter)
        if source is not None and source.name == "COMMANDLINE":
            reason = "has no use beside --shards" if has_shards else "needs --shards"
            raise typer.BadParameter(f"{option} {reason}")


def code_shards(
    paths: list[str],
    settings: "Settings",
    cutting: Cutting,
    how: "AbstractContextManager[Wanted]",
    layout: "Layout",
) -> NoReturn:
    """Code the input into shards; those that are done already are passed over."""
    from demarche.read.files import find
    from demarche.runs.opened import expected, opened_all
    from demarche.show.progress import progress
    from demarche.show.words import counted

    share = _share(cutting.part)
    if cutting.scheduler is not None and cutting.jobs > 1:
        raise typer.BadParameter("--jobs are processes of this machine; a --scheduler has workers of its own")
    with messages(), _installed():
        from demarche.shards.job import Job
        from demarche.shards.run import hands, work_at

        crew = hands(_for_workers(settings), cutting.folder, cutting.jobs, cutting.scheduler)
        with how as wish, crew as coders:
            tell_unfitted(coders.introduction.unfitted, coders.introduction.senses)
            job = Job.begin(cutting.folder, coders.introduction.run, cutting.size)
            found = list(find(paths, layout))
            total = expected(found, layout) if share.of == 1 else None
            done = _Sum()
            for _ in progress(done.each(work_at(job, coders, opened_all(found, wish, layout), share)), total):
                pass
    say(
        f"{counted(done.shards, 'shard')} in {cutting.folder}, {done.passed} of them there already; "
        f"{counted(done.reports, 'report')} coded, {counted(done.claims, 'claim')}"
    )
    raise typer.Exit(SOME_FAILED if done.failed else 0)


def import_shards(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="What `code --shards` wrote.", show_default=False)
    ],
    ledger: LedgerFile,
) -> None:
    """Take the shards of a folder into a ledger, as if their reports had been coded into it.

    A shard is taken whole or not at all. Reports that the ledger has from the same versions are passed over, so that a
    command that was cut short is given again. The exit status is 1 if a shard was damaged; the others are taken all the same.
    """
    from demarche.ledger.store import Ledger

    with messages(), _installed():
        from demarche.shards.job import Job
        from demarche.shards.take import take
        from demarche.show.progress import progress
        from demarche.show.words import counted

        job = Job.open(folder)
        names = job.shards()
        for strange in job.strange():
            say(f"demarche: {folder / strange} is of no shard, and left alone")
        refused = reports = claims = known = 0
        with Ledger.create_or_open(ledger) as opened:
            for taken in progress(take(opened, job, names), len(names)):
                reports += taken.reports
                claims += taken.claims
                known += taken.known
                if taken.refused is not None:
                    say(f"demarche: {taken.refused}; delete its folder and code it again")
                    refused += 1
            say(
                f"{counted(claims, 'claim')} of {counted(reports, 'report')} added to {ledger}, "
                f"{counted(known, 'report')} known already; {len(names) - refused} of {counted(len(names), 'shard')} taken"
            )
            link_new(opened)
        if job.finished() is None:
            say("the shards are not all of the job; import them again once it is done")
    raise typer.Exit(SOME_FAILED if refused else 0)


def _share(part: str) -> "Share":
    from demarche.shards.cut import Share

    number, _, of = part.partition("/")
    try:
        return Share(int(number), int(of))
    except ValueError as error:
        raise typer.BadParameter(f"--part {part}: it is one of 1/{of or 1} to {of or 1}/{of or 1}") from error


def _for_workers(settings: "Settings") -> "Settings":
    """Return the settings without a ledger, and with paths that hold wherever a worker was started."""
    return replace(
        settings,
        ledger=None,
        ontology=_resolved(settings.ontology),
        senses=_resolved(settings.senses),
        actors=_resolved(settings.actors),
    )


def _resolved(path: Path | None) -> Path | None:
    return None if path is None else path.resolve()


@contextmanager
def _installed() -> Iterator[None]:
    """Say how to install what shards need."""
    from demarche.shards.errors import ShardError

    try:
        yield
    except ModuleNotFoundError as error:
        raise ShardError(f"shards need {error.name}: pip install '{_EXTRA}'") from error
