"""Texts whose times people have marked: TimeML, and TEI as GUM has it.

Of TimeML, the TIMEX3 elements in the text (`TEXT`, or all of a document without it) that hold words; the one whose
`functionInDocument` is CREATION_TIME or PUBLICATION_TIME, wherever it stands, dates the document. Of an expression in
another, both count. The text is that of the element, character by character.
Of TEI, `date` elements with `when`, `from` and `to`, or `notBefore` and `notAfter`; the document's date is the first
that is a paragraph by itself (the dateline), or else its `dateCreated`. The text is made of the tokens, a line each:
no space within `w` and beside the marks that take none, paragraphs apart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

from bench.common.benchmark import BenchError, Item
from demarche.resolve.times.memory import published_period

_SUFFIXES = (".tml", ".xml")
_DATING = frozenset({"CREATION_TIME", "PUBLICATION_TIME"})
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?")
_ISO = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_KINDS = (
    ("set", re.compile(r"SET ")),
    ("reference", re.compile(r".*_REF$")),
    ("duration", re.compile(r"(?:DURATION )?PT?[0-9X.]")),
    ("time", re.compile(r".*T")),
    ("before the era", re.compile(r".*BC")),
    ("date", re.compile(r".*[0-9X]{2}")),
)
_PARAGRAPHS = frozenset({"p", "head", "item", "caption", "sp", "note", "quote"})
_CLOSING = frozenset(".,;:!?)]}%’”") | {"''", "n't"}
_OPENING = frozenset("([{$£€“‘#") | {"``"}


@dataclass(frozen=True, slots=True)
class GoldTime:
    """A marked time: TIMEX3's type and value, or (value None) the first and last day that TEI gives, ISO."""

    start: int
    end: int
    type: str
    value: str | None
    earliest: str | None = None
    latest: str | None = None

    @property
    def day(self) -> str | None:
        """Return the one calendar day that it names, with or without a time of the day; None if it names none."""
        if self.value is None:
            return self.earliest if self.earliest == self.latest else None
        named = _DAY.fullmatch(self.value)
        return None if named is None or not _is_day(named[1]) else named[1]

    @property
    def kind(self) -> str:
        """Return what sort of value it has: some corpora call everything DATE."""
        if self.value is None:
            return "date"
        name = f"{self.type} {self.value}".removeprefix("TIME ").removeprefix("DATE ")
        return next((kind for kind, form in _KINDS if form.match(name)), "none")

    @property
    def meaning(self) -> str:
        """Return what it means, for people."""
        return f"{self.type} {self.value}" if self.value is not None else f"{self.earliest} to {self.latest}"


@dataclass(frozen=True, slots=True)
class TimeText(Item):
    """A text of a set with its times; `published` is the ISO date of the document, to the day, month or year."""

    set: str
    text: str
    published: str | None
    gold: tuple[GoldTime, ...]
    has_values: bool


def time_files(place: Path) -> list[Path]:
    """Return the file, or the TimeML and TEI files below a folder; raise `BenchError` if there are none."""
    if place.is_file():
        return [place]
    found = sorted(path for path in place.rglob("*") if path.suffix in _SUFFIXES and path.is_file())
    if not found:
        raise BenchError(f"no {' or '.join(_SUFFIXES)} in {place}")
    return found


def read_texts(files: Sequence[Path]) -> list[TimeText]:
    """Return the texts; a set has the name of its files' folder, or the one above a folder `tml`."""
    return [_read(path) for path in files]


def _read(path: Path) -> TimeText:
    try:
        root = ET.fromstring(path.read_bytes())  # noqa: S314 - chosen by the user, and expat limits entities
    except ET.ParseError as error:
        raise BenchError(f"{path.name}: {error}") from error
    folder = path.resolve().parent
    name = folder.parent.name if folder.name == "tml" else folder.name
    id_ = f"{name}/{path.stem}"
    if root.tag == "TimeML":
        return _timeml(id_, name, root)
    if root.tag == "text":
        return _tei(id_, name, root)
    raise BenchError(f"{path.name}: neither TimeML nor TEI text, but {root.tag}")


