"""How the data sets name event types, countries and sectors: the tables of `schemes`."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from demarche.lexicon.tables import read_table

STATEMENT_ROOTS = frozenset({"01", "02"})  # CAMEO's statements and appeals: no events in PLOVER


@dataclass(frozen=True, slots=True)
class Types:
    """Roots and quad classes of the types, and the types of roots, of names in older versions, and of intentions."""

    plv: Mapping[str, str]
    quad: Mapping[str, int]
    cameo: Mapping[str, str]
    of_root: Mapping[str, str]
    of_name: Mapping[str, str]
    intended: Mapping[str, str]

    def quad_of_plv(self, root: str | None) -> int | None:
        """Return the quad class of a root of the PLV data; None for no root."""
        return next((self.quad[name] for name, plv in self.plv.items() if plv == root), None)

    def by_root(self, type_: str, cameo: str) -> str:
        """Return the type of the root of an event's code: its own, unless PLOVER counts the code elsewhere than CAMEO."""
        of_root = self.of_root[cameo[:2]]
        if self.plv[type_] == of_root:
            return type_
        return next(name for name, plv in self.plv.items() if plv == of_root)

    def usual_code(self, type_: str) -> str:
        """Return CAMEO's general code of a type."""
        return f"{self.cameo[type_]}0"

    def root(self, type_: str, cameo: str | None) -> str:
        """Return the CAMEO root of an event: of its code, or the usual one of its type."""
        return cameo[:2] if cameo else self.cameo[type_]


def load_types() -> Types:
    """Return the table; a root or an older name belongs to one type only, YIELD's (08) apart."""
    rows = list(
        read_table(
            files("bench") / "schemes" / "types.tsv", ("type", "quad", "plv", "cameo", "once", "intended")
        )
    )
    names = [row.text("type") for row in rows]
    return Types(
        plv={name: row.text("plv") for name, row in zip(names, rows, strict=True)},
        quad={name: int(row.text("quad")) for name, row in zip(names, rows, strict=True)},
        cameo={name: row.items("cameo")[0] for name, row in zip(names, rows, strict=True)},
        of_root={root: row.text("plv") for row in rows for root in row.items("cameo")},
        of_name={
            **{old: row.text("type") for row in rows for old in row.items("once")},
            **dict(zip(names, names, strict=True)),
        },
        intended={row.text("type"): row.text("intended") for row in rows if row.optional("intended")},
    )


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes of countries and sectors that stand for others when sides are compared."""

    countries: Mapping[str, str]
    sectors: Mapping[str, str]

    def country(self, code: str) -> str:
        """Return the code that is compared: Ivory Coast's stays, the United Nations' is that of all such bodies."""
        return self.countries.get(code, code)

    def sector(self, code: str) -> str:
        """Return the code that is compared."""
        return self.sectors.get(code, code)


def load_codes() -> Codes:
    """Return the table."""
    rows = list(read_table(files("bench") / "schemes" / "codes.tsv", ("field", "code", "means")))
    countries, sectors = (
        {row.text("code"): row.text("means") for row in rows if row.text("field") == field}
        for field in ("country", "sector")
    )
    return Codes(countries, sectors)
