"""What a single line of a header or a footer says: who, when, where from."""

from dataclasses import dataclass
from typing import Literal

from demarche.lexicon.layout import Layout
from demarche.read.layout.dates import Stamp, Stamped, stamped
from demarche.read.layout.names import byline, is_bare_person, is_capitalised, is_organisation

_BRACKETS = "()[]"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a line says; `weak` if it might as well be a title."""

    role: Literal["title", "byline", "date", "outlet", "url"]
    weak: bool = False
    label_end: int = 0
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    url: str | None = None
    stamps: tuple[Stamp, ...] = ()
    place: str | None = None


def analyse(text: str, layout: Layout) -> Finding | None:
    """Return what the line says of the report, or None if it is part of the report itself."""
    if len(text) > layout.limits.header_characters:
        return None
    return (
        _labelled(text, layout)
        or _address(text, layout)
        or _dated(text, layout)
        or _byline(text, layout)
        or _outlet(text, layout)
    )


def is_labelled(text: str, layout: Layout) -> bool:
    """Whether the line says itself what it is: "Published: ..."."""
    mark = layout.label.match(text)
    return mark is not None and text[mark.end() :].lstrip().startswith(":")


def _labelled(text: str, layout: Layout) -> Finding | None:
    mark = layout.label.match(text)
    if mark is None or not is_labelled(text, layout):
        return None
    value = text[mark.end() :].lstrip(" :")
    match layout.labels[mark[0].lower()]:
        case "title" if value:
            return Finding("title", label_end=len(text) - len(value))
        case "byline" if found := byline(value, layout):
            return Finding("byline", byline=found.names, outlet=found.outlet)
        case "url" | "source":
            return _address(value, layout) or _source(value, layout)
        case "outlet" if is_capitalised(value, layout):
            return Finding("outlet", outlet=value)
    return None


def _source(text: str, layout: Layout) -> Finding | None:
    return Finding("outlet", outlet=text) if is_organisation(text, layout) else None


def _address(text: str, layout: Layout) -> Finding | None:
    return Finding("url", url=text) if layout.patterns.url.fullmatch(text) else None


def _dated(text: str, layout: Layout) -> Finding | None:
    found = stamped(text, layout)
    if found is None:
        return None
    words = found.lead or found.trail
    if not words:
        return Finding("date", stamps=found.stamps)
    return _signed(words, found, layout)


def _signed(words: str, found: Stamped, layout: Layout) -> Finding | None:
    """Return what a line says that holds a date and these words beside it."""
    written = _byline(words, layout)
    if written is not None:
        return Finding("byline", byline=written.byline, outlet=written.outlet, stamps=found.stamps)
    if is_organisation(words, layout):
        return Finding("outlet", weak=True, outlet=words, stamps=found.stamps)
    is_listed = found.joint in {"|", "•", "·"}
    if is_listed and is_bare_person(words, layout):
        return Finding("byline", byline=(words,), stamps=found.stamps)
    if found.joint == "," and all(layout.patterns.place.fullmatch(part) for part in words.split(", ")):
        # "Jane Roe, 18 November" has the form of "Buenos Aires, 18 November".
        first = words.partition(",")[0].lower().split()
        is_place = len(first) == 1 or first[0] in layout.words.place_first
        return Finding("date", weak=True, stamps=found.stamps, place=words if is_place else None)
    return None


def _byline(text: str, layout: Layout) -> Finding | None:
    mark = layout.patterns.byline.fullmatch(text)
    if mark is not None:
        found = byline(mark["names"], layout)
        return Finding("byline", byline=found.names, outlet=found.outlet) if found else None
    name, comma, outlet = text.partition(", ")
    if comma and is_bare_person(name, layout) and is_organisation(outlet.strip(), layout):
        return Finding("byline", byline=(name,), outlet=outlet.strip())
    return None


def _outlet(text: str, layout: Layout) -> Finding | None:
    bare = text.strip(_BRACKETS)
    if bare.lower() in layout.words.agencies and is_organisation(bare, layout):
        return Finding("outlet", outlet=bare)
    return Finding("outlet", weak=True, outlet=text) if is_organisation(text, layout) else None
