"""A dyad: what each of two did to the other over time, and what they bound themselves to; every figure opens its happenings."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib import import_module

from demarche.analysis.pairs import rungs
from demarche.histories.docket import Entry, Question, day_of, entry_told, tellings
from demarche.index.cells import Cell
from demarche.index.digest import busiest
from demarche.index.figures import Bars, bars
from demarche.index.ladder import Step, steps
from demarche.index.pairs import between
from demarche.index.wanted import Condition
from demarche.ledger.errors import FilterError
from demarche.lexicon.crosswalks import Crosswalks
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
from demarche.serve.filters import strangers
from demarche.serve.lines import Line, lines
from demarche.serve.sending import Figures, files_of
from demarche.serve.sheet import can_write_parquet
from demarche.serve.view import Asked, Page, View
from demarche.serve.views.timeline import WIDTHS, cell_name, cells_of, counted, rows, sheet_of
from demarche.show.charts.dyad import DyadFigures, dyad_chart
from demarche.show.charts.panel import Words
from demarche.show.charts.spans import Span, spans

_PATH = "/dyad"
_LIST = "#list"
_PAIRS = 24
_PICTURE = 960
_MOST_COMMITMENTS = 100  # of each towards the other, the newest
_OWN = ("actor", "recipient")


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two actors as they are asked for and called, and what is known of them: by side, 0 what the first does to the second."""

    names: Sequence[str]
    sides: Sequence[Condition]
    bars: Bars
    spans: Sequence[Span]
    undated: Sequence[Entry]
    left_out: int
    changes: Sequence[tuple[int, date]] | None
    steps: Sequence[Sequence[tuple[Step, Line]]]

    @property
    def towards(self) -> Mapping[int, str]:
        """Return each side in words."""
        first, second = self.names
        return {0: f"{first} → {second}", 1: f"{second} → {first}"}


@dataclass(frozen=True, slots=True)
class Found:
    """What the view of a dyad is made of."""

    figure: Figure
    dyad: Dyad
    words: Words

    @property
    def figures(self) -> DyadFigures:
        """Return what its chart shows."""
        return DyadFigures(self.dyad.bars, self.dyad.spans, self.dyad.changes or ())


def find(asked: Asked) -> Found:
    """Return the dyad of two actors that are asked for."""
    figure = figure_of(asked.query)
    dyad = _dyad(asked, figure)
    given = Addresses.of(_PATH, asked.choice, figure.kept, {"per": dyad.bars.period}, anchor=_LIST)
    return Found(figure, dyad, Words(asked.kit.labels, given.cell, dyad.towards))


def show(asked: Asked) -> Page:
    """Return the dyad of two actors; with fewer, what there is to choose from."""
    choice = asked.choice
    if choice.actor is None or choice.recipient is None:
        return Page(
            "Dyad", {"dyad": None, "pairs": busiest(asked.index, None, _PAIRS)}, styles=("charts.css",)
        )
    found = find(asked)
    dyad, cell = found.dyad, found.figure.shown
    total = sum(counted(bar, cell) for bar in dyad.bars.bars)
    if asked.is_saved:
        shown, anchors = sent(asked, dyad.sides, cell, dyad.bars.period, total, partial(_sorted, asked, dyad))
    else:
        shown, anchors = opened(asked, dyad.sides, cell, dyad.bars.period, total), {}
    return Page(
        " and ".join(dyad.names),
        {
            "here": _PATH,
            "dyad": dyad,
            "strangers": strangers(asked),
            "bars": dyad.bars,
            "charts": {
                name: dyad_chart(found.figures, found.words, _claim, width=width).markup()
                for name, width in WIDTHS.items()
            },
            "rows": [rows(asked, dyad.bars, side) for side in (0, 1)],
            "figure": found.figure,
            "cell": named_cell,
            "cell_name": _cell_name(asked, cell, dyad),
            "cell_address": found.words.address,
            "opened": shown,
            "committed": _committed(asked, dyad),
            "address": partial(address, _PATH, choice),
            "extras": found.figure.extras | cell_words(cell),
            "has_parquet": can_write_parquet(),
        },
        styles=("charts.css",),
        scripts=("charts.js",),
        anchors={found.words.address(one) or "": anchor for one, anchor in anchors.items()},
    )


