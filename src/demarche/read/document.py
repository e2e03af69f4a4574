"""What a reader of a format hands on: lines of text, the way back to the input, and what the input says of them."""

from dataclasses import dataclass, replace
from typing import Protocol

from demarche.lexicon.layout import Layout
from demarche.model.offsets import OffsetMap
from demarche.read.layout.pieces import Cut
from demarche.read.problems import storable


@dataclass(frozen=True, slots=True)
class Stated:
    """What is said of a report beside its text: in the head of a page, the columns of a table, the entry of a feed.

    Halves of UTF-16 pairs, which JSON can spell out alone, are written as escapes, so that it can be stored.
    """

    title: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        for name in ("title", "outlet", "published", "url"):
            if (value := getattr(self, name)) is not None:
                object.__setattr__(self, name, storable(value))
        object.__setattr__(self, "byline", tuple(map(storable, self.byline)))

    def filled(self, other: "Stated") -> "Stated":
        """Return this with what it lacks taken from another."""
        return replace(
            self,
            title=self.title or other.title,
            byline=self.byline or other.byline,
            outlet=self.outlet or other.outlet,
            published=self.published or other.published,
            url=self.url or other.url,
        )


NOTHING = Stated()


@dataclass(frozen=True, slots=True)
class Document:
    """One report as its format gives it, still to be cleaned and taken apart.

    `source` is the decoded input, which `origin` and `cuts` (what the format's reader left out) count in. Without an
    origin `text` is the source itself.
    """

    text: str
    source: str
    origin: OffsetMap | None = None
    stated: Stated = NOTHING
    cuts: tuple[Cut, ...] = ()
    has_characters: bool = True
    """Whether the input has characters of its own, so that words have a place in it; a PDF has none."""
    spaced: bool = False
    """Whether paragraphs are told apart by empty lines and by nothing else."""
    encoding: str = "utf-8"
    replaced: int = 0
    """How many characters had to be made up as U+FFFD."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an input cannot be read: the code of the problem, and its message."""

    code: str
    message: str


def refused(size: int, limit: int, unit: str = "bytes") -> Refusal | None:
    """Return why an input of so many bytes is not read: there are none, or too many."""
    if size == 0:
        return Refusal("empty", "the file is empty")
    if size > limit:
        return Refusal("too-long", f"the input has {size:,} {unit}; at most {limit:,} are read")
    return None


class Reader(Protocol):
    """Reads the bytes of one report in one format; never raises because of what they hold."""

    def __call__(self, data: bytes, *, charset: str | None, layout: Layout) -> Document | Refusal:
        """Return the document; `charset` is the encoding that what the input came in declares."""
        ...
