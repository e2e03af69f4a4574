"""The chart of a timeline: all that was chosen, by period and quad class."""

from demarche.index.figures import Bars
from demarche.show.charts.panel import Frame, Words, draw_axis, draw_bars, draw_grid, draw_legend, most
from demarche.show.charts.scales import time_scale
from demarche.show.charts.svg import Node

_LEFT, _RIGHT = 46, 8
_LEGEND, _AXIS = 26, 40
_WIDE, _HEIGHT, _LOW = 600, 250, 190


def timeline_chart(bars: Bars, words: Words, *, width: int, title: str = "") -> Node:
    """Return the chart; a `title` is written above it where the picture is on its own."""
    height = _HEIGHT if width >= _WIDE else _LOW
    left = _LEFT
    svg = Node.root()
    top = 0.0
    if title:
        svg.text(title, 0, 16, "ink", font_weight="600")
        top = 24.0
    counts = [sum(bar.quads[quad] for bar in (*bars.of(0), bars.apart(0))) for quad in range(4)]
    top = draw_legend(svg, top + 14, 0, width, counts, words) + _LEGEND / 2
    periods = bars.periods
    bottom = top + height
    if periods:
        scale = time_scale(periods, bars.period, left, width - _RIGHT)
        frame = Frame(top, height, *most(bars.of(0)))
        draw_grid(svg, frame, scale)
        draw_bars(svg, frame, scale, bars, 0, words)
        draw_axis(svg, bottom, scale, words.labels)
    else:
        svg.text("nothing with a date", left, top + height / 2)
    return svg.sized(width, bottom + _AXIS)
