"""Dates, pairs and cells as the formats are made of them."""

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.export.dates import day, latest, spell
from demarche.export.delimited import plain
from demarche.export.errors import ExportError, UnsayableError
from demarche.export.pairs import pairs
from demarche.export.whole import whole_folder
from demarche.lexicon.crosswalks import load_crosswalks
from demarche.lexicon.tables import LexiconError, data_folder
from demarche.model.parts import When
from tests.ledger.samples import BOLIVIA, CHILE

from .samples import AGREED, ATTRIBUTED, REBELS


def _when(earliest: str | None, latest_: str | None) -> When:
    return When(earliest, latest_, "day", "carried", None)


@pytest.mark.parametrize(
    ("when", "known", "bound"),
    [
        (_when("2024-05-07", "2024-05-07"), date(2024, 5, 7), date(2024, 5, 7)),
        (_when("2024-05-07T10:00", "2024-05-07T15:30"), date(2024, 5, 7), date(2024, 5, 7)),
        (_when("2024-05-06", "2024-05-12"), None, date(2024, 5, 12)),
        (_when(None, "2024-05-12"), None, date(2024, 5, 12)),
        (_when("2024-05-06", None), None, date(2024, 5, 6)),
        (_when("2024-02-30", "2024-02-30"), None, None),
        (_when(None, None), None, None),
    ],
)
def test_a_day_is_written_only_where_it_is_known(when: When, known: date | None, bound: date | None) -> None:
    assert latest(when) == bound
    if known is None:
        with pytest.raises(UnsayableError):
            day(when, "known")
    else:
        assert day(when, "known") == known
    if bound is None:
        with pytest.raises(UnsayableError, match="no date"):
            day(when, "latest")
    else:
        assert day(when, "latest") == bound


@given(first=st.dates(), days=st.integers(0, 400))
def test_the_middle_lies_inside(first: date, days: int) -> None:
    try:
        last = date.fromordinal(first.toordinal() + days)
    except ValueError:
        return
    found = spell(_when(first.isoformat(), last.isoformat()))
    assert found is not None
    assert found.days == days + 1
    assert first <= found.middle <= last
    assert abs((found.middle - first).days - (last - found.middle).days) <= 1


@given(text=st.text())
def test_a_cell_breaks_no_table(text: str) -> None:
    cell = plain(text)
    assert len(cell.splitlines()) <= 1
    assert not set(cell) & {"\t", '"', "\n", "\r"}
    read = list(csv.reader(io.StringIO(f"a\t{cell}\tb\n"), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert read == [["a", cell, "b"]]


MUTUAL = load_crosswalks().mutual


@pytest.mark.parametrize(
    ("actors", "recipients", "wanted"),
    [
        ((CHILE, BOLIVIA), (), [("Chile", "Bolivia"), ("Bolivia", "Chile")]),
        ((CHILE,), (), [("Chile", None)]),
        ((), (), [(None, None)]),
        ((), (CHILE,), [(None, "Chile")]),
        ((CHILE, BOLIVIA), (REBELS,), [("Chile", "Free Mast"), ("Bolivia", "Free Mast")]),
    ],
)
def test_pairs(actors: tuple, recipients: tuple, wanted: list) -> None:  # type: ignore[type-arg]
    event = replace(AGREED, actors=actors, recipients=recipients)
    found = list(pairs(event, MUTUAL))
    names = [(one.actor and one.actor.name, one.recipient and one.recipient.name) for one in found]
    assert names == wanted
    assert len({one.number for one in found}) == len(found)
    assert found[0].key == event.id


def test_what_is_not_mutual_has_nobody_on_the_other_side() -> None:
    event = replace(ATTRIBUTED, actors=(CHILE, BOLIVIA), recipients=())
    assert [pair.recipient for pair in pairs(event, MUTUAL)] == [None, None]


def test_a_folder_is_whole_or_not_there(tmp_path: Path) -> None:
    output = tmp_path / "out"

    def fail(part: Path) -> None:
        (part / "half").write_text("half", encoding="utf-8")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), whole_folder(output) as part:
        fail(part)
    assert list(tmp_path.iterdir()) == []
    output.mkdir()
    with whole_folder(output) as part:
        (part / "file").write_text("whole", encoding="utf-8")
    assert [path.name for path in output.iterdir()] == ["file"]
    with pytest.raises(ExportError, match="something already"), whole_folder(output):
        pass


@pytest.mark.parametrize(
    ("name", "row", "said"),
    [
        ("countries.tsv", "id\talpha_2\tnumeric\tfips\nQQQ\tQQ\t1\tQQ", "QQQ is no country"),
        ("sectors.tsv", "sector\tcameo\ticews\tinter\tarmed\nGOV\tGOV\tGovernment\t\t", "no line for"),
        ("sectors.tsv", "sector\tcameo\ticews\tinter\tarmed\nZZZ\t\t\t\t", "'ZZZ' is none"),
        ("mutual.tsv", "type\nHUG", "'HUG' is none"),
        (
            "acled.tsv",
            "type\tmode\tevent\tsub_event\tbattle\nASSAULT\tshout\tRiots\tMob violence\t",
            "no mode",
        ),
    ],
)
def test_a_broken_table_is_named(tmp_path: Path, name: str, row: str, said: str) -> None:

    folder = Path(str(data_folder())) / "export"
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / name).write_text(row + "\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=said):
        load_crosswalks(tmp_path)
