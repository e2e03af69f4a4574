"""The copy of the columns is that of the ledger as it is, and nothing else can be reached through it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from duckdb import DuckDBPyConnection

from demarche.analysis.columns import SUFFIX, columns
from demarche.analysis.errors import AnalysisError
from demarche.analysis.sql import ask
from demarche.analysis.tables import TABLES
from demarche.ledger import query
from demarche.ledger.linking import set_membership
from demarche.ledger.store import Ledger
from demarche.ledger.transaction import transaction
from tests.ledger import samples
from tests.ledger.samples import RUN


def test_it_has_the_current_claims(ledger: Ledger, connection: DuckDBPyConnection) -> None:
    for name, listed in (("events", query.events), ("commitments", query.commitments)):
        ids = [row[0] for row in connection.table(name).select("id").order("id").fetchall()]
        assert ids == sorted(claim.id for claim in listed(ledger))


def test_a_row_is_its_claim(ledger: Ledger, connection: DuckDBPyConnection) -> None:
    for event in query.events(ledger):
        row = connection.execute(
            "SELECT type, status, voice, quad, goldstein, earliest, latest, words, factuality, rule, score FROM events "
            "WHERE id = ?",
            [event.id],
        ).fetchone()
        when = event.when
        assert row == (
            event.type, event.status, event.voice, event.quad, event.goldstein, when.earliest, when.latest,
            event.extent[0].text, event.attribution[-1].factuality, event.rule, event.score,
        )  # fmt: skip


def test_it_is_made_once_and_again_when_the_ledger_has_grown(path: Path) -> None:
    told: list[str] = []
    with Ledger.open(path) as ledger, columns(ledger, told.append):
        assert told == []
    with Ledger.create_or_open(path) as ledger:
        ledger.append(RUN, samples.full_report(999))
    for _ in range(2):
        with Ledger.open(path) as ledger, columns(ledger, told.append) as connection:
            assert connection.execute("SELECT count(*) FROM statements").fetchone() == (1,)
    assert len(told) == 1
    assert sorted(file.name for file in path.parent.iterdir() if "duckdb" in file.name) == [
        path.name + SUFFIX
    ]


def test_it_is_made_again_for_another_ledger_in_the_same_place(path: Path) -> None:
    told: list[str] = []
    for run in ("aa", "bb"):
        path.unlink()
        with Ledger.create_or_open(path) as ledger:
            ledger.append(replace(RUN, id=run * 16), samples.full_report(999))
        with Ledger.open(path) as ledger, columns(ledger, told.append):
            pass
    assert len(told) == 2


def test_it_is_made_again_when_events_are_put_together(path: Path) -> None:
    told: list[str] = []
    with Ledger.create_or_open(path) as ledger, transaction(ledger.connection):
        ((number,),) = ledger.select("SELECT max(number) FROM claim WHERE kind = 'event'")
        set_membership(ledger.connection, {number: "h:00000000000000bb"})
    with Ledger.open(path) as ledger, columns(ledger, told.append) as connection:
        found = connection.execute(
            "SELECT number FROM events WHERE happening = 'h:00000000000000bb'"
        ).fetchall()
    assert found == [(number,)]
    assert len(told) == 1


def test_a_file_that_is_no_copy_is_made_anew(path: Path) -> None:
    path.with_name(path.name + SUFFIX).write_bytes(b"something else")
    told: list[str] = []
    with Ledger.open(path) as ledger, columns(ledger, told.append) as connection:
        assert connection.execute("SELECT count(*) > 0 FROM events").fetchone() == (True,)
    assert len(told) == 1


def test_a_database_of_ones_own_is_not_replaced(path: Path) -> None:
    beside = path.with_name(path.name + SUFFIX)
    beside.unlink()
    with duckdb.connect(str(beside)) as own:
        own.execute("CREATE TABLE mine AS SELECT 1 AS a")
    with (
        Ledger.open(path) as ledger,
        pytest.raises(AnalysisError, match="is no copy"),
        columns(ledger, pytest.fail),
    ):
        pass
    with duckdb.connect(str(beside), read_only=True) as own:
        assert own.execute("FROM mine").fetchone() == (1,)


def test_a_folder_that_may_not_be_written_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.with_name(path.name + SUFFIX).unlink()
    with Ledger.open(path) as ledger:
        monkeypatch.setattr("demarche.analysis.columns.os.access", lambda *_: False)
        with columns(ledger, lambda _: None) as connection:
            assert connection.execute("SELECT count(*) > 0 FROM events").fetchone() == (True,)
    assert not path.with_name(path.name + SUFFIX).exists()


@pytest.fixture(name="secret")
def beside(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "secret.csv"
    path.write_text("a\n1\n", encoding="utf-8")
    yield path
    assert path.read_text(encoding="utf-8") == "a\n1\n"


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('{secret}')",
        "SELECT * FROM '{secret}'",
        "SELECT content FROM read_text('{secret}')",
        "SELECT * FROM glob('{folder}/*')",
        "COPY events TO '{secret}'",
        "COPY (SELECT 1) TO '{folder}/new.csv'",
        "EXPORT DATABASE '{folder}/new'",
        "ATTACH '{folder}/new.duckdb'",
        "DELETE FROM events",
        "DROP TABLE events",
        "UPDATE events SET type = 'AID'",
        "INSERT INTO events (id) VALUES ('e')",
        "CREATE TABLE more AS SELECT 1",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "LOAD sqlite",
        "EXPLAIN ANALYZE DELETE FROM events",
        "SELECT 1; DROP TABLE events",
        "SELECT nonsense",
        "",
    ],
)
def test_what_is_no_question_is_refused(connection: DuckDBPyConnection, secret: Path, statement: str) -> None:
    given = statement.format(secret=secret, folder=secret.parent)
    before = sorted(secret.parent.iterdir())
    with pytest.raises(AnalysisError):
        list(ask(connection, given).rows)
    assert sorted(secret.parent.iterdir()) == before
    assert connection.execute("SELECT count(*) > 0 FROM events WHERE type <> 'AID'").fetchone() == (True,)


def test_an_error_while_reading_is_told(connection: DuckDBPyConnection) -> None:
    with pytest.raises(AnalysisError):
        list(ask(connection, "SELECT error('stop') FROM events").rows)


def test_answers_are_read_as_they_are_taken(connection: DuckDBPyConnection) -> None:
    answer = ask(connection, "SELECT range AS n FROM range(100000000)")
    assert answer.columns == ["n"]
    assert next(answer.rows) == (0,)


def test_every_table_is_there(connection: DuckDBPyConnection) -> None:
    there = {row[0] for row in ask(connection, "SHOW TABLES").rows}
    assert there >= {*TABLES, "pairs", "commitment_pairs", "rungs"}
    for name, table in TABLES.items():
        described = {row[0] for row in ask(connection, f"DESCRIBE {name}").rows}
        assert described == set(table.columns)


def test_duckdb_itself_refuses_to_write(connection: DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.Error, match="read-only"):
        connection.execute("DELETE FROM events")
