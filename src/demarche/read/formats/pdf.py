"""Reads PDF: pypdf gives the strings of each page with their places, `sheet` puts them in the order of reading.

A PDF has no characters that an offset could count, so its words have no place in the input. Its metadata are those of a
program that made it: title and author are believed if the first page shows them, dates are not.
"""

import io
import logging
from collections.abc import Iterator, Sequence
from typing import Any

import pypdf
from pypdf.errors import FileNotDecryptedError, LimitReachedError

from demarche.lexicon.layout import Layout, Limits
from demarche.model.offsets import OffsetMap
from demarche.read.document import Document, Refusal, Stated
from demarche.read.formats.columns import authors
from demarche.read.formats.sheet import Piece, Printed, Sheet, laid_out
from demarche.read.layout.clean import Draft
from demarche.read.layout.pieces import Cut

_OUTPUT = 20_000_000  # bytes that one stream of a PDF may unpack to


class _TooManyError(Exception):
    """The pages are made of more pieces than are read."""


def document(data: bytes, *, charset: str | None, layout: Layout) -> Document | Refusal:
    """Return the text of the pages, laid out as they show it."""
    del charset
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends is no message to the user
    limits = layout.limits
    try:
        with pypdf.apply_configuration(
            zlib_maximum_output_length=_OUTPUT, stream_parsing_work_maximum_count=limits.pdf_pieces
        ):
            opened = _opened(data, limits, layout)
    except FileNotDecryptedError:
        return Refusal("encrypted", "the PDF is encrypted")
    except (_TooManyError, LimitReachedError):
        return Refusal("too-complex", "the PDF is made of more than is read of any")
    except Exception as error:  # noqa: BLE001 - pypdf raises whatever a damaged file makes its code raise
        return Refusal(
            "damaged", f"the PDF is damaged and cannot be read: {str(error) or type(error).__name__}"
        )
    if isinstance(opened, Refusal):
        return opened
    sheets, stated = opened
    printed = laid_out(sheets, layout)
    text, origin = _without(printed)
    return Document(
        text=text,
        source=printed.text,
        origin=origin,
        stated=stated,
        cuts=printed.edges,
        has_characters=False,
        spaced=True,
    )


def _without(printed: Printed) -> tuple[str, OffsetMap]:
    """Return the text without what repeats at the edges of pages."""
    draft = Draft()
    position = 0
    for cut in [*printed.edges, Cut(len(printed.text), len(printed.text), "end")]:
        draft.put(printed.text[position : cut.start], position, cut.start)
        position = cut.end
    return draft.text(), draft.origin()


def _opened(data: bytes, limits: Limits, layout: Layout) -> tuple[list[Sheet], Stated] | Refusal:
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        return Refusal("encrypted", "the PDF is encrypted")
    if len(reader.pages) > limits.pdf_pages:
        return Refusal(
            "too-long", f"the PDF has {len(reader.pages):,} pages; at most {limits.pdf_pages:,} are read"
        )
    sheets = list(_sheets(reader, limits))
    if not any(sheet.pieces for sheet in sheets):
        return Refusal(
            "no-text", "the PDF has no text, only pictures of pages; it needs text recognition first"
        )
    return sheets, _stated(reader, sheets[0].pieces, layout)


def _sheets(reader: pypdf.PdfReader, limits: Limits) -> Iterator[Sheet]:
    count = 0
    characters = 0
    for page in reader.pages:
        pieces: list[Piece] = []

        def counted(*_: object) -> None:
            nonlocal count
            count += 1
            if count > limits.pdf_pieces:
                raise _TooManyError

        def take(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:  # noqa: ANN401 - pypdf's dictionary
            nonlocal characters
            counted()
            characters += len(text)
            if text.strip() and characters <= limits.characters + len(text):
                pieces.extend(_pieces(text, (cm, tm), font, size))  # noqa: B023 - called before the next page

        page.extract_text(orientations=(0,), visitor_operand_before=counted, visitor_text=take)
        yield Sheet(tuple(pieces), float(page.mediabox.width), float(page.mediabox.height))
        if characters > limits.characters:
            return


def _pieces(
    text: str,
    matrices: tuple[Sequence[float], Sequence[float]],
    font: Any,  # noqa: ANN401 - as above
    size: float,
) -> Iterator[Piece]:
    """Yield the lines of a string, each with its place on the page."""
    cm, tm = matrices
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    height = abs(size * (tm[3] or tm[0]) * (cm[3] or cm[0])) or size
    name = str(font.get("/BaseFont", "")) if font else ""
    for line in text.split("\n"):
        if line.strip():
            yield Piece(x, y, height, "bold" in name.lower() or "black" in name.lower(), line.strip())
            y -= height * 1.2


def _stated(reader: pypdf.PdfReader, first: Sequence[Piece], layout: Layout) -> Stated:
    """Return the author that the metadata name, if the first page shows the name."""
    info = reader.metadata
    author = info.author if info is not None else None
    shown = _plain("".join(piece.text for piece in first))
    if not isinstance(author, str) or not _plain(author) or _plain(author) not in shown:
        return Stated()
    return Stated(byline=authors(author, layout))


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
