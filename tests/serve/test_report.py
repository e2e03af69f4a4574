"""`demarche report` writes what the page shows."""

import io
import re
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from demarche import cli

from .conftest import Site


def _run(site: Site, *words: str) -> str:
    done = CliRunner().invoke(cli.app, ["report", "--ledger", str(site.ledger), *words])
    assert done.exit_code == 0, done.output
    return done.output


def _asked_aside(html: str) -> str:
    """Return a file without the order in which its address had what was asked."""
    return re.sub(r"\([^()]*=[^()]*\)", "", html)


@pytest.mark.parametrize(
    ("words", "address"),
    [
        (("--actor", "NOR", "--actor", "ISL"), "/dyad?actor=NOR&recipient=ISL&as=file"),
        (("--claims", "all", "--per", "week"), "/timeline?per=week&claims=all&as=file"),
        (("--view", "map", "--since", "2024"), "/map?since=2024&as=file"),
        (("--view", "docket", "--actor", "ISL"), "/docket?who=ISL&as=file"),
        (("--view", "timeline", "--actor", "PER"), "/timeline?who=PER&as=file"),
    ],
)
def test_the_same_as_the_page_saves(site: Site, tmp_path: Path, words: tuple[str, ...], address: str) -> None:
    output = tmp_path / "report.html"
    _run(site, *words, "--output", str(output))
    assert _asked_aside(output.read_text(encoding="utf-8")) == _asked_aside(site.client.get(address).text)


def test_one_record(site: Site, tmp_path: Path) -> None:
    output = tmp_path / "one.html"
    for pattern, listed in (
        (r"/happenings/(h:\w+)", "/happenings"),
        (r"/reports/(r:\w+)", "/reports"),
        (r"/claims/(e:\w+)", "/events"),
    ):
        identifier = re.findall(pattern, site.page(listed))[0]
        _run(site, identifier, "--output", str(output))
        address = f"{listed.replace('events', 'claims')}/{identifier}?as=file"
        assert output.read_text(encoding="utf-8") == site.client.get(address).text


def test_the_ending_says_what_is_written(site: Site, tmp_path: Path) -> None:
    rows = tmp_path / "happenings.csv"
    _run(site, "--output", str(rows))
    assert rows.read_bytes() == site.client.get("/timeline?as=csv").content
    assert len(pd.read_csv(io.BytesIO(rows.read_bytes())))
    picture = tmp_path / "timeline.svg"
    _run(site, "--output", str(picture))
    assert picture.read_text(encoding="utf-8").startswith("<svg ")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--output", "report.docx"), "is none of"),
        (("--output", "a.html", "--actor", "A", "--actor", "B", "--actor", "C"), "one or two"),
        (("--output", "a.html", "--view", "dyad", "--actor", "NOR"), "two actors"),
        (("--output", "a.html", "--since", "soon"), "is not a date such as"),
        (("--output", "a.html", "--actor", "Narnia"), "goes by 'Narnia'"),
        (("--output", "a.html", "r:0123456789abcdef"), "nothing in it"),
        (("--output", "a.html", "x:1"), "is no id"),
        (("--output", "nowhere/a.html"), "nowhere"),
        (("--output", "a.parquet", "--view", "docket"), "only file (HTML)"),
    ],
)
def test_what_cannot_be_written_is_told(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(
        cli.app, ["report", "--ledger", str(site.ledger), *words], env={"COLUMNS": "200"}
    )
    assert done.exit_code == 2
    assert told in done.output
    assert list(tmp_path.iterdir()) == []