def _sorted(asked: Asked, dyad: Dyad, side: int, line: Line) -> list[tuple[Cell, str]]:
    """Return the cells of a happening, each named with its side."""
    return [(cell, f"{dyad.towards[side]}, {name}") for cell, name in cells_of(asked, dyad.bars, side, line)]


def _committed(asked: Asked, dyad: Dyad) -> Sequence[Line]:
    """Return the commitments with their sentences, for a file that is sent."""
    if not asked.is_saved:
        return ()
    ids = [*(span.entry.id for span in dyad.spans), *(one.id for one in dyad.undated)]
    rows = (asked.index.select("SELECT number FROM entry WHERE id = ?", (one,)) for one in ids)
    return lines(asked, [number for ((number,),) in rows])


def _dyad(asked: Asked, figure: Figure) -> Dyad:
    first, second = str(asked.choice.actor), str(asked.choice.recipient)
    crosswalks = asked.kit.crosswalks
    wanted = wanted_of(asked, figure, *_OWN)
    sides = between(first, second, wanted, crosswalks.mutual)
    found = bars(asked.index, sides, figure.per, at_latest=figure.at_latest)
    committed, left_out = _commitments(asked, first, second)
    dated, undated = spans(committed)
    return Dyad(
        names=[asked.kit.countries.get(one, one) for one in (first, second)],
        sides=sides,
        bars=found,
        spans=dated,
        undated=undated,
        left_out=left_out,
        changes=_changes(found),
        steps=[_steps(asked, side, crosswalks) for side in sides],
    )


def _commitments(asked: Asked, first: str, second: str) -> tuple[list[Entry], int]:
    """Return what the docket has of each towards the other, each once however often it is told, and how many more there are."""
    rules, found, left_out = asked.kit.histories, dict[str, Entry](), 0
    for one, other in ((first, second), (second, first)):
        question = Question(issuer=one, addressee=other, since=asked.choice.since, until=asked.choice.until)
        told = tellings(asked.ledger, question, rules)
        day = day_of(asked.ledger, question)
        for group in told[-_MOST_COMMITMENTS:]:
            entry = entry_told(asked.ledger, group, rules, day)
            found[entry.id] = entry
        left_out += max(0, len(told) - _MOST_COMMITMENTS)
    return list(found.values()), left_out


def _steps(asked: Asked, side: Condition, crosswalks: Crosswalks) -> list[tuple[Step, Line]]:
    found = steps(asked.index, side, {one.type: one.rung for one in rungs(crosswalks)})
    return list(zip(found, lines(asked, [step.number for step in found]), strict=True))


def _changes(found: Bars) -> list[tuple[int, date]] | None:
    """Return the periods with which the happenings of conflict change; None where what looks for them is not installed."""
    try:
        from demarche.analysis.changes import change_indices  # noqa: PLC0415 - loads SciPy, which takes seconds
    except ModuleNotFoundError:
        return None
    periods = found.periods
    return [
        (side, periods[index])
        for side in (0, 1)
        for index in change_indices(_conflicts(found, side, periods))
    ]


def warm_up() -> None:
    """Load what looks for change points, which takes seconds, before somebody waits for it."""
    with suppress(ModuleNotFoundError):
        import_module("demarche.analysis.changes")


def _conflicts(found: Bars, side: int, periods: Sequence[date]) -> list[int]:
    known = {bar.period: bar.quads[2] + bar.quads[3] for bar in found.of(side)}
    return [known.get(period, 0) for period in periods]


def _cell_name(asked: Asked, cell: Cell, found: Dyad) -> str:
    name = cell_name(asked, cell, found.bars)
    side = "" if cell.side is None else found.towards[cell.side]
    return ", ".join(part for part in (side, name) if part)


def _claim(identifier: str) -> str:
    return f"/claims/{identifier}"


def _figures(asked: Asked) -> Figures:
    if asked.choice.actor is None or asked.choice.recipient is None:
        raise FilterError("a dyad has two: actor and recipient")
    found = find(asked)
    dyad = found.dyad
    picture = dyad_chart(found.figures, found.words, _claim, width=_PICTURE, title=" and ".join(dyad.names))
    sheet = sheet_of(asked, dyad.bars, dyad.towards)
    return Figures("dyad", dyad.sides, found.figure.shown, dyad.bars.period, picture, sheet)


VIEW = View("dyad", _PATH, "Dyad", show, files_of(_figures))
