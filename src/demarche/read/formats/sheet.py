"""Puts the strings of printed pages in the order of reading: lines, columns, paragraphs, what stands at the edges.

The widths of strings are not known, only where each begins and how large it is set; a string's width is estimated from
its characters, so that all that depends on it is meant to hold with a tenth more or less.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from demarche.lexicon.layout import Layout
from demarche.read.escape import HEADING, escaped
from demarche.read.layout.clean import PAGE_BREAK
from demarche.read.layout.pieces import Cut

_NARROW = frozenset("iljtfrI.,;:'’‘|!()[]-·/\" ")
_WIDE = frozenset("mwMW—@%")
_EDGE = 0.1  # of the page's height, where running heads and page numbers stand
_APART = 1.5  # of the distance of lines: what stands so far apart is no line of the same block
_GAP = 1.3  # of the distance of lines: so much parts paragraphs
_INDENT = 0.7  # of the size: so far in begins a paragraph
_LARGER = 1.15  # times the size of the text: a heading
_SHORT = 0.8  # of a column: a line that ends before has ended its paragraph, if it ends a sentence
_COLUMN = 0.18  # of the page's width: columns begin at least so far apart
_LEAST_LINES = 4  # that make a column
_SPANS = 1.25  # times a column's width: a line so long spans columns
_HEADING_LEADING = 1.3  # times the size: about the distance of a heading's lines
_LONG_HEADING = 300  # characters; a whole text in large letters is no heading
_SAME_HEIGHT = 0.45  # of the size: nearer lines are one
_ENDS = (".", "!", "?", "”", '"', ":", "…", ")", "’")


@dataclass(frozen=True, slots=True)
class Piece:
    """A string with the place where it begins, in points from the lower left corner, and its size."""

    x: float
    y: float
    size: float
    bold: bool
    text: str

    @property
    def right(self) -> float:
        """About where it ends."""
        units = sum(
            0.29
            if character in _NARROW
            else 0.8
            if character in _WIDE
            else 0.64
            if character.isupper()
            else 0.48
            for character in self.text
        )
        return self.x + units * self.size


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its strings, as they come, and its measures in points."""

    pieces: tuple[Piece, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Type:
    """How the running text of a document is set: its size, and the distance of its lines."""

    size: float
    leading: float


@dataclass(frozen=True, slots=True)
class Printed:
    """The text of the pages, form feeds between them, empty lines between paragraphs, headings marked.

    `edges` are the stretches that repeat at the edges of pages, and what they are.
    """

    text: str
    edges: tuple[Cut, ...]


def laid_out(sheets: Sequence[Sheet], layout: Layout) -> Printed:
    """Return the text of the pages in the order of reading."""
    setting = _setting(sheets)
    split = [_edges(_lines(sheet.pieces), sheet, setting) for sheet in sheets]
    printed = Counter(key for top, _, bottom in split for key in {_key(line) for line in (*top, *bottom)})
    writer = _Writer()
    for number, (sheet, (top, body, bottom)) in enumerate(zip(sheets, split, strict=True)):
        if number:
            writer.write(PAGE_BREAK)
        for line in top:
            # What stands above the first page may be all that names the outlet and the day.
            repeats = number > 0 and printed[_key(line)] > 1
            writer.write(escaped(line.text), _edge_kind(line, layout, repeats=repeats))
        for block in _blocks(body, sheet, setting):
            writer.write("\n".join(_paragraphs(block, setting)))
        for line in bottom:
            repeats = printed[_key(line)] > 1
            writer.write(escaped(line.text), _edge_kind(line, layout, repeats=repeats))
    return writer.printed()


class _Writer:
    """Puts blocks one under the other, with an empty line between them."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._cuts: list[Cut] = []
        self._length = 0

    def write(self, text: str, why: str | None = None) -> None:
        """Add a block, and say what it is if it is no part of the report."""
        start = self._length + (2 if self._parts else 0)
        self._parts.append(text)
        self._length = start + len(text)
        if why is not None:
            self._cuts.append(Cut(start, self._length, why))

    def printed(self) -> Printed:
        """Return what has been written."""
        return Printed("\n\n".join(self._parts), tuple(self._cuts))


def _key(line: Piece) -> str:
    return "".join(character for character in line.text.lower() if character.isalpha())


def _edge_kind(line: Piece, layout: Layout, *, repeats: bool) -> str | None:
    """Return what a line at the edge of a page is if it is no part of the report."""
    patterns = layout.patterns
    if patterns.page_number.fullmatch(line.text) or patterns.page_digits.fullmatch(line.text):
        return "page number"
    return "running head" if repeats else None


def _setting(sheets: Sequence[Sheet]) -> _Type:
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for piece in sheet.pieces:
            sizes[round(piece.size * 2) / 2] += len(piece.text)
    size = max(sizes, key=lambda one: (sizes[one], -one))
    steps = [
        before.y - after.y
        for sheet in sheets
        for before, after in pairwise(sheet.pieces)
        if abs(before.size - size) < 1 and abs(after.size - size) < 1
        if 0.8 * size < before.y - after.y < 2.5 * size
    ]
    return _Type(size, median(steps) if steps else size * 1.2)


def _lines(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the lines: strings put together that stand beside each other, as the pieces of a line do that fonts change in."""
    found: list[Piece] = []
    for piece in pieces:
        last = found[-1] if found else None
        if (
            last is not None
            and abs(last.y - piece.y) < 0.3 * last.size
            and 0 <= piece.x - last.right < 1.2 * last.size + 0.1 * (last.right - last.x)
        ):
            found[-1] = replace(last, text=f"{last.text} {piece.text}", bold=last.bold and piece.bold)
        else:
            found.append(piece)
    return found


def _edges(
    lines: Sequence[Piece], sheet: Sheet, setting: _Type
) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """Return the lines at the upper edge, those between, and those at the lower, by what stands apart from the rest."""
    ordered = sorted(lines, key=lambda line: (-line.y, line.x))
    limit = _EDGE * sheet.height
    top = _apart([line for line in ordered if sheet.height - line.y <= limit], ordered, setting)
    bottom = _apart([line for line in ordered if line.y <= limit], ordered, setting)
    edge = {id(line) for line in [*top, *bottom]}
    return top, [line for line in lines if id(line) not in edge], bottom


def _apart(near: Sequence[Piece], lines: Sequence[Piece], setting: _Type) -> list[Piece]:
    """Return the lines near an edge that nothing of the inner page stands close to, none larger than the text."""
    inner = {id(line) for line in lines} - {id(line) for line in near}
    rest = [line for line in lines if id(line) in inner]
    found = list(near)
    while found:
        touching = [
            one
            for one in found
            if one.size > _LARGER * setting.size
            or any(abs(one.y - other.y) < _APART * max(setting.leading, 1.2 * other.size) for other in rest)
        ]
        if not touching:
            break
        rest += touching
        found = [one for one in found if one not in touching]
    return found if rest else []


def _blocks(lines: Sequence[Piece], sheet: Sheet, setting: _Type) -> Iterator[list[Piece]]:
    """Yield what is read on without a break: a column, or the lines that span the columns."""
    columns = _columns(lines, sheet, setting)
    if len(columns) <= 1:
        yield _rows(lines)
        return
    width = min(after - before for before, after in pairwise(columns))
    spanning = _spanning(lines, columns, width)
    rest = [line for line in lines if line not in spanning]
    floor = float("inf")
    for group in [*_runs(spanning, setting), []]:
        upper = group[0].y if group else float("-inf")
        between = [line for line in rest if upper < line.y <= floor]
        yield from _by_column(between, columns)
        if group:
            yield group
            floor = upper


def _by_column(lines: Sequence[Piece], columns: Sequence[float]) -> Iterator[list[Piece]]:
    found = [_rows([line for line in lines if _column(line, columns) == at]) for at in range(len(columns))]
    whole = [line for column in found for line in column]
    if whole:
        yield whole


def _runs(lines: Sequence[Piece], setting: _Type) -> list[list[Piece]]:
    """Return the lines from above, those together that nothing stands between."""
    groups: list[list[Piece]] = []
    for line in _rows(lines):
        if groups and groups[-1][-1].y - line.y < 2 * max(setting.leading, 1.3 * line.size):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _rows(lines: Sequence[Piece]) -> list[Piece]:
    """Return the lines from above, those put together that stand on one height, as words in another type do."""
    found: list[list[Piece]] = []
    for line in sorted(lines, key=lambda line: -line.y):
        if found and found[-1][0].y - line.y < _SAME_HEIGHT * line.size:
            found[-1].append(line)
        else:
            found.append([line])
    return [_row(sorted(row, key=lambda line: line.x)) for row in found]


def _row(row: Sequence[Piece]) -> Piece:
    largest = max(row, key=lambda line: len(line.text))
    text = " ".join(line.text for line in row)
    return replace(largest, x=row[0].x, text=text, bold=all(line.bold for line in row))


def _columns(lines: Sequence[Piece], sheet: Sheet, setting: _Type) -> list[float]:
    """Return where the columns of the running text begin, from the left."""
    starts = sorted(line.x for line in lines if abs(line.size - setting.size) < 1)
    clusters: list[list[float]] = []
    for start in starts:
        if clusters and start - clusters[-1][0] < _COLUMN * sheet.width:
            clusters[-1].append(start)
        else:
            clusters.append([start])
    least = max(_LEAST_LINES, 0.1 * len(starts))
    return [min(cluster) for cluster in clusters if len(cluster) >= least]


def _column(line: Piece, columns: Sequence[float]) -> int:
    return max((at for at, start in enumerate(columns) if start <= line.x + line.size), default=0)


def _spanning(lines: Sequence[Piece], columns: Sequence[float], width: float) -> list[Piece]:
    """Return the lines that span columns, with the last lines of headings that do, which may be shorter."""
    found: list[Piece] = []
    for line in sorted(lines, key=lambda line: -line.y):
        above = found[-1] if found else None
        goes_on = (
            above is not None
            and abs(above.size - line.size) < 1
            and abs(above.x - line.x) < line.size
            and above.y - line.y < 2 * line.size
            and above.bold == line.bold
        )
        if goes_on or _spans(line, columns, width):
            found.append(line)
    return found


def _spans(line: Piece, columns: Sequence[float], width: float) -> bool:
    at = _column(line, columns)
    is_last = at + 1 == len(columns)
    return not is_last and line.right - line.x > _SPANS * width


def _paragraphs(lines: Sequence[Piece], setting: _Type) -> Iterator[str]:
    """Yield the lines with an empty one where a paragraph ends; the lines of a heading are one."""
    heading: list[str] = []
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        parts = before is not None and _parts(before, line, _left(lines, at), _right(lines), setting)
        if heading and (parts or not _is_heading(line, setting)):
            yield from (HEADING + " ".join(heading), "")
            heading = []
        elif parts:
            yield ""
        if _is_heading(line, setting) and (heading or before is None or parts):
            heading.append(escaped(line.text))
        else:
            yield escaped(line.text)
    if heading:
        yield HEADING + " ".join(heading)


def _is_heading(line: Piece, setting: _Type) -> bool:
    return line.size >= _LARGER * setting.size and len(line.text) <= _LONG_HEADING


def _left(lines: Sequence[Piece], at: int) -> float:
    """Return where the column of a line begins: the least of the lines around it that begin near it."""
    near = [
        line.x for line in lines[max(at - 6, 0) : at + 7] if abs(line.x - lines[at].x) < 4 * lines[at].size
    ]
    return min(near)


def _right(lines: Sequence[Piece]) -> float:
    """Return about how wide the lines are that are full."""
    widths = sorted(line.right - line.x for line in lines)
    return widths[int(0.8 * (len(widths) - 1))]


def _parts(before: Piece, line: Piece, left: float, width: float, setting: _Type) -> bool:
    """Whether a paragraph ends between two lines."""
    if max(before.size, line.size) >= 1.1 * min(before.size, line.size):
        return True
    step = before.y - line.y
    # Lines of larger letters stand further apart.
    usual = setting.leading if line.size < _LARGER * setting.size else _HEADING_LEADING * line.size
    is_further = step > _GAP * usual
    if step > 0 and (is_further or before.bold != line.bold):
        return True
    is_indented = line.x - left > _INDENT * line.size
    ended = before.text.endswith(_ENDS) and before.right - before.x < _SHORT * width
    if step <= 0:  # from the foot of a column to the head of the next
        return is_indented or ended
    return ended or (is_indented and before.x - left <= _INDENT * before.size)
