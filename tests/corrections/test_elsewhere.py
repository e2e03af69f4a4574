"""Corrections are in counts and exports, unless the coder's own are asked for."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from demarche import cli
from demarche.analysis.columns import columns
from demarche.corrections.make import Corrector
from demarche.ledger.store import Ledger
from demarche.model.corrections import Signed
from tests.ledger.samples import full_report

CLOSED = full_report(0).claims[1].claim
ANA = Signed("Ana", "so the sentence says")


def _events(path: Path) -> list[str]:
    with Ledger.open(path) as ledger, columns(ledger, lambda _: None) as copied:
        return [row[0] for row in copied.execute("SELECT id FROM events ORDER BY id").fetchall()]


def test_a_copy_of_the_columns_is_made_anew_when_somebody_corrects(path: Path) -> None:
    before = _events(path)
    with Ledger.open_to_write(path) as ledger:
        corrector = Corrector.load(ledger)
        said = corrector.reject(CLOSED.id, ANA)
        assert _events(path) == [one for one in before if one != CLOSED.id]
        corrector.undo(said.id, ANA)
    assert _events(path) == before


@pytest.mark.parametrize(("option", "is_there"), [((), False), (("--as-coded",), True)])
def test_an_export_has_them_applied(
    path: Path, tmp_path: Path, option: tuple[str, ...], is_there: bool
) -> None:
    with Ledger.open_to_write(path) as ledger:
        Corrector.load(ledger).reject(CLOSED.id, ANA)
    output = tmp_path / "out.jsonld"
    done = CliRunner().invoke(
        cli.app, ["export", "--format", "jsonld", "--ledger", str(path), "--output", str(output), *option]
    )
    assert done.exit_code == 0, done.output
    ids = {node["id"] for node in json.loads(output.read_text(encoding="utf-8"))["@graph"]}
    assert (f"urn:demarche:{CLOSED.id}" in ids) == is_there
