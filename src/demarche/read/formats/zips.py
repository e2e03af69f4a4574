"""Opens ZIP archives, member by member; nothing is written to disk but an archive that cannot be gone back in."""

import tempfile
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, cast

from demarche.read.formats.members import is_hidden, is_read, is_unsafe
from demarche.read.inputs import Opened, Part, Setup, trouble
from demarche.read.kinds import Hint
from demarche.read.stream import TooMuchError, inside

_ENCRYPTED = 0x1
_OFFICE = "[Content_Types].xml"
_IN_MEMORY = 1 << 24
_CHUNK = 1 << 20


def parts(part: Part, setup: Setup) -> Iterator[Opened]:
    """Yield the members that can be read, in the order of the archive."""
    with _seekable(part, setup) as file, zipfile.ZipFile(file) as archive:
        if _OFFICE in archive.namelist():
            yield trouble("binary", part.path, "is an office document, not text")
            return
        for member in archive.infolist():
            if not member.is_dir() and not is_hidden(member.filename):
                yield from _member(archive, member, part, setup)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, part: Part, setup: Setup) -> Iterator[Opened]:
    path = f"{part.path}!{member.filename}"
    if is_unsafe(member.filename):
        yield trouble("unsafe-name", path, "has a name that points outside its archive, and is not read")
        return
    if member.flag_bits & _ENCRYPTED:
        yield trouble("encrypted", path, "is encrypted")
        return
    try:
        with archive.open(member) as opened:
            stream = inside(cast("BinaryIO", opened), setup.meter)
            if is_read(member.filename, stream, setup.layout):
                yield Part(path, stream, Hint(member.filename), depth=part.depth + 1)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        yield trouble("damaged", path, f"cannot be unpacked: {error}")


def _seekable(part: Part, setup: Setup) -> BinaryIO:
    """Return the archive as a file that can be gone back in: its index stands at the end."""
    if part.file is not None:
        part.stream.seek(0)
        return part.stream
    kept = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by whom it is handed to
    size = 0
    while chunk := part.stream.read(_CHUNK):
        size += len(chunk)
        if size > setup.layout.limits.spooled_bytes:
            kept.close()
            raise TooMuchError
        kept.write(chunk)
    kept.seek(0)
    return cast("BinaryIO", kept)
