"""A ledger of a year, in a file and in a database, with the same rows under the same numbers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from demarche.corrections.make import Corrector
from demarche.happenings.link import link
from demarche.ledger.query import events
from demarche.ledger.store import Ledger
from demarche.lexicon.linking import load_link_rules
from demarche.model.corrections import Signed
from demarche.model.run import Ending
from tests.analysis.samples import fill
from tests.ledger.samples import RUN, full_report
from tests.ledger.tables import copy_rows
from tests.server import Server


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger in a file that has something for every command."""
    path = fill(tmp_path_factory.mktemp("year") / "year.ledger")
    with Ledger.create_or_open(path) as ledger:
        for number in range(500, 503):
            ledger.append(RUN, full_report(number))
        link(ledger, load_link_rules())
        ledger.end(RUN, Ending.now("done", inputs=3, known=0, failed=0))
        corrector = Corrector.load(ledger)
        first, second = (event.id for event in list(events(ledger))[:2])
        corrector.accept(first, Signed("Ana", "it says so"))
        corrector.reject(second, Signed("Ben", "a meeting of clubs"))
    return path


@pytest.fixture(scope="session")
def year_on_server(year: Path, server: Server, blank_database: str) -> Iterator[str]:
    """Yield the address of the same ledger in a database."""
    name = server.new_database(blank_database)
    copy_rows(year, server.url(name))
    yield server.url(name)
    server.run(f"DROP DATABASE {name} WITH (FORCE)")
