"""Copies of the package's data folders with one thing changed, to see that it is noticed."""

from collections.abc import Callable
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

from demarche.lexicon.tables import LexiconError, data_folder


def copy(name: str, target: Path, **files: str) -> Path:
    """Copy a data folder's files; those named (with `_` for a full stop) get this content instead."""
    target.mkdir(parents=True, exist_ok=True)
    for entry in _folder(name).iterdir():
        if entry.is_file():
            content = files.get(entry.name.replace(".", "_"), entry.read_text(encoding="utf-8"))
            (target / entry.name).write_text(content, encoding="utf-8")
        elif entry.name == "learnt":
            copy(f"{name}/{entry.name}", target / entry.name)
    return target


def add_line(folder: Path, name: str, line: str) -> None:
    """Add a line at the end of a table."""
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def refuses(load: Callable[[], object], *words: str) -> None:
    """Check that loading fails with a message that holds these words."""
    with pytest.raises(LexiconError) as caught:
        load()
    for word in words:
        assert word in str(caught.value)


def _folder(name: str) -> Traversable:
    folder = data_folder()
    for part in name.split("/"):
        folder = folder / part
    return folder
