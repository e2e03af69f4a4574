"""A real browser and a real server, for the tests that need them."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
import uvicorn

from demarche.serve.app import create_app
from demarche.serve.books import Books
from demarche.serve.settings import Settings

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
TIMEOUT_MS = 60_000  # that a step may take; it ends as soon as it is done, and a loaded machine is slow
_PATIENCE_S = 60.0
WIDTHS = {"desktop": (1280, 900), "phone": (390, 844)}


def chromium() -> str:
    """Return where Chromium is; skip the test, and say why, where it is not."""
    if not CHROMIUM.exists():
        pytest.skip(f"there is no Chromium at {CHROMIUM}")
    return str(CHROMIUM)


@contextmanager
def listening(ledger: Path) -> Iterator[Settings]:
    """Give the page of a ledger at a port of this machine."""
    with socket.socket() as heard:
        heard.bind(("127.0.0.1", 0))
        settings = Settings(ledger=str(ledger), port=int(heard.getsockname()[1]), who="a reader")
        books = Books(settings.ledger, ledger.with_name(ledger.name + ".page"))
        server = uvicorn.Server(
            uvicorn.Config(create_app(settings, books), log_level="warning", lifespan="on")
        )
        thread = Thread(target=server.run, kwargs={"sockets": [heard]}, daemon=True)
        thread.start()
        until = time.monotonic() + _PATIENCE_S
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        assert server.started
        assert books.wait(_PATIENCE_S).is_whole
        try:
            yield settings
        finally:
            server.should_exit = True
            thread.join(_PATIENCE_S)
