"""Reports made of paragraphs that a data set gives, for benchmarks that measure a parser without `read`."""

from collections.abc import Sequence
from typing import Protocol

from demarche.model.reading import Block, Reading
from demarche.model.records import Report
from demarche.model.syntax import Syntax


class Parses(Protocol):
    """What the benchmarks need of a parser."""

    def parse(self, reading: Reading) -> Syntax:
        """Return the words and sentences of a report."""


def reading_of(paragraphs: Sequence[str]) -> Reading:
    """Return a report of the paragraphs, as `read` would hand it on; its blocks are theirs, in order."""
    blocks: list[Block] = []
    at = 0
    for paragraph in paragraphs:
        blocks.append(Block(at, at + len(paragraph), "paragraph"))
        at += len(paragraph) + 2
    report = Report(
        id="r:" + "0" * 16,
        path="",
        url=None,
        sha256="0" * 64,
        title=None,
        byline=(),
        outlet=None,
        published=None,
        language="en",
        text="\n\n".join(paragraphs),
        removed=(),
        mended=(),
    )
    return Reading(report, None, tuple(blocks), None, ())
