"""A ledger of short reports about invented matters, coded and traced once."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from demarche.histories.trace import trace
from demarche.ledger.store import Ledger
from demarche.lexicon.histories import load_history_rules
from demarche.model.coded import CodedReport
from tests.coder import coder

REPORTS = {
    "2025-03-10": (
        "Norway promised on Monday to send three ferries to Iceland by the end of April.",
        "Peru threatened on Monday to impose sanctions on Ecuador if it does not withdraw its troops from the border.",
        "Kenya gave Ethiopia until 15 March to release the detained fishermen or face the closure of the border.",
        "Turkey banned imports of Greek fish on Monday.",
        "Japan will never send troops to Iraq, prime minister Shigeru Ishiba said on Monday.",
    ),
    "2025-03-16": (
        "Ethiopia released the fishermen on Friday. Kenya closed its border with Ethiopia.",
        "Peru imposed sanctions on Ecuador on Thursday.",
    ),
    "2025-03-20": (
        "Turkey lifted its ban on Greek fish on Wednesday.",
        "Oslo repeated on Thursday its pledge of three ferries for Iceland.",
    ),
    "2025-05-06": (
        "Iceland's prime minister said on Tuesday that Norway had broken its promise to send ferries.",
    ),
}


def coded_reports() -> list[CodedReport]:
    return [coder().code_text(text, published=day) for day, texts in REPORTS.items() for text in texts]


def kept(path: Path, reports: Iterable[CodedReport], *, each: bool = False) -> None:
    """Make a ledger of reports, traced after each or all at once."""
    rules = load_history_rules()
    with Ledger.create_or_open(path) as ledger:
        run = coder().run()
        for report in reports:
            ledger.append(run, report)
            if each:
                trace(ledger, rules)
        trace(ledger, rules)


@pytest.fixture(name="path", scope="session")
def traced_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("histories") / "ledger"
    kept(path, coded_reports())
    return path
