"""Opens web archives (ISO 28500): the pages that servers answered with, in the order they were stored."""

from collections.abc import Iterator
from typing import BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from demarche.read.document import Stated
from demarche.read.inputs import DamagedError, Opened, Part, Setup, trouble
from demarche.read.kinds import CONTAINERS, Hint, kind_of
from demarche.read.stream import at_most, held

_KINDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_OK = 200


def parts(part: Part, setup: Setup) -> Iterator[Opened]:
    """Yield each stored page under its number in the archive; redirects, errors, pictures and scripts are passed over."""
    limit = setup.layout.limits.bytes
    records = ArchiveIterator(
        cast("BinaryIO", part.stream),
        record_types=_KINDS,
        parse_http=True,
        auto_decode="all",
        stream_detect=False,
    )
    number = 0
    for record in _whole(records):
        if record.is_http and record.http_headers.status_code != _OK:
            continue
        number += 1
        path = f"{part.path}#{number}"
        data = at_most(cast("BinaryIO", record.reader), limit)
        setup.meter.give(len(data))
        if len(data) > limit:
            yield trouble("too-long", path, f"has more than {limit:,} bytes, and is not read")
        elif data:
            yield from _page(record, data, path, part, setup)


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
