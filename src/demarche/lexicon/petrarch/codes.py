"""Codes of actors in CAMEO's notation as countries and sectors: "USAGOVMIL" is the United States, GOV and MIL."""

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from demarche.lexicon.tables import data_folder, read_table

_CODE = re.compile(r"(?:[A-Z]{3})+")
_ROLE = "public figure"


@dataclass(frozen=True, slots=True)
class Coded:
    """A code taken apart: the country or international actor if it begins with one, the sectors, and what is left over."""

    country: str | None
    sectors: tuple[str, ...]
    role: str
    unplaced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorCodes:
    """Knows the parts that codes are made of."""

    countries: AbstractSet[str]
    international: AbstractSet[str]
    renamed: Mapping[str, str]
    sectors: Mapping[str, tuple[str, str]]

    def read(self, code: str) -> Coded | None:
        """Return a code taken apart; None if it is not written in groups of three capitals."""
        if _CODE.fullmatch(code) is None:
            return None
        parts = [code[at : at + 3] for at in range(0, len(code), 3)]
        country: str | None = None
        while parts and (found := self._country(parts[0])) is not None:
            if country is not None and found not in self.international:
                break  # "NGOUSA": an international body's home is no country of its own
            country = found
            parts.pop(0)
        sectors: dict[str, None] = {}
        role = ""
        unplaced: list[str] = []
        for part in parts:
            sector, called = self.sectors.get(part, ("", ""))
            if sector:
                sectors[sector] = None
                role = role or called
            else:
                unplaced.append(part)
        return Coded(country, tuple(sectors), role or _ROLE, tuple(unplaced))

    def _country(self, part: str) -> str | None:
        part = self.renamed.get(part, part)
        return part if part in self.countries or part in self.international else None


def load_codes(countries: AbstractSet[str], international: AbstractSet[str]) -> ActorCodes:
    """Return the codes of the package's tables; raise `LexiconError` if one is broken."""
    folder = data_folder() / "petrarch"
    renamed = {
        row.text("code"): row.text("country")
        for row in read_table(folder / "countries.tsv", ("code", "country"))
    }
    sectors = {
        row.text("code"): (row.cells["sector"], row.cells["role"])
        for row in read_table(folder / "sectors.tsv", ("code", "sector", "role"))
    }
    return ActorCodes(countries, international, renamed, sectors)