def _timeml(id_: str, name: str, root: ET.Element) -> TimeText:
    dated = [time for time in root.iter("TIMEX3") if time.get("functionInDocument") in _DATING]
    published = _ISO.match(dated[0].get("value", "")) if dated else None
    inner = root.find("TEXT")
    pieces, gold = _Pieces(), []
    for start, end, element in pieces.add(root if inner is None else inner):
        if element.tag == "TIMEX3" and "".join(element.itertext()).strip():
            gold.append(GoldTime(start, end, element.get("type", "DATE"), element.get("value", "")))
    gold.sort(key=lambda time: (time.start, -time.end))
    return TimeText(id_, name, pieces.text, published and published[0], tuple(gold), has_values=True)


class _Pieces:
    """A text that is put together, and the elements that it is made of."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def add(self, element: ET.Element) -> Iterator[tuple[int, int, ET.Element]]:
        """Add the text of an element; yield each element in it with its place."""
        start = self._size
        self._put(element.text)
        for child in element:
            yield from self.add(child)
            self._put(child.tail)
        yield start, self._size, element

    def _put(self, text: str | None) -> None:
        if text:
            self._parts.append(text)
            self._size += len(text)


class _Tokens:
    """The text of a TEI document, put together from its tokens, and its dates."""

    def __init__(self) -> None:
        self.text = ""
        self.gold: list[GoldTime] = []
        self.dateline: str | None = None

    def walk(self, element: ET.Element, *, glued: bool = False) -> None:
        if element.tag in _PARAGRAPHS:
            self._break()
        start = len(self.text)
        self._put(element.text, glued=glued)
        for child in element:
            self.walk(child, glued=glued or child.tag == "w")
            self._put(child.tail, glued=glued)
        if element.tag == "date":
            self._date(start, element)
        if element.tag in _PARAGRAPHS:
            self._note_dateline(start)
            self._break()

    def _note_dateline(self, start: int) -> None:
        """Take the date that is all there is of a paragraph for that of the document."""
        last = self.gold[-1] if self.gold else None
        if self.dateline is None and last is not None and (last.start, last.end) == (start, len(self.text)):
            self.dateline = last.day

    def _break(self) -> None:
        if self.text and not self.text.endswith("\n"):
            self.text += "\n\n"

    def _put(self, lines: str | None, *, glued: bool) -> None:
        for at, line in enumerate((lines or "").strip("\n").split("\n")):
            token = line.split("\t")[0].strip()
            if not token:
                continue
            is_tight = (
                (glued and at > 0)
                or token in _CLOSING
                or token.startswith(("'", "’"))
                or self.text[-1:] in _OPENING
                or not self.text
                or self.text.endswith("\n")
            )
            self.text += token if is_tight else f" {token}"

    def _date(self, start: int, element: ET.Element) -> None:
        bounds = _bounds(element)
        words = self.text[start:]
        if bounds is None or not words.strip():
            return
        begins = start + len(words) - len(words.lstrip())
        self.gold.append(GoldTime(begins, len(self.text), "DATE", None, *bounds))


def _tei(id_: str, name: str, root: ET.Element) -> TimeText:
    tokens = _Tokens()
    tokens.walk(root)
    created = _ISO.match(root.get("dateCreated", ""))
    published = tokens.dateline or (created and created[0])
    return TimeText(id_, name, tokens.text, published, tuple(tokens.gold), has_values=False)


def _bounds(element: ET.Element) -> tuple[str | None, str | None] | None:
    """Return the first and last day of a TEI date, None for one side if it is open; None if it gives no date."""
    when = element.get("when")
    first, last = (
        published_period(bound) if bound and _ISO.match(bound) else None
        for bound in (
            when or element.get("from") or element.get("notBefore"),
            when or element.get("to") or element.get("notAfter"),
        )
    )
    if first is None and last is None:
        return None
    return None if first is None else first.earliest, None if last is None else last.latest


def _is_day(written: str) -> bool:
    try:
        date.fromisoformat(written)
    except ValueError:
        return False
    return True
