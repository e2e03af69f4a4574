"""Opens tar archives as they stream by; links and devices in them are passed over, nothing is written to disk."""

import tarfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from demarche.read.formats.members import is_hidden, is_read, is_unsafe
from demarche.read.inputs import Opened, Part, Setup, trouble
from demarche.read.kinds import Hint
from demarche.read.stream import Stream, inside


def parts(part: Part, setup: Setup) -> Iterator[Opened]:
    """Yield the members that can be read, in the order of the archive."""
    with tarfile.open(fileobj=part.stream, mode="r|") as archive:
        for member in archive:
            # A tar in stream mode keeps each header; without this a long one would fill memory.
            archive.members = []  # type: ignore[attr-defined]
            if member.isfile() and not is_hidden(member.name):
                yield from _member(archive, member, part, setup)


def _member(archive: tarfile.TarFile, member: tarfile.TarInfo, part: Part, setup: Setup) -> Iterator[Opened]:
    path = f"{part.path}!{member.name}"
    if is_unsafe(member.name):
        yield trouble("unsafe-name", path, "has a name that points outside its archive, and is not read")
        return
    opened = archive.extractfile(member)
    if opened is not None:
        stream: Stream = inside(cast("BinaryIO", opened), setup.meter)
        if is_read(member.name, stream, setup.layout):
            yield Part(path, stream, Hint(member.name), depth=part.depth + 1)
