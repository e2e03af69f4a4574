"""Happenings over time by quad class, with every filter; each bar opens the happenings that it counts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Literal

from demarche.index.cells import Cell
from demarche.index.figures import Bar, Bars, bars
from demarche.index.listing import tally
from demarche.index.periods import days_of, only_period
from demarche.index.wanted import Condition, condition
from demarche.model.records import Event
from demarche.serve.charting import (
    Addresses,
    Figure,
    address,
    cell_words,
    figure_of,
    named_cell,
    opened,
    sent,
    wanted_of,
)
from demarche.serve.filters import chosen_words, facets
from demarche.serve.lines import Line
from demarche.serve.sending import Figures, asked_words, files_of
from demarche.serve.sheet import Sheet, can_write_parquet
from demarche.serve.view import Asked, Page, View
from demarche.show.charts.panel import Words, period_words
from demarche.show.charts.timeline import timeline_chart

_PATH = "/timeline"
_LIST = "#list"
WIDTHS: Mapping[str, int] = {"wide": 760, "narrow": 360}
_PICTURE = 960


@dataclass(frozen=True, slots=True)
class Found:
    """What a timeline is made of."""

    figure: Figure
    sides: Sequence[Condition]
    bars: Bars
    words: Words


def find(asked: Asked) -> Found:
    """Return the bars of what is chosen."""
    figure = figure_of(asked.query)
    sides = [condition(wanted_of(asked, figure))]
    found = bars(asked.index, sides, figure.per, at_latest=figure.at_latest)
    return Found(figure, sides, found, Words(asked.kit.labels, _address(asked, figure, found), {}))


def show(asked: Asked) -> Page:
    """Return the timeline of what is chosen, and what the figure that is opened counts."""
    found = find(asked)
    cell = found.figure.shown
    charts = {
        name: timeline_chart(found.bars, found.words, width=width).markup() for name, width in WIDTHS.items()
    }
    total, period = sum(counted(bar, cell) for bar in found.bars.bars), found.bars.period
    if asked.is_saved:
        shown, anchors = sent(asked, found.sides, cell, period, total, partial(_sorted, asked, found))
    else:
        shown, anchors = opened(asked, found.sides, cell, period, total), {}
    counts = tally(asked.index, asked.choice.wanted("event"))
    return Page(
        "Timeline",
        {
            "here": _PATH,
            "bars": found.bars,
            "charts": charts,
            "rows": rows(asked, found.bars, 0),
            "apart": found.bars.apart(0),
            "figure": found.figure,
            "cell": named_cell,
            "cell_name": cell_name(asked, cell, found.bars),
            "cell_address": found.words.address,
            "opened": shown,
            "facets": facets(asked, "event", counts),
            "chosen": chosen_words(asked, "event"),
            "address": partial(address, _PATH, asked.choice),
            "extras": found.figure.extras | cell_words(cell),
            "has_parquet": can_write_parquet(),
        },
        styles=("charts.css",),
        scripts=("charts.js",),
        anchors={found.words.address(one) or "": anchor for one, anchor in anchors.items()},
    )


def _address(asked: Asked, figure: Figure, found: Bars) -> Callable[[Cell], str]:
    """Return what tells where a figure is opened; the period is named, so that the figure stays what it is."""
    given = Addresses.of(_PATH, asked.choice, figure.kept, {"per": found.period}, anchor=_LIST)
    return lambda cell: given.cell(replace(cell, side=None))


def _sorted(asked: Asked, found: Found, _: int, line: Line) -> list[tuple[Cell, str]]:
    """Return the cells of a happening: its period, and its class in it."""
    return cells_of(asked, found.bars, None, line)


def cells_of(asked: Asked, found: Bars, side: int | None, line: Line) -> list[tuple[Cell, str]]:
    """Return the cells that count a happening, from the widest, with their names."""
    event = line.claim
    if not isinstance(event, Event):
        return [(Cell(side=side), "")]
    only = only_period(
        days_of(event.when.earliest, event.when.latest, at_latest=figure_of(asked.query).at_latest),
        found.period,
    )
    period: date | Literal["none"] = "none" if only is None else only
    cells = [Cell(side=side, period=period), Cell(side=side, period=period, quad=event.quad)]
    return [(cell, cell_name(asked, cell, found)) for cell in cells]


def rows(asked: Asked, found: Bars, side: int) -> list[tuple[str, Bar]]:
    """Return the bars of a side with their periods in words."""
    return [
        (period_words(bar.period, found.period, asked.kit.labels), bar)
        for bar in found.of(side)
        if bar.period
    ]


def counted(bar: Bar, cell: Cell) -> int:
    """Return how many happenings of a bar a cell counts."""
    if cell.side not in {None, bar.side} or (
        cell.period is not None and cell.period != (bar.period or "none")
    ):
        return 0
    return bar.total if cell.quad is None else bar.quads[cell.quad - 1]


def cell_name(asked: Asked, cell: Cell, found: Bars) -> str:
    """Return what is opened in words; empty for all that is chosen."""
    labels = asked.kit.labels
    parts = []
    if cell.period == "none":
        parts.append(f"in no one {found.period}")
    elif cell.period is not None:
        parts.append(period_words(cell.period, found.period, labels))
    if cell.quad is not None:
        parts.append(labels.text("quad", str(cell.quad)))
    return ", ".join(parts)


def _figures(asked: Asked) -> Figures:
    found = find(asked)
    title = asked_words("Timeline", asked)
    picture = timeline_chart(found.bars, found.words, width=_PICTURE, title=title)
    return Figures(
        "timeline",
        found.sides,
        found.figure.shown,
        found.bars.period,
        picture,
        sheet_of(asked, found.bars, {}),
    )


def sheet_of(asked: Asked, found: Bars, names: Mapping[int, str]) -> Sheet:
    """Return the bars as rows; of two sides each under its name."""
    labels = asked.kit.labels
    columns = [found.period, *(labels.text("quad", str(quad)) for quad in (1, 2, 3, 4)), "all"]
    made = [
        (
            *((names[bar.side],) if names else ()),
            bar.period or f"in no one {found.period}",
            *bar.quads,
            bar.total,
        )
        for bar in found.bars
    ]
    return Sheet([*(("side",) if names else ()), *columns], made)


VIEW = View("timeline", _PATH, "Timeline", show, files_of(_figures))
