"""`code` and `demo`: reports in, claims out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.cli.messages import SOME_FAILED, messages, say, tell, tell_unfitted
from demarche.cli.options import (
    KeptIn,
    OutputFile,
    OwnActors,
    OwnOntology,
    OwnSenses,
    Paths,
    Pipeline,
    Threads,
)

if TYPE_CHECKING:
    from demarche.model.coded import CodedReport
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
    ontology: OwnOntology = None,
    lexicon: OwnSenses = None,
    actors: OwnActors = None,
) -> None:
    """Code reports: who did, said and bound themselves to what, with the words that say so.

    The exit status is 1 if some input could not be read or coded; the others are coded all the same.
    """
    from demarche.ledger.store import Ledger
    from demarche.model.records import Problem
    from demarche.pipeline import Batch, Coder, find, is_coded
    from demarche.show.progress import progress

    with messages():
        found = list(find(paths))
        coder = Coder.load(
            pipeline=pipeline, threads=threads, ontology=ontology, senses=lexicon, actors=actors
        )
        tell_unfitted(coder)
        kept = None if ledger is None else Ledger.create_or_open(ledger)
        failed = 0
        with _sink(form, output) as sink:
            batch = Batch(coder, kept)
            for item in progress(found):
                coded = batch.code(item)
                if isinstance(coded, Problem):
                    tell([coded], None)
                    failed += 1
                    continue
                tell(coded.problems, coded.report.path)
                failed += not is_coded(coded)
                sink.add(coded)
        if kept is not None:
            kept.close()
            say(f"{batch.added} claims added to {ledger}, {batch.known} reports known already")
    raise typer.Exit(SOME_FAILED if failed else 0)


def demo(
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write.")] = Path("demo.html"),
) -> None:
    """Code the example reports that come with the program, print what they hold, and write it as a page."""
    from demarche import __version__
    from demarche.model.records import Problem
    from demarche.pipeline import Batch, Coder, example_reports
    from demarche.show.order import in_text_order
    from demarche.show.sinks import Page, claim_tables, console
    from demarche.show.table import summary

    with messages(), example_reports() as folder:
        batch = Batch(Coder.load(), None)
        reports: list[CodedReport] = []
        for path in sorted(folder.iterdir()):
            coded = batch.code(path)
            if isinstance(coded, Problem):
                tell([coded], None)
            else:  # where the package lies says nothing about an example
                reports.append(replace(coded, report=replace(coded.report, path=path.name)))
        page = Page(output, title="demarche: four example reports", generator=f"demarche {__version__}")
        for coded in reports:
            page.add(coded)
        page.finish()
        claims = [claim for coded in reports for claim in in_text_order([one.claim for one in coded.claims])]
        console().print(*claim_tables(claims, [coded.report for coded in reports]), summary(reports))
        typer.echo(f"wrote {output.resolve()}")


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
