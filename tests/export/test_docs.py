"""The page about exports has every format, and every column of the tables."""

import re
from pathlib import Path

import pytest

from demarche.export import acled, gdelt, icews, polecat
from demarche.export.formats import FORMATS

PAGE = (Path(__file__).parents[2] / "docs" / "export.md").read_text(encoding="utf-8")
COLUMNS = {
    "gdelt-events": gdelt.EVENT_COLUMNS,
    "gdelt-mentions": gdelt.MENTION_COLUMNS,
    "icews": icews.COLUMNS,
    "polecat": polecat.COLUMNS,
    "acled": acled.COLUMNS,
}


def names_in_first_column(text: str) -> list[str]:
    cells = re.findall(r"^\| (`.+?`) \|", text, flags=re.MULTILINE)
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


def test_it_has_every_format() -> None:
    table = PAGE.partition("## Facts")[0]
    assert names_in_first_column(table) == list(FORMATS)


@pytest.mark.parametrize("name", COLUMNS)
def test_it_maps_every_column(name: str) -> None:
    section = re.split(r"^##", PAGE.partition(f"\n### {name}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    assert sorted(names_in_first_column(section)) == sorted(COLUMNS[name])


def test_it_says_which_formats_are_given_facts() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \|.*\| (\w+) \|$", PAGE.partition("## Facts")[0], flags=re.MULTILINE)
    assert dict(rows) == {
        name: "facts" if chosen.facts_by_default else "all" for name, chosen in FORMATS.items()
    }
