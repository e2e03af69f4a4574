"""Search over the text of reports, with the words found marked in an excerpt."""

from collections.abc import Sequence
from dataclasses import dataclass

from demarche.index.file import Index
from demarche.index.wanted import match

_OPEN, _CLOSE = "\x02", "\x03"  # no report has these: reading takes them out
_TOKENS = 28  # words of an excerpt
_TITLE_WEIGHT = 4.0  # a word in the title counts so much more than one in the text
_SEARCH = f"""
SELECT report.id, report.title, report.outlet, report.published,
    snippet(report_words, 1, '{_OPEN}', '{_CLOSE}', '…', {_TOKENS})
FROM report_words
JOIN report_number ON report_number.number = report_words.rowid JOIN report ON report.id = report_number.report
WHERE report_words MATCH ? ORDER BY bm25(report_words, {_TITLE_WEIGHT}, 1.0), report.id LIMIT ? OFFSET ?
"""
_COUNT = "SELECT count(*) FROM report_words WHERE report_words MATCH ?"


@dataclass(frozen=True, slots=True)
class Hit:
    """A report that has the words, and an excerpt in pieces: the text, and whether it is what was looked for."""

    report: str
    title: str | None
    outlet: str | None
    published: str | None
    pieces: Sequence[tuple[str, bool]]

    @property
    def plain(self) -> str:
        """The excerpt without marks."""
        return "".join(text for text, _ in self.pieces)


def search_reports(index: Index, words: str, limit: int, skip: int) -> list[Hit]:
    """Return the reports that have all words, the best match first."""
    rows = index.select(_SEARCH, (match(words), limit, skip))
    return [Hit(report, title, outlet, day, _pieces(marked)) for report, title, outlet, day, marked in rows]


def count_reports(index: Index, words: str) -> int:
    """Return how many reports have all words."""
    return int(index.select(_COUNT, (match(words),))[0][0])


def _pieces(marked: str) -> list[tuple[str, bool]]:
    found = []
    for number, part in enumerate(marked.split(_OPEN)):
        inside, closing, after = part.partition(_CLOSE)
        found += [(inside, bool(number) and bool(closing)), (after, False)]
    return [(text, is_hit) for text, is_hit in found if text]
