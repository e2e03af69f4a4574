"""`read`, and how the commands that read reports understand what the user wants of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.cli.messages import SOME_FAILED, messages, say, tell
from demarche.cli.options import ColumnMap, Linked, ListFormat, Paths, Private, Visited

if TYPE_CHECKING:
    from demarche.lexicon.layout import Layout
    from demarche.read.inputs import Wanted


def read(
    paths: Paths,
    form: Annotated[ListFormat, typer.Option("--format", "-f", help="How to write it.")] = ListFormat.TABLE,
    columns: ColumnMap = None,
    linked: Linked = False,
    private: Private = False,
    visited: Visited = None,
) -> None:
    """Show what is understood of reports before they are coded: title, byline, outlet, date, text, what was left out.

    The exit status is 1 if some input could not be read; the others are shown all the same.
    """
    from demarche.lexicon.layout import load_layout
    from demarche.model.records import Problem
    from demarche.read.files import find
    from demarche.read.load import load
    from demarche.read.opening import opened
    from demarche.show.reading import as_json, panel
    from demarche.show.sinks import console

    layout, failed = load_layout(), 0
    with messages(), wanted(layout, columns, visited, linked=linked, private=private) as wish:
        for found in find(paths, layout):
            for one in [found] if isinstance(found, Problem) else opened(found, wish, layout):
                if isinstance(one, Problem):
                    tell([one], None)
                    failed += 1
                    continue
                understood = load(one, layout)
                failed += not understood.reading.report.text
                if form is ListFormat.JSONL:
                    typer.echo(as_json(understood))
                else:
                    console().print(panel(understood))
    raise typer.Exit(SOME_FAILED if failed else 0)


@contextmanager
def wanted(
    layout: "Layout", columns: str | None, visited: Path | None, *, linked: bool, private: bool
) -> "Iterator[Wanted]":
    """Give what the user asks of reading; what was fetched is remembered when all is done, unless something of it was lost."""
    from demarche.read.fetch import Fetcher
    from demarche.read.formats.columns import ColumnsError, parse_columns
    from demarche.read.inputs import Wanted
    from demarche.read.visited import VisitedError, remember, remembered

    try:
        fields = {} if columns is None else parse_columns(columns)
        known = {} if visited is None else remembered(visited)
    except (ColumnsError, VisitedError) as error:
        raise typer.BadParameter(str(error)) from error
    fetcher = Fetcher(layout.limits, private=private, known=known)
    yield Wanted(fields, linked=linked, fetcher=fetcher)
    if visited is not None and fetcher.is_complete:
        remember(visited, fetcher.known)
    elif visited is not None:
        say(f"{visited} is left as it was: a report was lost to a fault, and all is asked for again")
