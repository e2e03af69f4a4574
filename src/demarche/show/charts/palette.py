"""The colours of charts: `show/palette.tsv`, which the style sheets repeat as custom properties."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from demarche.lexicon.tables import read_table


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour on paper and in dark mode, as #rrggbb."""

    light: str
    dark: str


@cache
def palette() -> Mapping[str, Colour]:
    """Return the colours by name."""
    rows = read_table(files("demarche.show") / "palette.tsv", ("name", "light", "dark"))
    return {row.text("name"): Colour(row.text("light"), row.text("dark")) for row in rows}
