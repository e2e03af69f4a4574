"""What a page prints around the text: page breaks, page numbers, running heads."""

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from demarche.lexicon.layout import Layout
from demarche.read.layout import joins
from demarche.read.layout.breaks import goes_on, habits
from demarche.read.layout.pieces import Cut, Line, Passage

_NOT_LETTERS = re.compile(r"[\d\W_]+")
_LEADING = re.compile(r"\s*/\s*")
_NUMBERED = re.compile(r"^\d{1,3}\b|\b\d{1,3}$")


def lines_alone(lines: Sequence[Line], layout: Layout) -> frozenset[int]:
    """Return the indices of the lines that may be page furniture, so that no paragraph takes them in."""
    short = {
        at: _key(line.text)
        for at, line in enumerate(lines)
        if line.kind == "text" and len(line.text) <= layout.limits.heading_characters
    }
    counts = Counter(short.values())
    return frozenset(
        at
        for at, key in short.items()
        if layout.patterns.page_digits.fullmatch(lines[at].text)
        or layout.patterns.page_number.fullmatch(lines[at].text)
        or (key and counts[key] > 1 and not joins.is_ended(lines[at].text, layout))
    )


def strip(passages: Sequence[Passage], layout: Layout) -> tuple[list[Passage], list[Cut]]:
    """Return the passages without page furniture, and the furniture."""
    reasons: dict[int, str] = {}
    for at, passage in enumerate(passages):
        if passage.kind == "page":
            reasons[at] = "page break"
        elif _is_short(passage, layout) and layout.patterns.page_number.fullmatch(passage.text):
            reasons[at] = "page number"
    values = _values(passages, layout)
    heads = {at for at, passage in enumerate(passages) if at not in reasons and _is_head(passage, layout)}
    split = _Split(passages, reasons.keys() | values.keys() | heads, layout)
    reasons |= dict.fromkeys(_page_numbers(values, reasons, split), "page number")
    reasons |= dict.fromkeys(_running_heads(passages, heads - values.keys(), reasons, split), "running head")
    kept = [
        replace(passage, page_before=True) if at - 1 in reasons else passage
        for at, passage in enumerate(passages)
        if at not in reasons and passage.kind != "rule"
    ]
    return kept, [Cut(passages[at].start, passages[at].end, reasons[at]) for at in sorted(reasons)]


def _is_short(passage: Passage, layout: Layout) -> bool:
    return passage.kind in {"text", "heading"} and len(passage.text) <= layout.limits.heading_characters


def _is_head(passage: Passage, layout: Layout) -> bool:
    """Whether the passage has the form of a running head."""
    is_free = passage.role in {"paragraph", "heading"} and _is_short(passage, layout)
    return is_free and bool(_key(passage.text)) and not joins.is_ended(passage.text, layout)


def _key(text: str) -> str:
    """Return what a running head has in common with its next, which may have another number."""
    return _NOT_LETTERS.sub(" ", text.lower()).strip()


def _values(passages: Sequence[Passage], layout: Layout) -> dict[int, int]:
    """Return the numbers that stand alone, by the place of their passage."""
    return {
        at: int(_LEADING.split(passage.text)[0])
        for at, passage in enumerate(passages)
        if _is_short(passage, layout)
        and passage.role == "paragraph"
        and layout.patterns.page_digits.fullmatch(passage.text)
    }


def _page_numbers(values: Mapping[int, int], reasons: Container[int], split: "_Split") -> set[int]:
    """Return the numbers that are those of pages: beside a page break, in mid-sentence, or counting on from such."""
    sure = {at for at in values if _is_beside(at, reasons) or split.is_inside(at)}
    counting: set[int] = set()
    for at, following in pairwise(sorted(values)):
        if values[following] == values[at] + 1 and following > at + 1:
            counting |= {at, following}
    return sure | counting if sure else set()


def _running_heads(
    passages: Sequence[Passage], heads: AbstractSet[int], reasons: Container[int], split: "_Split"
) -> set[int]:
    """Return the short lines that come again at pages' ends, or stand in mid-sentence, again or with a page number."""
    keys = {at: _key(passages[at].text) for at in heads}
    known = {_key(passage.text) for passage in passages if passage.role in {"title", "outlet"}}
    counts = Counter(keys.values())
    beside = Counter(keys[at] for at in heads if _is_beside(at, reasons))
    found: set[int] = set()
    for at, key in keys.items():
        is_beside = _is_beside(at, reasons)
        again = counts[key] > 1 or key in known or _NUMBERED.search(passages[at].text) is not None
        is_head = split.is_inside(at) and (again or (is_beside and _is_display(passages[at].text)))
        if is_head or (is_beside and (beside[key] > 1 or key in known)):
            found.add(at)
    return found


def _is_display(text: str) -> bool:
    """Whether every word begins with a capital, of more than one."""
    words = text.split()
    return len(words) > 1 and all(word[0].isupper() or not word[0].isalpha() for word in words)


class _Split:
    """The passages on both sides of what may be furniture."""

    def __init__(self, passages: Sequence[Passage], furniture: AbstractSet[int], layout: Layout) -> None:
        self._layout = layout
        self._habits = habits(passages, layout)
        self._before = _last_kept(passages, furniture)
        self._after = _last_kept(passages[::-1], {len(passages) - 1 - at for at in furniture})[::-1]

    def is_inside(self, at: int) -> bool:
        """Whether the passages around this one are the halves of a sentence."""
        before, after = self._before[at], self._after[at]
        if before is None or after is None:
            return False
        return goes_on([before], after, self._habits, self._layout)


def _last_kept(passages: Sequence[Passage], furniture: AbstractSet[int]) -> list[Passage | None]:
    """Return for each passage the last before it that is no furniture."""
    found: list[Passage | None] = []
    last: Passage | None = None
    for at, passage in enumerate(passages):
        found.append(last)
        last = last if at in furniture else passage
    return found


def _is_beside(at: int, reasons: Container[int]) -> bool:
    """Whether sure furniture is the neighbour of this passage."""
    return at - 1 in reasons or at + 1 in reasons
