"""Reads plain text and Markdown, which need no telling apart: words stay, marks go."""

import hashlib

from demarche.lexicon.layout import Layout
from demarche.model.codec import report_id
from demarche.model.offsets import OffsetMap
from demarche.model.parts import Span
from demarche.model.reading import CODED_ROLES, Reading
from demarche.model.records import Problem, Removed, Report
from demarche.read import problems
from demarche.read.assemble import Assembled, assemble
from demarche.read.clean import Clean, clean
from demarche.read.dates import Stamp
from demarche.read.decode import NotText, decode
from demarche.read.language import language
from demarche.read.page import Page, take_apart


def read(data: bytes, *, path: str, layout: Layout) -> Reading:
    """Return what the bytes say; an input that cannot be read gives a report without text, and the reason.

    Offsets into the input count its characters as decoded, a byte order mark among them.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    limits = layout.limits
    if not data:
        return problems.unread(path, sha256, problems.problem(sha256, "empty", "the file is empty"))
    if len(data) > limits.bytes:
        return problems.unread(path, sha256, problems.too_long(sha256, len(data), limits.bytes, "bytes"))
    decoded = decode(data, layout)
    if isinstance(decoded, NotText):
        return problems.unread(path, sha256, problems.problem(sha256, "binary", decoded.reason))
    size = len(decoded.text)
    if size > limits.characters:
        return problems.unread(path, sha256, problems.too_long(sha256, size, limits.characters, "characters"))
    cleaned = clean(decoded.text, layout)
    found = problems.characters(sha256, decoded.encoding, decoded.replaced, cleaned.controls)
    return _reading(cleaned, path, sha256, found, layout)


def _reading(cleaned: Clean, path: str, sha256: str, found: list[Problem], layout: Layout) -> Reading:
    page = take_apart(cleaned.text, layout)
    whole = assemble(cleaned, page.passages, page.dateline)
    if not whole.text.strip():
        message = "the file holds no words" if not page.cuts else "the file holds nothing but boilerplate"
        return problems.unread(path, sha256, *found, problems.problem(sha256, "empty", message))
    stamps = [stamp for stamp in page.header.stamps if stamp.label != "updated"]
    report = Report(
        id=report_id(sha256),
        path=problems.storable(path),
        url=page.header.url,
        sha256=sha256,
        title=page.header.title,
        byline=page.header.byline,
        outlet=page.outlet,
        published=_published(stamps, page),
        language=language(_body(page), layout),
        text=whole.text,
        removed=tuple(_removed(page, cleaned.origin)),
        mended=whole.mended,
    )
    found += problems.language(sha256, report.language, layout)
    if report.published is None:
        found += problems.published(sha256, stamps)
    if report.outlet is None:
        found.append(problems.outlet(sha256))
    return Reading(report, whole.origin, whole.blocks, _place(page, whole), tuple(found))


def _published(stamps: list[Stamp], page: Page) -> str | None:
    stated = [stamp.value for stamp in stamps if stamp.label == "published" and stamp.value]
    bare = [stamp.value for stamp in stamps if stamp.label is None and stamp.value]
    return next(iter([*stated, *bare]), page.dateline[1].published if page.dateline else None)


def _body(page: Page) -> str:
    words = [passage.text for passage in page.passages if passage.role in CODED_ROLES]
    return "\n".join(words[1:] or words)


def _removed(page: Page, origin: OffsetMap) -> list[Removed]:
    found: list[Removed] = []
    for cut in page.cuts:
        ranges = origin.ranges(cut.start, cut.end)
        found.append(Removed(ranges[0][0], ranges[-1][1], cut.why))
    return found


def _place(page: Page, whole: Assembled) -> Span | None:
    """Return the place that the dateline names, or else the one beside the date of the header."""
    if page.dateline is not None and page.dateline[1].place is not None:
        at, (start, end) = page.dateline[0], page.dateline[1].place
        start, end = whole.starts[at] + start, whole.starts[at] + end
    elif page.header.place is not None:
        start = whole.text.find(page.header.place)
        end = start + len(page.header.place)
    else:
        return None
    return Span(start, end, whole.text[start:end], whole.origin.ranges(start, end))
