"""The text of a report with its marks, as a list of pieces that a template has only to write down."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from demarche.model.parts import Span
from demarche.model.records import Claim, Commitment, Event, Report, Statement
from demarche.show.cards import Place, event_classes
from demarche.show.fence import Fence
from demarche.show.fields import Wording
from demarche.show.segments import Mark, Paragraphs, Segment, marks, segments
from demarche.show.visible import visible
from demarche.show.words import chain_words

_EVENT_ROLES, _STATEMENT_ROLES, _COMMITMENT_ROLES = ("t", "x"), ("k", "s"), ("i", "d")


@dataclass(frozen=True, slots=True)
class Piece:
    """Plain text, marked text, the number of a claim, or a mended break.

    `classes` go to the style sheet; `claims` names each claim that marked text belongs to, by index and role; `says` who
    vouches for a number's claim. `fence` says how words judge that the report judges with, empty for all others.
    """

    kind: Literal["text", "mark", "number", "mended"]
    text: str = ""
    classes: str = ""
    claims: str = ""
    href: str = ""
    anchor: str = ""
    tag: str = ""
    says: str = ""
    fence: str = ""


@dataclass(frozen=True, slots=True)
class Numeral:
    """The number of a claim where it stands in the text: before or after the words at an offset."""

    offset: int
    before: bool
    piece: Piece


@dataclass(frozen=True, slots=True)
class Setting:
    """A report laid out: the pieces of each paragraph, and the claims whose numbers begin there."""

    pieces: tuple[tuple[Piece, ...], ...]
    homes: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class _Text:
    report: Report
    layout: Paragraphs
    claims: Sequence[Claim]
    places: Sequence[Place]
    wording: Wording
    fences: Sequence[Fence]


def set_text(
    report: Report,
    layout: Paragraphs,
    claims: Sequence[Claim],
    places: Sequence[Place],
    wording: Wording,
    fences: Sequence[Fence],
) -> Setting:
    """Return the report's paragraphs with every claim marked where it stands, and a fence around words that judge."""
    text = _Text(report, layout, claims, places, wording, fences)
    numerals: list[Numeral] = []
    homes: list[list[int]] = [[] for _ in layout.starts]
    for index in range(len(claims)):
        found, home = _numerals(text, index)
        numerals += found
        homes[home].append(index)
    return Setting(_pieces(text, numerals), tuple(map(tuple, homes)))


def _numerals(text: _Text, index: int) -> tuple[list[Numeral], int]:
    """Return where the number of a claim is set, once a paragraph for each part, and its first paragraph."""
    claim, place = text.claims[index], text.places[index]
    found: list[Numeral] = []
    seen: set[tuple[int, str]] = set()
    home: int | None = None
    for span, before, tag in _hooks(claim, text.wording):
        move = text.layout.at_or_after if before else text.layout.at_or_before
        paragraph, offset = move(span.start if before else span.end)
        home = paragraph if home is None else home
        if (paragraph, tag) in seen:
            continue
        seen.add((paragraph, tag))
        anchor = "" if found else place.mark
        classes = f"{claim.kind[0]} {_status_classes(claim, text.wording)}".strip()
        piece = Piece(
            "number",
            place.number,
            classes,
            href=place.anchor,
            anchor=anchor,
            tag=tag,
            says=_says(claim, text.wording),
        )
        found.append(Numeral(offset, before, piece))
    return found, home or 0


def _hooks(claim: Claim, wording: Wording) -> list[tuple[Span, bool, str]]:
    """Return the words that carry a claim's number, whether it goes before them, and what is said with it."""
    match claim:
        case Event():
            return [(span, False, "") for span in _sorted(claim.trigger)]
        case Statement():
            return [(span, False, "") for span in _sorted(claim.cue or claim.content[-1:])]
        case Commitment():
            labels = wording.labels
            force = "consequence" if claim.condition and claim.consequence else ""
            tag = labels.text("field", force) if force else labels.text("force", claim.force)
            condition = [(span, True, labels.text("field", "condition")) for span in claim.condition[:1]]
            bound = [(span, True, tag) for span in (claim.consequence or claim.act)[:1]]
            return sorted(condition + bound, key=lambda hook: hook[0].start)


