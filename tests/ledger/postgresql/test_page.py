"""The page of a server's ledger shows what that of a file with the same rows does."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from demarche.index.file import index_file
from demarche.ledger.beside import beside
from demarche.ledger.place import place_of
from demarche.serve.app import create_app
from demarche.serve.books import Books
from demarche.serve.settings import Settings

_PAGES = ["/", "/events?actor=BOL", "/statements", "/docket", "/happenings", "/reports", "/review", "/corrections", "/timeline",
          "/dyad?one=CHL&other=BOL", "/search?q=station"]  # fmt: skip


def pages(ledger: str, token: str) -> dict[str, str]:
    """Return what each page shows, without the ledger's name."""
    place = place_of(ledger)
    settings = Settings(ledger=ledger, token=token, who="Ana")
    with index_file(beside(place, "")) as index:
        books = Books(ledger, index)
        key = {"Authorization": f"Bearer {settings.token}"}
        base = settings.address.rstrip("/")
        with TestClient(
            create_app(settings, books), base_url=base, headers=key, follow_redirects=True
        ) as client:
            assert books.wait(20).is_whole
            answers = {page: client.get(page) for page in _PAGES}
    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(_PAGES, 200)
    return {page: answer.text.replace(place.name, "LEDGER") for page, answer in answers.items()}


def test_the_page_shows_the_same(
    year: Path, year_on_server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    of_file, of_server = pages(str(year), "t" * 32), pages(year_on_server, "t" * 32)
    assert [page for page in _PAGES if of_file[page] != of_server[page]] == []
    kept = list((tmp_path / "demarche" / "ledgers").iterdir())
    assert [file.suffix for file in kept if file.suffix == ".page"] == [".page"]
    assert (tmp_path / "demarche" / "ledgers").stat().st_mode & 0o077 == 0
