"""The strings of printed pages come out in the order of reading, whole sentences of them."""

import io
import textwrap
import time

import pypdf
import pytest

from demarche.lexicon.layout import Layout
from demarche.model.reading import Reading
from demarche.read.inputs import Input
from demarche.read.load import load
from tests.read.made import pdf
from tests.read.samples import FIRST, SECOND, THIRD, TITLE, blocks, codes, of_role

String = tuple[float, float, float, str]
HEAD: list[String] = [(50, 815, 8, "The Harbour Courier"), (480, 815, 8, "5 March 2024")]


def _read(data: bytes, layout: Layout) -> Reading:
    return load(Input("page.pdf", "pdf", data), layout).reading


def _set(text: str, x: float, y: float, width: int, indent: float = 0) -> list[String]:
    """Return a paragraph of 10 points from a height down; a line is as long as so many characters."""
    lines = textwrap.wrap(text, width, break_on_hyphens=False)
    return [(x + (0 if at else indent), y - 12 * at, 10, line) for at, line in enumerate(lines)]


def _columns(paragraphs: list[str], lines: int, *, indent: float = 0, gap: float = 0) -> list[String]:
    """Return paragraphs set in two columns of so many lines each, told apart by their first lines or by gaps."""
    found: list[String] = []
    y = 740.0
    for text in paragraphs:
        for x, _, size, words in _set(text, 0, 0, 48, indent):
            if len(found) == lines:
                y = 740
            found.append((50 + 260 * (len(found) // lines) + x, y, size, words))
            y -= 12
        y -= gap
    return found


def test_a_page_of_one_column(layout: Layout) -> None:
    strings = [
        *HEAD,
        (50, 770, 20, TITLE[:25]),
        (50, 746, 20, TITLE[26:]),
        (50, 720, 10, "By Jane Roe"),
        *_set(FIRST, 50, 690, 90),
        *_set(SECOND, 50, 630, 90),
        (290, 30, 8, "1"),
    ]
    reading = _read(pdf([strings]), layout)
    report = reading.report
    assert (report.title, report.byline, report.outlet) == (TITLE, ("Jane Roe",), "The Harbour Courier")
    assert report.published == "2024-03-05"
    assert of_role(reading, "paragraph") == [FIRST, SECOND]
    assert [gone.why for gone in report.removed] == ["page number"]


def test_words_of_a_pdf_have_no_place_in_the_input(layout: Layout) -> None:
    reading = _read(pdf([_set(FIRST, 50, 690, 90)]), layout)
    assert reading.origin is None
    assert reading.span(0, 10).source is None


@pytest.mark.parametrize(("indent", "gap"), [(0, 6), (12, 0)])
def test_columns_are_read_one_after_the_other(indent: float, gap: float, layout: Layout) -> None:
    paragraphs = [FIRST, SECOND, THIRD, FIRST.replace("Elena", "Ana"), SECOND]
    strings = [*HEAD, (50, 780, 20, TITLE), *_columns(paragraphs, 14, indent=indent, gap=gap)]
    reading = _read(pdf([strings]), layout)
    assert of_role(reading, "paragraph") == paragraphs


def test_a_sentence_goes_on_over_the_page_without_heads_and_numbers(layout: Layout) -> None:
    text = f"{FIRST} {SECOND} {THIRD}"
    lines = _set(text, 50, 700, 90)
    first = [
        *HEAD,
        *[(x, 700 - 12 * at, size, words) for at, (x, _, size, words) in enumerate(lines[:4])],
        (290, 30, 8, "1"),
    ]
    second = [
        *HEAD,
        *[(x, 700 - 12 * at, size, words) for at, (x, _, size, words) in enumerate(lines[4:])],
        (290, 30, 8, "2"),
    ]
    reading = _read(pdf([first, second]), layout)
    assert of_role(reading, "paragraph") == [text]
    whys = [gone.why for gone in reading.report.removed]
    assert sorted(whys) == ["page break", "page number", "page number", "running head", "running head"]
    assert len(reading.report.mended) == 1


def test_a_word_broken_at_the_end_of_a_line_is_made_whole(layout: Layout) -> None:
    strings = [
        (50, 700, 10, "The ministers of Peru and Ecuador agreed on the with-"),
        (50, 688, 10, "drawal of the army companies on Monday."),
    ]
    assert "the withdrawal of the army" in _read(pdf([strings]), layout).report.text


def test_headings_are_told_by_their_size(layout: Layout) -> None:
    strings = [*_set(FIRST, 50, 700, 90), (50, 640, 13, "What comes next"), *_set(SECOND, 50, 615, 90)]
    reading = _read(pdf([strings]), layout)
    assert blocks(reading)[-2:] == [("heading", "What comes next"), ("paragraph", SECOND)]


def test_metadata_are_believed_if_the_page_shows_them(layout: Layout) -> None:
    for author, byline in (("Jane Roe", ("Jane Roe",)), ("office-pc", ())):
        writer = pypdf.PdfWriter(
            clone_from=io.BytesIO(pdf([[(50, 720, 10, "Jane Roe"), *_set(FIRST, 50, 690, 90)]]))
        )
        writer.add_metadata({"/Author": author, "/CreationDate": "D:20240305000000"})
        out = io.BytesIO()
        writer.write(out)
        report = _read(out.getvalue(), layout).report
        assert report.byline == byline
        assert report.published is None


def _encrypted(user: str, method: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([_set(FIRST, 50, 690, 90)])))
    writer.encrypt(user, "owner", algorithm=method)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("method", ["RC4-128", "AES-256"])
def test_an_encrypted_pdf_is_told_unless_anybody_may_read_it(method: str, layout: Layout) -> None:
    assert codes(_read(_encrypted("secret", method), layout)) == ["encrypted"]
    assert _read(_encrypted("", method), layout).report.text == FIRST


def test_a_scanned_pdf_is_told(layout: Layout) -> None:
    reading = _read(pdf([[]]), layout)
    assert codes(reading) == ["no-text"]
    assert "text recognition" in reading.problems[0].message


@pytest.mark.parametrize("size", [20, 200, 900])
def test_a_cut_off_pdf_is_told_or_read_as_far_as_it_goes(size: int, layout: Layout) -> None:
    reading = _read(pdf([_set(FIRST, 50, 690, 90)])[:size], layout)
    assert {"damaged", "no-text"} & set(codes(reading)) or FIRST[:20] in reading.report.text


def test_too_many_pages_are_not_read(layout: Layout) -> None:
    assert codes(_read(pdf([[(50, 700, 10, "x")]] * 301), layout)) == ["too-long"]


def _bomb(content: bytes, forms: int = 0) -> bytes:
    """Return a PDF whose page draws the content, which may draw forms that draw the next one ten times."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(595, 842)
    name = pypdf.generic.NameObject
    inner = None
    for _ in range(forms):
        form = pypdf.generic.StreamObject()
        form.set_data(b"/F Do " * 10 if inner is not None else b"BT /A 9 Tf (x) Tj ET")
        form.update({name("/Type"): name("/XObject"), name("/Subtype"): name("/Form")})
        if inner is not None:
            resources = pypdf.generic.DictionaryObject(
                {name("/XObject"): pypdf.generic.DictionaryObject({name("/F"): inner})}
            )
            form[name("/Resources")] = resources
        inner = writer._add_object(form)  # noqa: SLF001 - pypdf has no other way to make a form
    if inner is not None:
        page[name("/Resources")] = pypdf.generic.DictionaryObject(
            {name("/XObject"): pypdf.generic.DictionaryObject({name("/F"): inner})}
        )
    stream = pypdf.generic.StreamObject()
    stream.set_data(content)
    page[name("/Contents")] = writer._add_object(stream.flate_encode())  # noqa: SLF001 - as above
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        _bomb(b"BT (x) Tj ET\n" * 4_000_000),
        _bomb(b"0 0 m " * 1_000_000),
        _bomb(b"/F Do " * 10, forms=9),
        _bomb(b"[" * 100_000),
        b"%PDF-1.4\n" + b"1 0 obj\n<<" * 50_000,
    ],
    ids=["strings", "operators", "forms", "arrays", "objects"],
)
def test_hostile_pdfs_take_no_more_than_some_seconds(data: bytes, layout: Layout) -> None:
    before = time.process_time()
    reading = _read(data, layout)
    assert time.process_time() - before < 30
    assert set(codes(reading)) & {"too-complex", "damaged", "no-text", "too-long", "language-unknown"}