def _says(claim: Claim, wording: Wording) -> str:
    """Return how a claim stands and who vouches for it, link by link, for whoever points at its number."""
    labels = wording.labels
    chain = claim.history[-1].attribution if isinstance(claim, Commitment) else claim.attribution
    match claim:
        case Event():
            stands = f"{labels.text('status', claim.status)}, {labels.text('voice', claim.voice)}"
        case Statement():
            stands = labels.text("form", claim.form)
        case Commitment():
            stands = labels.text("state", claim.history[-1].state)
    return f"{stands}; says {chain_words(chain, wording.author)}"


def _sorted(spans: Iterable[Span]) -> list[Span]:
    return sorted(spans, key=lambda span: span.end)


def _status_classes(claim: Claim, wording: Wording) -> str:
    if not isinstance(claim, Event):
        return ""
    return f"{event_classes(claim, wording)} s-{claim.status}"


def _pieces(text: _Text, numerals: Iterable[Numeral]) -> tuple[tuple[Piece, ...], ...]:
    before: dict[int, list[Piece]] = defaultdict(list)
    after: dict[int, list[Piece]] = defaultdict(list)
    for numeral in numerals:
        (before if numeral.before else after)[numeral.offset].append(numeral.piece)
    for offset in text.report.mended:
        before[text.layout.at_or_after(offset)[1]].append(Piece("mended"))
    found: list[list[Piece]] = [[] for _ in text.layout.starts]
    edges = _edges(text)
    ends = {offset for one in text.fences for offset in (one.found.start, one.found.end)}
    for segment in segments(text.layout, marks(text.claims), {*before, *after, *ends}):
        pieces = found[segment.paragraph]
        pieces += before.get(segment.start, ())
        pieces.append(_piece(text, segment, edges))
        pieces += after.get(segment.end, ())
    return tuple(map(tuple, found))


def _edges(text: _Text) -> tuple[frozenset[int], frozenset[int]]:
    """Return the offsets at which the contents of statements begin, and those at which they end."""
    contents = [span for claim in text.claims if isinstance(claim, Statement) for span in claim.content]
    begins = frozenset(text.layout.at_or_after(span.start)[1] for span in contents)
    ends = frozenset(text.layout.at_or_before(span.end)[1] for span in contents)
    return begins, ends


def _piece(text: _Text, segment: Segment, edges: tuple[frozenset[int], frozenset[int]]) -> Piece:
    words = visible(text.report.text[segment.start : segment.end])
    fence = _fence(text.fences, segment)
    if not segment.marks and fence is None:
        return Piece("text", words)
    claims = " ".join(f"{mark.claim}{mark.role}" for mark in segment.marks)
    classes = _classes(text, segment, edges)
    if fence is None:
        return Piece("mark", words, " ".join(classes), claims)
    begins = fence.found.start == segment.start
    sides = {"fa": begins, "fz": fence.found.end == segment.end, "fr": fence.found.is_reported}
    classes += ["fence", *(name for name, is_so in sides.items() if is_so)]
    return Piece(
        "mark", words, " ".join(classes), claims, anchor=fence.anchor if begins else "", fence=fence.told
    )


def _fence(fences: Sequence[Fence], segment: Segment) -> Fence | None:
    """Return the fence that a segment stands in."""
    at = bisect_right(fences, segment.start, key=lambda one: one.found.start) - 1
    if at < 0 or not segment.is_within(fences[at].found.start, fences[at].found.end):
        return None
    return fences[at]


def _classes(text: _Text, segment: Segment, edges: tuple[frozenset[int], frozenset[int]]) -> list[str]:
    """Return the roles that show: one of an event (with its classes), one of a statement, one of a commitment."""
    found: list[str] = []
    event = _first(segment.marks, _EVENT_ROLES)
    if event is not None:
        claim = text.claims[event.claim]
        found += [event.role, event_classes(claim, text.wording)] if isinstance(claim, Event) else []
    statement = _first(segment.marks, _STATEMENT_ROLES)
    if statement is not None:
        found.append(statement.role)
    if any(mark.role == "s" for mark in segment.marks):
        found += ["b"] if segment.start in edges[0] else []
        found += ["z"] if segment.end in edges[1] else []
    commitment = _first(segment.marks, _COMMITMENT_ROLES)
    return [*found, commitment.role] if commitment else found


def _first(found: Iterable[Mark], roles: tuple[str, ...]) -> Mark | None:
    return next((mark for mark in found if mark.role in roles), None)
