"""Files and folders that are written whole or not at all: under a temporary name beside, then put in place."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from demarche.export.errors import ExportError


@contextmanager
def whole_file(output: Path) -> Iterator[Path]:
    """Give a path to write to; put the file in the place of the output at the end, or remove it on any exception."""
    _check(output)
    if output.exists() and not output.is_file():  # a device or a pipe, which is not to be replaced
        yield output
        return
    target = output.resolve()
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        yield part
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def whole_folder(output: Path) -> Iterator[Path]:
    """Give an empty folder to write to, put in place at the end; raise `ExportError` if there is something already."""
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise ExportError(f"{output}: there is something already; the folder to write must be new or empty")
    _check_folder(output.parent)
    part = output.with_name(f"{output.name}.{os.getpid()}.part")
    part.mkdir()
    try:
        yield part
        part.replace(output)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _check(output: Path) -> None:
    """Raise `OSError` if nothing can be written there, before the work is done in vain."""
    if output.is_dir():
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), str(output))
    if not output.exists():
        _check_folder(output.parent)
    elif not os.access(output, os.W_OK):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(output))


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise OSError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
    if not os.access(folder, os.W_OK):
        raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
