"""SQL that only SQLite understands is found without a server; CONTRIBUTING (*SQL*) says what to write instead."""

import ast
import re

import pytest

from tests.modules import Module, modules

_ONLY_SQLITE = {
    "INSERT OR": re.compile(r"\bINSERT OR\b"),
    "REPLACE INTO": re.compile(r"\bREPLACE INTO\b"),
    "numbers among json_each's text": re.compile(
        r"\b(number|claim|entry|commitment|coding|reading|correction|participant|one|other) IN \(SELECT value FROM json_each"
    ),
    "a function of SQLite's": re.compile(
        r"\b(iif|ifnull|group_concat|datetime|strftime|julianday|printf|total)\("
    ),
    "an operator of SQLite's": re.compile(r"\b(GLOB|IS \?|IS :\w+)"),
    "PRAGMA": re.compile(r"\bPRAGMA\b"),
}
_STATEMENT = re.compile(r"\b(SELECT|INSERT INTO|INSERT OR|WHERE|PRAGMA)\b")
_OWN = (
    "demarche.ledger.connect",
    "demarche.ledger.migrate",
    "demarche.index",
)  # of files that are SQLite's for good
_MODULES = [module for module in modules() if not module.name.startswith(_OWN)]


@pytest.mark.parametrize("module", _MODULES, ids=lambda module: module.name)
def test_statements_are_for_both_databases(module: Module) -> None:
    texts = [
        node.value
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _STATEMENT.search(node.value)
    ]
    found = [(what, text) for what, pattern in _ONLY_SQLITE.items() for text in texts if pattern.search(text)]
    assert found == []


@pytest.mark.parametrize("what", _ONLY_SQLITE)
def test_each_is_found(what: str) -> None:
    examples = {
        "INSERT OR": "INSERT OR IGNORE INTO a VALUES (?)",
        "REPLACE INTO": "REPLACE INTO a VALUES (?)",
        "numbers among json_each's text": "WHERE a.number IN (SELECT value FROM json_each(?))",
        "a function of SQLite's": "SELECT ifnull(a, 0) FROM b",
        "an operator of SQLite's": "SELECT a FROM b WHERE c IS ?",
        "PRAGMA": "PRAGMA page_count",
    }
    assert _ONLY_SQLITE[what].search(examples[what])
