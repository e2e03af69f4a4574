"""Reads a dictionary of actors in PETRARCH's format: names with their synonyms, and codes that may be of certain days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from demarche.lexicon.petrarch.source import Line, Notes, read_source, words_of

_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_DATED = re.compile(r"(?P<code>[^\s<>]+)\s*(?P<days>[<>]?\s*\d.*)?")
_RANGE = re.compile(r"(\d+)\s*-\s*(\d+)")
_LIMIT = re.compile(r"([<>])\s*(\d+)")
_ABBREVIATED = re.compile(r" \([^()]*\)$")  # "ADEN ISLAMIC ARMY (AIA)": too short to stand alone
_PIVOT = 30  # of years of two digits, those above are of the last century
_SHORT, _LONG = 6, 8  # digits of a day
_DAY = timedelta(days=1)
_NO_CODE = "---"


@dataclass(frozen=True, slots=True)
class CodeOnDays:
    """A code, and the days it holds on: from `start` to before `end`, None without a limit."""

    code: str
    start: date | None = None
    end: date | None = None

    @property
    def is_dated(self) -> bool:
        """Whether the code is of certain days only."""
        return self.start is not None or self.end is not None


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """Somebody in a dictionary: the names, and the codes."""

    line: int
    names: tuple[str, ...]
    codes: tuple[CodeOnDays, ...]


def read_actors(path: Path, notes: Notes) -> Iterator[ActorEntry]:
    """Yield the entries of a dictionary; what cannot be read is noted."""
    block: list[Line] = []
    for line in read_source(path, notes):
        begins = not line.is_indented and not line.text.startswith(("+", "["))
        if begins and block:
            yield from _entry(block, notes)
            block = []
        if begins or block:
            block.append(line)
        else:
            notes.add(line.number, line.text, "a synonym or code that belongs to no name")
    if block:
        yield from _entry(block, notes)


def _entry(block: list[Line], notes: Notes) -> Iterator[ActorEntry]:
    names: dict[str, None] = {}
    codes: list[CodeOnDays] = []
    silent = False
    for line in block:
        written, bracket, _ = line.text.partition("[")
        name = _ABBREVIATED.sub("", words_of(written.removeprefix("+")))
        if name:
            names[name] = None
        found = _BRACKETS.findall(line.text)
        if bracket and not found:
            notes.add(line.number, line.text, "a bracket that is not closed")
        for inside in found:
            silent = silent or inside.strip() == _NO_CODE
            code = None if inside.strip() == _NO_CODE else _code(inside, line, notes)
            if code is not None:
                codes.append(code)
    if names and codes:
        yield ActorEntry(block[0].number, tuple(names), tuple(codes))
    elif names and silent:
        notes.add(block[0].number, next(iter(names)), "a name without a code ([---])")
    elif names and not any("[" in line.text for line in block):
        notes.add(block[0].number, next(iter(names)), "a name without any code")


def _code(inside: str, line: Line, notes: Notes) -> CodeOnDays | None:
    match = _DATED.fullmatch(inside.strip())
    if match is None:
        notes.add(line.number, f"[{inside}]", "a code that cannot be read")
        return None
    days = (match["days"] or "").strip()
    try:
        start, end = _days(days)
    except ValueError:
        notes.add(line.number, f"[{inside}]", "days that cannot be read")
        return None
    if end is not None and end <= (start or date.min):
        notes.add(line.number, f"[{inside}]", "days in the wrong order")
        return None
    return CodeOnDays(match["code"], start, end)


def _days(written: str) -> tuple[date | None, date | None]:
    """Return the first day and the day after the last; raise `ValueError` if they are none."""
    if not written:
        return None, None
    limit, both = _LIMIT.fullmatch(written), _RANGE.fullmatch(written)
    if both is not None:
        return _day(both[1]), _after(_day(both[2]))
    if limit is None:
        raise ValueError(written)
    return (_day(limit[2]), None) if limit[1] == ">" else (None, _day(limit[2]))


def _after(day: date) -> date | None:
    """Return the day after; None after the last day there is, which stands for no limit."""
    return None if day == date.max else day + _DAY


def _day(digits: str) -> date:
    if len(digits) == _SHORT:
        digits = ("19" if int(digits[:2]) > _PIVOT else "20") + digits
    if len(digits) != _LONG:
        raise ValueError(digits)
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
