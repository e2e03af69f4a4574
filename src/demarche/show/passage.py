"""The sentences of a claim for the terminal, its words marked so that it shows without colour too."""

from itertools import pairwise

from rich.text import Text

from demarche.model.parts import Span
from demarche.model.records import Claim, Commitment, Event, Report, Statement
from demarche.show.excerpt import Excerpt, excerpts
from demarche.show.visible import visible

_OPEN, _CLOSE = "⟦", "⟧"
_STRONG, _SOFT = "bold", "underline"
_GAP = "…"


def matched(claim: Claim) -> tuple[Span, ...]:
    """Return the words a claim hangs on: an event's trigger, a statement's cue, a commitment's act."""
    match claim:
        case Event():
            return claim.trigger
        case Statement():
            return claim.cue or claim.content
        case Commitment():
            return claim.act


def reach(claim: Claim) -> tuple[Span, ...]:
    """Return the words a claim covers: an event's extent, a statement's content, a commitment's conditions."""
    match claim:
        case Event():
            return claim.extent
        case Statement():
            return claim.content
        case Commitment():
            return (*claim.condition, *claim.consequence)


def marked(claim: Claim, report: Report) -> Text:
    """Return the sentences of the claim, its words in double brackets and bold, its reach underlined."""
    strong, soft = matched(claim), reach(claim)
    found = excerpts(report.text, (*strong, *soft))
    text = Text(overflow="fold")
    for number, excerpt in enumerate(found):
        if number:
            text.append("\n" + _GAP + "\n")
        text.append_text(_excerpt(report.text, excerpt, strong, soft))
    return text


def _excerpt(text: str, excerpt: Excerpt, strong: tuple[Span, ...], soft: tuple[Span, ...]) -> Text:
    inside = {
        at for span in (*strong, *soft) for at in (span.start, span.end) if excerpt.start < at < excerpt.end
    }
    cuts = sorted({excerpt.start, excerpt.end, *inside})
    shown = Text(_GAP if excerpt.cut_before else "")
    for start, end in pairwise(cuts):
        if any(span.start == start for span in strong):
            shown.append(_OPEN, _STRONG)
        style = _STRONG if _covers(strong, start) else _SOFT if _covers(soft, start) else ""
        shown.append(visible(text[start:end]), style)
        if any(span.end == end for span in strong):
            shown.append(_CLOSE, _STRONG)
    shown.append(_GAP if excerpt.cut_after else "")
    return shown


def _covers(spans: tuple[Span, ...], at: int) -> bool:
    return any(span.start <= at < span.end for span in spans)
