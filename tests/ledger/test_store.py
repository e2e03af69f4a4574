"""Opening: what is a ledger, what is none, and what is said about it."""

import os
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from demarche.ledger.errors import LedgerError
from demarche.ledger.migrate import steps
from demarche.ledger.query import events
from demarche.ledger.store import Ledger

from .samples import RUN, full_report

NOBODY = 65534
Opener = Callable[[Path], Ledger]


@pytest.fixture
def folder() -> Iterator[Path]:
    """Yield a folder that a user without rights can reach; tmp_path is its owner's alone."""
    made = Path(tempfile.mkdtemp())
    made.chmod(0o755)
    yield made
    made.chmod(0o755)
    shutil.rmtree(made)


@pytest.fixture
def _ordinary_user() -> Iterator[None]:
    """Give up the rights of root, for whom rights are not checked."""
    if os.getuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    yield
    os.setresuid(0, 0, 0)


@pytest.fixture
def shared(folder: Path) -> Path:
    """Return a ledger of somebody else, to be read by all."""
    path = filled(folder / "shared.ledger")
    path.chmod(0o444)
    folder.chmod(0o555)
    return path


@pytest.fixture
def written(folder: Path) -> Iterator[Path]:
    """Yield a ledger of somebody else that is being written to."""
    path = folder / "written.ledger"
    with Ledger.create_or_open(path) as ledger:
        ledger.append(RUN, full_report())
        for file in folder.iterdir():
            file.chmod(0o444)
        folder.chmod(0o555)
        yield path


@pytest.fixture
def hidden(folder: Path) -> Path:
    """Return a ledger that nobody else may read."""
    path = filled(folder / "hidden.ledger")
    path.chmod(0o000)
    return path


@pytest.fixture(params=[Ledger.open, Ledger.create_or_open], ids=["open", "create_or_open"])
def opener(request: pytest.FixtureRequest) -> Opener:
    opened: Opener = request.param
    return opened


def filled(path: Path) -> Path:
    with Ledger.create_or_open(path) as ledger:
        ledger.append(RUN, full_report())
    return path


def append_many(ledger: Ledger, count: int) -> None:
    for number in range(count):
        ledger.append(RUN, full_report(number))


def test_a_ledger_is_one_file_once_closed(path: Path) -> None:
    filled(path)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_reading_leaves_no_file_behind(path: Path) -> None:
    filled(path)
    with Ledger.open(path) as ledger:
        assert list(events(ledger))
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_it_is_created_once_and_opened_after(path: Path) -> None:
    filled(path)
    with Ledger.create_or_open(path) as ledger:
        assert ledger.holds(full_report().report.id, RUN)


def test_names_with_signs_of_a_query_are_names(tmp_path: Path) -> None:
    path = filled(tmp_path / "what?mode=memory#1 %41.ledger")
    assert path.exists()
    with Ledger.open(path) as ledger:
        assert list(events(ledger))


def test_an_empty_file_becomes_a_ledger(path: Path) -> None:
    path.touch()
    filled(path)
    with Ledger.open(path) as ledger:
        assert list(events(ledger))


