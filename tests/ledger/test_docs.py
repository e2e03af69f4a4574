"""The page about the ledger says what is so."""

import doctest
import re
from pathlib import Path

from demarche.ledger.store import Ledger

from .tables import IN_A_FILE

PAGE = Path(__file__).parents[2] / "docs" / "ledger.md"


def test_its_examples_run() -> None:
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert (failed, tried > 10) == (0, True)


@IN_A_FILE
def test_it_names_every_table_and_view(ledger: Ledger) -> None:
    named = re.findall(r"^\| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    there = ledger.select("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")
    assert sorted(named) == sorted(name for (name,) in there)
