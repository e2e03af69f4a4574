"""Fixtures of the ledger's tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from demarche.ledger.store import Ledger


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger without rows, to be copied: making one takes longer than filling it."""
    path = tmp_path_factory.mktemp("blank") / "blank.ledger"
    Ledger.create_or_open(path).close()
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cases.ledger"


@pytest.fixture
def ledger(blank: Path, path: Path) -> Iterator[Ledger]:
    """Yield a ledger without rows at `path`, which does not wait for the disk."""
    shutil.copy(blank, path)
    with Ledger.create_or_open(path) as opened:
        opened.connection.execute("PRAGMA synchronous = OFF")
        yield opened
