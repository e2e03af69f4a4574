"""The chart of a dyad: what each of two did to the other over time, one panel above the other, and between them their commitments."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from demarche.index.figures import Bars
from demarche.show.charts.panel import Frame, Words, draw_axis, draw_bars, draw_grid, draw_legend, most
from demarche.show.charts.scales import TimeScale, time_scale
from demarche.show.charts.spans import Span, SpanWords, draw_spans
from demarche.show.charts.svg import Node

_LEFT, _RIGHT = 46, 8
_WIDE, _HEIGHT, _LOW = 600, 170, 130
_HEAD, _AXIS = 24, 44


@dataclass(frozen=True, slots=True)
class DyadFigures:
    """What the chart of a dyad shows; `changes` are the periods of each side with which conflict changes."""

    bars: Bars
    spans: Sequence[Span]
    changes: Sequence[tuple[int, date]]


def dyad_chart(
    figures: DyadFigures,
    words: Words,
    claim: Callable[[str], str | None],
    *,
    width: int,
    title: str = "",
) -> Node:
    """Return the chart; `claim` gives the address of a commitment, a `title` is written above a picture on its own."""
    svg = Node.root()
    top = 0.0
    if title:
        svg.text(title, 0, 16, "ink", font_weight="600")
        top = 24.0
    shown = [bar for bar in figures.bars.bars if bar.period is not None]
    counts = [sum(bar.quads[quad] for bar in figures.bars.bars) for quad in range(4)]
    y = draw_legend(svg, top + 14, 0, width, counts, words) + 26
    periods = figures.bars.periods
    days = [*periods, *(span.made for span in figures.spans)]
    if not days:
        svg.text("nothing with a date", _LEFT, y + 20)
        return svg.sized(width, y + 40)
    scale = _scale(figures, width)
    height = _HEIGHT if width >= _WIDE else _LOW
    up, down = most(shown)
    for side in (0, 1):
        svg.text(words.names[side], 0, y, "ink", font_weight="600", font_size="13")
        frame = Frame(y + _HEAD / 2, height, up, down)
        if shown:
            draw_grid(svg, frame, scale)
            _draw_changes(svg, frame, scale, [day for at, day in figures.changes if at == side])
            draw_bars(svg, frame, scale, figures.bars, side, words)
        draw_axis(svg, frame.top + height, scale, words.labels)
        y = frame.top + height + _AXIS + _HEAD
    if figures.spans:
        svg.text("commitments", 0, y, "ink", font_weight="600", font_size="13")
        y = draw_spans(svg, y + 10, scale, figures.spans, SpanWords(words.labels, claim))
        draw_axis(svg, y + 4, scale, words.labels)
        y += _AXIS
    return svg.sized(width, y)


def _scale(figures: DyadFigures, width: int) -> TimeScale:
    """Return the scale from the first period or commitment to the last period, outcome or deadline."""
    scale = time_scale(
        figures.bars.periods or [figures.spans[0].made], figures.bars.period, _LEFT, width - _RIGHT
    )
    ends = [
        day for span in figures.spans for day in (span.made, span.outcome, span.deadline) if day is not None
    ]
    first = min([scale.first, *(span.made for span in figures.spans)])
    return TimeScale(first, max([scale.last, *ends]), scale.left, scale.right)


def _draw_changes(svg: Node, frame: Frame, scale: TimeScale, days: Sequence[date]) -> None:
    """Draw where the number of conflict events changes, as a note and not as a figure."""
    for day in days:
        x = scale.at(day)
        mark = svg.add("g")
        mark.add(
            "title"
        ).element.text = "the mean number of happenings of conflict changes here; a note, not a figure"
        mark.add(
            "path",
            d=f"M{x:.1f},{frame.top - 2:.1f}V{frame.top + frame.height:.1f}",
            stroke_paint="ink",
            stroke_dasharray="2 3",
        )
        mark.text("change", x + 4, frame.top + frame.height - 3, "ink", font_size="10", font_style="italic")
