"""The page about the lexicon names every column of every table, the slots' and classes' names, and nothing that is gone."""

import re
from pathlib import Path

import pytest

from demarche.lexicon.ontology import load_ontology
from demarche.lexicon.senses import BUILT_IN_CLASSES, COLUMNS, load_senses
from demarche.lexicon.tables import data_folder, read_table

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "lexicon.md").read_text(encoding="utf-8")
CUES = sorted((ROOT / "src" / "demarche" / "data" / "cues" / "en").glob("*.tsv"))


def rows(heading: str) -> list[str]:
    """Return the table rows of a section, given the beginning of its heading."""
    section = PAGE.split(f"\n## {heading}", maxsplit=1)[1].split("\n## ", maxsplit=1)[0]
    return re.findall(r"^\| `.*\|$", section, flags=re.MULTILINE)


def header(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if not line.startswith("#")).split("\t")


def test_every_column_of_a_sense_is_there_in_order() -> None:
    first = [row.split("`")[1] for row in rows("Senses")]
    assert first[: len(COLUMNS)] == list(COLUMNS)


@pytest.mark.parametrize("file", CUES, ids=lambda file: file.name)
def test_every_table_of_cues_is_there_with_its_columns(file: Path) -> None:
    (row,) = [row for row in rows("Cues") if row.startswith(f"| `{file.name}` |")]
    assert re.findall(r"`(\w+)`", row.split("|")[2]) == header(file)


@pytest.mark.parametrize(("name", "column"), [("speech.tsv", "forms"), ("embedding.tsv", "form")])
def test_every_form_of_a_cue_is_there(name: str, column: str) -> None:
    (file,) = [file for file in CUES if file.name == name]
    used = {item for row in read_table(file, header(file)) for item in row.items(column)}
    (row,) = [row for row in rows("Cues") if row.startswith(f"| `{name}` |")]
    assert used <= {word for words in re.findall(r"`([\w ]+)`", row) for word in words.split()}


def test_no_table_of_cues_is_named_that_is_gone() -> None:
    assert {row.split("`")[1] for row in rows("Cues")} == {file.name for file in CUES}


def test_classes_that_the_coder_asks_for_exist() -> None:
    data = data_folder()
    senses = load_senses(data / "events" / "en", load_ontology(data / "ontology"))
    known = {name for names in senses.classes.values() for name in names}
    asked = {
        name for row in rows("Senses")[len(COLUMNS) :] for name in re.findall(r"`(\w+)`", row.split("|")[1])
    }
    assert {"support", "partitive", "weapon"} <= asked <= known
    assert all(f"`{name}`" in PAGE for name in BUILT_IN_CLASSES)
