"""What was understood of an input, before anything is coded: for the eye, and for programs."""

import html
import json
import re

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from demarche.model.codec import encode
from demarche.model.reading import Understood
from demarche.model.records import Removed
from demarche.show.visible import one_line, shortened

_QUIET = "dim"
_ROLE_WIDTH = 10
_LEFT_OUT_LENGTH = 160
_TAG = re.compile(
    r"<(?:!--.*?-->|(?:script|style)\b.*?</(?:script|style)>|[^<>]*>)|<[^<>]*$", re.DOTALL | re.IGNORECASE
)


def panel(understood: Understood) -> RenderableType:
    """Return what is known about the report, its blocks with their roles, what was left out and why, and the problems."""
    report = understood.reading.report
    facts = (
        ("format", understood.kind),
        ("title", report.title),
        ("byline", ", ".join(report.byline)),
        ("outlet", report.outlet),
        ("published", report.published),
        ("language", report.language),
        ("address", report.url),
    )
    head = _grid()
    for name, value in facts:
        head.add_row(Text(name, style=_QUIET), Text(one_line(value)) if value else Text("–", style=_QUIET))
    parts: list[RenderableType] = [head]
    if understood.reading.blocks:
        parts += Text(), _blocks(understood)
    if report.removed:
        parts += Text(), Text("left out", style="bold"), _left_out(understood)
    if understood.reading.problems:
        parts += Text(), Text("problems", style="bold"), _problems(understood)
    title = Text(one_line(report.path), style="bold")
    return Panel(Group(*parts), title=title, title_align="left", padding=(0, 1))


def as_json(understood: Understood) -> str:
    """Return the same as one line of JSON; the report is that of the contract."""
    reading = understood.reading
    spans = [(block.role, reading.span(block.start, block.end)) for block in reading.blocks]
    line = {
        "format": understood.kind,
        "report": json.loads(encode(reading.report)),
        "blocks": [
            {"role": role, "start": span.start, "end": span.end, "text": span.text, "source": span.source}
            for role, span in spans
        ],
        "removed": [
            {"start": gone.start, "end": gone.end, "why": gone.why, "text": _words(gone, understood)}
            for gone in reading.report.removed
        ],
        "problems": [json.loads(encode(problem)) for problem in reading.problems],
    }
    return json.dumps(line, ensure_ascii=False)


def _grid() -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(width=_ROLE_WIDTH)
    grid.add_column(ratio=1)
    return grid


def _blocks(understood: Understood) -> Table:
    grid, text = _grid(), understood.reading.report.text
    for block in understood.reading.blocks:
        style = "bold" if block.role in {"title", "heading"} else ""
        grid.add_row(
            Text(block.role, style=_QUIET), Text(one_line(text[block.start : block.end]), style=style)
        )
    return grid


def _left_out(understood: Understood) -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column()
    grid.add_column(ratio=1)
    for gone in understood.reading.report.removed:
        words = shortened(_words(gone, understood), _LEFT_OUT_LENGTH)
        grid.add_row(Text(one_line(gone.why), style=_QUIET), Text(words))
    return grid


def _problems(understood: Understood) -> Table:
    grid = Table.grid(padding=(0, 2))
    for problem in understood.reading.problems:
        grid.add_row(Text(problem.code, style=_QUIET), Text(one_line(problem.message)))
    return grid


def _words(gone: Removed, understood: Understood) -> str:
    """Return the words that were left out; those of a page without its tags."""
    words = understood.source[gone.start : gone.end]
    if understood.kind == "HTML":
        words = html.unescape(_TAG.sub(" ", words))
    return " ".join(words.split())
