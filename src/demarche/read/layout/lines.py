"""From the cleaned text to its lines and what their layout says of them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from demarche.lexicon.layout import Layout, Patterns
from demarche.read.layout.clean import PAGE_BREAK, SOFT_HYPHEN
from demarche.read.layout.pieces import Line, LineKind

# A list item of these needs no second one beside it.
_SURE_BULLETS = frozenset("•·‣▪◦●○■□►✓")
_SPACES = " \t"


def split(text: str, layout: Layout) -> list[Line]:
    """Return the lines that are not blank, without the marks that only say what they are."""
    lines = _lines(text, layout.patterns)
    lines = _with_items(lines, layout.patterns)
    return _with_underlined(lines, layout)


def _lines(text: str, patterns: Patterns) -> list[Line]:
    found: list[Line] = []
    position, gap = 0, True
    for raw in text.split("\n"):
        line = _line(raw, position, patterns, gap=gap)
        if line is not None:
            found.append(line)
        gap = line is None
        position += len(raw) + 1
    return found


def _line(raw: str, position: int, patterns: Patterns, *, gap: bool) -> Line | None:
    words = raw.strip(_SPACES)
    if not words:
        return None
    soft = words.endswith(SOFT_HYPHEN)
    indent = len(raw) - len(raw.lstrip(_SPACES))
    start = indent
    words = words.rstrip(SOFT_HYPHEN + _SPACES)
    quoted, kind = False, _kind(words, patterns)
    if words.startswith(">") and (mark := patterns.quote_mark.match(words)):
        quoted = True
        words, start = words[mark.end() :], start + mark.end()
        kind = _kind(words, patterns)
    if words.startswith("#") and (mark := patterns.heading_mark.match(words)):
        kind = "heading"
        words, start = patterns.heading_end.sub("", words[mark.end() :]), start + mark.end()
    if not words:
        return None
    at = position + start
    return Line(at, at + len(words), words, kind, indent, gap, quoted, soft)


def _kind(words: str, patterns: Patterns) -> LineKind:
    if words == PAGE_BREAK:
        return "page"
    if words[:1] in "-*_=~#+" and patterns.rule.fullmatch(words):
        return "rule"
    if words.startswith("[") and patterns.link_definition.fullmatch(words):
        return "rule"
    return "text"


def _with_items(lines: Sequence[Line], patterns: Patterns) -> list[Line]:
    """Return the lines with the marks of list items taken off, where they are marks and not words or dashes."""
    bullets = {
        at: found
        for at, line in enumerate(lines)
        if not line.text[0].isalnum() and line.kind == "text" and (found := patterns.bullet.match(line.text))
    }
    counts = Counter(found["mark"] for found in bullets.values())
    marks = {
        at: found.end()
        for at, found in bullets.items()
        if found["mark"] in _SURE_BULLETS or counts[found["mark"]] > 1 or _introduced(lines, at, found)
    }
    marks |= _enumerated(lines, patterns)
    return [
        replace(line, start=line.start + marks[at], text=line.text[marks[at] :], kind="item")
        if at in marks
        else line
        for at, line in enumerate(lines)
    ]


def _introduced(lines: Sequence[Line], at: int, found: re.Match[str]) -> bool:
    first = lines[at].text[found.end()]
    return at > 0 and lines[at - 1].text.endswith(":") and not first.islower()


def _enumerated(lines: Sequence[Line], patterns: Patterns) -> dict[int, int]:
    """Return the lengths of the marks "1.", "(b)" ... of the lines where at least two of them count up from one."""
    marks: dict[int, int] = {}
    run: dict[int, int] = {}
    for at, line in enumerate(lines):
        found = patterns.enumerator.match(line.text) if line.text[0] in "(0123456789abcdefghij" else None
        if found is None or line.kind != "text":
            continue
        number = int(found["number"]) if found["number"] else ord(found["letter"]) - ord("a") + 1
        if number == 1:
            run = {}
        if number == len(run) + 1:
            run[at] = found.end()
            marks |= run if number > 1 else {}
    return marks


def _with_underlined(lines: Sequence[Line], layout: Layout) -> list[Line]:
    """Return the lines with those that a rule underlines as headings, and without such rules."""
    front_matter = bool(lines) and lines[0].kind == "rule"
    found: list[Line] = []
    for line in lines:
        underline = line.kind == "rule" and line.text[0] in "=-" and not line.gap and not front_matter
        short = bool(found) and len(found[-1].text) <= layout.limits.title_characters
        if underline and short and found[-1].kind == "text" and found[-1].gap:
            found[-1] = replace(found[-1], kind="heading")
        else:
            found.append(line)
    return found
