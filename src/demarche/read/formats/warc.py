"""Opens web archives (ISO 28500): the pages that servers answered with, in the order they were stored."""

from collections.abc import Iterator
from typing import BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from demarche.read.document import Stated
from demarche.read.inputs import DamagedError, Opened, Part, Setup, trouble
from demarche.read.kinds import CONTAINERS, Hint, kind_of
from demarche.read.stream import Stream, at_most, held

_KINDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_OK = 200
_HEAD = 4096  # bytes of a record's head
_CUT_SHORT = "a record breaks off"


class _AsItComes:
    """What fastwarc reads of a stream: what is there before damage is given before the damage is told."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._given = 0
        self._end = b""

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, no more than so many; none at the end."""
        data = self._stream.read1(size)
        self._given += len(data)
        self._end = (self._end + data)[-_HEAD:]
        return data

    def tell(self) -> int:
        """Return how many bytes were given."""
        return self._given

    @property
    def ends_in_head(self) -> bool:
        """Whether what was given ends in the head of a record, of which fastwarc says nothing."""
        return self._end.rpartition(b"\r\n\r\n")[2].startswith(b"WARC/")


def parts(part: Part, setup: Setup) -> Iterator[Opened]:
    """Yield each stored page under its number in the archive; redirects, errors, pictures and scripts are passed over.

    A page that cannot be unpacked costs itself; a record that breaks off ends the archive.
    """
    limit = setup.layout.limits.bytes
    source = _AsItComes(part.stream)
    records = ArchiveIterator(
        cast("BinaryIO", source), record_types=_KINDS, parse_http=False, stream_detect=False
    )
    number = 0
    for record in _whole(records):
        path = f"{part.path}#{number + 1}"
        whole = _in_full(record, limit)
        try:
            answer = None if whole is None else WarcRecord.from_bytes(whole)
            data = None if answer is None else _payload(answer, limit)
        except OSError as error:
            number += 1
            yield trouble("damaged", path, f"is damaged and cannot be read: {error}")
            continue
        if whole is not None and data is None:
            continue
        number += 1
        setup.meter.give(len(data or b""))
        if answer is None or data is None or len(data) > limit:
            yield trouble("too-long", path, f"has more than {limit:,} bytes, and is not read")
        elif data:
            yield from _page(answer, data, path, part, setup)
    if source.ends_in_head:
        raise DamagedError(_CUT_SHORT)


def _in_full(record: WarcRecord, limit: int) -> bytes | None:
    """Return a record by itself, since one that cannot be unpacked spoils the reader that it came from; None for one over the limit.

    Raises `DamagedError` if it is cut short.
    """
    stated = record.headers.get("Content-Length")
    block = at_most(cast("BinaryIO", record.reader), limit)
    if stated is None or len(block) < min(int(stated), limit + 1):
        raise DamagedError(_CUT_SHORT)
    if len(block) > limit:
        return None
    head = "".join(f"{name}: {value}\r\n" for name, value in record.headers.items())
    return b"".join((b"WARC/1.0\r\n", head.encode(errors="replace"), b"\r\n", block, b"\r\n\r\n"))


def _payload(answer: WarcRecord, limit: int) -> bytes | None:
    """Return what an answer holds, of more than the limit one byte over it; None if it is no page.

    Raises `OSError` if it cannot be unpacked.
    """
    answer.parse_http(auto_decode="all")
    if answer.is_http and answer.http_headers.status_code != _OK:
        return None
    return at_most(cast("BinaryIO", answer.reader), limit)


def _whole(records: ArchiveIterator) -> Iterator[WarcRecord]:
    try:
        yield from records
    except (ValueError, RuntimeError) as error:
        raise DamagedError(str(error)) from error


def _page(record: WarcRecord, data: bytes, path: str, part: Part, setup: Setup) -> Iterator[Opened]:
    media = record.http_content_type or record.headers.get("Content-Type")
    if kind_of(data, Hint(media=media), setup.layout) not in _readable(media, setup):
        return
    url = record.headers.get("WARC-Target-URI")
    stated = Stated(url=url.strip("<>") if url else None)
    charset = record.http_charset
    yield Part(path, held(data), Hint(media=media), charset, stated, depth=part.depth + 1)


def _readable(media: str | None, setup: Setup) -> set[str]:
    """Return the kinds that a stored page may be: text only where it is declared, since scripts are text too."""
    declared = setup.layout.formats.by_media.get((media or "").partition(";")[0].strip().lower())
    return {"html", "pdf"} | ({declared} if declared is not None and declared not in CONTAINERS else set())
