"""Every command says the same of a server's ledger as of a file with the same rows, byte for byte."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from demarche.cli import app
from demarche.happenings.tell import happening_ids
from demarche.ledger.query import commitments, events
from demarche.ledger.store import Ledger
from tests.ledger.tables import copy_rows

_RUN = CliRunner()
_COMMANDS = [
    "list events --format jsonl",
    "list statements --format jsonl",
    "list commitments --format jsonl",
    "list events --actor BOL --since 2024 --until 2024-08 --limit 7",
    "list events --status planned --type AGREE --format jsonl",
    "list commitments --recipient CHL --source BOL --format jsonl",
    "runs --format jsonl",
    "diff first last --format jsonl",
    "happenings --format jsonl",
    "happenings --since 2024-03 --until 2024-09",
    "commitments",
    "commitments --issuer BOL --format jsonl",
    "review",
    "agreement",
    "corrections",
    "corrections lost",
    "corrections verify",
    "dyads --format jsonl",
    "dyads --by actor --per week --claims all --ids",
    "timeline --changes --format csv",
    "escalation CHL BOL --format jsonl",
]
_FORMATS = [
    "gdelt-events",
    "gdelt-mentions",
    "icews",
    "polecat",
    "acled",
    "geojson",
    "timelinejs",
    "icalendar",
    "jsonld",
]


def run(ledger: Path | str, *words: str) -> Result:
    return _RUN.invoke(app, [*words, "--ledger", str(ledger)])


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.mark.parametrize("command", _COMMANDS)
def test_the_same_is_said(command: str, year: Path, year_on_server: str) -> None:
    of_file, of_server = run(year, *command.split()), run(year_on_server, *command.split())
    assert of_file.exit_code == of_server.exit_code == 0, of_server.stderr
    assert of_server.stdout_bytes == of_file.stdout_bytes
    assert of_file.stdout_bytes or command == "corrections lost"


@pytest.mark.parametrize("form", _FORMATS)
def test_the_same_is_exported(form: str, year: Path, year_on_server: str, tmp_path: Path) -> None:
    for name, ledger in (("file", year), ("server", year_on_server)):
        assert run(ledger, "export", "--format", form, "--output", str(tmp_path / name)).exit_code == 0
    assert (tmp_path / "file").stat().st_size
    assert (tmp_path / "server").read_bytes() == (tmp_path / "file").read_bytes()


@pytest.mark.parametrize(
    "question",
    [
        "SELECT * FROM events ORDER BY id",
        "SELECT * FROM commitments ORDER BY id",
        "SELECT * FROM statements ORDER BY id",
        "SELECT * FROM participants ORDER BY ALL",
        "SELECT * FROM reports ORDER BY id",
        "SELECT type, count(*), sum(killed_at_least), avg(score) FROM events GROUP BY type ORDER BY type",
    ],
)
def test_sql_has_the_same_columns(question: str, year: Path, year_on_server: str) -> None:
    of_file, of_server = (
        run(ledger, "sql", question, "--format", "csv") for ledger in (year, year_on_server)
    )
    assert of_file.stdout_bytes.count(b"\n") > 1
    assert of_server.stdout_bytes == of_file.stdout_bytes


@pytest.mark.parametrize("statement", ["DROP TABLE events", "COPY events TO 'x.csv'", "ATTACH 'x.db'"])
def test_sql_only_reads(statement: str, year_on_server: str) -> None:
    refused = run(year_on_server, "sql", statement)
    assert refused.exit_code == 2
    assert "only questions are answered" in refused.stderr


def test_a_claim_is_shown_and_explained(year: Path, year_on_server: str) -> None:
    with Ledger.open(year) as ledger:
        claim = next(iter(events(ledger))).id
    for command in ("show", "explain"):
        of_file, of_server = run(year, command, claim), run(year_on_server, command, claim)
        assert of_file.stdout_bytes
        assert of_server.stdout_bytes == of_file.stdout_bytes


def test_the_variable_names_the_ledger(year_on_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMARCHE_LEDGER", year_on_server)
    told = _RUN.invoke(app, ["list", "events", "--limit", "1"])
    assert told.exit_code == 0
    assert "1 of " in told.stderr


def test_what_is_corrected_is_the_same(year: Path, database: str, tmp_path: Path) -> None:
    """Each command that writes does so in both, and what they hold afterwards is the same, days and digests aside."""
    path = Path(shutil.copy(year, tmp_path / "own.ledger"))
    copy_rows(path, database)
    with Ledger.open(path) as ledger:
        first, second, third, *_ = (event.id for event in events(ledger))
        promised = next(iter(commitments(ledger))).id
        happening = happening_ids(ledger)[0]
    for command in (
        ["correct", "reject", first],
        ["correct", "edit", second, "status=denied", "when=2024-11"],
        ["correct", "merge", second, third],
        ["correct", "undo", "k:"],
        ["unmerge", happening],
        ["correct", "state", promised, "fulfilled", "confirm"],
    ):
        done = [
            run(ledger, *command, "--who", "Ana", "--why", "as an example") for ledger in (path, database)
        ]
        assert {result.exit_code for result in done} == {done[0].exit_code}, done[1].output
        assert "Traceback" not in done[1].output
    for question in (
        "list events --format jsonl",
        "happenings --format jsonl",
        "corrections verify",
        "corrections lost",
    ):
        of_file, of_server = run(path, *question.split()), run(database, *question.split())
        assert of_server.exit_code == of_file.exit_code == 0
        assert question.endswith("verify") or of_server.stdout_bytes == of_file.stdout_bytes
    with Ledger.open(database) as ledger:
        ((corrections,),) = ledger.select("SELECT count(*) FROM correction")
        assert corrections > 4
