"""The index says what the ledger says, keeps up with it, and can be made anew."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from demarche.index.errors import PageIndexError
from demarche.index.file import Index, index_file
from demarche.index.listing import numbers, tally
from demarche.index.search import count_reports, search_reports
from demarche.index.update import is_current, update
from demarche.index.wanted import Wanted
from demarche.ledger import query
from demarche.ledger.filters import Filter
from demarche.ledger.store import Ledger
from tests.export.samples import fill
from tests.ledger.samples import NEWER, RUN, full_report


@pytest.fixture(name="path")
def filled(tmp_path: Path) -> Path:
    return fill(tmp_path / "mast.ledger")


@pytest.fixture(name="index")
def made(path: Path) -> Iterator[Index]:
    with Ledger.open(path) as ledger, Index.open_to_write(path.with_name("mast.ledger.page")) as index:
        assert update(index, ledger, _silent) == 0
        yield index


def _silent(_done: int, _total: int) -> None: ...


def _ids(index: Index, wanted: Wanted) -> list[str]:
    found = numbers(index, wanted, "oldest", 1000)
    return [index.select("SELECT id FROM entry WHERE number = ?", (one,))[0][0] for one in found]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"actor": "CHL"},
        {"actor": "chile"},
        {"recipient": "BOL", "since": "2024"},
        {"source": "person:BOL:marta-rios"},
        {"since": "2024-05", "until": "2024-05"},
        {"until": "2024-01"},
        {"actor": "nobody"},
    ],
    ids=str,
)
def test_it_lists_and_counts_what_the_ledger_does(index: Index, path: Path, given: dict[str, str]) -> None:
    with Ledger.open(path) as ledger:
        for kind, listed in (
            ("event", query.events),
            ("statement", query.statements),
            ("commitment", query.commitments),
        ):
            chosen = Filter(**given)  # type: ignore[arg-type]
            wanted = Wanted(kind=kind, **given)  # type: ignore[arg-type]
            expected = [one.id for one in listed(ledger, chosen)]
            assert sorted(_ids(index, wanted)) == sorted(expected)
            counted = query.count(ledger, kind, chosen)  # type: ignore[arg-type]
            found = tally(index, wanted)
            assert (found.total, found.undated) == (counted.matching, counted.undated)


def test_a_facet_counts_what_there_would_be(index: Index) -> None:
    every = tally(index, Wanted()).facets["type"]
    assert sum(every.values()) == tally(index, Wanted()).total
    name = next(iter(every))
    chosen = tally(index, Wanted(type=(name,)))
    assert chosen.total == every[name]
    assert chosen.facets["type"] == every


def test_the_newest_come_first_and_those_without_a_date_last(index: Index) -> None:
    dates = [
        index.select("SELECT dated FROM entry WHERE number = ?", (one,))[0][0]
        for one in numbers(index, Wanted(), "newest", 1000)
    ]
    dated = [one for one in dates if one != "~"]
    assert dates == sorted(dated, reverse=True) + ["~"] * (len(dates) - len(dated))
    pages = [numbers(index, Wanted(), "newest", 2, skip) for skip in range(0, len(dates), 2)]
    assert [one for page in pages for one in page] == numbers(index, Wanted(), "newest", 1000)


def test_it_keeps_up_with_new_codings(tmp_path: Path) -> None:
    path = tmp_path / "own.ledger"
    with Ledger.create_or_open(path) as ledger, Index.open_to_write(tmp_path / "own.page") as index:
        ledger.append(RUN, full_report())
        update(index, ledger, _silent)
        assert is_current(index, ledger)
        before = tally(index, Wanted()).total
        again = full_report()
        ledger.append(NEWER, replace(again, claims=again.claims[:1]))
        assert not is_current(index, ledger)
        update(index, ledger, _silent)
        assert is_current(index, ledger)
        assert before > tally(index, Wanted()).total
        assert [one.id for one in query.events(ledger)] == _ids(index, Wanted())


def test_one_that_was_cut_short_is_gone_on_with(path: Path, tmp_path: Path) -> None:
    beside = tmp_path / "short.page"
    with Ledger.open(path) as ledger:
        with Index.open_to_write(beside) as index:
            update(index, ledger, _silent, seconds=0)
        with Index.open_to_write(beside) as index:
            assert update(index, ledger, _silent) == 0
            assert sorted(_ids(index, Wanted())) == sorted(one.id for one in query.events(ledger))


def test_one_of_another_ledger_is_made_anew(index: Index, tmp_path: Path) -> None:
    with Ledger.create_or_open(tmp_path / "other.ledger") as other:
        other.append(replace(RUN, id="another"), full_report())
        update(index, other, _silent)
        assert sorted(_ids(index, Wanted())) == sorted(one.id for one in query.events(other))


def test_a_file_that_is_no_index_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.page"
    path.write_text("my notes", encoding="utf-8")
    with pytest.raises(PageIndexError, match="is not replaced"):
        Index.open_to_write(path)
    assert path.read_text(encoding="utf-8") == "my notes"


def test_without_a_file_of_a_ledger_it_is_kept_for_the_time_being() -> None:
    with index_file(None) as path:
        Index.open_to_write(path).connection.close()
        assert path.exists()
    assert not path.exists()


def test_search_marks_what_it_finds(index: Index) -> None:
    (hit, *_) = search_reports(index, '"weather station"', 10, 0)
    assert ("weather", True) in [(text.split()[0], found) for text, found in hit.pieces if text.strip()]
    assert count_reports(index, "weather zeppelin") == 0
    assert count_reports(index, "weath*") == count_reports(index, "weather")
