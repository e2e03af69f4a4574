"""The rules of the house that no linter checks."""

import ast

import pytest

from tests.modules import Module, functions, modules, parameters

_LINES_OF_A_FILE = 500
_LINES_OF_A_FUNCTION = 60
_PARAMETERS = 6
_CHANGING = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
_MODULES = modules()
_ids = [module.name for module in _MODULES]


@pytest.mark.parametrize("module", _MODULES, ids=_ids)
def test_files_and_functions_are_short(module: Module) -> None:
    assert len(module.path.read_text(encoding="utf-8").splitlines()) <= _LINES_OF_A_FILE
    for name, function, _ in functions(module):
        assert (function.end_lineno or 0) - function.lineno < _LINES_OF_A_FUNCTION, name


@pytest.mark.parametrize("module", _MODULES, ids=_ids)
def test_parameters_are_few(module: Module) -> None:
    """Records have as many fields as they have; options of the command line are arguments."""
    if module.stage != "cli":
        many = [name for name, function, _ in functions(module) if len(parameters(function)) > _PARAMETERS]
        assert [name for name in many if not (module.stage == "model" and name.endswith("__init__"))] == []


@pytest.mark.parametrize("module", _MODULES, ids=_ids)
def test_what_is_public_is_documented(module: Module) -> None:
    if module.path.read_text(encoding="utf-8"):
        assert ast.get_docstring(module.tree), module.name
    public = [
        *((name, function) for name, function, is_public in functions(module) if is_public),
        *((node.name, node) for node in module.tree.body if isinstance(node, ast.ClassDef) if node.name[0] != "_"),
    ]  # fmt: skip
    dunder = [name for name, _ in public if name.endswith("__")]
    undocumented = [name for name, node in public if name not in dunder and not ast.get_docstring(node)]
    assert undocumented == []


@pytest.mark.parametrize("module", _MODULES, ids=_ids)
def test_only_the_command_line_speaks_and_exits(module: Module) -> None:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"{module.name}:{node.lineno}: bare except"
        if isinstance(node, ast.Call) and module.stage != "cli":
            assert ast.unparse(node.func) not in {"print", "exit", "quit", "sys.exit", "os._exit"}, (
                module.name
            )


@pytest.mark.parametrize("module", _MODULES, ids=_ids)
def test_nothing_at_module_level_changes(module: Module) -> None:
    """A constant may be a dict or list; it is nowhere added to, and no function rebinds a global."""
    constants = {
        target.id
        for node in module.tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, _CHANGING)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(module.tree):
        assert not isinstance(node, ast.Global), module.name
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
            assert ast.unparse(node.value) not in constants, f"{module.name}:{node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            changes = node.func.attr in {
                "append",
                "extend",
                "add",
                "update",
                "pop",
                "clear",
                "setdefault",
                "insert",
            }
            owner = ast.unparse(node.func.value)
            assert not (changes and owner in constants), f"{module.name}:{node.lineno}"


def test_no_debts_are_left() -> None:
    words = ("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK")
    for module in _MODULES:
        text = module.path.read_text(encoding="utf-8")
        assert not any(word in text for word in words), module.name
