"""Fixtures of the tests of what is counted."""

from collections.abc import Iterator

import pytest

from demarche.index.file import Index
from demarche.ledger.store import Ledger

from .drawn import Drawn, fill


@pytest.fixture(scope="package", name="drawn")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drawn]:
    """Give the drawn ledger and its index."""
    path = tmp_path_factory.mktemp("index") / "drawn.ledger"
    fill(path)
    with Ledger.open(path) as ledger, Index.open(path.with_name("drawn.page")) as index:
        happenings = dict(index.select("SELECT id, happening FROM entry WHERE kind = 'event'"))
        yield Drawn(ledger, index, happenings)
