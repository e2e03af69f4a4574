"""From lines to passages: which line ends are those of a paragraph, and which only those of the page's width."""

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from demarche.lexicon.layout import Layout
from demarche.read.layout import joins, marks
from demarche.read.layout.pieces import Edit, Line, Passage, edited


@dataclass(frozen=True, slots=True)
class Setting:
    """How the lines are set: the width they were wrapped at, if they were, and how far most are indented."""

    width: int | None
    indent: int
    spaced: bool = False
    """Whether paragraphs are told apart by empty lines and by nothing else."""


def setting_of(lines: Sequence[Line], alone: Container[int], layout: Layout, *, spaced: bool) -> Setting:
    """Return how the lines are set."""
    indents = Counter(line.indent for line in lines)
    most = max(indents, key=lambda at: (indents[at], -at), default=0)
    return Setting(None if spaced else wrap_width(lines, alone, layout), most, spaced)


def passages(
    text: str,
    lines: Sequence[Line],
    alone: Container[int],
    setting: Setting,
    known: frozenset[str],
    layout: Layout,
) -> list[Passage]:
    """Return the passages that the lines make up; a line of `alone` (indices) is a passage of its own."""
    return [_passage(text, group, known, layout) for group in _groups(lines, alone, setting, layout)]


def wrap_width(lines: Sequence[Line], alone: Container[int], layout: Layout) -> int | None:
    """Return the width at which the lines were wrapped, or None if line ends are those of paragraphs."""
    limits = layout.limits
    inner = [
        line
        for at, (line, following) in enumerate(pairwise(lines))
        if not following.gap and line.kind in {"text", "item"} and at not in alone and at + 1 not in alone
    ]
    unended = sum(not joins.is_ended(line.text, layout) for line in inner)
    if len(inner) <= 1 or unended < limits.wrap_unended_share * len(inner):
        return None
    widths = Counter(_edge(line) for line in inner)
    enough = max(2.0, limits.wrap_full_share * len(inner))
    for width in sorted(widths, reverse=True):
        if width > limits.wrap_longest:
            continue
        if sum(widths[width - less] for less in range(limits.wrap_slack + 1)) >= enough:
            return width
    return None


def _edge(line: Line) -> int:
    return line.indent + len(line.text)


def _groups(
    lines: Sequence[Line], alone: Container[int], setting: Setting, layout: Layout
) -> Iterator[list[Line]]:
    group: list[Line] = []
    for at, line in enumerate(lines):
        apart = at in alone or at - 1 in alone
        if group and (apart or not _continues(group, line, setting, layout)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _continues(group: Sequence[Line], line: Line, setting: Setting, layout: Layout) -> bool:
    first, last = group[0], group[-1]
    if line.gap or line.kind != "text" or last.kind not in {"text", "item"} or line.quoted != last.quoted:
        return False
    if setting.spaced or last.soft or (first.kind == "item" and line.indent > first.indent):
        return True
    is_full = setting.width is not None and _is_full(last, line, setting.width)
    if joins.is_ended(last.text, layout):
        return is_full and line.indent <= setting.indent
    if joins.is_unfinished(last.text, layout) or joins.first_word(line.text)[:1].islower():
        return True
    if setting.width is None:
        return first.start > 0 and _is_sentence_part(last, layout)
    is_ragged = layout.limits.ragged_share * setting.width <= _edge(last) <= setting.width
    return is_full or is_ragged


def _is_sentence_part(last: Line, layout: Layout) -> bool:
    """Whether a line that just stops, in a text that is not wrapped, is long enough to be no heading."""
    least = layout.limits.fragment_words
    return joins.count_words(last.text, least) > least and len(last.text) <= layout.limits.wrap_longest


def _is_full(last: Line, line: Line, width: int) -> bool:
    """Whether the next line's first word had no room any more."""
    return _edge(last) <= width < _edge(last) + 1 + len(line.text.split(None, 1)[0])


def _passage(text: str, group: Sequence[Line], known: frozenset[str], layout: Layout) -> Passage:
    start, end = group[0].start, group[-1].end
    edits = marks.edits(text, start, end, layout)
    for line, following in pairwise(group):
        if line.soft and following.text[0].islower():
            edits.append(Edit(line.end, following.start, "", mended=True))
        else:
            edits.append(joins.join(text, line.end, following.start, known, layout.words))
    edits.sort(key=lambda edit: edit.start)
    return Passage(start, end, edited(text, start, end, edits), tuple(edits), group[0].kind)
