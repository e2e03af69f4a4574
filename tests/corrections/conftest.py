"""A ledger with two coded reports, and somebody who corrects it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from demarche.corrections.make import Corrector
from demarche.ledger.store import Ledger
from demarche.lexicon.linking import LinkRules, load_link_rules
from demarche.lexicon.ontology import Ontology, load_ontology
from demarche.lexicon.tables import data_folder
from tests.ledger.samples import RUN, full_report


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    return load_ontology(data_folder() / "ontology")


@pytest.fixture(scope="session")
def rules() -> LinkRules:
    return load_link_rules()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("filled") / "filled.ledger"
    with Ledger.create_or_open(path) as ledger:
        for number in range(2):
            ledger.append(RUN, full_report(number))
    return path


@pytest.fixture
def path(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "cases.ledger"))


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    with Ledger.open_to_write(path) as opened:
        opened.connection.execute("PRAGMA synchronous = OFF")
        yield opened


@pytest.fixture
def corrector(ledger: Ledger, ontology: Ontology, rules: LinkRules) -> Corrector:
    return Corrector(ledger, ontology, rules)
