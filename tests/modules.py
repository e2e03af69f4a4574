"""The package's modules as syntax trees, for the tests of how it is written."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import demarche

ROOT = Path(demarche.__file__).parent


@dataclass(frozen=True)
class Module:
    """A module: its name, its file and its tree."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def stage(self) -> str:
        """The part of the package that the module belongs to: a folder, or a file on top."""
        return self.path.relative_to(ROOT).parts[0].removesuffix(".py")


Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> tuple[Module, ...]:
    """Return every module of the package, by name."""
    return tuple(_module(path) for path in sorted(ROOT.rglob("*.py")))


def functions(module: Module) -> Iterator[tuple[str, Function, bool]]:
    """Yield every function and method with its qualified name, and whether it and all around it is public."""
    yield from _functions(module.tree, module.name, is_public=True)


def parameters(function: Function) -> list[str]:
    """Return the names of a function's parameters but `self` and `cls`."""
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    return [one.arg for one in every if one.arg not in {"self", "cls"}]


def _module(path: Path) -> Module:
    relative = path.relative_to(ROOT.parent).with_suffix("")
    return Module(".".join(relative.parts), path, ast.parse(path.read_text(encoding="utf-8")))


def _functions(node: ast.AST, around: str, *, is_public: bool) -> Iterator[tuple[str, Function, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.ClassDef):
            name = f"{around}.{child.name}"
            public = is_public and not child.name.startswith("_")
            if isinstance(child, ast.ClassDef):
                yield from _functions(child, name, is_public=public)
            else:
                yield name, child, public
                yield from _functions(child, name, is_public=False)
        else:
            yield from _functions(child, around, is_public=is_public)
