"""Opens CSV, also with tabs or semicolons: a header, then one report a row; a row is all that is held at a time."""

import csv
import io
from collections.abc import Iterator

from demarche.model.records import Problem
from demarche.read.decode import NotText, decode
from demarche.read.formats.columns import Fields, digest, input_of
from demarche.read.inputs import DamagedError, Input, Opened, Part, Setup, trouble
from demarche.read.kinds import SAMPLE
from demarche.read.stream import Stream

_DELIMITERS = ("\t", ",", ";", "|")


def parts(part: Part, setup: Setup) -> Iterator[Opened]:
    """Yield the report of each row, under its number (the row after the header is 1)."""
    limit = setup.layout.limits.bytes
    csv.field_size_limit(limit)  # csv's own is shorter than many a report
    lines = _lines(_text(part.stream, setup), limit)
    header = next(lines, "")
    delimiter = max(_DELIMITERS, key=header.count)
    names = next(csv.reader([header], delimiter=delimiter), [])
    fields = Fields.of(setup.wanted, setup.layout)
    if not any(column in names for column in fields.columns("text")):
        yield trouble("record", part.path, fields.missing)
        return
    try:
        for number, row in enumerate(csv.reader(lines, delimiter=delimiter), start=1):
            if row:
                yield _record(names, row, f"{part.path}#{number}", fields)
    except csv.Error as error:
        raise DamagedError(str(error)) from error


def _record(names: list[str], row: list[str], path: str, fields: Fields) -> Input | Problem:
    record = dict(zip(names, row, strict=False))
    text = fields.text(record)
    if text is None:
        return trouble("record", path, "has no text")
    return input_of(text, path, digest([names, row]), fields.stated(record))


def _text(stream: Stream, setup: Setup) -> io.TextIOWrapper:
    sample = decode(stream.peek(SAMPLE), setup.layout)
    if isinstance(sample, NotText):
        raise DamagedError(sample.reason)
    encoding = "utf-8-sig" if sample.encoding == "utf-8" else sample.encoding
    return io.TextIOWrapper(stream, encoding, errors="replace", newline="")


def _lines(text: io.TextIOWrapper, limit: int) -> Iterator[str]:
    while line := text.readline(limit + 1):
        if len(line) > limit:
            raise DamagedError(f"a line has more than {limit:,} characters")
        yield line.replace("\0", "")
