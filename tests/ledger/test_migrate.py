"""The schema: its steps, their record, and the triggers that let it only grow."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from demarche.corrections.make import Corrector
from demarche.happenings.link import link
from demarche.happenings.tell import happening_ids
from demarche.ledger import histories, linking
from demarche.ledger.errors import LedgerError
from demarche.ledger.migrate import APPLICATION_ID, migrate, steps, version
from demarche.ledger.store import Ledger
from demarche.lexicon.linking import load_link_rules
from demarche.model.corrections import Signed
from demarche.model.run import Ending

from .samples import RUN, full_report
from .tables import IN_A_FILE, tables

TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table'"
REFUSED = (sqlite3.IntegrityError, LedgerError)
ROWS = "SELECT * FROM {0}"
CHANGES = ("UPDATE {0} SET {1} = {1}", "DELETE FROM {0}")


def test_steps_are_numbered_as_their_files_are() -> None:
    found = steps()
    assert [step.number for step in found] == list(range(1, len(found) + 1))
    assert all(int(step.name[:4]) == step.number for step in found)
    assert len({step.name for step in found}) == len(found)


def test_no_statement_of_a_step_is_lost() -> None:
    for step in steps():
        assert "".join(step.statements()).split() == step.sql.split()


@IN_A_FILE
def test_every_step_is_recorded_once(ledger: Ledger) -> None:
    migrate(ledger.connection)
    recorded = ledger.select("SELECT number, name FROM migration ORDER BY number")
    assert recorded == [(step.number, step.name) for step in steps()]
    assert version(ledger.connection) == len(steps())
    assert ledger.select("PRAGMA application_id") == [(APPLICATION_ID,)]


def test_a_step_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    first, second = steps()[:2]
    broken = replace(second, sql=second.sql + "\nCREATE TABLE nonsense (;\n")
    monkeypatch.setattr("demarche.ledger.migrate.steps", lambda: (first, broken))
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection)
    assert version(connection) == 1
    assert {name for (name,) in connection.execute(TABLES)} == {"migration", "run"}
    connection.close()


def test_an_older_schema_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    everything = steps()
    with monkeypatch.context() as patch:
        for module in ("migrate", "connect"):
            patch.setattr(f"demarche.ledger.{module}.steps", lambda: everything[:3])
        Ledger.create_or_open(path).close()
    with Ledger.open(path) as ledger:
        assert version(ledger.connection) == len(everything)


def _trace(ledger: Ledger) -> None:
    """Add a row to each table of histories."""
    row = histories.EvidenceRow(
        commitment=1, claim=2, kind="tested", state=None, closes=False, at=0, first="2025-05-01", last="2025-05-02",
        score=3.0, reasons="[]",
    )  # fmt: skip
    with ledger.writing() as connection:
        number = histories.begin_tracing(connection, "0", "r")
        histories.add_traced(connection, 1, number)
        histories.add_sketch(connection, 1, ("2025-05-01", "2025-05-01", None), "{}", ["PER|w:salt"])
        histories.add_tie(connection, (1, 2), 3.0, "[]", number)
        assert histories.add_evidence(connection, row, ("c:1", "e:2"), number)
        assert not histories.add_evidence(connection, row, ("c:1", "e:2"), number)
        assert histories.set_entries(connection, {1: 1, 2: 1}) == 2


def test_no_row_of_any_table_is_changed_or_deleted(ledger: Ledger) -> None:
    rules = load_link_rules()
    for number in range(2):
        ledger.append(RUN, full_report(number))
    ledger.end(RUN, Ending.now("done", inputs=2, known=0, failed=0))
    assert link(ledger, rules).copies == 1
    Corrector.load(ledger).split(happening_ids(ledger)[0], Signed("reader", "to have a row"))
    Corrector.load(ledger).reject(full_report().claims[0].claim.id, Signed("reader", "to have another"))
    ledger.connection.execute(
        "INSERT INTO parting SELECT min(number), max(number), '2025-01-01', 'reader', 'as older versions did' FROM claim"
    )
    with ledger.writing() as connection:
        linking.add_aside(connection, 1)
    _trace(ledger)
    assert len(tables(ledger)) > 10
    for table in tables(ledger):
        rows = ledger.connection.execute(ROWS.format(table))
        assert rows.fetchone() is not None, table
        for change in CHANGES:
            with pytest.raises(REFUSED, match="the ledger only grows"):
                ledger.connection.execute(change.format(table, rows.description[0][0]))


@IN_A_FILE
def test_no_row_is_replaced(ledger: Ledger) -> None:
    ledger.append(RUN, full_report())
    with pytest.raises(REFUSED, match="the ledger only grows"):
        ledger.connection.execute("REPLACE INTO report SELECT id, 'other' FROM report")


@IN_A_FILE
def test_every_table_is_strict(ledger: Ledger) -> None:
    strict = dict(ledger.select("SELECT name, strict FROM pragma_table_list WHERE type = 'table'"))
    assert {strict[name] for name in tables(ledger)} == {1}


def test_references_are_kept(ledger: Ledger) -> None:
    with pytest.raises(REFUSED, match=r"(?i)foreign key"):
        ledger.connection.execute("INSERT INTO problem VALUES (99, 0, 'read', 'empty', '{}')")
