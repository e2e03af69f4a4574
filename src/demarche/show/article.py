"""A report as it stands on the page: its paragraphs with their marks, and the cards of its claims."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demarche.lexicon.evaluation import EvaluationRules
from demarche.model.coded import CodedReport
from demarche.model.records import Claim, Event, Report
from demarche.show.cards import Card, Place, card
from demarche.show.fence import Fence, fenced, fences
from demarche.show.fields import Wording
from demarche.show.labels import Labels
from demarche.show.numbering import numbers
from demarche.show.order import in_text_order, problems_in_text_order
from demarche.show.pieces import Piece, set_text
from demarche.show.segments import paragraphs
from demarche.show.visible import one_line
from demarche.show.words import day_words, quoted

_FRONT_LENGTH = 90
_SENTENCE_ENDS = (".", "!", "?", "…", "”", ")", ":")
_LINKED = ("http://", "https://")
KINDS: tuple[str, ...] = ("event", "statement", "commitment")


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph, what kind of one it is, and the cards of the claims that begin in it."""

    kind: str
    pieces: tuple[Piece, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a report comes from, as its heading says; what is not known is empty."""

    outlet: str
    published: str
    path: str
    url: str
    language: str


@dataclass(frozen=True, slots=True)
class Article:
    """A report on the page; `quads` are the quad classes of its events, `links` where its claims are reached.

    `fences` are where it judges in words of its own.
    """

    anchor: str
    heading: str
    source: Source
    rows: tuple[Row, ...]
    quads: tuple[int, ...]
    counts: dict[str, int]
    problems: tuple[str, ...]
    removed: tuple[str, ...]
    mended: int
    links: dict[str, Place]
    fences: tuple[Fence, ...]

    @property
    def has_own_title(self) -> bool:
        """Whether the title stands in the text, where its claims are marked."""
        return any(row.kind == "title" for row in self.rows)


def article(
    coded: CodedReport, number: int, labels: Labels, evaluation: EvaluationRules, *, repeated: bool
) -> Article:
    """Return a report laid out, the `number`th of its page; one that stood there before gets anchors of its own."""
    report = coded.report
    claims = in_text_order(entry.claim for entry in coded.claims)
    places = _places(claims, number, repeated=repeated)
    counts: Counter[str] = Counter(claim.kind for claim in claims)
    own = fences(fenced(report.text, claims, evaluation), report.text, labels, number)
    return Article(
        anchor=f"report-{number}",
        heading=one_line(report.title or report.path),
        source=_source(report, labels),
        rows=_rows(coded, claims, places, Wording(labels, "the report"), own),
        quads=tuple(claim.quad for claim in claims if isinstance(claim, Event)),
        counts={kind: counts[kind] for kind in KINDS},
        problems=tuple(_problems(coded)),
        removed=tuple(dict.fromkeys(one_line(part.why) for part in report.removed)),
        mended=len(report.mended),
        links={claim.id: place for claim, place in zip(claims, places, strict=True)},
        fences=tuple(own),
    )


def _places(claims: Sequence[Claim], number: int, *, repeated: bool) -> list[Place]:
    """Return how each claim is reached: by its id, so that a link to it lasts."""
    return [
        Place(f"{number}.{claim.id}" if repeated else claim.id, f"{number}.{numeral}", numeral)
        for claim, numeral in zip(claims, numbers(claims), strict=True)
    ]


def _source(report: Report, labels: Labels) -> Source:
    return Source(
        outlet=one_line(report.outlet or ""),
        published=day_words(report.published, labels) if report.published else "",
        path=one_line(report.path),
        url=report.url if report.url and report.url.startswith(_LINKED) else "",
        language=report.language or "",
    )


def _rows(
    coded: CodedReport,
    claims: Sequence[Claim],
    places: Sequence[Place],
    wording: Wording,
    own: Sequence[Fence],
) -> tuple[Row, ...]:
    text = coded.report.text
    layout = paragraphs(text)
    setting = set_text(coded.report, layout, claims, places, wording, own)
    entries = {entry.claim.id: entry for entry in coded.claims}
    cards = [card(entries[claim.id], index, places[index], wording) for index, claim in enumerate(claims)]
    parts = [text[start:end] for start, end in zip(layout.starts, layout.ends, strict=True)]
    kinds = paragraph_kinds(parts, coded.report.title)
    return tuple(
        Row(kind, pieces, tuple(cards[index] for index in home))
        for kind, pieces, home in zip(kinds, setting.pieces, setting.homes, strict=True)
        if text.strip()
    )


def paragraph_kinds(texts: Sequence[str], title: str | None) -> list[str]:
    """Return "title" for the report's title, "front" for lines before the first sentence, else "body"."""
    kinds: list[str] = []
    for text in texts:
        if kinds and kinds[-1] == "body":
            kinds.append("body")
        elif "title" not in kinds and title is not None and one_line(text) == one_line(title):
            kinds.append("title")
        else:
            is_front = len(text) < _FRONT_LENGTH and not text.rstrip().endswith(_SENTENCE_ENDS)
            kinds.append("front" if is_front else "body")
    return kinds


def _problems(coded: CodedReport) -> Iterator[str]:
    for problem in problems_in_text_order(coded.problems):
        where = f", at {quoted(problem.span)}" if problem.span else ""
        yield f"{one_line(problem.message)}{where} ({problem.stage}, {one_line(problem.code)})"
