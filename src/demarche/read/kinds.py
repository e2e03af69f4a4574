"""Which kind of file an input is: by its first bytes where they tell, else by its name, else by what is said of it."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from demarche.lexicon.layout import Layout

SAMPLE = 4096
"""How many bytes of the beginning are looked at."""

_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*|<!--.{0,2000}?-->\s*|<\?xml-stylesheet[^>]{0,500}\?>\s*)*"
    rb"<(?P<name>!doctype\s+html|!doctype\s+rss|html|head|body|rss|feed|rdf:rdf)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_OBJECT_LINE = re.compile(rb'(?:\xef\xbb\xbf)?\s{0,20}(?:\[\s{0,20})?\{\s*"')
_TAR = (257, b"ustar")
_BY_NAME = frozenset({"text", "markdown", "html", "csv", "jsonl"})
_FEEDS = frozenset({b"!doctype rss", b"rss", b"feed", b"rdf:rdf"})


@dataclass(frozen=True, slots=True)
class Hint:
    """What is known of an input before it is opened: its name, and the media type that is declared for it."""

    name: str = ""
    media: str | None = None


def kind_of(head: bytes, hint: Hint, layout: Layout) -> str:
    """Return the kind of file (a `kind` of `formats.tsv` or of `signatures.tsv`); plain text if nothing tells."""
    told = _by_content(head, layout)
    if told is not None:
        return told
    named = named_kind(hint.name, layout)
    if named is None and hint.media is not None:
        named = layout.formats.by_media.get(hint.media.partition(";")[0].strip().lower())
    if named is not None and named in _BY_NAME:
        return named
    if named is None and _OBJECT_LINE.match(head):
        return "jsonl"
    # A name alone makes no archive, PDF or feed of what does not begin like one.
    return "text"


def named_kind(name: str, layout: Layout) -> str | None:
    """Return the kind that the end of a file's name tells, that of packed content for `.gz` and the like."""
    path = PurePosixPath(name.lower())
    kind = layout.formats.by_suffix.get(path.suffix)
    if kind in PACKED and kind is not None:
        return named_kind(path.stem, layout)
    return kind


def is_sought(name: str, layout: Layout) -> bool:
    """Tell whether folders and archives are searched for files with such a name, packed or not."""
    path = PurePosixPath(name.lower())
    if layout.formats.by_suffix.get(path.suffix) in PACKED:
        return is_sought(path.stem, layout)
    return path.suffix in layout.formats.sought


def unpacked_name(name: str) -> str:
    """Return the name of what a packed file holds: `crawl.warc` for `crawl.warc.gz`."""
    path = PurePosixPath(name)
    return {".tgz": f"{path.stem}.tar", ".tbz": f"{path.stem}.tar", ".txz": f"{path.stem}.tar"}.get(
        path.suffix.lower(), path.stem
    )


PACKED = frozenset({"gzip", "bzip2", "xz"})
CONTAINERS = frozenset({*PACKED, "zip", "tar", "warc", "jsonl", "csv", "feed"})


def _by_content(head: bytes, layout: Layout) -> str | None:
    for signature in layout.signatures:
        if head.startswith(signature.start):
            return signature.kind
    if head[_TAR[0] :].startswith(_TAR[1]):
        return "tar"
    found = _MARKUP.match(head)
    if found is None:
        return None
    name = b" ".join(found["name"].lower().split())
    return "feed" if name in _FEEDS else "html"
