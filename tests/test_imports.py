"""Stages import downwards only; spaCy and the encoder's runtime stay where they are."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import resolve_name
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.modules import Module, modules

_PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
_DOWNWARDS = {
    "model": set(),
    "lexicon": {"model"},
    "read": {"model", "lexicon"},
    "parse": {"model", "lexicon"},
    "resolve": {"model", "lexicon"},
    "coding": {"model", "lexicon"},
    "ledger": {"model", "lexicon"},
    "happenings": {"model", "lexicon", "ledger"},
    "corrections": {"model", "lexicon", "ledger", "happenings", "histories"},
    "histories": {"model", "lexicon", "ledger", "happenings"},
    "pipeline": {"model", "lexicon", "read", "parse", "resolve", "coding", "ledger"},
    "runs": {"model", "lexicon", "read", "ledger", "pipeline"},
    "index": {"model", "lexicon", "ledger"},
    "serve": {"model", "lexicon", "ledger", "analysis", "happenings", "histories", "corrections", "index", "show"},
    "show": {"model", "lexicon", "ledger", "analysis", "happenings", "histories", "corrections", "index"},
    "export": {"model", "lexicon", "ledger", "happenings"},
    "analysis": {"model", "lexicon", "ledger"},
    "shards": {"model", "lexicon", "read", "ledger", "pipeline", "export", "runs"},
    "cli": {"model", "lexicon", "ledger", "analysis", "show", "export", "pipeline", "runs", "shards", "happenings", "histories", "corrections", "index", "serve", "read"},  # `demarche read` loads no parser
    "__main__": {"cli"},
    "__init__": set(),
}  # fmt: skip
_USERS = {
    "spacy": {"parse"},
    "onnxruntime": {"parse"},
    "numpy": {"parse", "analysis"},
    "msgspec": {"model", "lexicon", "ledger", "happenings", "corrections", "histories", "show"},
    "charset_normalizer": {"read"},
    "py3langid": {"read"},
    "trafilatura": {"read"},
    "lxml": {"read"},
    "pypdf": {"read"},
    "feedparser": {"read"},
    "fastwarc": {"read"},
    "ahocorasick_rs": {"lexicon"},
    "yaml": {"lexicon", "parse"},  # the engine's own settings come with the engine
    "jinja2": {"show", "serve"},
    "rich": {"show"},
    "sqlite3": {"ledger", "index"},
    "psycopg": {"ledger"},
    "platformdirs": {"ledger"},
    "rensa": {"happenings"},
    "snowballstemmer": {"lexicon"},
    "typer": {"cli"},
    "icalendar": {"export"},
    "pyarrow": {"export", "shards", "analysis", "serve"},
    "distributed": {"shards"},
    "duckdb": {"analysis"},
    "ruptures": {"analysis"},
    "fastapi": {"serve"},
    "pydantic": {"serve"},
    "starlette": {"serve"},
    "uvicorn": {"serve"},
}
_STANDARD = sys.stdlib_module_names


@cache
def _imported(module: Module) -> tuple[str, ...]:
    """Return the full name of everything that a module imports, wherever in it."""
    return tuple(_imports(module))


def _imports(module: Module) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = resolve_name("." * node.level + (node.module or ""), module.name.rpartition(".")[0])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def test_the_contracts_of_import_linter_hold(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(_PYPROJECT), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.name)
def test_a_stage_imports_only_what_lies_below(module: Module) -> None:
    parts = (name.split(".") for name in _imported(module) if name.startswith("demarche."))
    stages = {found[1] for found in parts} - {module.stage, "__version__"}
    assert stages <= _DOWNWARDS[module.stage]


@pytest.mark.parametrize("library", _USERS)
def test_a_library_is_used_where_it_belongs(library: str) -> None:
    users = {
        module.stage
        for module in modules()
        if any(name.split(".")[0] == library for name in _imported(module))
    }
    assert users == _USERS[library]


def test_no_other_library_is_used() -> None:
    used = {name.split(".")[0] for module in modules() for name in _imported(module)}
    assert used - _STANDARD - {"demarche"} <= {*_USERS}


def test_records_need_the_standard_library_only() -> None:
    for module in modules():
        if module.stage == "model" and module.path.name != "codec.py":
            outside = {name.split(".")[0] for name in _imported(module)} - _STANDARD - {"demarche"}
            assert not outside, module.name


def test_no_private_names_are_imported() -> None:
    private = [
        f"{module.name}: {name}"
        for module in modules()
        for name in _imported(module)
        if any(part.startswith("_") and not part.startswith("__") for part in name.split("."))
    ]
    assert private == []
