"""demarche's resolver of times as the benchmark of times sees it."""

import re
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from bench.common.readings import reading_of
from bench.resolving.time import FindTimes, TimePrediction
from bench.resolving.time_files import TimeText
from bench.resolving.time_timex import timexes
from demarche.lexicon.calendar import load_calendar
from demarche.model.reading import Block, Reading
from demarche.parse.load import load_engine
from demarche.resolve.times.finder import read_times
from demarche.resolve.times.memory import published_period

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_ENDED = re.compile(r"[.!?:][\"'”’)]*\s*$")
_WRAPPED = range(40, 120)  # characters of a line that may have been cut only to fit a page


def load_finder() -> FindTimes:
    """Return the finder of times, loaded: a text is parsed as it stands, only the last step is timed."""
    engine, calendar = load_engine(), load_calendar()

    def find(item: TimeText) -> TimePrediction:
        reading = reading_in_place(item.text, item.published)
        syntax = engine.parse(reading)
        published = published_period(item.published)
        began = time.thread_time()
        times = list(read_times(syntax, published, calendar))
        seconds = time.thread_time() - began
        found = (timex for one in times for timex in timexes(one, syntax, reading))
        return TimePrediction(item.id, tuple(found), seconds)

    return find


def reading_in_place(text: str, published: str | None) -> Reading:
    """Return a text as a report with the same offsets: nothing removed, line breaks within paragraphs made spaces."""
    letters = list(text)
    blocks: list[Block] = []
    for start, end in _paragraphs(text):
        letters[start:end] = text[start:end].replace("\n", " ")
        blocks.append(Block(start, end, "paragraph"))
    reading = reading_of(["".join(letters)])
    report = replace(reading.report, published=published)
    return replace(reading, report=report, blocks=tuple(blocks))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield where paragraphs stand: a line ends one unless it seems to have been wrapped."""
    lines = [match.span() for match in _LINE.finditer(text)]
    start = lines[0][0] if lines else 0
    for (begin, end), (following, _) in pairwise(lines):
        is_apart = "\n\n" in text[end:following] or _ENDED.search(text, begin, end)
        if is_apart or not (end - begin in _WRAPPED or text[following].islower()):
            yield start, end
            start = following
    if lines:
        yield start, lines[-1][1]
