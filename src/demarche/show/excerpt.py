"""The sentences of a report that a claim stands in, found without a parser."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from demarche.model.parts import Span
from demarche.show.visible import one_line

# A full stop after a word of two small letters or of three, or a digit, with closing quotes, before a capital or an
# opening quote; "Mr." is none, and an abbreviation taken for an end only makes the excerpt shorter.
_END = re.compile(r"(?:[a-z]{2}|\w{3}|\d)[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[]*[A-Z0-9])")
_PARAGRAPH = re.compile(r"\n\s*\n")
_REACH = 400


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Offsets of a stretch of the report's text, and whether it begins or ends in mid-sentence."""

    start: int
    end: int
    cut_before: bool
    cut_after: bool


def excerpts(text: str, spans: Iterable[Span]) -> list[Excerpt]:
    """Return the sentences around the spans, in text order, those that touch joined."""
    found: list[Excerpt] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        one = _around(text, span.start, min(span.end, len(text)))
        if found and one.start <= found[-1].end:
            last = found[-1]
            if one.end > last.end:
                found[-1] = Excerpt(last.start, one.end, last.cut_before, one.cut_after)
        else:
            found.append(one)
    return found


def _around(text: str, start: int, end: int) -> Excerpt:
    left = max(start - _REACH, 0)
    breaks = [match.end() for pattern in (_PARAGRAPH, _END) for match in pattern.finditer(text, left, start)]
    right = min(end + _REACH, len(text))
    stops = [len(text)] if right == len(text) else []
    for pattern in (_PARAGRAPH, _END):
        match = pattern.search(text, max(end - 4, start), right)
        if match is not None and match.end() > end:
            stops.append(match.end())
    first = max(breaks) if breaks else left
    last = min(stops) if stops else right
    while last > end and text[last - 1].isspace():
        last -= 1
    return Excerpt(first, last, not breaks and left > 0, not stops)


def sentences(text: str) -> list[tuple[int, int, str]]:
    """Return all sentences of a text: offsets of first and end, and the words; in text order."""
    ends = sorted(
        {match.end() for pattern in (_PARAGRAPH, _END) for match in pattern.finditer(text)} | {len(text)}
    )
    starts = [0, *ends[:-1]]
    return [
        (start, end, one_line(text[start:end]))
        for start, end in zip(starts, ends, strict=True)
        if text[start:end].strip()
    ]
