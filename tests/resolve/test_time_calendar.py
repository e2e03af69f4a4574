"""The calendar's files are checked when they are loaded."""

import shutil
from importlib.resources import as_file
from pathlib import Path

import pytest

from demarche.lexicon.calendar import load_calendar
from demarche.lexicon.tables import LexiconError, data_folder


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    with as_file(data_folder() / "calendar" / "en") as source:
        shutil.copytree(source, tmp_path / "en")
    return tmp_path / "en"


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("words.tsv", "\tcapital", "\tupper", "neither empty nor capital"),
        ("words.tsv", "weekday\t0\tmonday", "\t0\tmonday", "class is empty"),
        ("patterns.yaml", "kind: date", "kind: day", "kind 'day' is none of"),
        ("patterns.yaml", "words: slashed", "words: slashes", "no word is of class 'slashes'"),
        ("patterns.yaml", "words: slashed", "words: <slashed>", "phrase <slashed> is not defined"),
        ("patterns.yaml", "words: overnight", "words: unit:aeon", "value 'aeon'"),
        ("patterns.yaml", "name: slashed-date", "name: iso-date", "a pattern stands twice"),
        ("patterns.yaml", "    reading: slashed\n", "", "the keys are"),
        ("patterns.yaml", "phrases:\n", "phrasing: {}\nphrases:\n", "the keys are not"),
        ("holidays.tsv", "\teaster\t-46", "\tlent\t-46", "is none of"),
        ("holidays.tsv", "boxing day\tboxing", "christmas\tboxing", "stands twice"),
        ("movable.tsv", "passover\t", "pesach\t", "are not in holidays.tsv"),
        ("conventions.yaml", "remote_days: 400\n", "", "the keys are not"),
    ],
)
def test_a_broken_file_is_refused(folder: Path, file: str, old: str, new: str, message: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        load_calendar(folder)


def test_the_whole_calendar_loads(folder: Path) -> None:
    calendar = load_calendar(folder)
    assert calendar.classes("may") == {"month"}
    assert calendar.classes("second") == {"unit", "ordinal"}
    assert calendar.holidays["passover"].days[-1][0].year == 2035
    assert set(calendar.conventions.seasons) == {0, 1, 2, 3}
