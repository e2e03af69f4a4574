"""Steps up: the events of a side that went further against the other than all before them."""

from collections.abc import Mapping
from dataclasses import dataclass

from demarche.index.file import Index
from demarche.index.wanted import Condition

_DATED = """
SELECT number, type, substr(earliest, 1, 10), substr(latest, 1, 10) FROM entry
WHERE {where} AND earliest IS NOT NULL AND latest IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Step:
    """The first event of its rung: its number, type and days."""

    number: int
    rung: int
    type: str
    first_day: str
    last_day: str


def steps(index: Index, wanted: Condition, rungs: Mapping[str, int]) -> list[Step]:
    """Return the steps up in the order of time; `rungs` number the types of conflict from the mildest, 1."""
    rows = index.select(_DATED.format(where=wanted.sql), wanted.values)
    climbing = sorted(
        (last, first, rungs[type_], number, type_) for number, type_, first, last in rows if type_ in rungs
    )
    found: list[Step] = []
    for last, first, rung, number, type_ in climbing:
        if not found or rung > found[-1].rung:
            found.append(Step(number, rung, type_, first, last))
    return found
