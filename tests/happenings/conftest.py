"""A place for a ledger."""

from pathlib import Path

import pytest


@pytest.fixture(name="path")
def ledger_path(tmp_path: Path) -> Path:
    return tmp_path / "ledger"
