"""Opening a server's ledger, several who write to it at once, and what is said when something is wrong."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner

from demarche.cli import app
from demarche.happenings.link import link
from demarche.ledger.errors import LedgerError, LostError
from demarche.ledger.migrate import Step
from demarche.ledger.postgresql import schema
from demarche.ledger.query import coded, events, runs
from demarche.ledger.store import Ledger
from demarche.lexicon.linking import load_link_rules
from demarche.model.run import Ending
from tests.ledger.samples import NEWER, RUN, SAME_AGAIN, full_report
from tests.ledger.tables import dump
from tests.server import PASSWORD, Server

Opener = Callable[[str], Ledger]
_RUN = CliRunner()
_WRITERS = 4
_REPORTS = 30
_MAY_READ = (
    "GRANT USAGE ON SCHEMA demarche TO reader",
    "GRANT SELECT ON ALL TABLES IN SCHEMA demarche TO reader",
)


@pytest.fixture(params=[Ledger.open, Ledger.create_or_open], ids=["open", "create_or_open"])
def opener(request: pytest.FixtureRequest) -> Opener:
    opened: Opener = request.param
    return opened


@pytest.fixture
def empty_database(server: Server) -> Iterator[str]:
    """Yield the name of a database without anything in it."""
    name = server.new_database()
    yield name
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def asked(url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(url, autocommit=True, options="-c search_path=demarche") as connection:
        yield connection


# Making and migrating


def test_a_ledger_is_made_beside_what_is_there(server: Server, empty_database: str) -> None:
    server.run("CREATE TABLE claim (id text)", database=empty_database)
    with Ledger.create_or_open(server.url(empty_database)) as ledger:
        assert ledger.append(RUN, full_report()).claims_added == 4
    with asked(server.url(empty_database)) as connection:
        assert connection.execute("SELECT count(*) FROM public.claim").fetchone() == (0,)


def test_those_who_make_it_at_once_make_it_once(server: Server, empty_database: str) -> None:
    url = server.url(empty_database)
    with ThreadPoolExecutor(_WRITERS) as pool:
        for ledger in pool.map(lambda _: Ledger.create_or_open(url), range(_WRITERS)):
            ledger.close()
    with Ledger.open(url) as ledger:
        recorded = ledger.select("SELECT number, name FROM migration ORDER BY number")
    assert recorded == [(step.number, step.name) for step in schema.own_steps()]


def test_a_step_that_fails_leaves_nothing(
    server: Server, empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = (
        *schema.own_steps()[:2],
        Step(3, "0003_nonsense", "CREATE TABLE good (a INTEGER) STRICT; CREATE TABLE (;"),
    )
    monkeypatch.setattr(schema, "own_steps", lambda: broken)
    with pytest.raises(LedgerError, match="syntax error"):
        Ledger.create_or_open(server.url(empty_database))
    with asked(server.url(empty_database)) as connection:
        assert connection.execute(
            "SELECT max(number), to_regclass('good')::text FROM migration"
        ).fetchone() == (2, None)


def test_an_older_schema_is_brought_up_to_date(
    server: Server, empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = schema.own_steps()
    with monkeypatch.context() as patch:
        for module in ("schema", "connect"):
            patch.setattr(f"demarche.ledger.postgresql.{module}.own_steps", lambda: everything[:5])
        Ledger.create_or_open(server.url(empty_database)).close()
    server.run(*_MAY_READ, database=empty_database)
    with pytest.raises(LedgerError, match="who made it has to open it once"):
        Ledger.open(server.url(empty_database, "reader"))
    with Ledger.open(server.url(empty_database)) as ledger:
        assert ledger.select("SELECT max(number) FROM migration") == [(len(everything),)]


def test_text_is_ordered_by_its_bytes(database: str) -> None:
    """Whatever order of words the database has."""
    with asked(database) as connection:
        found = connection.execute(
            "SELECT count(*), count(*) FILTER (WHERE collation_name = 'C') FROM information_schema.columns JOIN "
            "information_schema.tables USING (table_schema, table_name) "
            "WHERE table_schema = 'demarche' AND data_type = 'text' AND table_type = 'BASE TABLE'"
        ).fetchone()
    assert found is not None
    assert found[0] == found[1] > 50


def test_nothing_is_changed_deleted_or_emptied(database: str) -> None:
    with Ledger.create_or_open(database) as ledger:
        ledger.append(RUN, full_report())
    with asked(database) as connection:
        for change in ("UPDATE report SET id = id", "DELETE FROM report", "TRUNCATE report CASCADE"):
            with pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="the ledger only grows"):
                connection.execute(change.encode())


# Several who write


def test_writers_at_once_code_every_report_once(database: str) -> None:
    """They meet in participants, who are the same in all reports, and in the reports themselves."""

    def write(writer: int) -> int:
        run = replace(RUN, id=f"run-{writer}")
        with Ledger.create_or_open(database) as ledger:
            found = [ledger.append(run, full_report(number)) for number in range(_REPORTS)]
            ledger.end(run, Ending.now("done", inputs=_REPORTS, known=0, failed=0))
        return sum(not one.was_known for one in found)

    with ThreadPoolExecutor(_WRITERS) as pool:
        assert sum(pool.map(write, range(_WRITERS))) == _REPORTS
    with Ledger.open(database) as ledger:
        assert ledger.select("SELECT count(*), count(supersedes) FROM coding") == [(_REPORTS, 0)]
        assert ledger.select("SELECT count(*) FROM claim") == [(4 * _REPORTS,)]
        assert ledger.select("SELECT count(*) FROM participant") == [(4,)]
        assert sum(entry.reports for entry in runs(ledger)) == _REPORTS
        for number in range(_REPORTS):
            assert coded(ledger, full_report(number).report.id) == full_report(number)


def test_versions_at_once_supersede_each_other(database: str) -> None:
    """Each report has one chain of codings, whoever came first."""

    def write(version: int) -> None:
        run = replace(RUN, id=f"run-{version}", rules=f"r{version}")
        with Ledger.create_or_open(database) as ledger:
            for number in range(10):
                ledger.append(run, full_report(number))

    with ThreadPoolExecutor(_WRITERS) as pool:
        list(pool.map(write, range(_WRITERS)))
    with Ledger.open(database) as ledger:
        assert ledger.select("SELECT count(*), count(supersedes) FROM coding") == [
            (10 * _WRITERS, 10 * (_WRITERS - 1))
        ]
        assert ledger.select("SELECT count(*) FROM current_coding") == [(10,)]


def test_those_who_link_at_once_link_every_report_once(database: str) -> None:
    rules = load_link_rules()

    def write(writer: int) -> None:
        with Ledger.create_or_open(database) as ledger:
            for number in range(writer, 8, 2):
                ledger.append(replace(RUN, id=f"run-{writer}"), full_report(number))
                link(ledger, rules)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, range(2)))
    with Ledger.open(database) as ledger:
        assert ledger.select("SELECT count(*) FROM linked") == [(8,)]
        assert ledger.select("SELECT count(*) FROM copy") == [(8 * 7 // 2,)]


def test_who_has_the_ledger_to_themselves_is_waited_for(database: str) -> None:
    with Ledger.create_or_open(database) as first, Ledger.create_or_open(database, patience_s=0.05) as second:
        with first.writing(), pytest.raises(LedgerError, match="another process is writing to it"):
            second.append(RUN, full_report())
        assert second.append(RUN, full_report()).claims_added == 4


def test_a_reader_reads_while_a_report_is_written(database: str) -> None:
    with Ledger.create_or_open(database) as writer, Ledger.open(database) as reader:
        writer.append(RUN, full_report())
        with writer.writing() as connection:
            connection.execute("INSERT INTO report VALUES ('r:0000000000000000', '')")
            assert reader.select("SELECT count(*) FROM report") == [(1,)]
        assert reader.select("SELECT count(*) FROM report") == [(2,)]


def test_a_snapshot_is_of_one_moment(database: str) -> None:
    with Ledger.create_or_open(database) as writer, Ledger.open(database) as reader:
        writer.append(RUN, full_report())
        with reader.snapshot():
            before = len(list(events(reader)))
            writer.append(RUN, full_report(1))
            assert len(list(events(reader))) == before == 2
            assert [len(batch) for batch in reader.batches("SELECT id FROM claim", 3)] == [3, 1]
        assert len(list(events(reader))) == 4


# Connections that are lost


def end_connections(server: Server, database: str) -> None:
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (database,)
        )


def write_and_lose(ledger: Ledger, server: Server, database: str) -> None:
    with ledger.writing() as connection:
        connection.execute("INSERT INTO report VALUES ('r:0000000000000000', '')")
        end_connections(server, database)
        connection.execute("INSERT INTO report VALUES ('r:0000000000000001', '')")


def test_a_connection_lost_in_a_transaction_leaves_nothing(
    server: Server, database: str, blank_database: str
) -> None:
    with Ledger.create_or_open(database) as ledger:
        ledger.append(RUN, full_report())
        before = dump(ledger)
        with pytest.raises(LostError, match="the connection was ended by the server"):
            write_and_lose(ledger, server, blank_database)
    with Ledger.open(database) as ledger:
        assert dump(ledger) == before


def test_appending_goes_on_when_the_server_is_there_again(
    server: Server, database: str, blank_database: str
) -> None:
    with Ledger.create_or_open(database) as ledger:
        ledger.append(RUN, full_report())
        end_connections(server, blank_database)
        assert ledger.append(RUN, full_report(1)).claims_added == 4
        assert ledger.append(RUN, full_report(1)).was_known


def test_a_server_that_stays_away_is_given_up(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger.create_or_open(database, patience_s=0.2) as ledger:
        ledger.connection.close()
        monkeypatch.setenv("PGPORT", "1")
        with pytest.raises(LostError, match="no connection"):
            ledger.append(RUN, full_report())


_WRITER = """
import sys
from demarche.ledger.store import Ledger
from tests.ledger.samples import RUN, full_report
with Ledger.create_or_open(sys.argv[1]) as ledger:
    for number in range(10000):
        ledger.append(RUN, full_report(number))
        print(number, flush=True)
