"""`code` and `demo`: reports in, claims out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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

if TYPE_CHECKING:
    from demarche.ledger.store import Ledger
    from demarche.model.coded import CodedReport
    from demarche.model.records import Problem
    from demarche.show.sinks import Sink


class Format(StrEnum):
    """How coded reports are written."""

    TABLE = "table"
    JSONL = "jsonl"
    HTML = "html"


def code(
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
) -> None:
    """Code reports: who did, said and bound themselves to what, with the words that say so.

    The exit status is 1 if some input could not be read or coded; the others are coded all the same.
    """
    from demarche.lexicon.layout import load_layout
    from demarche.model.coded import CodedReport
    from demarche.read.files import find
    from demarche.runs.crew import crew
    from demarche.runs.keeper import Keeper
    from demarche.runs.opened import expected, opened_all
    from demarche.runs.settings import Settings
    from demarche.show.progress import progress

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
    layout = load_layout()
    how = wanted(layout, columns, visited, linked=linked, private=private)
    with messages(), how as wish, crew(settings, jobs) as coders, _kept(ledger) as kept:
        found = list(find(paths, layout))
        inputs = opened_all(found, wish, layout)
        tell_unfitted(coders.introduction.unfitted, coders.introduction.senses)
        with Keeper(coders.introduction.run, kept, anew=not resume) as keeper, _sink(form, output) as sink:
            for outcome in progress(coders.outcomes(inputs), expected(found, layout)):
                coded = keeper.take(outcome)
                _show(coded, sink)
                if not isinstance(coded, CodedReport) and coded not in found:
                    sink.problem(coded)  # what is not there at all has no line
        if kept is not None:
            say(f"{keeper.added} claims added to {ledger}, {keeper.known} reports known already")
            _link(kept)
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
def _kept(path: Path | None) -> "Iterator[Ledger | None]":
    """Give the ledger to write to, if there is one."""
    from demarche.ledger.store import Ledger

    if path is None:
        yield None
        return
    with Ledger.create_or_open(path) as ledger:
        yield ledger


def _link(ledger: "Ledger") -> None:
    """Hold what is new in a ledger against what was there: copies, and events that are one happening."""
    from demarche.happenings.link import link
    from demarche.lexicon.linking import load_link_rules

    linked = link(ledger, load_link_rules())
    if linked.copies or linked.merges:
        say(
            f"{linked.copies} pairs of reports are copies of one text, {linked.merges} of events one happening"
        )


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
