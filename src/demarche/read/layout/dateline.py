"""The dateline that opens the body: place, sometimes date and agency, a dash."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from demarche.lexicon.layout import Layout
from demarche.read.layout.pieces import Opening, Passage


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline at the beginning of a passage; offsets count in the passage's text."""

    opening: Opening
    place: tuple[int, int] | None
    outlet: str | None
    published: str | None
    """The date, if the dateline has the year."""


def find(passages: Sequence[Passage], layout: Layout) -> tuple[int, Dateline] | None:
    """Return the first paragraph and its dateline, if it begins with one."""
    bodies = [at for at, passage in enumerate(passages) if passage.role == "paragraph"]
    if not bodies:
        return None
    found = layout.patterns.dateline.match(_beginning(passages[bodies[0]], layout))
    if found is None or not _is_dateline(found, layout):
        return None
    first, *others = bodies
    if found["dash"].strip() == ":" and not _is_plain(passages, first, others, layout):
        return None
    return first, _dateline(found, layout)


def _beginning(passage: Passage, layout: Layout) -> str:
    return passage.text[: layout.limits.dateline_characters]


def _is_dateline(found: re.Match[str], layout: Layout) -> bool:
    dash = found["dash"].strip()
    caps, mixed = found["caps"], found["mixed"]
    if not layout.words.not_places.isdisjoint((caps or mixed or "").lower().split()):
        return False
    if caps:
        return dash != ":" or not found.string[found.end() :].isupper()
    if dash == ":":
        return False
    if mixed:
        support = found["more"] or found["region"] or found["date"] or found["agency"] or found["before"]
        return bool(support) or (dash in {"—", "–", "--"} and found["dash"] != dash)
    return found["agency"] is not None or found["before"] is not None


def _is_plain(passages: Sequence[Passage], first: int, others: Sequence[int], layout: Layout) -> bool:
    """Whether capitals and a colon may be a dateline: they open no headline, and no others follow as in a transcript."""
    if not any(passage.role == "title" for passage in passages[:first]):
        return False
    openings = (layout.patterns.dateline.match(_beginning(passages[at], layout)) for at in others)
    return not any(found is not None and found["dash"].strip() == ":" for found in openings)


def _dateline(found: re.Match[str], layout: Layout) -> Dateline:
    place = next((found.span(name) for name in ("caps", "mixed") if found[name]), None)
    if place is not None and found["region"] and not found["more"]:
        place = (place[0], found.end("region"))
    end = found.start() + len(found[0].rstrip())
    return Dateline(Opening("dateline", end, found.end()), place, _outlet(found), _published(found, layout))


def _outlet(found: re.Match[str]) -> str | None:
    name = found["name"] or found["before"]
    return name.strip() if name and name.strip()[:1].isupper() else None


def _published(found: re.Match[str], layout: Layout) -> str | None:
    month, day = found["month_1"] or found["month_2"], found["day_1"] or found["day_2"]
    if not found["year"]:
        return None
    try:
        return date(int(found["year"]), layout.months[month.lower()], int(day)).isoformat()
    except ValueError:
        return None
