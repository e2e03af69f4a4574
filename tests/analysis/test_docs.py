"""The page about questions has every figure and every column."""

import re
from pathlib import Path

from duckdb import DuckDBPyConnection

from demarche.show.figures import FigureRows

PAGE = (Path(__file__).parents[2] / "docs" / "analysis.md").read_text(encoding="utf-8")


def test_it_has_every_figure() -> None:
    section = PAGE.partition("## The figures")[2].partition("**Facts only.**")[0]
    named = {
        name
        for cell in re.findall(r"^\| (`.+?`) \|", section, flags=re.MULTILINE)
        for name in re.findall(r"`(\w+)`", cell)
    }
    columns = FigureRows("month", {}, has_sides=True, has_ids=False, changes=frozenset()).columns()
    assert named == set(columns) - {"actor", "recipient", "month"}


def test_it_has_every_column(connection: DuckDBPyConnection) -> None:
    section = PAGE.partition("## SQL")[2].partition("## The copy")[0]
    tables = dict(re.findall(r"^\| `([\w` ]+)` \| `([\w ]+)` \|$", section, flags=re.MULTILINE))
    assert {"events", "pairs", "commitment_pairs"} <= tables.keys()
    named = [(name, columns) for names, columns in tables.items() for name in names.split("` `")]
    for name, columns in named:
        described = [row[0] for row in connection.execute(f"DESCRIBE {name}").fetchall()]
        assert columns.split() == described, name
    there = {row[0] for row in connection.execute("SHOW TABLES").fetchall()}
    assert {name for name in there if f"`{name}`" not in section} == {"parties"}