def test_a_ledger_whose_making_was_cut_short_is_made_anew(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    assert path.stat().st_size > 0
    filled(path)


def test_a_missing_file_is_not_read(path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no such file"):
        Ledger.open(path)
    assert not path.exists()


def test_a_ledger_is_not_made_in_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="folder it should stand in does not exist"):
        Ledger.create_or_open(tmp_path / "missing" / "cases.ledger")


def test_a_folder_is_no_ledger(tmp_path: Path, opener: Opener) -> None:
    with pytest.raises(LedgerError, match="it is not a file"):
        opener(tmp_path)


def test_a_text_is_no_ledger_and_is_left_alone(path: Path, opener: Opener) -> None:
    path.write_text("a report, not a ledger\n" * 100, encoding="utf-8")
    with pytest.raises(LedgerError, match=f"ledger '{path}': it is not a ledger"):
        opener(path)
    assert path.read_text(encoding="utf-8") == "a report, not a ledger\n" * 100


def test_another_database_is_no_ledger_and_is_left_alone(path: Path, opener: Opener) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE run (id TEXT)")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="it is not a ledger"):
        opener(path)
    assert path.read_bytes() == before


def test_a_newer_ledger_is_left_alone(path: Path, opener: Opener) -> None:
    connection = sqlite3.connect(filled(path))
    connection.execute(f"PRAGMA user_version = {len(steps()) + 1}")
    connection.close()
    with pytest.raises(LedgerError, match="written by a newer demarche"):
        opener(path)


def test_a_damaged_ledger_is_reported(path: Path) -> None:
    filled(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\x99" * (len(whole) - 4096))
    with pytest.raises(LedgerError, match="damaged"), Ledger.open(path) as ledger:
        list(events(ledger))


def test_an_old_sqlite_is_refused(path: Path, opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path)
    monkeypatch.setattr("sqlite3.sqlite_version_info", (3, 36, 0))
    with pytest.raises(LedgerError, match=r"3\.37 is needed"):
        opener(path)


def test_a_place_without_a_write_ahead_log_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without_shared_memory(place: str, **values: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(f"{place}&vfs=unix-dotfile", **values)
        return connection

    connect = sqlite3.connect
    monkeypatch.setattr("sqlite3.connect", without_shared_memory)
    with pytest.raises(LedgerError, match="no write-ahead log can be kept"):
        Ledger.create_or_open(path)


@pytest.mark.usefixtures("_ordinary_user")
def test_a_read_only_file_is_read_and_not_written(shared: Path) -> None:
    with pytest.raises(LedgerError, match="it is read-only"):
        Ledger.create_or_open(shared)
    with Ledger.open(shared) as ledger:
        assert len(list(events(ledger))) == 2


@pytest.mark.usefixtures("_ordinary_user")
def test_a_read_only_file_is_read_while_its_owner_writes(written: Path) -> None:
    with Ledger.open(written) as ledger:
        assert len(list(events(ledger))) == 2


@pytest.mark.usefixtures("_ordinary_user")
def test_an_older_read_only_file_is_refused(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    added = (*steps(), replace(steps()[-1], number=len(steps()) + 1))
    monkeypatch.setattr("demarche.ledger.connect.steps", lambda: added)
    with pytest.raises(LedgerError, match="of an older demarche"):
        Ledger.open(shared)


@pytest.mark.usefixtures("_ordinary_user")
def test_an_unreadable_file_is_reported(hidden: Path, opener: Opener) -> None:
    with pytest.raises(LedgerError, match="it may not be read"):
        opener(hidden)


@pytest.mark.usefixtures("_ordinary_user")
def test_a_closed_folder_is_reported(hidden: Path, opener: Opener) -> None:
    hidden.parent.chmod(0o000)
    with pytest.raises(LedgerError, match="Permission denied"):
        opener(hidden)


def test_what_is_opened_for_reading_is_not_appended_to(path: Path) -> None:
    filled(path)
    with Ledger.open(path) as ledger:
        with pytest.raises(LedgerError, match="it was opened for reading"):
            ledger.append(RUN, full_report(1))
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            ledger.connection.execute("INSERT INTO report VALUES ('r:0000000000000000', '')")


def test_a_closed_ledger_says_so(path: Path) -> None:
    with Ledger.create_or_open(path) as ledger:
        pass
    with pytest.raises(LedgerError, match="closed"):
        ledger.holds("r:0000000000000000", RUN)


def test_a_writer_waits_for_another_and_then_gives_up(path: Path) -> None:
    with Ledger.create_or_open(path) as first, Ledger.create_or_open(path, patience_s=0.01) as second:
        first.connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="another process is writing to it"):
            second.append(RUN, full_report())
        first.connection.execute("ROLLBACK")
        assert second.append(RUN, full_report()).claims_added == 4


def test_a_ledger_is_made_once_another_lets_go_of_the_file(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LedgerError, match="another process is writing to it"):
        Ledger.create_or_open(path, patience_s=0.01)
    release = threading.Timer(0.1, other.execute, ["ROLLBACK"])
    release.start()
    Ledger.create_or_open(path, patience_s=10).close()
    release.join()
    other.close()


def test_a_reader_reads_while_a_report_is_written(path: Path) -> None:
    filled(path)
    with Ledger.create_or_open(path) as writer, Ledger.open(path, patience_s=0.01) as reader:
        writer.connection.execute("BEGIN IMMEDIATE")
        writer.connection.execute("INSERT INTO report VALUES ('r:0000000000000000', '')")
        assert len(list(events(reader))) == 2
        writer.connection.execute("COMMIT")


def test_a_full_disk_keeps_what_was_there(path: Path) -> None:
    with Ledger.create_or_open(path) as ledger:
        ledger.append(RUN, full_report())
        ((pages,),) = ledger.select("PRAGMA page_count")
        ledger.select(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(LedgerError, match="the disk is full"):
            append_many(ledger, 100)
        ledger.select("PRAGMA max_page_count = 1000000")
        ((kept,),) = ledger.select("SELECT count(*) FROM report")
        assert ledger.select("SELECT count(*) FROM claim") == [(4 * kept,)]
        assert ledger.append(RUN, full_report(kept)).claims_added == 4
