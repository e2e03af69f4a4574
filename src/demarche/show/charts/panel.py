"""A panel of bars over time: cooperation upwards from the line, conflict downwards, deeds next to it and words beyond."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from demarche.index.cells import Cell
from demarche.index.figures import Bar, Bars
from demarche.index.periods import Period, period_after
from demarche.show.charts.scales import TimeScale, round_step, ticks
from demarche.show.charts.svg import Node
from demarche.show.labels import Labels
from demarche.show.words import day_words

Address = Callable[[Cell], str | None]
"""Gives the address at which what a figure counts is listed; None where there is none."""

_UP, _DOWN = (2, 1), (4, 3)  # quad classes from the line outwards
_STEPS = 6  # of counts, over the whole height
_GAP = 0.18  # of the width of a period
_LEAST, _WIDEST = 1.0, 40.0  # pixels: how high what counts anything is at least, how wide at most
_WHOLE = ("year", 4), ("month", 7)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a panel stands, in pixels, and the counts it has room for upwards and downwards."""

    top: float
    height: float
    most_up: int
    most_down: int

    @property
    def pixels(self) -> float:
        """Return the height of one happening."""
        return self.height / max(1, self.most_up + self.most_down)

    @property
    def line(self) -> float:
        """Return where the line of no happenings is."""
        return self.top + self.most_up * self.pixels


def most(bars: Sequence[Bar]) -> tuple[int, int]:
    """Return the most happenings of cooperation and of conflict that a bar has."""
    ups = max((bar.quads[0] + bar.quads[1] for bar in bars), default=0)
    return ups, max((bar.quads[2] + bar.quads[3] for bar in bars), default=0)


def draw_grid(svg: Node, frame: Frame, scale: TimeScale) -> None:
    """Draw the lines of counts with their numbers, and that of none."""
    step = round_step(frame.most_up + frame.most_down, _STEPS)
    for count in range(-(frame.most_down // step) * step, frame.most_up + 1, step):
        y = frame.line - count * frame.pixels
        svg.add(
            "path",
            d=f"M{scale.left:.1f},{y:.1f}H{scale.right:.1f}",
            stroke_paint="soft" if count == 0 else "hair",
        )
        svg.text(f"{abs(count):,}", scale.left - 6, y + 4, text_anchor="end")


def draw_axis(svg: Node, y: float, scale: TimeScale, labels: Labels) -> None:
    """Write the time axis below a height."""
    for tick in ticks(scale, labels):
        svg.add("path", d=f"M{tick.x:.1f},{y:.1f}v5", stroke_paint="hair")
        svg.text(tick.label, tick.x, y + 17)
        if tick.year:
            svg.text(tick.year, tick.x, y + 32, "ink", font_weight="600")


def draw_bars(svg: Node, frame: Frame, scale: TimeScale, bars: Bars, side: int, words: "Words") -> None:
    """Draw the bars of a side, each a link to what it counts."""
    for bar in bars.of(side):
        if bar.period is None:
            continue
        left, right = scale.at(bar.period), scale.at(period_after(bar.period, bars.period))
        inset = min(1.5, (right - left) * _GAP / 2)
        for classes, direction in ((_UP, -1), (_DOWN, 1)):
            y = frame.line
            for quad in classes:
                count = bar.quads[quad - 1]
                if count:
                    tall = max(_LEAST, count * frame.pixels)
                    cell = Cell(side=side, period=bar.period, quad=quad)
                    svg.link(words.address(cell), words.of(bar.period, bars.period, quad, count)).add(
                        "rect", f"q{quad}", x=left + inset, y=y if direction > 0 else y - tall,
                        width=min(_WIDEST, max(_LEAST, right - left - 2 * inset)), height=tall,
                    )  # fmt: skip
                    y += direction * tall


@dataclass(frozen=True, slots=True)
class Words:
    """How the figures of a chart are told and where they lead; `names` say whose a side is, in words."""

    labels: Labels
    address: Address
    names: Mapping[int, str]

    def of(self, period: date, length: Period, quad: int, count: int) -> str:
        """Return what a bar is called, to somebody who points at it."""
        happenings = "happening" if count == 1 else "happenings"
        return f"{period_words(period, length, self.labels)}, {self.labels.text('quad', str(quad))}: {count:,} {happenings}"


def period_words(first: date, length: Period, labels: Labels) -> str:
    """Return a period in words: "week of 4 March 2024", "March 2024", "2024"."""
    iso = first.isoformat()
    if length == "week":
        return f"week of {day_words(iso, labels)}"
    return day_words(iso[: dict(_WHOLE)[length]], labels)


def draw_legend(svg: Node, y: float, left: float, right: float, counts: Sequence[int], words: Words) -> float:
    """Write what the four colours mean, each with its count and a link to it; return the height below.

    The counts are those of all that was chosen, also of what lies in no one period and so in no bar.
    """
    x = left
    for quad, count in enumerate(counts, start=1):
        label = f"{words.labels.text('quad', str(quad))} {count:,}"
        width = 16 + len(label) * 6.4
        if x > left and x + width > right:
            x, y = left, y + 20
        link = svg.link(words.address(Cell(quad=quad)), label)
        link.add("rect", f"q{quad}", x=x, y=y - 10, width=11, height=11)
        link.text(label, x + 17, y, "ink")
        x += width + 16
    return y
