"""Puts states.tsv together: the hand-made names and the official English names of country-codes.csv."""

from collections.abc import Iterator
from pathlib import Path

from training.tables.common import HAND, fold, join_items, read_csv, read_tsv

_SOURCES = ("official_name_en", "UNTERM English Short", "UNTERM English Formal", "CLDR display name")
_CODES = {"kv": "XKX", "ri": "SRB", "sv": "SJM", "ax": "GBR", "dx": "GBR"}


def factbook_codes(data: Path) -> dict[str, str]:
    """Return ISO alpha-3 by lower-case GEC (FIPS) code; the bases on Cyprus are the United Kingdom's."""
    codes = {
        row["FIPS"].lower(): row["ISO3166-1-Alpha-3"]
        for row in read_csv(data / "actors" / "country-codes.csv")
        if len(row["FIPS"]) == 2  # noqa: PLR2004 -- longer cells hold several codes of former states
    }
    return codes | {code: _CODES[code] for code in _CODES if code not in ("ax", "dx")}


def rows(data: Path) -> Iterator[tuple[str, ...]]:
    """Yield the rows of states.tsv."""
    official = {row["ISO3166-1-Alpha-3"]: row for row in read_csv(data / "actors" / "country-codes.csv")}
    for row in read_tsv(HAND / "states.tsv"):
        names = row["names"].split("|")
        known = {fold(name) for name in (row["name"], *names)}
        source = official.get(row["id"], {})
        for name in (_bare(source.get(column, "")) for column in _SOURCES):
            if name and fold(name) not in known:
                names.append(name)
                known.add(fold(name))
        yield (
            row["id"], row["name"], join_items(names), row["adjectives"], row["demonyms"], row["capitals"],
            row["sovereign"], row["ambiguous"],
        )  # fmt: skip


def _bare(name: str) -> str:
    """Return an official name as running text has it: no "the" in front, nothing in brackets."""
    text = name.strip().removeprefix("the ")
    return "" if any(mark in text for mark in "(,[*") else text
