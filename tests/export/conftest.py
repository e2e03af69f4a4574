"""Fixtures of the tests of exports."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from demarche.export.run import export, wish_for
from demarche.export.wish import Claims, Dates, Tally
from demarche.ledger.filters import Filter, Kind
from demarche.ledger.store import Ledger

from .samples import fill

Written = Callable[..., tuple[Path, Tally]]


@pytest.fixture(scope="session", name="path")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("export") / "mast.ledger")


@pytest.fixture(name="ledger")
def opened(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path) as ledger:
        yield ledger


@pytest.fixture
def written(ledger: Ledger, tmp_path: Path) -> Written:
    """Return what writes a format and gives the path and the tally."""

    def write(
        name: str,
        *,
        claims: Claims | None = None,
        dates: Dates = "known",
        chosen: Filter | None = None,
        kinds: tuple[Kind, ...] = (),
    ) -> tuple[Path, Tally]:
        output = tmp_path / f"out.{name}"
        wish = wish_for(name, claims, dates)
        return output, export(ledger, name, output, chosen or Filter(), wish, kinds)

    return write
