"""Streams that are read piece by piece and no further than the limits allow."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, cast

from demarche.lexicon.layout import Limits

Stream = io.BufferedReader
_CHUNK = 1 << 16
DAMAGE = (EOFError, OSError, lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile, zlib.error)
"""What the libraries raise where what they unpack is broken."""


class TooMuchError(Exception):
    """What an archive unpacks to is out of all proportion to its size."""


@dataclass(slots=True)
class Meter:
    """How many bytes of an input have been read from outside, and how many came out of its archives."""

    limits: Limits
    taken: int = 0
    given: int = 0

    def take(self, size: int) -> None:
        """Count bytes read from outside."""
        self.taken += size

    def give(self, size: int) -> None:
        """Count bytes unpacked; raise `TooMuchError` if they are out of proportion to those read."""
        self.given += size
        if self.given > self.limits.unpacked_free + self.limits.unpacked_ratio * self.taken:
            raise TooMuchError


class _Counted(io.RawIOBase):
    """A stream that counts what is read of it."""

    def __init__(self, inner: BinaryIO, count: Callable[[int], None], *, is_file: bool) -> None:
        super().__init__()
        self._is_file = is_file
        self._inner = cast("io.BufferedIOBase", inner)
        self._count = count
        self._damage: Exception | None = None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        # What comes out of an archive could be gone back in only by unpacking it again, or not at all.
        return self._is_file and self._inner.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._inner.seek(offset, whence)

    def tell(self) -> int:
        return self._inner.tell()

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        if self._damage is not None:
            raise self._damage
        filled = 0
        try:
            while filled < len(buffer) and (data := self._inner.read1(len(buffer) - filled)):
                self._count(len(data))
                buffer[filled : filled + len(data)] = data
                filled += len(data)
        except DAMAGE as error:
            if not filled:
                raise
            self._damage = error  # what comes before the damage is read first
        return filled


def outside(inner: BinaryIO, meter: Meter) -> Stream:
    """Return a file, standard input or a download as a stream, its bytes counted as read from outside."""
    return io.BufferedReader(_Counted(inner, meter.take, is_file=True), _CHUNK)


def inside(inner: BinaryIO, meter: Meter) -> Stream:
    """Return what stands in an archive as a stream, its bytes counted as unpacked."""
    return io.BufferedReader(_Counted(inner, meter.give, is_file=False), _CHUNK)


def unpacked(packed: BinaryIO, method: str, meter: Meter) -> Stream:
    """Return what a gzip, bzip2 or xz stream holds."""
    match method:
        case "gzip":
            opened: io.BufferedIOBase = gzip.GzipFile(fileobj=packed, mode="rb")
        case "bzip2":
            opened = bz2.BZ2File(packed)
        case _:
            opened = lzma.LZMAFile(packed)  # noqa: SIM115 - read by whom it is handed to
    return inside(cast("BinaryIO", opened), meter)


def held(data: bytes) -> Stream:
    """Return bytes as a stream; they have been counted already."""
    return io.BufferedReader(io.BytesIO(data))


def at_most(stream: BinaryIO, size: int) -> bytes:
    """Return what the stream holds, no more than one byte over the size, so that more can be told."""
    parts: list[bytes] = []
    missing = size + 1
    while missing > 0 and (part := stream.read(min(missing, 1 << 20))):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
