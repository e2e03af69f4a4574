"""Reads the REIGN file: who led a country effectively, by day of start and month of end, to March 2021."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.tables.common import HAND, read_csv, read_tsv

_BRACKETS = re.compile(r"\([^)]*\)")
_LAST_MONTH = "2021-03"


@dataclass(frozen=True, slots=True)
class Spell:
    """A term as REIGN has it; `end` is exclusive, and empty where the file ends before the term did."""

    country: str
    leader: str
    start: str
    end: str


def read_reign(data: Path) -> Iterator[Spell]:
    """Yield the spells of the file with ISO alpha-3 codes; rows of one leader that do not touch stay apart."""
    codes = [(row["code"], row["since"], row["country"]) for row in read_tsv(HAND / "reign_countries.tsv")]
    skipped = {(row["country"], row["leader"]) for row in read_tsv(HAND / "reign_skipped.tsv")}
    # The file holds UTF-8 read once as Latin-1; the few names with such letters are given by hand anyway.
    for row in read_csv(data / "actors" / "leaders_reign_to_2021-03.csv", encoding="latin-1"):
        start = f"{row['syear']}-{int(row['smonth']):02}-{int(row['sdate']):02}"
        country = [name for code, since, name in codes if code == row["stateabb"] and since <= start][-1]
        leader = _mend(row["leader"])
        if (country, leader) not in skipped:
            yield Spell(country, leader, start, _end(row["eyear"], row["emonth"]))


def _end(year: str, month: str) -> str:
    """Return the day after the last month of the term: all that REIGN knows of the end."""
    if not year or f"{year}-{int(month):02}" >= _LAST_MONTH:
        return ""
    days = monthrange(int(year), int(month))[1]
    return f"{year}-{int(month):02}-{days:02}"


def _mend(leader: str) -> str:
    """Return a leader's name with one given-name order, without remarks."""
    text = _BRACKETS.sub(" ", leader).strip()
    if "Ã" in text or "Ä" in text or "Å" in text:
        text = text.encode("latin-1", "ignore").decode("utf-8", "ignore")
    if "," in text:
        surname, given = (part.strip() for part in text.split(",", 1))
        text = f"{given} {surname}"
    return " ".join(text.split())
