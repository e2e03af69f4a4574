"""Fixtures of the tests of questions."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from demarche.analysis.columns import columns
from demarche.ledger.store import Ledger

from .samples import fill


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger with its columns beside it, to be copied."""
    path = fill(tmp_path_factory.mktemp("analysis") / "years.ledger")
    with Ledger.open(path) as ledger, columns(ledger, lambda _: None):
        return path


@pytest.fixture(name="path")
def copied(made: Path, tmp_path: Path) -> Path:
    for file in made.parent.glob(f"{made.name}*"):
        shutil.copy(file, tmp_path / file.name)
    return tmp_path / made.name


@pytest.fixture(name="ledger")
def opened(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path) as ledger:
        yield ledger


@pytest.fixture
def connection(ledger: Ledger) -> Iterator[DuckDBPyConnection]:
    with columns(ledger, pytest.fail) as opened:
        yield opened
