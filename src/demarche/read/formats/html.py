"""Reads HTML: trafilatura finds the article, the page's source gives its words their places.

The extracted text is laid out in the marks of Markdown (headings, list items), which the later steps know; what the
article itself has of such marks is escaped.
"""

import logging
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import lxml.html
import trafilatura
from lxml.html import HtmlElement

from demarche.lexicon.layout import Layout
from demarche.read.decode import NotText, decode
from demarche.read.document import Document, Refusal, Stated
from demarche.read.escape import HEADING, ITEM, escaped
from demarche.read.fetch import is_address
from demarche.read.formats.align import Words, align
from demarche.read.formats.columns import authors
from demarche.read.formats.head import stated_in
from demarche.read.formats.markup import Visible, marked, visible
from demarche.read.layout.pieces import Cut

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:\-]{1,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:\-]{1,40})", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|body)[\s>]", re.IGNORECASE)
_HEAD_BYTES = 4096
_OUTSIDE = "not in the article"
_MARKS = {"head": HEADING, "item": ITEM}
_INLINE = frozenset({"lb", "hi", "ref", "del", "code", "graphic"})
_PARTED = "\ufdd0"  # a character that no text has (Unicode, Noncharacters)
_BREAKS = re.compile(r"(?:<br\s*/?>\s*){2,}", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#0*(?:[0-8]|1[124-9]|2\d|3[01]);?(?!\d)")
_EMPTY_LINES = re.compile(rf"\n\s*\n|{_PARTED}")
_TAG = re.compile(r"<[^>]*>")
_HEADLINE_AMONG = 8  # blocks at the top of an article, of which one may be its headline
_HEADLINE_SHARE = 0.5  # of the title of the page: what is so long and part of it is the headline
_SHORT_LINE = 80
_LONG_CELL = 200
_ENDS = (".", "!", "?", "”", '"', ":", "…")


def document(data: bytes, *, charset: str | None, layout: Layout) -> Document | Refusal:
    """Return the article of a page, or all that a fragment shows, with what the page's head says of it."""
    logging.getLogger("trafilatura").setLevel(
        logging.CRITICAL
    )  # what it cannot use is no message to the user
    limits = layout.limits
    if len(data) > limits.html_bytes:
        return Refusal(
            "too-long", f"the page has {len(data):,} bytes; at most {limits.html_bytes:,} are read"
        )
    decoded = decode(data, layout, declared=charset or _declared(data))
    if isinstance(decoded, NotText):
        return Refusal("binary", decoded.reason)
    source = decoded.text
    if (tags := source.count("<")) > limits.html_tags:
        return Refusal("too-complex", f"the page has {tags:,} tags; at most {limits.html_tags:,} are read")
    page = visible(source, layout.elements, limits.html_visible)
    if page.attributes > limits.html_attributes:
        what = f"a tag has {page.attributes:,} attributes; at most {limits.html_attributes:,} are read"
        return Refusal("too-complex", what)
    if len(page.text) > limits.html_visible:
        return Refusal("too-long", f"the page shows more than {limits.html_visible:,} characters")
    if _PAGE.search(source, 0, _HEAD_BYTES) is None:
        blocks, stated = list(_shown(source, page)), Stated()
    else:
        try:
            blocks, stated = _article(source, layout)
        except RecursionError:
            return Refusal("too-complex", "elements stand in each other too deep")
        except Exception as error:  # noqa: BLE001 - whatever a page that is no HTML makes lxml and trafilatura raise
            what = str(error) or type(error).__name__
            return Refusal("damaged", f"the page is damaged and cannot be read: {what}")
    if not blocks:
        return Refusal("empty", "the page holds no article")
    text, words = _laid_out(blocks, stated.title)
    aligned = align(words[0] if stated.title else None, words[1:] if stated.title else words, page)
    return Document(
        text=text,
        source=source,
        origin=aligned.origin,
        stated=stated,
        cuts=tuple(_cuts(aligned.used, page)),
        spaced=True,
        encoding=decoded.encoding,
        replaced=decoded.replaced,
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, heading or list item of the article, with the mark of Markdown that says which."""

    text: str
    mark: str = ""


def _declared(data: bytes) -> str | None:
    """Return the encoding that the page itself declares; what can be read so far is not UTF-16, whatever it says."""
    head = data[:_HEAD_BYTES]
    found = _CHARSET.search(head) or _DECLARED.search(head)
    name = found[1].decode("ascii", errors="replace") if found else None
    return "utf-8" if name is not None and name.lower().startswith("utf-16") else name


def _article(source: str, layout: Layout) -> tuple[list[_Block], Stated]:
    """Return the article's blocks and what the page says of it; no blocks if it has no article."""
    parser = lxml.html.HTMLParser(encoding="utf-8")
    # The signs tell paragraphs apart that a page parts by line breaks alone, which the extraction makes one.
    signed = _BREAKS.sub(f"<br>{_PARTED}<br>", _CONTROLS.sub(" ", source))
    tree = lxml.html.document_fromstring(signed.encode(errors="replace"), parser=parser)
    own = stated_in(tree, layout)
    _prune(tree, layout)
    found = trafilatura.bare_extraction(
        tree,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2100-01-01"},
    )
    if found is None or isinstance(found, dict) or found.body is None:
        return [], own
    blocks = [block for block in _blocks(found.body) if any(character.isalnum() for character in block.text)]
    # Its date is left: where the page states none it is guessed.
    guessed = Stated(
        title=found.title,
        byline=authors((found.author or "").split("; "), layout),
        outlet=found.sitename,
        url=found.url if found.url and is_address(found.url) else None,
    )
    return _headed(blocks, own.filled(guessed))


def _prune(tree: HtmlElement, layout: Layout) -> None:
    """Take out of the page what its labels say is no part of the article, if it is short, and marks of footnotes.

    Labels alone are not believed: whole articles stand in elements called "paywall".
    """
    for element in list(
        tree.iter("div", "section", "aside", "p", "ul", "figure", "blockquote", "span", "sup")
    ):
        if element.getparent() is None:
            continue
        words = len(" ".join(element.itertext()))
        if element.tag == "sup":
            is_note = element.text_content().strip().isdecimal()
        else:
            labels = f"{element.get('class', '')} {element.get('id', '')}"
            is_note = bool(marked(labels, layout.elements)) and words <= layout.limits.boilerplate_characters
        if is_note:
            element.drop_tree()


def _headed(blocks: list[_Block], stated: Stated) -> tuple[list[_Block], Stated]:
    """Return the blocks without the headline, and what is stated with it as the article has it."""
    title = " ".join((stated.title or "").split())
    whole = _plain(title)
    for at, block in enumerate(blocks[:_HEADLINE_AMONG]):
        words = _plain(block.text)
        if words in whole and len(words) > _HEADLINE_SHARE * len(whole):
            # What is short and stands above the headline is the section, or the paper's motto.
            above = [one for one in blocks[:at] if len(one.text) > _SHORT_LINE]
            return above + blocks[at + 1 :], replace(stated, title=block.text)
    return blocks, replace(stated, title=title or None)


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _blocks(element: HtmlElement) -> Iterator[_Block]:
    """Yield the blocks of what trafilatura has found, in order."""
    mark = _MARKS.get(element.tag, "")
    run = [element.text or ""]
    for child in element:
        if child.tag in _INLINE:
            run.append("\n" if child.tag == "lb" else "".join(child.itertext()))
        else:
            yield from _paragraphs("".join(run), mark)
            run = []
            if child.tag == "row" and not _is_layout(child):
                yield _Block(_row(child))
            else:
                yield from _blocks(child)
        run.append(child.tail or "")
    yield from _paragraphs("".join(run), mark)


def _is_layout(row: HtmlElement) -> bool:
    """Whether a row of a table only places what stands in it: a cell has lines of its own, or a paragraph."""
    return any(cell.find(".//lb") is not None or len("".join(cell.itertext())) > _LONG_CELL for cell in row)


def _row(row: HtmlElement) -> str:
    return " | ".join(" ".join("".join(cell.itertext()).split()) for cell in row)


def _paragraphs(text: str, mark: str) -> Iterator[_Block]:
    """Yield what line breaks part: two of them, or one after a short line or a full stop."""
    for paragraph in _EMPTY_LINES.split(text):
        lines = [" ".join(line.split()) for line in paragraph.split("\n")]
        parts: list[str] = []
        for line in filter(None, lines):
            if parts and len(parts[-1]) > _SHORT_LINE and not parts[-1].endswith(_ENDS):
                parts[-1] += f" {line}"
            else:
                parts.append(line)
        yield from (_Block(part, mark) for part in parts)


def _shown(source: str, page: Visible) -> Iterator[_Block]:
    """Yield the paragraphs of a fragment: all that is seen, as its elements part it."""
    bounds = sorted({0, *page.paragraphs, len(page.text)})
    for first, last in pairwise(bounds):
        if first == last:
            continue
        parts = [page.text[first]]
        for at in range(first + 1, last):
            gap = source[page.ends[at - 1] : page.starts[at]]
            if gap and any(character.isspace() for character in _TAG.sub("", gap)):
                parts.append(" ")
            parts.append(page.text[at])
        yield _Block("".join(parts))


def _laid_out(blocks: Sequence[_Block], title: str | None) -> tuple[str, list[Words]]:
    """Return the text, title first, and where in it the words of each block stand."""
    parts: list[str] = []
    words: list[Words] = []
    length = 0
    for block in ([_Block(title, HEADING)] if title else []) + list(blocks):
        safe = escaped(block.text)
        mark = block.mark
        separator = "\n\n" if parts else ""
        words.append(Words(length + len(separator) + len(mark), safe))
        parts.append(separator + mark + safe)
        length += len(parts[-1])
    return "".join(parts), words


def _cuts(used: Sequence[tuple[int, int]], page: Visible) -> Iterator[Cut]:
    """Yield the stretches of the page that are seen and are not in the article, with the part of it that they are."""
    starts = [at for at, _ in page.parts]
    position = 0
    for first, last in [*used, (len(page.text), len(page.text))]:
        while position < first:
            part = bisect_right(starts, position) - 1
            until = min(first, starts[part + 1] if part + 1 < len(starts) else first)
            why = (page.parts[part][1] if part >= 0 else "") or _OUTSIDE
            if any(character.isalnum() for character in page.text[position:until]):
                yield Cut(page.starts[position], page.ends[until - 1], why)
            position = until
        position = max(position, last)
