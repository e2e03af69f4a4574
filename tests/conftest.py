"""Fixtures of several folders."""

from collections.abc import Iterator

import pytest

from demarche.ledger.store import Ledger
from tests.server import Server, running_server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Yield a PostgreSQL server without ledgers."""
    with running_server() as started:
        yield started


@pytest.fixture(scope="session")
def blank_database(server: Server) -> str:
    """Return a database with a ledger without rows, to be copied."""
    name = server.new_database()
    Ledger.create_or_open(server.url(name)).close()
    return name
