"""An export is written whole or not at all, takes the filters of `list`, and streams."""

import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from demarche.cli import app
from demarche.cli.export import ExportFormat
from demarche.export.errors import ExportError
from demarche.export.formats import FORMATS, writer
from demarche.export.run import wish_for
from demarche.export.source import Source
from demarche.ledger.filters import Filter
from demarche.ledger.query import events
from demarche.ledger.store import Ledger
from demarche.lexicon.crosswalks import load_crosswalks

from .conftest import Written

_RUN = CliRunner()


def test_the_command_line_offers_every_format() -> None:
    assert [form.value for form in ExportFormat] == list(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_the_command_writes_and_says_what_it_left_out(path: Path, tmp_path: Path, name: str) -> None:
    output = tmp_path / "out"
    result = _RUN.invoke(app, ["export", "--ledger", str(path), "--format", name, "--output", str(output)])
    assert result.exit_code == 0, result.output
    assert re.search(rf"wrote \d+ claims to .*{output.name}", result.stderr.replace("\n", ""))
    if FORMATS[name].facts_by_default:
        assert "1 status planned" in result.stderr.replace("\n", " ")
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


def test_the_ledger_is_not_written_over(path: Path) -> None:
    before = path.read_bytes()
    same = str(path.parent / "." / path.name)
    result = _RUN.invoke(app, ["export", "--ledger", str(path), "--format", "icews", "--output", same])
    assert result.exit_code == 2
    assert "would overwrite the ledger" in result.stderr
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_ledger_gives_the_same_bytes(written: Written, name: str) -> None:
    def contents() -> list[bytes]:
        path, _ = written(name)
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        found = [file.read_bytes() for file in files]
        for file in files:
            file.unlink()
        return found

    assert contents() == contents()


@pytest.mark.parametrize("chosen", [Filter(recipient="BOL"), Filter(actor="CHL", since="2024-05", limit=1)])
def test_filters_are_those_of_the_list(written: Written, ledger: Ledger, chosen: Filter) -> None:
    path, tally = written("parquet", chosen=chosen)
    listed = [event.id for event in events(ledger, chosen)]
    assert listed
    assert pq.read_table(path)["id"].to_pylist() == listed
    assert tally.written == len(listed)


def test_a_kind_asked_for_twice_is_written_once(written: Written) -> None:
    _, once = written("geojson", kinds=("event",))
    _, twice = written("geojson", kinds=("event", "event"))
    assert (twice.written, twice.left_out) == (once.written, once.left_out)


def test_a_limit_counts_each_kind(written: Written) -> None:
    _, tally = written("jsonld", chosen=Filter(limit=2))
    assert tally.written == 2 + 1 + 2


def test_a_failed_export_leaves_what_was_there(
    ledger: Ledger, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = written("icews")
    before = path.read_bytes()

    def broken(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr("demarche.export.icews.code_of", broken)
    with pytest.raises(OSError, match="no space"):
        written("icews")
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]
    assert Path(str(ledger.place)).exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-f", "brat", "-o", "{full}"], "there is something already"),
        (["-f", "icews", "-o", "{full}"], "Is a directory"),
        (["-f", "icews", "-o", "{full}/no/out"], "No such file"),
        (["-f", "icews", "-o", "{full}/out", "--kind", "statements"], "has no statements"),
        (["-f", "parquet", "-o", "{full}/out", "--kind", "events", "--kind", "statements"], "one kind"),
        (["-f", "icews", "-o", "{full}/out", "--since", "May"], "not a date"),
    ],
)
def test_what_cannot_be_written_is_said(path: Path, tmp_path: Path, arguments: list[str], said: str) -> None:
    (tmp_path / "kept").write_text("kept", encoding="utf-8")
    given = [argument.replace("{full}", str(tmp_path)) for argument in arguments]
    result = _RUN.invoke(app, ["export", "--ledger", str(path), *given])
    assert result.exit_code == 2
    assert said in result.stderr.replace("\n", " ")
    assert [entry.name for entry in tmp_path.iterdir()] == ["kept"]


def test_a_library_that_is_missing_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name}", name="pyarrow")

    monkeypatch.setattr("demarche.export.formats.import_module", none)
    with pytest.raises(ExportError, match=r"needs pyarrow: pip install 'demarche\[analysis\]'"):
        writer("parquet", wish_for("parquet", None, "known"), load_crosswalks())


def test_claims_are_read_one_at_a_time(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[str] = []
    listed = events

    def counted(of: Ledger, chosen: Filter):  # type: ignore[no-untyped-def]  # noqa: ANN202
        for event in listed(of, chosen):
            decoded.append(event.id)
            yield event

    monkeypatch.setattr("demarche.export.source._LISTS", {"event": counted})
    claims = Source(ledger, Filter(), ("event",)).claims()
    assert next(claims).claim.id == decoded[-1]
    assert len(decoded) == 1
    assert len([*claims]) == len(decoded) - 1 > 0
