"""Opens JSON Lines: one object a line, a report each, a line all that is held at a time; and JSON of one object or a list."""

import hashlib
import json
import re
from collections.abc import Iterator

from demarche.model.records import Problem
from demarche.read.decode import NotText, decode
from demarche.read.formats.columns import Fields, digest, input_of
from demarche.read.inputs import DamagedError, Input, Opened, Part, Setup, trouble
from demarche.read.kinds import SAMPLE
from demarche.read.stream import Stream, at_most

_BOM = b"\xef\xbb\xbf"
_BAD_IN_A_ROW = 20
_WHOLE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[|\{\s*\n)")  # a list, or an object over several lines


def parts(part: Part, setup: Setup) -> Iterator[Opened]:
    """Yield the report of each line, under its number; stop where line after line is none."""
    fields = Fields.of(setup.wanted, setup.layout)
    if _WHOLE.match(part.stream.peek(SAMPLE)[:SAMPLE]):
        yield from _whole(part, fields, setup)
        return
    bad = 0
    for number, line in _lines(part.stream, setup.layout.limits.bytes):
        one = _record(line, f"{part.path}#{number}", fields, setup)
        yield one
        bad = bad + 1 if isinstance(one, Problem) else 0
        if bad >= _BAD_IN_A_ROW:
            raise DamagedError(f"{bad} lines one after the other hold no report")


def _whole(part: Part, fields: Fields, setup: Setup) -> Iterator[Opened]:
    """Yield the report of an object, or of each in a list, under its number; all of it is held."""
    limit = setup.layout.limits.bytes
    data = at_most(part.stream, limit)
    if len(data) > limit:
        yield trouble("too-long", part.path, f"has more than {limit:,} bytes; JSON Lines may be longer")
        return
    try:
        found = json.loads(_characters(data.removeprefix(_BOM), setup))
    except RecursionError:
        raise DamagedError("it is nested too deep") from None
    except ValueError as error:
        raise DamagedError(f"it is no JSON: {error}") from error
    for number, record in enumerate(found if isinstance(found, list) else [found], start=1):
        yield _report(record, f"{part.path}#{number}", digest(record), fields)


def _lines(stream: Stream, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield the lines that are not blank, with their numbers; None for one that is longer than is read."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if len(line) > limit and not line.endswith(b"\n"):
            while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif bare := line.removeprefix(_BOM if number == 1 else b"").strip():
            yield number, bare


def _characters(line: bytes, setup: Setup) -> str | bytes:
    """Return the line as it is if it is UTF-8, as JSON should be, else decoded as any text."""
    try:
        line.decode()
    except UnicodeDecodeError:
        decoded = decode(line, setup.layout)
        return line if isinstance(decoded, NotText) else decoded.text
    return line


def _record(line: bytes | None, path: str, fields: Fields, setup: Setup) -> Input | Problem:
    if line is None:
        limit = setup.layout.limits.bytes
        return trouble("too-long", path, f"has more than {limit:,} bytes, and is not read")
    try:
        record = json.loads(_characters(line, setup))
    except RecursionError:
        return trouble("record", path, "is nested too deep")
    except ValueError as error:
        return trouble("record", path, f"is no JSON: {error}")
    return _report(record, path, hashlib.sha256(line).hexdigest(), fields)


def _report(record: object, path: str, sha256: str, fields: Fields) -> Input | Problem:
    if not isinstance(record, dict):
        return trouble("record", path, "is no JSON object")
    text = fields.text(record)
    if text is None:
        return trouble("record", path, fields.missing)
    return input_of(text, path, sha256, fields.stated(record))
