"""Commitments over time: a bar from the day each was made to its outcome, or to its deadline, or on to the edge while it stands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from demarche.histories.docket import Entry
from demarche.model.records import Commitment
from demarche.show.charts.scales import TimeScale
from demarche.show.charts.svg import LETTER, Node, shortened
from demarche.show.labels import Labels
from demarche.show.visible import one_line
from demarche.show.words import when_words

_LANE = 22.0
_BAR = 4.0
_GAP = 8.0  # pixels between two of one lane
_WORDS = 330.0  # pixels that the words may take
_LEAST = 3.0  # pixels
_MOST = 24  # that are drawn; the list has all
_KEPT, _BROKEN = frozenset({"fulfilled"}), frozenset({"breached"})
_DAY = 10  # characters of an ISO date


@dataclass(frozen=True, slots=True)
class Span:
    """An entry of the docket on the time axis: `made` at the latest, its `outcome` if it has one, the last day of its `deadline`."""

    entry: Entry
    made: date
    outcome: date | None
    deadline: date | None

    @property
    def commitment(self) -> Commitment:
        """Return its first telling."""
        return self.entry.commitment

    @property
    def state(self) -> str:
        """Return what is last said to have become of it."""
        return self.entry.state.state


def spans(entries: Sequence[Entry]) -> tuple[Sequence[Span], Sequence[Entry]]:
    """Return those that have a day, the earliest first, and those that have none."""
    dated, undated = list[Span](), list[Entry]()
    for entry in entries:
        when, last = entry.commitment.history[0].when, entry.state
        made = _day(when.latest or when.earliest)
        if made is None:
            undated.append(entry)
        else:
            outcome = _day(last.last or last.first) if last.closes else None
            dated.append(Span(entry, made, outcome, _day(entry.deadline)))
    return sorted(dated, key=lambda span: (span.made, span.entry.id)), undated


def _day(iso: str | None) -> date | None:
    return None if iso is None else date.fromisoformat(iso[:_DAY])


@dataclass(frozen=True, slots=True)
class Lane:
    """A span where it is drawn: the pixels of its bar and deadline, and its words with where they begin."""

    span: Span
    start: float
    end: float
    due: float | None
    words: str
    text_at: float

    @property
    def left(self) -> float:
        """Return where what is drawn begins."""
        return min(self.start, self.text_at)

    @property
    def right(self) -> float:
        """Return where what is drawn ends."""
        return max(self.end, self.text_at + len(self.words) * LETTER) + _GAP


@dataclass(frozen=True, slots=True)
class SpanWords:
    """How commitments are told, and where they lead by their ids."""

    labels: Labels
    address: Callable[[str], str | None]


def draw_spans(svg: Node, top: float, scale: TimeScale, found: Sequence[Span], words: SpanWords) -> float:
    """Draw the latest commitments, those that do not meet in one lane; return the height below."""
    if len(found) > _MOST:
        svg.text(f"the latest {_MOST} of {len(found)}", scale.left, top + 10, font_style="italic")
        top += _LANE
    free: list[float] = []  # where each lane is free again
    for span in found[-_MOST:]:
        laid = _laid(span, scale, words.labels)
        lane = next((at for at, taken in enumerate(free) if taken <= laid.left), len(free))
        free[lane : lane + 1] = [laid.right]
        _draw(svg, top + lane * _LANE, laid, words)
    return top + len(free) * _LANE


def _laid(span: Span, scale: TimeScale, labels: Labels) -> Lane:
    """Lay out a span; its words begin with its bar, or further left where they would not fit."""
    start, end = scale.at(span.made), span.outcome or span.deadline
    until = scale.right if end is None else scale.at(end) + scale.day_width
    words = shortened(_words(span, labels), min(_WORDS, scale.right - scale.left))
    text_at = max(scale.left, min(start, scale.right - len(words) * LETTER))
    due = None if span.deadline is None else scale.at(span.deadline) + scale.day_width
    return Lane(span, start, max(until, start + _LEAST), due, words, text_at)


def _words(span: Span, labels: Labels) -> str:
    one = span.commitment
    issuer = one.issuers[0].name if one.issuers else labels.text("absent", "actor")
    words = one.consequence[0].text if one.consequence else one.act[0].text
    return one_line(f"{issuer}: {labels.text('force', one.force)}, {words}")


def _draw(svg: Node, y: float, laid: Lane, words: SpanWords) -> None:
    span, bar = laid.span, y + 14
    state, deadline = words.labels.text("state", span.state), span.commitment.deadline
    due = f"; deadline {when_words(deadline, words.labels)}" if deadline else ""
    link = svg.link(words.address(span.commitment.id), f"{_words(span, words.labels)} ({state}{due})")
    link.text(laid.words, laid.text_at, y + 10, "ink", font_size="11")
    is_open = span.outcome is None
    link.add(
        "rect", "soft", x=laid.start, y=bar, width=laid.end - laid.start, height=_BAR,
        fill_opacity="0.35" if is_open else "0.8",
    )  # fmt: skip
    if laid.due is not None:
        link.add(
            "path", d=f"M{laid.due:.1f},{bar - 3:.1f}v{_BAR + 6:.1f}", stroke_paint="ink", stroke_width="1.5"
        )
    if span.state in _KEPT:
        link.add("circle", "ink", cx=laid.end, cy=bar + 2, r=3.6)
    elif span.state in _BROKEN:
        cross = f"M{laid.end - 3.4:.1f},{bar - 1.4:.1f}l6.8,6.8m0,-6.8l-6.8,6.8"
        link.add("path", d=cross, stroke_paint="ink", stroke_width="1.8")
    elif not is_open:
        link.add("circle", "paper", cx=laid.end, cy=bar + 2, r=3.2, stroke_paint="ink")
