"""Fixtures of the ledger's tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from demarche.ledger.store import Ledger
from tests.server import Server


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
def database(server: Server, blank_database: str) -> Iterator[str]:
    """Yield the address of a server's ledger without rows."""
    yield server.url(blank_database)
    server.empty(blank_database)


@pytest.fixture(params=["file", "server"])
def where(request: pytest.FixtureRequest, blank: Path, path: Path) -> Path | str:
    """Return where a ledger without rows is kept: in a file, and in a database."""
    if request.param == "server":
        return str(request.getfixturevalue("database"))
    shutil.copy(blank, path)
    return path


@pytest.fixture
def ledger(where: Path | str) -> Iterator[Ledger]:
    """Yield a ledger without rows, which does not wait for the disk."""
    with Ledger.create_or_open(where) as opened:
        if isinstance(where, Path):
            opened.connection.execute("PRAGMA synchronous = OFF")
        yield opened
