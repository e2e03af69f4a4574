"""Reads one report: its bytes, by the reader of its kind, into what is understood of it."""

import hashlib
from importlib import import_module
from pathlib import Path
from typing import cast

from demarche.lexicon.layout import Layout
from demarche.model.reading import Understood
from demarche.read.compose import Origin, compose
from demarche.read.document import Document, Reader, Refusal, refused
from demarche.read.inputs import Input
from demarche.read.kinds import SAMPLE, Hint, kind_of

_CHUNK = 1 << 20
# By name, so that the libraries of a format are loaded when a file of that format is met.
_MODULES = {"text": "text", "markdown": "text", "html": "html", "pdf": "pdf"}
_OTHERS = "text"
"""What a kind without a reader is tried as: its decoder says what it is instead."""


def load(wanted: Input | Path, layout: Layout) -> Understood:
    """Return what an input says; no more than the limit is kept of one that is too long to be read."""
    if isinstance(wanted, Path):
        return _file(wanted, None, layout)
    if wanted.file is not None:
        return _file(wanted.file, wanted, layout)
    data = wanted.data or b""
    return _understood(data, wanted.sha256 or hashlib.sha256(data).hexdigest(), wanted, layout)


def _file(path: Path, wanted: Input | None, layout: Layout) -> Understood:
    digest = hashlib.sha256()
    kept = bytearray()
    size = 0
    refusal: Refusal | None = None
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                if size <= layout.limits.bytes:
                    kept += chunk
    except OSError as error:
        refusal = Refusal("unreadable", f"the file cannot be read: {error.strerror or error}")
    refusal = refusal or refused(size, layout.limits.bytes)
    if wanted is None:
        kind = kind_of(bytes(kept[:SAMPLE]), Hint(path.name), layout)
        wanted = Input(str(path), kind, file=path)
    if refusal is not None:
        return compose(refusal, _origin(wanted, digest.hexdigest(), layout), layout)
    return _understood(bytes(kept), digest.hexdigest(), wanted, layout)


def _understood(data: bytes, sha256: str, wanted: Input, layout: Layout) -> Understood:
    found: Document | Refusal | None = refused(len(data), layout.limits.bytes)
    if found is None:
        module = import_module(f"demarche.read.formats.{_MODULES.get(wanted.kind, _OTHERS)}")
        read = cast("Reader", module.document)
        found = read(data, charset=wanted.charset, layout=layout)
    return compose(found, _origin(wanted, sha256, layout), layout)


def _origin(wanted: Input, sha256: str, layout: Layout) -> Origin:
    return Origin(wanted.path, sha256, layout.formats.names.get(wanted.kind, wanted.kind), wanted.stated)
