"""Passages that are no part of the report: contact blocks, links, credits, notices."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from demarche.lexicon.layout import Layout, Zone
from demarche.read.layout.metadata import analyse
from demarche.read.layout.pieces import Cut, Passage

CONTACT = "contact block"
COPYRIGHT = "copyright notice"
_ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Taken:
    """A passage that was taken out, its place among the passages, and why."""

    at: int
    passage: Passage
    why: str


def strip(passages: Sequence[Passage], layout: Layout) -> tuple[list[Passage], list[Taken]]:
    """Return the passages without boilerplate, and the boilerplate."""
    reasons = _closing(passages, layout)
    for at, passage in enumerate(passages):
        zones: set[Zone] = {"any", "start"} if at < layout.limits.head_passages else {"any"}
        why = reason(passage, zones, layout)
        if why is not None:
            reasons.setdefault(at, why)
    kept = [
        replace(passage, page_before=True) if at - 1 in reasons else passage
        for at, passage in enumerate(passages)
        if at not in reasons
    ]
    return kept, [Taken(at, passages[at], reasons[at]) for at in sorted(reasons)]


def reason(passage: Passage, zones: set[Zone], layout: Layout) -> str | None:
    """Return why the passage is boilerplate, or None if it is not."""
    if passage.kind in {"page", "rule"} or len(passage.text) > layout.limits.boilerplate_characters:
        return None
    for kind in layout.boilerplate:
        if kind.where in zones and kind.pattern.match(passage.text):
            return kind.why
    return None


def cuts(taken: Sequence[Taken]) -> list[Cut]:
    """Return the stretches of the cleaned text that were taken out; the passages of one contact block are one."""
    found: list[Cut] = []
    for before, this in zip([None, *taken], taken, strict=False):
        if before and before.at == this.at - 1 and before.why == this.why == CONTACT:
            found[-1] = replace(found[-1], end=this.passage.end)
        else:
            found.append(Cut(this.passage.start, this.passage.end, this.why))
    return found


def _closing(passages: Sequence[Passage], layout: Layout) -> dict[int, str]:
    """Return why passages at the end are boilerplate; dates and addresses of the report may stand between them."""
    found: dict[int, str] = {}
    for at in reversed(range(len(passages))[-layout.limits.tail_passages :]):
        passage = passages[at]
        why = reason(passage, {"end", "any"}, layout)
        if why is None and layout.patterns.addresses.fullmatch(passage.text):
            why = _ADDRESS
        if why is not None:
            found[at] = why
        elif passage.kind not in {"page", "rule"} and analyse(passage.text, layout) is None:
            break
    return _with_contacts(found)


def _with_contacts(found: dict[int, str]) -> dict[int, str]:
    for at in sorted(found):
        if found[at] == _ADDRESS and found.get(at - 1) == CONTACT:
            found[at] = CONTACT
    return found
