"""Finds the files to read, and reads them from disk."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from demarche.lexicon.layout import Layout
from demarche.model.reading import Reading
from demarche.model.records import Problem
from demarche.read import problems
from demarche.read.formats import claimed, format_of

_CHUNK = 1 << 20


def find(paths: Sequence[Path]) -> Iterator[Path | Problem]:
    """Yield the files as given, and those of folders that a format claims, in sorted order; say what is missing.

    Hidden files and folders are passed over unless they are given by name; links to folders are not followed.
    """
    for path in paths:
        if path.is_dir():
            yield from _folder(path)
        elif path.is_file() and os.access(path, os.R_OK):
            yield path
        elif path.is_file():
            yield _problem("unreadable", path, "may not be read")
        elif os.path.lexists(path):
            yield _problem("unreadable", path, "is no regular file")
        else:
            yield _problem("missing", path, "does not exist")


def load(path: Path, layout: Layout) -> Reading:
    """Return what the file holds; no more than the limit is kept of one that is too long to be read."""
    digest = hashlib.sha256()
    kept = bytearray()
    size = 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                if size <= layout.limits.bytes:
                    kept += chunk
    except OSError as error:
        sha256 = digest.hexdigest()
        message = f"the file cannot be read: {error.strerror or error}"
        return problems.unread(str(path), sha256, problems.problem(sha256, "unreadable", message))
    if size > layout.limits.bytes:
        kept.clear()
        sha256 = digest.hexdigest()
        return problems.unread(
            str(path), sha256, problems.too_long(sha256, size, layout.limits.bytes, "bytes")
        )
    return format_of(path).read(bytes(kept), path=str(path), layout=layout)


def _folder(folder: Path) -> Iterator[Path | Problem]:
    nothing = True
    for found in _walk(folder):
        nothing = False
        yield found
    if nothing:
        yield _problem("no-reports", folder, "holds no file that can be read")


def _walk(folder: Path) -> Iterator[Path | Problem]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield _problem("unreadable", folder, f"cannot be listed: {error.strerror or error}")
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path)
        elif claimed(path) is not None and entry.is_file():
            yield path if os.access(path, os.R_OK) else _problem("unreadable", path, "may not be read")


def _problem(code: str, path: Path, what: str) -> Problem:
    message = f"{problems.printable(str(path))} {what}"
    return Problem(report=None, stage="read", code=code, message=message)
