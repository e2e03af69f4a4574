"""Spans of a text as sets of tokens: which of two lists belong together."""

import re
from collections.abc import Iterable, Mapping, Sequence

from bench.common.events import Range

Tokens = frozenset[int]

_TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")


def tokens_of(text: str) -> tuple[Range, ...]:
    """Return where the tokens of a text stand: words with their apostrophes, and single marks."""
    return tuple(match.span() for match in _TOKEN.finditer(text))


def touched(ranges: Iterable[Range], tokens: Sequence[Range]) -> Tokens:
    """Return the indices of the tokens that have a character in one of the ranges."""
    places = tuple(ranges)
    return frozenset(
        index
        for index, (start, end) in enumerate(tokens)
        if any(start < right and left < end for left, right in places)
    )


def jaccard(one: Tokens, other: Tokens) -> float:
    """Return the share of the tokens of either that both have; 0 if there are none."""
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def matched(likeness: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Return which right index goes with which left one: the likest pairs first, each index once."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    for left, right in sorted(likeness, key=lambda pair: (-likeness[pair], pair)):
        if left not in found and right not in taken:
            found[left] = right
            taken.add(right)
    return found
