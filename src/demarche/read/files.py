"""Finds what is to be read: files, the files of folders and patterns, standard input, addresses."""

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from demarche.lexicon.layout import Layout
from demarche.model.records import Problem
from demarche.read.fetch import is_address
from demarche.read.inputs import trouble
from demarche.read.kinds import is_sought
from demarche.read.opening import STANDARD_INPUT

_PATTERN = "*?["


def find(given: Sequence[Path | str], layout: Layout) -> Iterator[Path | str | Problem]:
    """Yield the files as given, and those of folders that a format claims, in sorted order; say what is missing.

    "-" stands for standard input, which like an address is handed on as it is. A path that does not exist and has
    one of `*?[` is a pattern of paths, `**` any folders. Hidden files and folders are passed over unless they are given
    by name; links to folders are not followed.
    """
    for one in given:
        text = str(one)
        if isinstance(one, str) and (text == STANDARD_INPUT or is_address(text)):
            yield text
        elif not os.path.lexists(one) and any(sign in text for sign in _PATTERN):
            found = sorted(glob.glob(text, recursive=True))  # noqa: PTH207 - a path with a pattern, absolute or not
            yield from _found([Path(path) for path in found] or [Path(text)], layout)
        else:
            yield from _found([Path(one)], layout)


def _found(paths: Sequence[Path], layout: Layout) -> Iterator[Path | Problem]:
    for path in paths:
        if path.is_dir():
            yield from _folder(path, layout)
        elif path.is_file() and os.access(path, os.R_OK):
            yield path
        elif path.is_file():
            yield trouble("unreadable", str(path), "may not be read")
        elif os.path.lexists(path):
            yield trouble("unreadable", str(path), "is no regular file")
        else:
            yield trouble("missing", str(path), "does not exist")


def _folder(folder: Path, layout: Layout) -> Iterator[Path | Problem]:
    nothing = True
    for found in _walk(folder, layout):
        nothing = False
        yield found
    if nothing:
        yield trouble("no-reports", str(folder), "holds no file that can be read")


def _walk(folder: Path, layout: Layout) -> Iterator[Path | Problem]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield trouble("unreadable", str(folder), f"cannot be listed: {error.strerror or error}")
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path, layout)
        elif is_sought(path.name, layout) and entry.is_file():
            yield path if os.access(path, os.R_OK) else trouble("unreadable", str(path), "may not be read")
