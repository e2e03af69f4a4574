"""Reads the leaders of the factbook file: titles, names in the order and case of news, terms seen."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.tables.common import HAND, read_csv, read_tsv

_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
_SPELLED = re.compile(r",? also spelled .*$|^also spelled ", re.IGNORECASE)
_LEAD = re.compile(r"^(?:-|and|both|the|represented by|representated by|\s)+", re.IGNORECASE)
_SENTENCE = re.compile(
    r"\b(?:is|was|who|led|elected|appointed|serving|serves|formerly|aka|recognizes|vacant|members|statement|cabinet|caretaker|council)\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOST_WORDS = 6
_LONG_WORD = 4
_PARTICLES = frozenset({"van", "von", "de", "da", "dos", "del", "du", "le", "la", "bin", "ould"})


@dataclass(frozen=True, slots=True)
class Seen:
    """One office as the factbook file shows it: since when, and when the file last showed it."""

    country: str
    head: str
    role: str
    name: str
    surname: str
    since: str
    last: str
    deputy: bool


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles that a cell may begin with, longest first, and the words that are no part of a name."""

    roles: tuple[tuple[str, str], ...]
    ranks: frozenset[str]


def load_titles() -> Titles:
    """Return the hand-made tables of titles and ranks."""
    roles = [(row["title"], row["role"]) for row in read_tsv(HAND / "factbook_titles.tsv")]
    ranks = {row["word"].casefold() for row in read_tsv(HAND / "factbook_ranks.tsv")}
    return Titles(tuple(sorted(roles, key=lambda r: -len(r[0]))), frozenset(ranks))


def read_factbook(data: Path, countries: dict[str, str]) -> Iterator[Seen]:
    """Yield what can be read of the file; `countries` maps its lower-case GEC codes to ISO alpha-3."""
    titles = load_titles()
    for row in read_csv(data / "actors" / "leaders_factbook_2014_2026.csv"):
        country = countries.get(row["gec_code"])
        parsed = parse_cell(row["title_and_name"], titles)
        if country is None or parsed is None or _DAY.fullmatch(row["since"]) is None:
            continue
        title, name, surname = parsed
        head = "state" if row["role"] == "chief of state" else "government"
        second = bool(re.search(r"(?i)vice|deputy|represent|governor|commissioner", row["title_and_name"]))
        yield Seen(
            country, head, title, name, surname, row["since"], row["last_seen_in_factbook"], deputy=second
        )


def parse_cell(cell: str, titles: Titles) -> tuple[str, str, str] | None:
    """Return role, name and surname of a cell, or None if it is not one title with one name."""
    text = _LEAD.sub("", cell.strip())
    bare = " ".join(_BRACKETS.sub(" ", _SPELLED.sub("", text)).split())
    if not bare or _SENTENCE.search(bare):
        return None
    role, bare = _take_title(bare, titles)
    if (
        " and " in f" {bare} "
        or sum(any(is_capitals(w) for w in part.split()) for part in bare.split(",")) > 1
    ):
        return None
    words = [w for w in re.split(r"[\s,]+", bare) if w and w.casefold() not in titles.ranks]
    capitals = _surname_words(words)
    if not 1 < len(words) <= _MOST_WORDS or not capitals or any(w.casefold() == "of" for w in words):
        return None
    name = " ".join(mend_case(w) for w in words)
    return role, name, " ".join(mend_case(w) for w in capitals)


def _take_title(text: str, titles: Titles) -> tuple[str, str]:
    """Return the role of the first title in front of a name, and the text without any titles there."""
    role = ""
    while True:
        lower = text.casefold()
        found = next(((t, r) for t, r in titles.roles if lower.startswith((f"{t} ", f"{t}, "))), None)
        if found is None:
            return role, text
        role, text = role or found[1], text[len(found[0]) :].strip(" ,")


def _surname_words(words: list[str]) -> list[str]:
    """Return the capitalised words, a numeral of a monarch left out, with the particle before them."""
    places = [n for n, w in enumerate(words) if is_capitals(w) and (n == 0 or not _is_number(w))]
    if not places:
        return []
    first = places[0]
    particle = [words[first - 1]] if first > 1 and words[first - 1].casefold() in _PARTICLES else []
    return particle + [words[n] for n in places]


def is_capitals(word: str) -> bool:
    """Say whether the factbook marks this word as (part of) the surname."""
    letters = [c for c in word if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    whole = len(letters) > 1 and upper == len(letters)
    # "McMAHON", "al-ABADI", "OBAMAnote"
    return whole or (len(letters) >= _LONG_WORD and upper >= len(letters) - 2)


def mend_case(word: str) -> str:
    """Return a word of capitals in the case of news: "MCMAHON" as "McMahon", "AL-ABADI" as "al-Abadi"."""
    if not is_capitals(word) or (_is_number(word) and word != "XI"):
        return word
    parts = [p if p in ("al", "el") else p[:1].upper() + p[1:].lower() for p in word.split("-")]
    if parts[0] in ("Al", "El") and len(parts) > 1:
        parts[0] = parts[0].lower()
    mended = "-".join(parts)
    mended = re.sub(r"^(Mc|O['’]|D['’])(\w)", lambda m: m[1] + m[2].upper(), mended)
    return mended if mended not in ("Bin", "Van", "Von", "De", "Da", "Dos", "Del") else mended.lower()


def _is_number(word: str) -> bool:
    return re.fullmatch(r"[IVX]+", word) is not None
