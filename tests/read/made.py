"""Inputs of every format for the tests, made on the spot; everything in them is invented."""

import gzip
import io
import tarfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from demarche.lexicon.layout import load_layout
from demarche.model.reading import Reading
from demarche.model.records import Problem
from demarche.read.inputs import Input, Wanted
from demarche.read.load import load
from demarche.read.opening import opened
from tests.read.samples import FIRST, SECOND, THIRD, TITLE

PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{TITLE} | El Puente</title>
<meta property="og:site_name" content="El Puente"><meta name="author" content="Jane Roe">
<meta property="article:published_time" content="2024-03-05T23:10:00-05:00">
<link rel="canonical" href="https://elpuente.example/crossing"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>{TITLE}</h1>
<p>{FIRST}</p>
<div class="newsletter">Sign up for our morning letter</div>
<p>{SECOND}</p><p>{THIRD}</p></article>
<footer>© 2024 El Puente. All rights reserved.</footer></body></html>
"""


def read_all(path: Path | str, wanted: Wanted | None = None) -> tuple[list[Reading], list[tuple[str, str]]]:
    """Return the readings of what stands at the path, and the codes and messages of what could not be opened."""
    layout = load_layout()
    readings: list[Reading] = []
    problems: list[tuple[str, str]] = []
    for one in opened(path, wanted or Wanted(), layout):
        if isinstance(one, Problem):
            problems.append((one.code, one.message))
        else:
            readings.append(load(one, layout).reading)
    return readings, problems


def inputs(path: Path) -> Iterator[Input | Problem]:
    """Yield what stands at the path, unread."""
    return opened(path, Wanted(), load_layout())


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """Return a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def tarred(members: Mapping[str, bytes], mode: str = "w:gz") -> bytes:
    """Return a tar archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def warc(answers: Sequence[tuple[str, bytes, bytes]]) -> bytes:
    """Return a web archive of answers: address, HTTP head (status and headers) and body."""
    out = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    for address, head, body in answers:
        block = b"HTTP/1.1 " + head + b"\r\n\r\n" + body
        out += (
            (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
                f"WARC-Date: 2024-03-05T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:0-0>\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            ).encode()
            + block
            + b"\r\n\r\n"
        )
    return out


def packed(data: bytes) -> bytes:
    """Return the data in gzip, the same bytes every time."""
    return gzip.compress(data, mtime=0)


def pdf(pages: Sequence[Sequence[tuple[float, float, float, str]]]) -> bytes:
    """Return a PDF of A4 pages; a string has x, y, size and words."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for page in pages:
        for x, y, size, words in page:
            canvas.setFont("Times-Roman", size)
            canvas.drawString(x, y, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
