"""`read`: what is understood of saved pages and printed reports, against what people see in them.

A page is a file with another of the same name that ends in `.yaml`: `title`, `byline`, `outlet`, `published` and `text`, the
list of its paragraphs, headings and list items in the order of reading, without the headline. What is read is the same
without title, byline, date lines. `text` has precision, recall and F1 over words: the words that a longest common
subsequence (as `difflib` finds it) has, so that words in the wrong order count on neither side. `paragraphs` is the share of
the expected paragraphs that a block, from its first to its last character, is (a dateline counts to its paragraph).
`title`, `byline`, `outlet` and `published` are shares of the pages where just that was found, or nothing where there is
nothing. `placed` is the share of the words read that have a place in the input, of pages of HTML.
Each figure is also given by format.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import msgspec
import yaml

from bench.common.benchmark import (
    BenchError,
    Benchmark,
    Data,
    Figure,
    Figures,
    Item,
    Prediction,
    located,
    paired,
)
from bench.common.measures import Counts, share
from demarche.lexicon.layout import load_layout
from demarche.model.reading import CODED_ROLES, Reading
from demarche.read.load import load

PAGES = Path(__file__).parents[2] / "tests" / "pages"
_FACTS = ("title", "byline", "outlet", "published")
_SUFFIXES = (".html", ".pdf")
_DATELINE = "dateline"


@dataclass(frozen=True, slots=True)
class Page(Item):
    """What people see in a page."""

    path: Path
    title: str | None
    byline: tuple[str, ...]
    outlet: str | None
    published: str | None
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Understanding(Prediction):
    """What is read of it; `words` and `placed` count those read, and those that have a place in the input."""

    title: str | None
    byline: tuple[str, ...]
    outlet: str | None
    published: str | None
    text: tuple[str, ...]
    words: int
    placed: int


class _Expected(msgspec.Struct, forbid_unknown_fields=True):
    title: str | None
    byline: tuple[str, ...]
    outlet: str | None
    published: str | None
    text: tuple[str, ...]


class ReadBenchmark(Benchmark[Page, Understanding]):
    """How well pages and printed reports are read."""

    name = "read"
    purpose = "text and metadata of saved pages and PDFs"
    usual = (".",)
    at_least = (
        "all.text.*",
        "all.paragraphs",
        *(f"all.{fact}" for fact in _FACTS),
        "*.text.f1",
        "placed",
    )
    prediction = Understanding

    def files(self, data: Data) -> Sequence[Path]:
        """Return the pages and what is expected of them, of the folder or of the repository."""
        folder = PAGES if data.path is None else located(self, data)
        pages = [path for path in sorted(folder.glob("*")) if path.suffix in _SUFFIXES]
        if not pages:
            raise BenchError(f"no pages in {folder}")
        return [file for page in pages for file in (page, page.with_suffix(".yaml"))]

    def items(self, data: Data) -> Sequence[Page]:
        """Return the pages; raise `BenchError` where what is expected is not of the format."""
        return [_page(path) for path in self.files(data) if path.suffix in _SUFFIXES]

    def predict(self, items: Sequence[Page]) -> Iterator[Understanding]:
        """Yield what is read of each page."""
        layout = load_layout()
        for item in items:
            yield _understanding(item.id, load(item.path, layout).reading)

    def score(self, items: Sequence[Page], predictions: Sequence[Understanding]) -> Figures:
        """Return the figures, of all pages and by format."""
        pairs = paired(items, predictions)
        found: dict[str, Figure] = {"all": _figures(pairs)}
        for suffix in _SUFFIXES:
            of_format = [(page, read) for page, read in pairs if page.path.suffix == suffix]
            if of_format:
                found[suffix[1:]] = _figures(of_format)
        words = [(read.placed, read.words) for page, read in pairs if page.path.suffix == ".html"]
        found["placed"] = share(sum(placed for placed, _ in words), sum(read for _, read in words))
        return found

    def errors(self, items: Sequence[Page], predictions: Sequence[Understanding]) -> str:
        """Return what differs, page by page."""
        lines: list[str] = []
        for page, read in paired(items, predictions):
            told = [
                f"* {name}: {getattr(page, name)!r}, not {getattr(read, name)!r}"
                for name in _FACTS
                if getattr(page, name) != getattr(read, name)
            ]
            told += [f"* missing: {text}" for text in page.text if text not in read.text]
            told += [f"* too much: {text}" for text in read.text if text not in page.text]
            if told:
                lines += f"## {page.id}", "", *told, ""
        return "\n".join(lines)


def _page(path: Path) -> Page:
    try:
        expected = msgspec.convert(
            yaml.safe_load(path.with_suffix(".yaml").read_text(encoding="utf-8")), _Expected
        )
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise BenchError(f"{path.with_suffix('.yaml').name}: {error}") from error
    return Page(
        path.name, path, expected.title, expected.byline, expected.outlet, expected.published, expected.text
    )


def _understanding(name: str, reading: Reading) -> Understanding:
    report = reading.report
    words = [(start, end) for start, end in _words(report.text)]
    placed = sum(bool(reading.span(start, end).source) for start, end in words)
    facts: dict[str, Any] = {fact: getattr(report, fact) for fact in _FACTS}
    return Understanding(name, **facts, text=tuple(_paragraphs(reading)), words=len(words), placed=placed)


def _paragraphs(reading: Reading) -> Iterator[str]:
    """Yield the paragraphs, headings and items, a dateline with the paragraph that it opens."""
    start: int | None = None
    for block in reading.blocks:
        if block.role == _DATELINE:
            start = block.start
        elif block.role in CODED_ROLES - {"title"}:
            yield reading.report.text[block.start if start is None else start : block.end]
            start = None


def _words(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for word in text.split():
        at = text.index(word, at)
        yield at, at + len(word)
        at += len(word)


def _figures(pairs: Sequence[tuple[Page, Understanding]]) -> Figures:
    counts = sum((_compared(page, read) for page, read in pairs), Counts(0, 0, 0))
    expected = [text in read.text for page, read in pairs for text in page.text]
    facts = {
        fact: share(sum(getattr(page, fact) == getattr(read, fact) for page, read in pairs), len(pairs))
        for fact in _FACTS
    }
    return {
        "pages": len(pairs),
        "text": {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1},
        "paragraphs": share(sum(expected), len(expected)),
        **facts,
    }


def _compared(page: Page, read: Understanding) -> Counts:
    gold, found = (" ".join(side).split() for side in (page.text, read.text))
    common = sum(
        match.size for match in SequenceMatcher(None, gold, found, autojunk=False).get_matching_blocks()
    )
    return Counts(len(gold), len(found), common)