"""


def test_a_killed_writer_leaves_whole_reports(database: str) -> None:
    command = [sys.executable, "-c", _WRITER, database]
    with subprocess.Popen(command, cwd=Path(__file__).parents[3], stdout=subprocess.PIPE, text=True) as child:  # noqa: S603
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(0.2)
        os.kill(child.pid, signal.SIGKILL)
        acknowledged = len((first + child.stdout.read()).split())
    with Ledger.create_or_open(database) as ledger:
        ((reports, claims, codings),) = ledger.select(
            "SELECT (SELECT count(*) FROM report), (SELECT count(*) FROM claim), (SELECT count(*) FROM coding)"
        )
        assert acknowledged <= reports <= acknowledged + 1
        assert (claims, codings) == (4 * reports, reports)
        assert not ledger.append(SAME_AGAIN, full_report(reports)).was_known


# What is said


@pytest.mark.parametrize(
    ("user", "password", "database", "message"),
    [
        ("demarche", None, "nowhere", 'database "nowhere" does not exist'),
        ("nobody_at_all", None, "postgres", 'role "nobody_at_all" does not exist'),
        ("locked", "wrong", "postgres", 'password authentication failed for user "locked"'),
        ("locked", None, "postgres", "no password supplied"),
    ],
)
def test_what_is_refused_is_said(
    user: str, password: str | None, database: str, message: str, server: Server, opener: Opener
) -> None:
    with pytest.raises(LedgerError, match=message) as told:
        opener(server.url(database, user, password))
    assert str(told.value).startswith(f"ledger 'postgresql://{user}@/{database}?host=")


def test_a_right_password_opens_and_is_never_shown(
    server: Server, empty_database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    server.run(f"GRANT CREATE ON DATABASE {empty_database} TO locked")
    url = server.url(empty_database, "locked", PASSWORD)
    told = [_RUN.invoke(app, [*command, "--ledger", url]) for command in (["runs"], ["list", "events"])]
    with Ledger.create_or_open(url) as ledger:
        ledger.append(RUN, full_report())
        everything = repr(dump(ledger)) + repr(ledger.place) + str(ledger.place)
    told.extend(
        _RUN.invoke(app, [*command, "--ledger", url])
        for command in (["runs"], ["sql", "SELEC"], ["show", "e:zz"])
    )
    shown = "".join(result.output + repr(result.exception) for result in told)
    assert [result.exit_code for result in told] == [2, 2, 0, 2, 2]
    for secret in (PASSWORD, PASSWORD.replace("/", "%2F"), PASSWORD.replace("/", "%2F").replace("@", "%40")):
        assert secret not in everything + shown + "".join(capsys.readouterr())


def test_no_server_is_said(opener: Opener, tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="no connection: connection to server on socket") as told:
        opener(f"postgresql://ana:secret@/news?host={tmp_path}")
    assert "secret" not in str(told.value)


def test_a_database_without_a_ledger_is_not_read_and_left_alone(server: Server, empty_database: str) -> None:
    for opened in (Ledger.open, Ledger.open_to_write):
        with pytest.raises(LedgerError, match="there is no ledger in this database"):
            opened(server.url(empty_database))
    with asked(server.url(empty_database)) as connection:
        assert connection.execute("SELECT to_regnamespace('demarche')").fetchone() == (None,)


def test_a_schema_that_is_no_ledger_is_left_alone(
    server: Server, empty_database: str, opener: Opener
) -> None:
    server.run("CREATE SCHEMA demarche", "CREATE TABLE demarche.step (name text)", database=empty_database)
    with pytest.raises(LedgerError, match="its schema demarche holds something that is no ledger"):
        opener(server.url(empty_database))


def test_a_newer_ledger_is_left_alone(database: str, opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = schema.own_steps()
    monkeypatch.setattr("demarche.ledger.postgresql.connect.own_steps", lambda: steps[:-1])
    with pytest.raises(LedgerError, match="written by a newer demarche"):
        opener(database)


def test_a_user_who_may_only_read_reads(server: Server, empty_database: str) -> None:
    with Ledger.create_or_open(server.url(empty_database)) as ledger:
        ledger.append(RUN, full_report())
    with pytest.raises(LedgerError, match="permission denied for schema"):
        Ledger.open(server.url(empty_database, "reader"))
    server.run(*_MAY_READ, database=empty_database)
    with Ledger.open(server.url(empty_database, "reader")) as ledger:
        assert len(list(events(ledger))) == 2
    with pytest.raises(LedgerError, match="this user may only read it"):
        Ledger.open_to_write(server.url(empty_database, "reader"))


def test_a_user_who_may_add_adds_and_cannot_do_else(server: Server, empty_database: str) -> None:
    """Rights are a better guard than triggers: who may only insert cannot drop these."""
    Ledger.create_or_open(server.url(empty_database)).close()
    server.run(
        "GRANT USAGE ON SCHEMA demarche TO reader",
        "GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA demarche TO reader",
        database=empty_database,
    )
    with Ledger.create_or_open(server.url(empty_database, "reader")) as ledger:
        assert ledger.append(RUN, full_report()).claims_added == 4
        link(ledger, load_link_rules())
        for change in ("DROP TRIGGER only_grows ON report", "DELETE FROM report"):
            with pytest.raises(LedgerError, match=r"must be owner|permission denied"):
                ledger.connection.execute(change)


def test_a_user_who_may_make_none_is_told(server: Server, empty_database: str) -> None:
    server.run(f"REVOKE CREATE ON DATABASE {empty_database} FROM PUBLIC")
    with pytest.raises(LedgerError, match="this user may not make a ledger in this database"):
        Ledger.create_or_open(server.url(empty_database, "reader"))


def test_what_is_opened_for_reading_is_not_written_to(database: str) -> None:
    with Ledger.open(database) as ledger:
        with pytest.raises(LedgerError, match="it was opened for reading"):
            ledger.append(RUN, full_report())
        with pytest.raises(LedgerError, match="read-only"):
            ledger.connection.execute("INSERT INTO report VALUES ('r:0000000000000000', '')")


def test_what_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "demarche.ledger.postgresql.connect", None)
    monkeypatch.delattr("demarche.ledger.postgresql.connect", raising=False)
    with pytest.raises(LedgerError, match=r"pip install 'demarche\[postgresql\]'"):
        Ledger.open("postgresql://ana@localhost/news")


def test_an_old_server_and_another_encoding_are_refused(
    server: Server, empty_database: str, opener: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("demarche.ledger.postgresql.connect._OLDEST_SERVER", 990000)
    with pytest.raises(LedgerError, match="is too old; 99 is needed"):
        opener(server.url(empty_database))
    monkeypatch.undo()
    server.run("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C'")
    with pytest.raises(LedgerError, match="keeps text as LATIN1; UTF8 is needed"):
        opener(server.url("latin"))
    server.run("DROP DATABASE latin WITH (FORCE)")


def test_a_run_is_gone_on_with(database: str) -> None:
    """By another machine: what the first had finished is known."""
    with Ledger.create_or_open(database) as first:
        first.append(RUN, full_report())
    with Ledger.create_or_open(database) as second:
        assert second.holds(full_report().report.id, SAME_AGAIN)
        assert not second.holds(full_report().report.id, NEWER)


def test_threads_have_connections_of_their_own(database: str) -> None:
    with Ledger.create_or_open(database) as ledger:
        ledger.append(RUN, full_report())
    found: list[int] = []

    def read() -> None:
        with Ledger.open(database) as opened:
            found.append(len(list(events(opened))))

    threads = [threading.Thread(target=read) for _ in range(_WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2] * _WRITERS
