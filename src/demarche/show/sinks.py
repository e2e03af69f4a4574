"""Where coded reports go: as JSON Lines, as tables, or as one page; each takes them one at a time."""

import errno
import os
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from rich.console import Console, RenderableType

from demarche.model.codec import encode
from demarche.model.coded import CodedReport
from demarche.model.records import Claim, Commitment, Event, Problem, Report, Statement
from demarche.show import html, jsonl, table
from demarche.show.order import in_text_order

_WIDTH_OF_PIPES = 160  # columns where no terminal says how wide it is


class Sink(ABC):
    """Takes coded reports and writes them."""

    @abstractmethod
    def add(self, coded: CodedReport) -> None:
        """Take one report."""

    def problem(self, problem: Problem) -> None:
        """Take a problem of an input that gives no report; only lines for programs have a place for it."""
        del problem

    @abstractmethod
    def finish(self) -> None:
        """Write what has been held back; called once, after the last report."""


class JsonLines(Sink):
    """The lines of the contract, report by report as they come."""

    def __init__(self, output: Path | None) -> None:
        self._stream: BinaryIO = sys.stdout.buffer if output is None else output.open("wb")
        self._owns_stream = output is not None

    def add(self, coded: CodedReport) -> None:
        """Write the lines of one report."""
        jsonl.write(self._stream, coded)

    def problem(self, problem: Problem) -> None:
        """Write its line."""
        self._stream.write(encode(problem) + b"\n")
        self._stream.flush()

    def finish(self) -> None:
        """Close the file, if it is ours."""
        if self._owns_stream:
            self._stream.close()


class Tables(Sink):
    """Tables for the eye, report by report as they come."""

    def __init__(self, output: Path | None) -> None:
        self._file = None if output is None else output.open("w", encoding="utf-8")
        self._console = console(self._file)

    def add(self, coded: CodedReport) -> None:
        """Print the tables of one report."""
        for part in tables(coded):
            self._console.print(part)

    def finish(self) -> None:
        """Close the file, if there is one."""
        if self._file is not None:
            self._file.close()


class Page(Sink):
    """One HTML file with all reports, written at the end, whole or not at all."""

    def __init__(self, output: Path | None, *, title: str, generator: str) -> None:
        if output is not None:
            check_place(output)
        self._output = output
        self._title = title
        self._generator = generator
        self._reports: list[CodedReport] = []

    def add(self, coded: CodedReport) -> None:
        """Keep one report for the page."""
        self._reports.append(coded)

    def finish(self) -> None:
        """Write the page; a file that is there already is replaced in one step."""
        text = html.page(self._reports, title=self._title, generator=self._generator)
        if self._output is None:
            sys.stdout.buffer.write(text.encode())
        else:
            write_whole(self._output, text.encode())


def check_place(output: Path) -> None:
    """Raise `OSError` if nothing can be written there, before the work is done in vain."""
    place = output if output.exists() else output.parent
    if output.is_dir():
        code = errno.EISDIR
    elif not place.exists():
        code = errno.ENOENT
    else:
        code = 0 if os.access(place, os.W_OK) else errno.EACCES
    if code:
        raise OSError(code, os.strerror(code), str(output))


def write_whole(output: Path, content: bytes) -> None:
    """Write a file beside its place and put it there in one step; a device or a pipe is written to, not replaced."""
    if output.exists() and not output.is_file():
        output.write_bytes(content)
        return
    place = output.resolve()
    part = place.with_name(f"{place.name}.part")
    try:
        part.write_bytes(content)
        part.replace(place)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def console(file: object = None) -> Console:
    """Return a console on a text file or standard output, wide where it is no terminal and COLUMNS does not say otherwise."""
    made = Console(file=file, highlight=False) if file is not None else Console(highlight=False)  # type: ignore[arg-type]
    return made if made.is_terminal else Console(file=made.file, highlight=False, width=_width_of_pipes())


def _width_of_pipes() -> int:
    """Return the columns where no terminal says how many: those that COLUMNS asks for, or the usual."""
    asked = os.environ.get("COLUMNS", "")
    return int(asked) if asked.isdecimal() and int(asked) else _WIDTH_OF_PIPES


def tables(coded: CodedReport) -> list[RenderableType]:
    """Return what is shown of a report: its panel, a table of each kind of claim it has, and its problems."""
    claims = in_text_order([one.claim for one in coded.claims])
    parts: list[RenderableType] = [table.report_panel(coded), *claim_tables(claims, [coded.report])]
    if coded.problems:
        parts.append(table.problems_table(coded.problems, [coded.report]))
    return parts


def claim_tables(claims: Iterable[Claim], reports: Iterable[Report]) -> list[RenderableType]:
    """Return a table for each kind of claim that there is, in the order given."""
    known, found = list(reports), list(claims)
    events = [claim for claim in found if isinstance(claim, Event)]
    statements = [claim for claim in found if isinstance(claim, Statement)]
    commitments = [claim for claim in found if isinstance(claim, Commitment)]
    parts: list[RenderableType] = []
    if events:
        parts.append(table.events_table(events, known))
    if statements:
        parts.append(table.statements_table(statements, known))
    if commitments:
        parts.append(table.commitments_table(commitments, known))
    return parts
