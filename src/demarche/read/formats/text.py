"""Reads plain text and Markdown, which need no telling apart: words stay, marks go."""

import hashlib

from demarche.lexicon.layout import Layout
from demarche.model.reading import Reading
from demarche.read.compose import Origin, compose
from demarche.read.decode import NotText, decode
from demarche.read.document import Document, Refusal, refused


def document(data: bytes, *, charset: str | None, layout: Layout) -> Document | Refusal:
    """Return the characters; those of a text are the report's as they stand."""
    decoded = decode(data, layout, declared=charset)
    if isinstance(decoded, NotText):
        return Refusal("binary", decoded.reason)
    return Document(
        text=decoded.text, source=decoded.text, encoding=decoded.encoding, replaced=decoded.replaced
    )


def read(data: bytes, *, path: str, layout: Layout) -> Reading:
    """Return what the bytes of a text say; one that cannot be read gives a report without text, and the reason.

    Offsets into the input count its characters as decoded, a byte order mark among them.
    """
    found = refused(len(data), layout.limits.bytes) or document(data, charset=None, layout=layout)
    return compose(found, Origin(path, hashlib.sha256(data).hexdigest(), "plain text"), layout).reading
