"""Tables are read as they are written, and what is wrong in them is named with its line."""

from pathlib import Path

import pytest

from demarche.lexicon.tables import LexiconError, Row, one_of, read_table


def _table(folder: Path, text: str) -> Path:
    path = folder / "table.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_cells_and_items(tmp_path: Path) -> None:
    path = _table(tmp_path, "# a comment\nname\tlist\n\none\ta | b|c\ntwo\n")
    first, second = read_table(path, ("name", "list"))
    assert (first.text("name"), first.items("list"), first.line) == ("one", ("a", "b", "c"), 4)
    assert (second.text("name"), second.items("list"), second.optional("list")) == ("two", (), None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "table.tsv: no header row"),
        ("# only a comment\n", "table.tsv: no header row"),
        ("name\tlists\n", "table.tsv, line 1: the columns are"),
        ("name\tlist\none\ta\tb\n", "table.tsv, line 2: 3 cells for 2 columns"),
    ],
)
def test_a_broken_table_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        list(read_table(_table(tmp_path, text), ("name", "list")))


def test_a_cell_that_must_not_be_empty() -> None:
    row = Row("table.tsv", 7, {"name": "", "kind": "lion"})
    with pytest.raises(LexiconError, match=r"table\.tsv, line 7: name is empty"):
        row.text("name")
    with pytest.raises(LexiconError, match="kind: 'lion' is none of cat, dog"):
        one_of(row, "kind", ("cat", "dog"))
    assert one_of(row, "kind", ("lion",)) == "lion"
