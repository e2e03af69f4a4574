"""The page of a ledger of example reports, as a client sees it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from demarche import cli
from demarche.lexicon.tables import data_folder
from demarche.serve.app import create_app
from demarche.serve.books import Books
from demarche.serve.settings import Settings

REPORTS = Path(__file__).parent / "reports"
PORT = 8765


@dataclass(frozen=True)
class Site:
    """A page under test: a client with its key, how it was started, and its ledger."""

    client: TestClient
    settings: Settings
    books: Books
    ledger: Path

    def page(self, address: str) -> str:
        """Return what an address shows; it is there."""
        answer = self.client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code} {answer.text[:300]}"
        return answer.text


@contextmanager
def served(settings: Settings) -> Iterator[Site]:
    """Give the page of a ledger whose index is whole."""
    path = Path(settings.ledger)
    books = Books(settings.ledger, path.with_name(path.name + ".page"))
    base = settings.address.rstrip("/")
    key = {"Authorization": f"Bearer {settings.token}"}
    with TestClient(
        create_app(settings, books), base_url=base, headers=key, follow_redirects=False
    ) as client:
        assert books.wait(60).is_whole
        yield Site(client, settings, books, path)


@pytest.fixture(scope="session", name="coded")
def coded_examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger of the examples and the reports of this folder; it is only read."""
    path = tmp_path_factory.mktemp("serve") / "demo.ledger"
    inputs = (str(data_folder() / "examples"), str(REPORTS))
    done = CliRunner().invoke(cli.app, ["code", *inputs, "--ledger", str(path), "--format", "jsonl"])
    assert done.exit_code == 0, done.output
    return path


@pytest.fixture(scope="session", name="site")
def shared_site(coded: Path) -> Iterator[Site]:
    """Give a page that tests only read."""
    with served(Settings(ledger=str(coded), port=PORT, who="a reader")) as site:
        yield site


@pytest.fixture(name="own")
def own_site(coded: Path, tmp_path: Path) -> Iterator[Site]:
    """Give a page whose ledger a test may change."""
    path = Path(shutil.copy(coded, tmp_path / "own.ledger"))
    with served(Settings(ledger=str(path), port=PORT, who="a reader")) as site:
        yield site


@pytest.fixture(name="read_only")
def read_only_site(coded: Path, tmp_path: Path) -> Iterator[Site]:
    """Give a page that was started to be read only."""
    path = Path(shutil.copy(coded, tmp_path / "own.ledger"))
    with served(Settings(ledger=str(path), port=PORT, who="a reader", read_only=True)) as site:
        yield site
