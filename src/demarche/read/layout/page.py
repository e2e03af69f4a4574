"""A cleaned text, taken apart: its passages in order, what header and footer say, what is no part of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from demarche.lexicon.layout import Layout
from demarche.read.layout import (
    boilerplate,
    breaks,
    dateline,
    furniture,
    header,
    joins,
    lines,
    paragraphs,
    roles,
    stamps,
)
from demarche.read.layout.outlets import closing_outlet
from demarche.read.layout.pieces import Cut, Opening, Passage


@dataclass(frozen=True, slots=True)
class Page:
    """What a text is made of; `dateline` is the passage that begins with one, and the dateline.

    `openings` are what passages begin with before their first sentence, by the number of the passage.
    """

    passages: tuple[Passage, ...]
    header: header.Header
    dateline: tuple[int, dateline.Dateline] | None
    openings: Mapping[int, Opening]
    outlet: str | None
    cuts: tuple[Cut, ...]


def take_apart(text: str, layout: Layout, *, spaced: bool = False) -> Page:
    """Return what the cleaned text is made of; in one that is `spaced`, only empty lines part paragraphs."""
    split = lines.split(text, layout)
    known = joins.vocabulary(text, split)
    alone = header.lines_alone(split, layout) | furniture.lines_alone(split, layout)
    setting = paragraphs.setting_of(split, alone, layout, spaced=spaced)
    found = paragraphs.passages(text, split, alone, setting, known, layout)
    cuts = _left_out(found)
    found, taken = boilerplate.strip([passage for passage in found if not _is_hollow(passage)], layout)
    found, head, links = header.read_header(text, found, layout)
    found, printed = furniture.strip(found, layout)
    found = roles.assign(breaks.mend(text, found, known, layout), layout)
    opening = dateline.find(found, layout)
    outlets = (
        head.outlet,
        opening[1].outlet if opening else None,
        closing_outlet(text, taken, layout),
    )
    return Page(
        passages=tuple(found),
        header=head,
        dateline=opening,
        openings=stamps.find(found, layout) | ({opening[0]: opening[1].opening} if opening else {}),
        outlet=next((outlet for outlet in outlets if outlet is not None), None),
        cuts=tuple(sorted([*cuts, *boilerplate.cuts(taken), *links, *printed], key=lambda cut: cut.start)),
    )


def _is_hollow(passage: Passage) -> bool:
    return passage.kind != "page" and not passage.text.strip()


def _left_out(passages: Sequence[Passage]) -> list[Cut]:
    return [
        Cut(edit.start, edit.end, edit.why)
        for passage in passages
        for edit in passage.edits
        if edit.why is not None
    ]
