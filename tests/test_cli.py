"""The command line: what it prints, where, with which exit status, and what bad input does to it."""

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from demarche import __version__, cli, pipeline
from demarche.ledger.query import coded
from demarche.ledger.store import Ledger
from demarche.model import codec
from demarche.model.records import Event, Report
from demarche.pipeline import ACCURATE, Coder
from tests.coder import coder

_RUN = CliRunner()
_BORDER = """Peru and Ecuador agree to reopen a crossing

5 March 2024

LIMA — Peru and Ecuador agreed on Monday to reopen the crossing. Peru's foreign minister, Elena Quispe, said that
Peru had withdrawn two army companies from Tumbes. "If the patrols continue, we will close the crossing," she said.
"""
_LAKE = """A lorry with food

12 May 2024

Kenya sent food to Uganda on Friday. Soldiers of Uganda attacked a camp on Saturday, killing two people.
"""
_FRENCH = """Le ministre des affaires étrangères a déclaré lundi que les deux pays avaient signé un accord sur la pêche.

Le gouvernement a également annoncé que les négociations reprendraient la semaine prochaine à Lisbonne.
"""


@pytest.fixture(autouse=True)
def _one_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the coder of the accurate engine once a process instead of once a command."""
    loaded, load = coder(), pipeline.Coder.load

    def known(*, pipeline: str = ACCURATE, threads: int = 1, **own: Path | None) -> Coder:
        if pipeline == ACCURATE and not any(own.values()):
            return loaded
        return load(pipeline=pipeline, threads=threads, **own)

    monkeypatch.setattr(pipeline.Coder, "load", known)
    monkeypatch.delenv("DEMARCHE_LEDGER", raising=False)


@pytest.fixture(name="reports")
def written_reports(tmp_path: Path) -> list[Path]:
    """Write two good reports."""
    paths = [tmp_path / "border.txt", tmp_path / "lake.md"]
    for path, text in zip(paths, (_BORDER, _LAKE), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


@pytest.fixture(name="ledger")
def filled_ledger(tmp_path: Path, reports: list[Path]) -> Path:
    """Code the two reports into a ledger."""
    path = tmp_path / "two.ledger"
    assert _run("code", *reports, "--ledger", path).exit_code == 0
    return path


def _run(*arguments: object) -> Result:
    return _RUN.invoke(cli.app, [os.fspath(one) if isinstance(one, Path) else str(one) for one in arguments])


def _really(*arguments: object, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "demarche", *map(str, arguments)]
    return subprocess.run(command, check=False, capture_output=True, env={**os.environ, **environment})  # noqa: S603 - our own program


def _lines(output: bytes | str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines()]


def _kinds(lines: Sequence[dict[str, object]]) -> list[object]:
    return [line["kind"] for line in lines]


# What the commands print


def test_jsonl_is_all_there_is_on_standard_output(reports: list[Path]) -> None:
    result = _run("code", *reports, "--format", "jsonl")
    assert result.exit_code == 0
    lines = _lines(result.stdout_bytes)
    assert _kinds(lines).count("report") == 2
    assert {"event", "statement", "commitment"} <= set(_kinds(lines))
    assert all(codec.encode(codec.decode(line)) == line for line in result.stdout_bytes.splitlines())


def test_a_table_is_for_the_eye(reports: list[Path]) -> None:
    result = _run("code", *reports)
    assert result.exit_code == 0
    for words in ("AGREE", "Elena Quispe", "Kenya", "AID", "threat"):
        assert words in result.stdout


def test_a_page_is_one_file(reports: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    result = _run("code", *reports, "--format", "html", "--output", target)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert str(target) in result.stderr
    page = target.read_text(encoding="utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "Elena Quispe" in page
    assert page == _run("code", *reports, "--format", "html").stdout_bytes.decode()


@pytest.mark.parametrize("form", ["jsonl", "table"])
def test_a_file_holds_what_standard_output_would(form: str, reports: list[Path], tmp_path: Path) -> None:
    target = tmp_path / "out"
    result = _run("code", *reports, "--format", form, "--output", target)
    assert (result.exit_code, result.stdout) == (0, "")
    assert target.read_bytes() == _run("code", *reports, "--format", form).stdout_bytes


def test_twice_is_the_same(reports: list[Path]) -> None:
    first, second = (_run("code", *reports, "--format", "jsonl").stdout_bytes for _ in range(2))
    assert first == second


def test_version_and_schema() -> None:
    version = _run("version").stdout
    assert version.splitlines()[0] == f"demarche {__version__}"
    assert [line.split()[0] for line in version.splitlines()] == [
        "demarche",
        "code",
        "rules",
        "lexicon",
        "model",
    ]
    assert json.loads(_run("schema").stdout) == codec.schema()


def test_demo_codes_the_examples_and_writes_a_page(tmp_path: Path) -> None:
    target = tmp_path / "demo.html"
    result = _run("demo", "--output", target)
    assert result.exit_code == 0, result.output
    assert str(target) in result.stdout.replace("\n", "")
    page = target.read_text(encoding="utf-8")
    for words in ("mackerel", "Harwa valley", "Dock workers"):
        assert words in page
    for words in ("Iceland", "AGREE", "threat", "4 reports"):
        assert words in result.stdout


# The ledger


def test_coding_twice_adds_nothing(reports: list[Path], ledger: Path) -> None:
    before = _dump(ledger)
    result = _run("code", *reports, "--ledger", ledger, "--format", "jsonl")
    assert result.exit_code == 0
    assert "0 claims added" in result.stderr
    assert "2 reports known already" in result.stderr
    assert _dump(ledger) == before
    assert result.stdout_bytes == _run("code", *reports, "--format", "jsonl").stdout_bytes


def _dump(ledger: Path) -> list[str]:
    with closing(sqlite3.connect(ledger)) as opened:
        return [line for line in opened.iterdump() if "INSERT" in line and '"run"' not in line]


@pytest.mark.parametrize(
    ("kind", "wishes", "words", "others"),
    [
        ("events", [], "AGREE", "no such word"),
        ("events", ["--actor", "PER"], "AGREE", "Kenya"),
        ("events", ["--actor", "Kenya"], "Kenya", "Peru"),
        ("events", ["--actor", "state:KEN"], "Kenya", "Peru"),
        ("events", ["--recipient", "UGA"], "Kenya", "Peru"),
        ("events", ["--type", "AGREE"], "Peru", "Kenya"),
        ("events", ["--status", "happened"], "AGREE", "no such word"),
        ("events", ["--since", "2024-05"], "Kenya", "Ecuador"),
        ("events", ["--until", "2024-03-31"], "Ecuador", "Kenya"),
        ("statements", [], "Elena Quispe", "no such word"),
        ("statements", ["--actor", "PER"], "Elena Quispe", "no such word"),
        ("statements", ["--type", "threaten"], "threaten", "assert"),
        ("commitments", [], "threat", "no such word"),
        ("commitments", ["--type", "threat"], "Peru", "no such word"),
        ("commitments", ["--status", "issued"], "threat", "no such word"),
    ],
)
def test_list(ledger: Path, kind: str, wishes: list[str], words: str, others: str) -> None:
    result = _run("list", kind, "--ledger", ledger, *wishes)
    assert result.exit_code == 0, result.output
    assert words in result.stdout
    assert others not in result.stdout


def test_list_as_lines_and_limited(ledger: Path) -> None:
    every = _lines(_run("list", "events", "--ledger", ledger, "--format", "jsonl").stdout_bytes)
    assert set(_kinds(every)) == {"event"}
    limited = _run("list", "events", "--ledger", ledger, "--format", "jsonl", "--limit", 1)
    assert _lines(limited.stdout_bytes) == every[:1]
    assert f"1 of {len(every)} events" in limited.stderr


def test_the_ledger_may_come_from_the_environment(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMARCHE_LEDGER", str(ledger))
    assert "AGREE" in _run("list", "events").stdout


def test_show_and_explain(ledger: Path) -> None:
    lines = _lines(
        _run("list", "events", "--ledger", ledger, "--type", "AGREE", "--format", "jsonl").stdout_bytes
    )
    identity = str(lines[0]["id"])
    shown = _run("show", identity, "--ledger", ledger)
    assert shown.exit_code == 0
    assert "Peru" in shown.stdout
    explained = _run("explain", identity[:8], "--ledger", ledger).stdout
    assert str(lines[0]["rule"]) in explained
    for field in ("who", "did what", "status", "voice", "when", "because"):
        assert field in explained
    report = _run("show", lines[0]["report"], "--ledger", ledger)
    assert "Peru and Ecuador agree" in report.stdout


def test_explain_rejected_says_why_words_were_no_events(reports: list[Path]) -> None:
    result = _run("explain", "--rejected", reports[1])
    assert result.exit_code == 0
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert rows
    assert all(len(row) == 4 and row[3] for row in rows)
    text = coder().load_reading(reports[1]).report.text
    for place, word, _, _ in rows:
        start = int(place.rpartition(":")[2])
        assert text[start : start + len(word)] == word


def test_explain_rejected_keeps_words_that_are_not_there_for_where_nothing_else_is_said(
    reports: list[Path],
) -> None:
    rows = [line.split("\t") for line in _run("explain", "--rejected", reports[1]).stdout.splitlines()]
    found = coder().trace(coder().load_reading(reports[1])).rejected
    assert len(rows) < len(found)
    incomplete = {row[0] for row in rows if row[3].endswith("is not complete")}
    others = {row[0] for row in rows if not row[3].endswith("is not complete")}
    assert incomplete.isdisjoint(others)


# Wrong usage


@pytest.mark.parametrize(
    ("kind", "option"),
    [("events", "type"), ("events", "status"), ("statements", "type"), ("commitments", "type")],
)
def test_a_value_that_nothing_can_have_is_wrong_usage(ledger: Path, kind: str, option: str) -> None:
    result = _run("list", kind, "--ledger", ledger, f"--{option}", "FOO")
    assert result.exit_code == 2
    assert f"{option}: 'FOO' is none of " in result.stderr


def test_a_type_of_the_ontology_that_the_ledger_lacks_is_no_error(ledger: Path) -> None:
    result = _run("list", "events", "--ledger", ledger, "--type", "PROTEST")
    assert result.exit_code == 0
    assert "0 of 0 events" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["code"],
        ["code", "--format", "xml", "report.txt"],
        ["code", "--threads", "0", "report.txt"],
        ["list", "wishes", "--ledger", "no.ledger"],
        ["list", "events"],
        ["list", "events", "--ledger", "no.ledger"],
        ["show", "e:0", "--ledger", "no.ledger"],
        ["explain"],
        ["nonsense"],
    ],
)
def test_wrong_usage_is_two(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = _run(*arguments)
    assert result.exit_code == 2
    assert result.stderr
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [["code"], ["explain", "--rejected"]], ids=["code", "explain"])
def test_a_pipeline_that_is_not_there_is_two_and_leaves_all_as_it_was(
    command: list[str], reports: list[Path], tmp_path: Path
) -> None:
    before = sorted(tmp_path.iterdir())
    options = ["--ledger", tmp_path / "new.ledger", "-o", reports[1]] if command == ["code"] else []
    result = _run(*command, reports[0], "--pipeline", "no_such_pipeline", *options)
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("demarche: spaCy cannot load the pipeline no_such_pipeline: ")
    assert sorted(tmp_path.iterdir()) == before
    assert reports[1].read_text(encoding="utf-8") == _LAKE


def test_the_fast_engine_codes(reports: list[Path]) -> None:
    result = _run("code", *reports, "--pipeline", "fast", "--format", "jsonl")
    assert result.exit_code == 0
    assert _kinds(_lines(result.stdout_bytes)).count("report") == 2


@pytest.mark.parametrize(
    "wishes",
    [["--status", "perhaps"], ["--since", "yesterday"], ["--until", "2024-13"], ["--limit", "0"]],
)
def test_a_wish_that_nothing_can_fulfil_is_two(ledger: Path, wishes: list[str]) -> None:
    result = _run("list", "events", "--ledger", ledger, *wishes)
    assert result.exit_code == 2
    assert wishes[0].strip("-") in result.stderr


def test_an_unknown_id_is_two(ledger: Path) -> None:
    result = _run("show", "e:ffffffffffffffff", "--ledger", ledger)
    assert result.exit_code == 2
    assert "e:ffffffffffffffff" in result.stderr


def test_a_file_that_is_no_ledger_is_left_alone(reports: list[Path]) -> None:
    before = reports[1].read_bytes()
    result = _run("code", reports[0], "--ledger", reports[1])
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
    assert reports[1].read_bytes() == before


# Bad input


def _bad(folder: Path) -> dict[str, Path]:
    """Write every kind of bad file."""
    contents = {
        "empty.txt": b"",
        "blank.txt": b" \n\t\n",
        "binary.txt": bytes(range(256)) * 40,
        "picture.txt": b"\x89PNG\r\n\x1a\n" + b"\0" * 200,
        "french.txt": _FRENCH.encode(),
    }
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    return {name: folder / name for name in contents}


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("empty.txt", "empty"),
        ("blank.txt", "empty"),
        ("binary.txt", "binary"),
        ("picture.txt", "binary"),
        ("french.txt", "language-unsupported"),
    ],
)
def test_what_cannot_be_coded_is_one_and_a_problem(name: str, code: str, tmp_path: Path) -> None:
    result = _run("code", _bad(tmp_path)[name], "--format", "jsonl")
    assert result.exit_code == 1
    lines = _lines(result.stdout_bytes)
    assert _kinds(lines)[0] == "report"
    assert set(_kinds(lines)) == {"report", "problem"}
    assert code in [line.get("code") for line in lines]
    assert code in result.stderr


def test_a_missing_path_is_one_and_the_rest_is_coded(reports: list[Path], tmp_path: Path) -> None:
    result = _run("code", tmp_path / "no.txt", *reports, "--format", "jsonl")
    assert result.exit_code == 1
    assert "no.txt" in result.stderr
    assert result.stdout_bytes == _run("code", *reports, "--format", "jsonl").stdout_bytes


def test_bad_reports_take_nothing_from_the_others(reports: list[Path], tmp_path: Path) -> None:
    bad = list(_bad(tmp_path).values())
    alone = _run("code", *reports, "--format", "jsonl").stdout_bytes.splitlines()
    ledger = tmp_path / "mixed.ledger"
    mixed = [*bad[:2], reports[0], *bad[2:4], tmp_path / "no.txt", reports[1], *bad[4:]]
    result = _run("code", *mixed, "--format", "jsonl", "--ledger", ledger)
    assert result.exit_code == 1
    lines = result.stdout_bytes.splitlines()
    assert [line for line in lines if line in set(alone)] == alone
    with Ledger.open(ledger) as opened:
        assert opened.select("SELECT count(*) FROM report") == [(2 + len(bad),)]


def test_a_folder_is_read_through(reports: list[Path]) -> None:
    (reports[0].parent / "notes.json").write_text("{}", encoding="utf-8")
    inside = reports[0].parent / "more" / "later"
    inside.mkdir(parents=True)
    (inside / "third.txt").write_text(_LAKE.replace("Kenya", "Peru"), encoding="utf-8")
    result = _run("code", reports[0].parent, "--format", "jsonl")
    assert result.exit_code == 0
    paths = [Path(str(line["path"])).name for line in _lines(result.stdout_bytes) if line["kind"] == "report"]
    assert paths == ["border.txt", "lake.md", "third.txt"]


def test_an_empty_folder_is_one(tmp_path: Path) -> None:
    result = _run("code", tmp_path)
    assert result.exit_code == 1
    assert "no-reports" in result.stderr


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.replace(b"\n", b"\r\n", 3).replace(b"\n\n", b"\r", 1),
        lambda data: data.replace(b"Monday", b"Mon\0day", 1),
        lambda data: data.decode().replace("Elena", "Elena\ud800").encode("utf-8", "surrogatepass"),
        lambda data: b"\xef\xbb\xbf" + data,
        lambda data: data.decode().encode("utf-16"),
        lambda data: data.decode().replace("—", "-").encode("cp1252"),
    ],
    ids=["mixed line ends", "nul", "lone surrogate", "bom", "utf-16", "windows-1252"],
)
def test_damaged_text_is_coded_all_the_same(damage: object, tmp_path: Path) -> None:
    path = tmp_path / "damaged.txt"
    assert callable(damage)
    path.write_bytes(damage(_BORDER.encode()))
    result = _run("code", path, "--format", "jsonl")
    assert result.exit_code == 0
    lines = _lines(result.stdout_bytes)
    assert lines[0]["published"] == "2024-03-05"
    assert {"event", "statement"} <= set(_kinds(lines))


def test_a_report_without_date_is_coded_and_told(tmp_path: Path) -> None:
    path = tmp_path / "undated.txt"
    path.write_text("Kenya sent food to Uganda on Friday.\n", encoding="utf-8")
    result = _run("code", path, "--format", "jsonl")
    assert result.exit_code == 0
    lines = _lines(result.stdout_bytes)
    assert lines[0]["published"] is None
    assert "date-unknown" in [line.get("code") for line in lines]
    events = [codec.decode(json.dumps(line)) for line in lines if line["kind"] == "event"]
    assert [event.when.latest for event in events if isinstance(event, Event)] == [None]


_HOSTILE = [
    "[bold red]loud.txt",
    "[bold]loud[∕bold].txt".replace("∕", "\\"),
    "new\nline.txt",
    "\x1b[31mred.txt",
    "-l.txt",
    "--help.txt",
    "%s {0} $HOME `x`.txt",
    "<script>alert(1)</script>.txt".replace("/", "∕"),
    "naïve – “quoted”.txt",
    "a" * 200 + ".txt",
]


@pytest.mark.parametrize("name", _HOSTILE, ids=range(len(_HOSTILE)))
@pytest.mark.parametrize("form", ["jsonl", "table", "html"])
def test_hostile_names_of_files(name: str, form: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(_LAKE, encoding="utf-8")
    result = _run("code", "--format", form, "--", path)
    assert result.exit_code == 0, result.output
    assert "\x1b" not in result.stderr
    assert "\x1b" not in result.stdout
    if form == "jsonl":
        assert _lines(result.stdout_bytes)[0]["path"] == str(path)
    elif form == "html":
        assert "<script>alert" not in result.stdout


def test_names_that_are_no_unicode(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(_LAKE, encoding="utf-8")
    result = _run("code", path, "--format", "jsonl")
    assert result.exit_code == 0
    assert str(_lines(result.stdout_bytes)[0]["path"]).endswith("caf\\udce9.txt")


# What only a process of its own can show


def test_fifty_megabytes_of_one_line_are_refused_quickly(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"Peru and Ecuador agreed to meet. " * (50_000_000 // 33))
    before = time.monotonic()
    reading = coder().load_reading(path)
    assert time.monotonic() - before < 5
    assert [problem.code for problem in reading.problems] == ["too-long"]
    assert reading.report.text == ""
    result = _run("code", path, "--format", "jsonl")
    assert result.exit_code == 1
    assert len(result.stdout_bytes) < 2000


def test_help_is_quick_and_loads_no_model() -> None:
    heavy = ("spacy", "onnxruntime", "numpy", "thinc", "demarche.lexicon", "demarche.parse")
    script = (
        "import sys; from demarche.cli import app; app(['--help'], standalone_mode=False);"
        f"print('LOADED', [name for name in {heavy!r} if name in sys.modules])"
    )
    before = _cpu_of_children()
    found = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)  # noqa: S603 - our own program
    assert _cpu_of_children() - before < 1.0  # 0.5 s is the aim; the machines of tests are slow and shared
    assert found.stdout.endswith("LOADED []\n")


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_exit_statuses_of_the_program(reports: list[Path], tmp_path: Path) -> None:
    assert _really("--help").returncode == 0
    assert _really("code").returncode == 2
    assert _really("list", "events", "--ledger", tmp_path / "no.ledger").returncode == 2
    result = _really("code", tmp_path / "no.txt", reports[1], "--format", "jsonl", PYTHONIOENCODING="ascii")
    assert result.returncode == 1
    assert result.stdout == _run("code", reports[1], "--format", "jsonl").stdout_bytes
    assert b"Traceback" not in result.stderr


def test_a_killed_run_leaves_whole_reports_only(tmp_path: Path) -> None:
    folder, ledger = tmp_path / "many", tmp_path / "killed.ledger"
    folder.mkdir()
    for number in range(200):
        (folder / f"{number:03}.txt").write_text(f"{_LAKE}\nReport {number}.\n", encoding="utf-8")
    command = [sys.executable, "-m", "demarche", "code", str(folder), "-l", str(ledger), "-f", "jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:  # noqa: S603 - our own program
        assert child.stdout is not None
        written = [child.stdout.readline() for _ in range(30)]
        child.kill()
        rest = child.stdout.read()
    assert child.returncode == -signal.SIGKILL
    lines = b"".join([*written, rest]).splitlines()
    whole = sum(b'"kind":"report"' in line for line in lines)
    with Ledger.open(ledger) as opened:
        assert opened.select("PRAGMA integrity_check") == [("ok",)]
        identities = [identity for (identity,) in opened.select("SELECT id FROM report")]
        assert whole <= len(identities) < 200
        for identity in identities:
            kept = coded(opened, identity)
            found = coder().code(coder().load_reading(Path(kept.report.path)))
            assert isinstance(kept.report, Report)
            assert {one.claim for one in kept.claims} == {one.claim for one in found.claims}
