"""`commitments` from the command line."""

import csv
import json
import shutil
from pathlib import Path

from typer.testing import CliRunner, Result

from demarche import cli


def _run(*arguments: object, width: int = 160) -> Result:
    return CliRunner(env={"COLUMNS": str(width)}).invoke(cli.app, [str(one) for one in arguments])


def test_the_docket_is_listed(path: Path) -> None:
    listed = _run("commitments", "-l", path)
    assert listed.exit_code == 0
    for words in ("breached", "Kristrún", "three ferries", "2025-04-30", "withdrawn"):
        assert words in listed.stdout
    assert "as of 2025-05-06" in listed.stderr
    narrow = _run("commitments", "-l", path, width=80)
    assert "→ Ethiopia" in narrow.stdout


def test_its_lines_and_rows_say_the_same(path: Path) -> None:
    lines = [json.loads(one) for one in _run("commitments", "-l", path, "-f", "jsonl").stdout.splitlines()]
    rows = list(csv.DictReader(_run("commitments", "-l", path, "-f", "csv").stdout.splitlines()))
    assert [line["id"] for line in lines] == [row["id"] for row in rows]
    assert [line["state"]["state"] for line in lines] == [row["state"] for row in rows]
    ferries = next(line for line in lines if line["commitment"]["issuers"][0]["name"] == "Norway")
    assert [one["evidence"] for one in ferries["evidence"]] == ["restated", "breached"]
    assert "had broken its promise" in ferries["evidence"][-1]["sentence"]


def test_the_story_of_one_is_told_in_order_of_time(path: Path) -> None:
    (line,) = _run("commitments", "-l", path, "--issuer", "NOR", "-f", "jsonl").stdout.splitlines()
    identifier = json.loads(line)["id"]
    shown = _run("commitments", "-l", path, "show", identifier[:10])
    assert shown.exit_code == 0
    places = [
        shown.stdout.index(words)
        for words in ("three ferries to Iceland", "Oslo repeated", "had broken its promise", "because")
    ]
    assert places == sorted(places)
    assert _run("commitments", "show", identifier, "-l", path, "-f", "jsonl").stdout.strip() == line
    reckoned = _run("commitments", "show", identifier, "-l", path, "--as-of", "2025-05-02")
    assert "by the calendar" in reckoned.stdout


def test_what_is_asked_for_wrongly_is_told(path: Path) -> None:
    for arguments, words in (
        (("commitments", "-l", path, "--state", "kept"), "none of"),
        (("commitments", "-l", path, "--open-on", "spring"), "open on: 'spring' is not a date"),
        (("commitments", "-l", path, "show", "c:ffffffff"), "nothing in it"),
        (("commitments",), "--ledger is needed"),
        (("commitments", "show", "c:0"), "--ledger is needed"),
    ):
        found = _run(*arguments)
        assert found.exit_code == 2
        assert words in found.stderr


def test_a_link_is_struck_and_confirmed(path: Path, tmp_path: Path) -> None:
    own = Path(shutil.copy(path, tmp_path / "own.ledger"))
    asked = ("commitments", "-l", own, "--issuer", "PER")

    def links() -> list[dict[str, str]]:
        (line,) = _run(*asked, "-f", "jsonl").stdout.splitlines()
        found: list[dict[str, str]] = json.loads(line)["evidence"]
        return found

    (link,) = links()
    why = ("--who", "Jane Roe", "--why", "other sanctions")
    struck = _run("commitments", "-l", own, "strike", link["id"][:10], *why)
    assert struck.exit_code == 0, struck.output
    assert links() == []
    confirmed = _run("commitments", "confirm", link["id"].removeprefix("l:"), "-l", own, *why)
    assert confirmed.exit_code == 0, confirmed.output
    (again,) = links()
    assert again["id"] == link["id"]
    assert "Jane Roe" in json.dumps(again)
    missing = _run("commitments", "strike", "l:none", "-l", own, *why)
    assert (missing.exit_code, "no link of evidence" in missing.stderr) == (2, True)
    assert _run("commitments", "strike", link["id"], *why).exit_code == 2
