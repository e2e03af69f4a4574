"""Which column of a table, or key of an object, holds what of a report."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from demarche.lexicon.layout import Columns, Layout
from demarche.read.document import Stated
from demarche.read.inputs import Input, Wanted
from demarche.read.layout.dates import stamped
from demarche.read.layout.names import byline
from demarche.read.problems import storable

Record = Mapping[str, object]

FIELDS = tuple(field.name for field in fields(Columns))
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})(?:T?\d{6}Z?)?")
_STAMP = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d{2}:")
_TAGS = re.compile(
    r"</?(?:p|br|div|a|span|b|i|em|strong|ul|li|h\d|blockquote|figure|img)\b[^>]{0,300}>", re.IGNORECASE
)
_SIGNED = re.compile(r"\S+@\S+\s+\((?P<name>[^()]+)\)")  # as RSS 2.0 writes an author
_ADDRESS = re.compile(r"https?://\S+")


class ColumnsError(ValueError):
    """A column map is not as it should be; the message says how it is written."""


def parse_columns(wish: str) -> dict[str, str]:
    """Return the map that `text=body,date=published` writes; raise `ColumnsError` for another form or field."""
    found: dict[str, str] = {}
    for pair in wish.split(","):
        field, sign, column = (part.strip() for part in pair.partition("="))
        if not (sign and field and column):
            raise ColumnsError(f"{pair!r} is not FIELD=COLUMN")
        if field not in FIELDS:
            raise ColumnsError(f"{field!r} is none of {', '.join(FIELDS)}")
        found[field] = column
    return found


@dataclass(frozen=True, slots=True)
class Fields:
    """Finds the fields of a report in a record: in the columns that the user names, else in the usual ones."""

    named: Mapping[str, str]
    usual: Columns
    layout: Layout

    @classmethod
    def of(cls, wanted: Wanted, layout: Layout) -> "Fields":
        """Return what finds the fields as the user wishes."""
        return cls(wanted.columns, layout.columns, layout)

    def columns(self, field: str) -> Sequence[str]:
        """Return the columns that may hold the field."""
        return (self.named[field],) if field in self.named else getattr(self.usual, field)

    @property
    def missing(self) -> str:
        """What is said of a record without a text."""
        names = self.columns("text")
        if len(names) == 1:
            return f"has no text under {names[0]}"
        return f"has no text under a usual name ({', '.join(names[:4])} …); --columns text=NAME names it"

    def text(self, record: Record) -> str | None:
        """Return the text of the report, None if the record has none."""
        value = self._value(record, "text")
        return value if isinstance(value, str) else None

    def stated(self, record: Record) -> Stated:
        """Return what the record says of its report."""
        url = self._line(record, "url")
        return Stated(
            title=self._line(record, "title"),
            byline=authors(self._value(record, "byline"), self.layout),
            outlet=self._line(record, "outlet"),
            published=day(self._value(record, "date"), self.layout),
            url=url if url is not None and _ADDRESS.fullmatch(url) else None,
        )

    def _line(self, record: Record, field: str) -> str | None:
        value = _named(self._value(record, field))
        return " ".join(value.split())[: self.layout.limits.title_characters * 4] or None if value else None

    def _value(self, record: Record, field: str) -> object:
        return next((found for name in self.columns(field) if (found := _looked_up(record, name))), None)


def _looked_up(record: Record, name: str) -> object:
    """Return the value of a key, or of a key in an object: `meta.date`."""
    if name in record:
        return record[name]
    first, point, rest = name.partition(".")
    inner = record.get(first)
    return _looked_up(inner, rest) if point and isinstance(inner, Mapping) else None


def _named(value: object) -> str | None:
    if isinstance(value, Mapping):
        value = value.get("name")
    return value if isinstance(value, str) else None


def authors(value: object, layout: Layout) -> tuple[str, ...]:
    """Return the authors that a value names: a byline, or a list of names or of objects with a name."""
    values = value if isinstance(value, list) else [value]
    names: list[str] = []
    for one in values:
        written = " ".join((_named(one) or "").split())
        if not written:
            continue
        if signed := _SIGNED.fullmatch(written):
            written = signed["name"]
        bare = found["names"] if (found := layout.patterns.byline.fullmatch(written)) else written
        read = byline(bare, layout)
        names += read.names if read is not None else (bare,)
    return tuple(dict.fromkeys(names))


def day(value: object, layout: Layout) -> str | None:
    """Return the day, month or year that a value gives, ISO, as it is written and not moved to another time zone."""
    written = str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
    if found := _STAMP.match(written):
        written = found[1]
    if found := _COMPACT.fullmatch(written):
        written = "-".join(found.groups()[:3])
    read = stamped(written, layout)
    return next((stamp.value for stamp in read.stamps if stamp.value), None) if read else None


def digest(values: object) -> str:
    """Return the SHA-256 of a record that has no bytes of its own: of its values as JSON."""
    return hashlib.sha256(json.dumps(values, ensure_ascii=True, default=str).encode()).hexdigest()


def input_of(text: str, path: str, sha256: str, stated: Stated) -> Input:
    """Return the report that a record is; a text with tags is read as HTML."""
    kind = "html" if _TAGS.search(text) else "text"
    return Input(path, kind, storable(text).encode(), sha256=sha256, charset="utf-8", stated=stated)
