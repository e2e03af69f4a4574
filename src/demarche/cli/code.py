"""`code` and `demo`: reports in, claims out."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from demarche.cli.linking import link_new
from demarche.cli.messages import SOME_FAILED, check_apart, messages, say, tell, tell_unfitted
from demarche.cli.options import (
    ColumnMap,
    Jobs,
    KeptIn,
    Linked,
    OutputFile,
    OwnActors,
    OwnOntology,
    OwnSenses,
    Paths,
    Pipeline,
    Private,
    Threads,
    Visited,
)
from demarche.cli.reading import wanted
from demarche.cli.shards import Cutting, Part, Scheduler, ShardsIn, ShardSize, check_cutting, code_shards

if TYPE_CHECKING:
    from demarche.ledger.place import Place
    from demarche.ledger.store import Ledger
    from demarche.lexicon.layout import Layout
    from demarche.model.coded import CodedReport
    from demarche.model.records import Problem
    from demarche.read.inputs import Wanted
    from demarche.runs.settings import Settings
    from demarche.show.sinks import Sink


class Format(StrEnum):
    """How coded reports are written."""

    TABLE = "table"
    JSONL = "jsonl"
    HTML = "html"


def code(
    context: typer.Context,
    paths: Paths,
    ledger: KeptIn = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to write the claims.")] = Format.TABLE,
    output: OutputFile = None,
    pipeline: Pipeline = "accurate",
    threads: Threads = 1,
    jobs: Jobs = 1,
    resume: Annotated[
        bool,
        typer.Option("--resume/--anew", help="Pass over reports that the ledger has from the same versions."),
    ] = True,
    ontology: OwnOntology = None,
    lexicon: OwnSenses = None,
    actors: OwnActors = None,
    columns: ColumnMap = None,
    linked: Linked = False,
    private: Private = False,
    visited: Visited = None,
    shards: ShardsIn = None,
    shard_size: ShardSize = 200,
    part: Part = "1/1",
    scheduler: Scheduler = None,
) -> None:
    """Code reports: who did, said and bound themselves to what, with the words that say so.

    The exit status is 1 if some input could not be read or coded; the others are coded all the same.
    """
    from demarche.lexicon.layout import load_layout
    from demarche.runs.settings import Settings

    settings = Settings(
        pipeline=pipeline,
        threads=threads,
        ontology=ontology,
        senses=lexicon,
        actors=actors,
        ledger=ledger,
        anew=not resume,
    )
    check_apart(output, ledger)
    check_cutting(context, has_shards=shards is not None)
    layout = load_layout()
    how = wanted(layout, columns, visited, linked=linked, private=private)
    if shards is None:
        _code(_Given(paths, layout, how), settings, jobs, form, output)
    else:
        cutting = Cutting(shards, shard_size, part, scheduler, jobs)
        code_shards(paths, settings, cutting, how, layout)


@dataclass(frozen=True, slots=True)
class _Given:
    """What is to be read, and how."""

    paths: list[str]
    layout: "Layout"
    how: "AbstractContextManager[Wanted]"


def _code(given: _Given, settings: "Settings", jobs: int, form: Format, output: Path | None) -> NoReturn:
    """Code what is given, show it, and keep it in the ledger of the settings, if there is one."""
    from demarche.model.coded import CodedReport
    from demarche.read.files import find
    from demarche.runs.attempt import is_lost
    from demarche.runs.crew import crew
    from demarche.runs.keeper import Keeper
    from demarche.runs.opened import expected, opened_all
    from demarche.show.progress import progress
    from demarche.show.words import counted

    ledger, layout = settings.ledger, given.layout
    with messages(), given.how as wish, crew(settings, jobs) as coders, _kept(ledger) as kept:
        found = list(find(given.paths, layout))
        inputs = opened_all(found, wish, layout)
        tell_unfitted(coders.introduction.unfitted, coders.introduction.senses)
        with (
            Keeper(coders.introduction.run, kept, anew=settings.anew) as keeper,
            _sink(form, output) as sink,
        ):
            for outcome in progress(coders.outcomes(inputs), expected(found, layout)):
                coded = keeper.take(outcome)
                if wish.fetcher is not None and is_lost(outcome):
                    wish.fetcher.is_complete = False
                _show(coded, sink)
                if not isinstance(coded, CodedReport) and coded not in found:
                    sink.problem(coded)  # what is not there at all has no line
        if kept is not None:
            known = counted(keeper.known, "report")
            say(f"{counted(keeper.added, 'claim')} added to {ledger}, {known} known already")
            link_new(kept)
    raise typer.Exit(SOME_FAILED if keeper.failed else 0)


def demo(
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write.")] = Path("demo.html"),
) -> None:
    """Code the example reports that come with the program, print what they hold, and write it as a page."""
    from demarche import __version__
    from demarche.model.records import Problem
    from demarche.pipeline import ACCURATE, example_reports
    from demarche.runs.crew import crew
    from demarche.runs.keeper import Keeper
    from demarche.runs.settings import Settings
    from demarche.show.order import in_text_order
    from demarche.show.sinks import Page, claim_tables, console
    from demarche.show.table import summary

    with messages(), example_reports() as folder, crew(Settings(pipeline=ACCURATE), 1) as coders:
        reports: list[CodedReport] = []
        keeper = Keeper(coders.introduction.run, None)
        for outcome in coders.outcomes(sorted(folder.iterdir())):
            coded = keeper.take(outcome)
            if isinstance(coded, Problem):
                tell([coded], None)
            else:  # where the package lies says nothing about an example
                reports.append(
                    replace(coded, report=replace(coded.report, path=Path(coded.report.path).name))
                )
        page = Page(output, title="demarche: four example reports", generator=f"demarche {__version__}")
        for coded in reports:
            page.add(coded)
        page.finish()
        claims = [claim for coded in reports for claim in in_text_order([one.claim for one in coded.claims])]
        console().print(*claim_tables(claims, [coded.report for coded in reports]), summary(reports))
        typer.echo(f"wrote {output.resolve()}")


@contextmanager
def _kept(place: "Path | Place | None") -> "Iterator[Ledger | None]":
    """Give the ledger to write to, if there is one."""
    from demarche.ledger.store import Ledger

    if place is None:
        yield None
        return
    with Ledger.create_or_open(place) as ledger:
        yield ledger


def _show(coded: "CodedReport | Problem", sink: "Sink") -> None:
    """Write a coded report, and tell what could not be read or coded."""
    from demarche.model.coded import CodedReport

    if isinstance(coded, CodedReport):
        tell(coded.problems, coded.report.path)
        sink.add(coded)
    else:
        tell([coded], None)


@contextmanager
def _sink(form: Format, output: Path | None) -> "Iterator[Sink]":
    """Give a place for coded reports, finished when all have been taken."""
    from demarche import __version__
    from demarche.show.sinks import JsonLines, Page, Tables

    if form is Format.HTML:
        sink: Sink = Page(output, title="demarche", generator=f"demarche {__version__}")
    else:
        sink = JsonLines(output) if form is Format.JSONL else Tables(output)
    try:
        yield sink
        sink.finish()
    except OSError as error:
        error.filename = error.filename or str(output or "standard output")
        raise
    if output is not None:
        say(f"wrote {output}")
