"""From a document to a reading: cleaned, taken apart, without boilerplate, with what its header and its input say."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from demarche.lexicon.layout import Layout
from demarche.model.codec import report_id
from demarche.model.offsets import OffsetMap, Stretch
from demarche.model.parts import Span
from demarche.model.reading import CODED_ROLES, Reading, Understood
from demarche.model.records import Problem, Removed, Report
from demarche.read import problems
from demarche.read.document import NOTHING, Document, Refusal, Stated, refused
from demarche.read.escape import HEADING, escaped
from demarche.read.language import language
from demarche.read.layout.assemble import Assembled, assemble
from demarche.read.layout.clean import clean
from demarche.read.layout.dates import Stamp
from demarche.read.layout.page import Page, take_apart


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a report comes from: its path, the digest of its bytes, its format, and what it came in says of it."""

    path: str
    sha256: str
    kind: str
    stated: Stated = NOTHING


def compose(found: Document | Refusal, origin: Origin, layout: Layout) -> Understood:
    """Return what a document says; one that was refused gives a report without text, and the reason."""
    sha256 = origin.sha256
    if isinstance(found, Refusal):
        return _unread(origin, "", problems.problem(sha256, found.code, found.message))
    if (long := refused(len(found.text), layout.limits.characters, "characters")) is not None:
        return _unread(origin, "", problems.problem(sha256, long.code, long.message))
    found = _titled(found, origin.stated.title)
    cleaned = clean(found.text, layout)
    told = problems.characters(sha256, found.encoding, found.replaced, cleaned.controls)
    page = take_apart(cleaned.text, layout, spaced=found.spaced)
    whole = assemble(cleaned, page.passages, page.openings)
    if not whole.text.strip():
        nothing = "the file holds nothing but boilerplate" if page.cuts else "the file holds no words"
        return _unread(origin, found.source, *told, problems.problem(sha256, "empty", nothing))
    if found.origin is not None:
        whole = replace(whole, origin=whole.origin.through(found.origin))
    stamps = [stamp for stamp in page.header.stamps if stamp.label != "updated"]
    stated = origin.stated.filled(found.stated).filled(_headed(page, stamps))
    report = Report(
        id=report_id(sha256),
        path=problems.storable(origin.path),
        url=stated.url,
        sha256=sha256,
        title=page.header.title,
        byline=stated.byline,
        outlet=stated.outlet,
        published=stated.published,
        language=language(_body(page), layout),
        text=whole.text,
        removed=tuple(_removed(page, cleaned.origin, found)),
        mended=whole.mended,
    )
    told += problems.language(sha256, report.language, layout)
    if report.published is None:
        told += problems.published(sha256, stamps)
    if report.outlet is None:
        told.append(problems.outlet(sha256))
    way_back = whole.origin if found.has_characters else None
    place = _place(page, whole, way_back)
    return Understood(origin.kind, Reading(report, way_back, whole.blocks, place, tuple(told)), found.source)


def _titled(found: Document, title: str | None) -> Document:
    """Return the document under the title that its container gives, if it does not begin with it."""
    if not title or _plain(found.text[: 2 * len(title)]).startswith(_plain(title)):
        return found
    head = f"{HEADING}{escaped(title)}\n\n"
    whole = found.origin or OffsetMap((Stretch(0, len(found.text), 0, len(found.text)),))
    return replace(found, text=head + found.text, origin=whole.shifted(len(head)))


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _unread(origin: Origin, source: str, *told: Problem) -> Understood:
    """Return what is left of an input without text: its digest, and what its container says of it."""
    reading = problems.unread(origin.path, origin.sha256, *told)
    stated = origin.stated
    report = replace(
        reading.report,
        url=stated.url,
        title=stated.title,
        byline=stated.byline,
        outlet=stated.outlet,
        published=stated.published,
    )
    return Understood(origin.kind, replace(reading, report=report), source)


def _headed(page: Page, stamps: list[Stamp]) -> Stated:
    """Return what header and footer of the text itself say."""
    head = page.header
    return Stated(byline=head.byline, outlet=page.outlet, published=_published(stamps, page), url=head.url)


def _published(stamps: list[Stamp], page: Page) -> str | None:
    stated = [stamp.value for stamp in stamps if stamp.label == "published" and stamp.value]
    bare = [stamp.value for stamp in stamps if stamp.label is None and stamp.value]
    return next(iter([*stated, *bare]), page.dateline[1].published if page.dateline else None)


def _body(page: Page) -> str:
    words = [passage.text for passage in page.passages if passage.role in CODED_ROLES]
    return "\n".join(words[1:] or words)


def _removed(page: Page, origin: OffsetMap, document: Document) -> Iterable[Removed]:
    """Return what was taken out, in the order of the input; words that are not in the input left nothing in it."""
    found = [Removed(cut.start, cut.end, cut.why) for cut in document.cuts]
    for cut in page.cuts:
        ranges = origin.ranges(cut.start, cut.end)
        if document.origin is not None:
            ranges = document.origin.ranges(ranges[0][0], ranges[-1][1])
        if ranges:
            found.append(Removed(ranges[0][0], ranges[-1][1], cut.why))
    return sorted(found, key=lambda gone: (gone.start, gone.end)) if document.cuts else found


def _place(page: Page, whole: Assembled, way_back: OffsetMap | None) -> Span | None:
    """Return the place that the dateline names, or else the one beside the date of the header."""
    if page.dateline is not None and page.dateline[1].place is not None:
        at, (start, end) = page.dateline[0], page.dateline[1].place
        start, end = whole.starts[at] + start, whole.starts[at] + end
    elif page.header.place is not None:
        start = whole.text.find(page.header.place)
        end = start + len(page.header.place)
    else:
        return None
    source = None if way_back is None else way_back.ranges(start, end) or None
    return Span(start, end, whole.text[start:end], source)
