"""`demarche read`, and `code` on inputs of other formats: what is printed, with which exit status."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from demarche import cli, pipeline
from demarche.pipeline import Coder
from tests.coder import coder
from tests.read.made import PAGE, pdf, zipped
from tests.read.samples import TITLE

_RUN = CliRunner()
_LINES = [
    {"title": TITLE, "story": "Kenya sent food to Uganda on Friday.", "date": "2024-03-05"},
    {"title": "no"},
]


@pytest.fixture(autouse=True)
def _one_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = coder()

    def known(**_: object) -> Coder:
        return loaded

    monkeypatch.setattr(pipeline.Coder, "load", known)


def _run(*arguments: object) -> Result:
    return _RUN.invoke(cli.app, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "a.html").write_text(PAGE, encoding="utf-8")
    lines = "".join(json.dumps(line) + "\n" for line in _LINES)
    (inputs / "b.zip").write_bytes(zipped({"b.jsonl": lines}))
    (inputs / "c.pdf").write_bytes(pdf([[]]))
    return inputs


def test_read_shows_what_is_understood_and_what_was_left_out(folder: Path) -> None:
    result = _run("read", folder / "a.html")
    assert result.exit_code == 0
    for words in (
        TITLE,
        "Jane Roe",
        "El Puente",
        "2024-03-05",
        "navigation",
        "Home World",
        "subscription notice",
    ):
        assert words in result.stdout


def test_read_writes_the_same_for_programs(folder: Path) -> None:
    result = _run("read", folder, "--format", "jsonl", "--columns", "text=story")
    assert result.exit_code == 1
    page, record, scan = map(json.loads, result.stdout.splitlines())
    assert (page["format"], page["report"]["title"]) == ("HTML", TITLE)
    title = page["blocks"][0]
    ((start, end),) = title["source"]
    assert (title["role"], PAGE[start:end]) == ("title", TITLE)
    assert {"why": "navigation", "text": "Home World"}.items() <= page["removed"][0].items()
    assert record["report"]["path"] == f"{folder}/b.zip!b.jsonl#1"
    assert [problem["code"] for problem in scan["problems"]] == ["no-text"]
    assert "b.jsonl#2 has no text under story (record)" in result.stderr


def test_reports_of_every_format_are_coded(folder: Path) -> None:
    result = _run("code", folder, "--format", "jsonl", "--columns", "text=story")
    assert result.exit_code == 1
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["path"] for line in lines if line["kind"] == "report"] == [
        f"{folder}/a.html",
        f"{folder}/b.zip!b.jsonl#1",
        f"{folder}/c.pdf",
    ]
    aid = next(line for line in lines if line["kind"] == "event" and line["type"] == "AID")
    assert aid["trigger"][0]["source"] == [[6, 10]]
    problems = [(line["report"], line["code"]) for line in lines if line["kind"] == "problem"]
    assert (None, "record") in problems
    assert "no-text" in {code for _, code in problems}


def test_what_was_fetched_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Kenya sent food to Uganda on Friday.", encoding="utf-8")
    assert _run("read", tmp_path / "a.txt", "--visited", tmp_path / "visited.json").exit_code == 0
    assert json.loads((tmp_path / "visited.json").read_text(encoding="utf-8")) == {}


@pytest.mark.parametrize("wish", ["text", "text=", "body=text", "text=a,,"])
def test_a_column_map_in_another_form_is_refused(wish: str, folder: Path) -> None:
    assert _run("read", folder, "--columns", wish).exit_code == 2


def test_rejected_words_of_a_report_in_an_archive_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": "The war of words went on in Kenya on Friday."}))
    result = _run("explain", "--rejected", tmp_path / "a.zip")
    assert result.exit_code == 0
