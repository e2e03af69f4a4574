"""Containers are opened one report at a time, each with its path, its address and an id of its own."""

import bz2
import gzip
import hashlib
import io
import json
import lzma
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from demarche.model.codec import decode, encode
from demarche.model.records import Problem
from demarche.read.inputs import Input, Wanted
from tests.read.made import PAGE, inputs, packed, read_all, tarred, warc, zipped
from tests.read.samples import BODY, FIRST, SECOND, TITLE, blocks

TEXT = f"{TITLE}\n\n{BODY}".encode()
HTML_HEAD = b"200 OK\r\nContent-Type: text/html; charset=utf-8"


def _file(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def _record(**fields: object) -> str:
    return json.dumps(fields) + "\n"


# JSON Lines


def test_every_line_is_a_report_with_the_metadata_of_its_record(tmp_path: Path) -> None:
    line = _record(
        headline=TITLE,
        body=BODY,
        author="By Jane Roe and Juan Vega",
        date="2024-03-05T23:30:00-05:00",
        source={"name": "El Puente"},
        url="https://elpuente.example/1",
    )
    path = _file(tmp_path, "a.jsonl", "\n" + line + _record(text=f"<p>{FIRST}</p><p>{SECOND}</p>"))
    (first, second), problems = read_all(path)
    assert problems == []
    report = first.report
    assert (report.path, report.title, report.byline) == (f"{path}#2", TITLE, ("Jane Roe", "Juan Vega"))
    assert (report.outlet, report.published) == ("El Puente", "2024-03-05")
    assert report.url == "https://elpuente.example/1"
    assert report.sha256 == hashlib.sha256(line.strip().encode()).hexdigest()
    assert blocks(second) == [("paragraph", FIRST), ("paragraph", SECOND)]


def test_the_words_of_a_record_have_their_place_in_its_text_and_its_title_has_none(tmp_path: Path) -> None:
    (reading,), _ = read_all(_file(tmp_path, "a.jsonl", _record(title="A *new* crossing", text=BODY)))
    title, first, *_ = reading.blocks
    assert reading.report.title == "A *new* crossing"
    assert reading.span(title.start, title.end).source is None
    assert reading.span(first.start, first.end).source == ((0, len(FIRST)),)


def test_a_title_that_the_text_begins_with_is_not_doubled(tmp_path: Path) -> None:
    (reading,), _ = read_all(_file(tmp_path, "a.jsonl", _record(title=TITLE, text=TEXT.decode())))
    assert reading.report.text.count(TITLE) == 1


def test_columns_are_named_by_the_user(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.jsonl", _record(text="no", meta={"story": BODY, "day": 20240305}, title=TITLE))
    wanted = Wanted({"text": "meta.story", "date": "meta.day", "title": "none"})
    (reading,), _ = read_all(path, wanted)
    assert (reading.report.text, reading.report.published) == (BODY, "2024-03-05")


def test_lines_in_another_encoding_are_read(tmp_path: Path) -> None:
    line = json.dumps({"text": f"“{FIRST}”"}, ensure_ascii=False).encode("cp1252")
    (reading,), problems = read_all(_file(tmp_path, "a.jsonl", line))
    assert problems == []
    assert reading.report.text == f"“{FIRST}”"


def test_bad_lines_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    lines = ["{bad", "[1]", _record(title="x").strip(), "[" * 100_000, _record(text=BODY).strip()]
    path = _file(tmp_path, "a.jsonl", "\n".join(lines))
    readings, problems = read_all(path)
    assert [reading.report.path for reading in readings] == [f"{path}#5"]
    assert [code for code, _ in problems] == ["record"] * 4
    assert "is no JSON object" in problems[1][1]
    assert "--columns text=NAME" in problems[2][1]
    assert "nested too deep" in problems[3][1]


def test_half_a_pair_of_utf_16_in_a_record_is_spelt_out(tmp_path: Path) -> None:
    line = _record(text=BODY, title="A \ud800 title", author=["Jane \udc00 Roe"], source="El \ud801 Puente")
    readings, problems = read_all(_file(tmp_path, "news.jsonl", line))
    assert problems == []
    report = readings[0].report
    assert report.title == r"A \ud800 title"
    assert report.byline == (r"Jane \udc00 Roe",)
    assert report.outlet == r"El \ud801 Puente"
    assert decode(encode(report)) == report


def test_a_file_of_bad_lines_is_given_up(tmp_path: Path) -> None:
    readings, problems = read_all(_file(tmp_path, "a.jsonl", "nothing here\n" * 1000))
    assert readings == []
    assert len(problems) == 21
    assert problems[-1][0] == "damaged"


def test_a_long_line_is_passed_over_and_not_kept(tmp_path: Path) -> None:
    long = b'{"text": "' + b"x" * 100_000_000 + b'"}\n'
    path = _file(tmp_path, "a.jsonl", long + _record(text=BODY).encode())
    readings, problems = read_all(path)
    assert [reading.report.text for reading in readings] == [BODY]
    assert problems == [("too-long", f"{path}#1 has more than 20,000,000 bytes, and is not read")]


# CSV


@pytest.mark.parametrize(("sign", "name"), [(",", "a.csv"), (";", "a.csv"), ("\t", "a.tsv")])
def test_every_row_is_a_report(sign: str, name: str, tmp_path: Path) -> None:
    quoted = '"' + BODY.replace('"', '""') + '"'
    rows = [sign.join(["title", "date", "text"]), sign.join([TITLE, "5 March 2024", quoted]), sign.join("ab")]
    path = _file(tmp_path, name, "\ufeff" + "\r\n".join(rows))
    (reading,), problems = read_all(path)
    assert (reading.report.path, reading.report.title) == (f"{path}#1", TITLE)
    assert reading.report.published == "2024-03-05"
    assert BODY in reading.report.text
    assert problems == [("record", f"{path}#2 has no text")]


def test_a_csv_in_another_encoding_is_read(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.csv", f"text\n“{FIRST}”\n".encode("cp1252"))
    (reading,), _ = read_all(path)
    assert reading.report.text.startswith("“The Peruvian")


def test_a_csv_without_a_text_column_is_told(tmp_path: Path) -> None:
    _, problems = read_all(_file(tmp_path, "a.csv", "a,b\n1,2\n"))
    assert [code for code, _ in problems] == ["record"]


def test_an_open_quotation_mark_ends_the_table(tmp_path: Path) -> None:
    path = _file(tmp_path, "a.csv", 'text\ngood report here\n"' + "x" * 79 + ("\n" + "x" * 79) * 300_000)
    readings, problems = read_all(path)
    assert [reading.report.text for reading in readings] == ["good report here"]
    assert [code for code, _ in problems] == ["damaged"]


# Feeds

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>El Puente</title>
<item><title>{TITLE}</title><link>https://elpuente.example/1</link><author>roe@elpuente.example (Jane Roe)</author>
<pubDate>Tue, 05 Mar 2024 23:30:00 -0500</pubDate><description>Short</description>
<content:encoded><![CDATA[<p>{FIRST}</p><p>{SECOND}</p>]]></content:encoded></item>
<item><title>A second report</title><description>{SECOND}</description></item>
<item></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>El Puente</title><entry><title>{TITLE}</title>
<link href="https://elpuente.example/1"/><published>2024-03-05T08:00:00Z</published>
<author><name>Jane Roe</name></author><author><name>Juan Vega</name></author>
<content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;</content></entry></feed>"""


def test_an_entry_of_rss_is_a_report(tmp_path: Path) -> None:
    path = _file(tmp_path, "news.rss", RSS)
    (first, second), problems = read_all(path)
    report = first.report
    assert (report.path, report.url) == (f"{path}#1", "https://elpuente.example/1")
    assert (report.title, report.byline, report.outlet) == (TITLE, ("Jane Roe",), "El Puente")
    assert report.published == "2024-03-05"
    assert report.text == f"{TITLE}\n\n{FIRST}\n\n{SECOND}"
    assert second.report.text == f"A second report\n\n{SECOND}"
    assert problems == [("record", f"{path}#3 has no text")]


def test_an_entry_of_atom_is_a_report(tmp_path: Path) -> None:
    (reading,), _ = read_all(_file(tmp_path, "news.xml", ATOM))
    assert reading.report.byline == ("Jane Roe", "Juan Vega")
    assert reading.report.text == f"{TITLE}\n\n{FIRST}"
    assert reading.report.published == "2024-03-05"


# Web archives


def test_stored_pages_are_reports_and_other_answers_are_passed_over(tmp_path: Path) -> None:
    page = PAGE.encode()
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(page), page)
    answers = [
        ("https://elpuente.example/1", HTML_HEAD, page),
        ("https://elpuente.example/gone", b"404 Not Found\r\nContent-Type: text/html", page),
        ("https://elpuente.example/x.js", b"200 OK\r\nContent-Type: text/javascript", b"let a = 1;"),
        ("https://elpuente.example/2", HTML_HEAD + b"\r\nContent-Encoding: gzip", packed(page)),
        ("https://elpuente.example/3", HTML_HEAD + b"\r\nTransfer-Encoding: chunked", chunked),
        ("https://elpuente.example/p.png", b"200 OK\r\nContent-Type: image/png", b"\x89PNG\r\n\x1a\n"),
    ]
    for name, data in (("a.warc", warc(answers)), ("a.warc.gz", packed(warc(answers)))):
        path = _file(tmp_path, name, data)
        readings, problems = read_all(path)
        assert problems == []
        assert [reading.report.url for reading in readings] == [
            f"https://elpuente.example/{number}" for number in (1, 2, 3)
        ]
        assert readings[0].report.path == f"{path}#1"
        assert {reading.report.sha256 for reading in readings} == {hashlib.sha256(page).hexdigest()}
        assert readings[0].report.title == TITLE


@pytest.mark.parametrize("left", [400, 130, 40])
@pytest.mark.parametrize("pack", [bytes, packed])
def test_the_pages_before_a_record_that_breaks_off_are_read(
    pack: Callable[[bytes], bytes], left: int, tmp_path: Path
) -> None:
    records = [
        warc([(f"https://elpuente.example/{number}", HTML_HEAD, PAGE.encode())]) for number in range(3)
    ]
    cut = b"".join(map(pack, records[:2])) + pack(records[2])[: -len(pack(records[2])) + left]
    path = _file(tmp_path, "a.warc.gz" if pack is packed else "a.warc", cut)
    readings, problems = read_all(path)
    assert [reading.report.url for reading in readings] == [
        f"https://elpuente.example/{number}" for number in (0, 1)
    ]
    assert [code for code, _ in problems] == ["damaged"]


def test_a_stored_page_that_cannot_be_unpacked_costs_itself(tmp_path: Path) -> None:
    answers = [
        ("https://elpuente.example/1", HTML_HEAD + b"\r\nContent-Encoding: gzip", b"no gzip at all"),
        ("https://elpuente.example/2", HTML_HEAD, PAGE.encode()),
    ]
    path = _file(tmp_path, "a.warc", warc(answers))
    readings, problems = read_all(path)
    assert [reading.report.path for reading in readings] == [f"{path}#2"]
    ((code, message),) = problems
    assert code == "damaged"
    assert message.startswith(f"{path}#1 ")


def test_a_record_that_claims_more_than_there_is_is_damage(tmp_path: Path) -> None:
    data = warc([("https://elpuente.example/1", HTML_HEAD, PAGE.encode())])
    before, _, after = data.rpartition(b"Content-Length: ")
    _, problems = read_all(_file(tmp_path, "a.warc", before + b"Content-Length: 99999" + after))
    assert [code for code, _ in problems] == ["damaged"]


@pytest.mark.parametrize("indent", [None, 2])
def test_objects_of_json_are_reports(indent: int | None, tmp_path: Path) -> None:
    records = [{"text": FIRST, "title": str(number)} for number in range(3)]
    path = _file(tmp_path, "news.json", json.dumps(records, indent=indent))
    readings, problems = read_all(path)
    assert problems == []
    assert [reading.report.path for reading in readings] == [f"{path}#{number}" for number in (1, 2, 3)]
    assert [reading.report.title for reading in readings] == ["0", "1", "2"]
    (one,), _ = read_all(_file(tmp_path, "one.json", json.dumps(records[0], indent=indent)))
    assert one.report.title == "0"


@pytest.mark.parametrize(
    ("text", "codes"),
    [("[1, {}]", ["record", "record"]), ('[{"text": "Peru"', ["damaged"]), ("[" * 100_000, ["damaged"])],
)
def test_json_of_something_else_is_told(text: str, codes: list[str], tmp_path: Path) -> None:
    readings, problems = read_all(_file(tmp_path, "news.json", text))
    assert readings == []
    assert [code for code, _ in problems] == codes


def test_a_large_web_archive_is_not_held_in_memory(tmp_path: Path) -> None:
    answers = [(f"https://elpuente.example/{number}", HTML_HEAD, PAGE.encode()) for number in range(300)]
    path = _file(tmp_path, "a.warc", warc(answers))
    stream = inputs(path)
    first = next(stream)
    assert isinstance(first, Input)
    assert first.data is not None
    assert sum(1 for one in stream if isinstance(one, Input)) == 299


# Archives


@pytest.mark.parametrize("kind", ["zip", "tar", "tgz"])
def test_the_members_of_an_archive_are_read_in_order(kind: str, tmp_path: Path) -> None:
    members = {
        "b/report.txt": TEXT,
        "a.html": PAGE.encode(),
        "picture.png": b"\x89PNG\r\n\x1a\n",
        "page": PAGE.encode(),
        ".hidden.txt": TEXT,
        "notes.ini": b"x",
    }
    data = zipped(members) if kind == "zip" else tarred(members, "w" if kind == "tar" else "w:gz")
    path = _file(tmp_path, f"news.{kind}", data)
    readings, problems = read_all(path)
    assert problems == []
    assert [reading.report.path for reading in readings] == [
        f"{path}!{name}" for name in ("b/report.txt", "a.html", "page")
    ]
    assert readings[0].report.sha256 == hashlib.sha256(TEXT).hexdigest()


@pytest.mark.parametrize(
    ("name", "pack"), [("a.txt.gz", packed), ("a.txt.bz2", bz2.compress), ("a.txt.xz", lzma.compress)]
)
def test_a_packed_file_is_the_report_in_it(name: str, pack: object, tmp_path: Path) -> None:
    assert callable(pack)
    path = _file(tmp_path, name, pack(TEXT))
    (reading,), _ = read_all(path)
    assert (reading.report.path, reading.report.title) == (str(path), TITLE)
    assert reading.report.sha256 == hashlib.sha256(TEXT).hexdigest()


def test_archives_stand_in_each_other(tmp_path: Path) -> None:
    inner = tarred({"x.jsonl": _record(text=BODY).encode()})
    path = _file(tmp_path, "a.zip", zipped({"in/b.tgz": inner, "c.zip": zipped({"d.txt": TEXT})}))
    readings, problems = read_all(path)
    assert problems == []
    assert [reading.report.path for reading in readings] == [
        f"{path}!in/b.tgz!x.jsonl#1",
        f"{path}!c.zip!d.txt",
    ]


@pytest.mark.parametrize("data", [TEXT, PAGE.encode(), zipped({"a.txt": TEXT}), packed(TEXT)])
def test_standard_input_is_told_by_its_content(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    class _Pipe:
        buffer = io.BytesIO(data)

    monkeypatch.setattr(sys, "stdin", _Pipe())
    (reading,), problems = read_all("-")
    assert problems == []
    assert reading.report.title == TITLE
    assert reading.report.path.startswith("-")


# What is hostile or broken


@pytest.mark.parametrize(
    ("name", "data", "codes"),
    [
        ("cut.zip", zipped({"a.txt": TEXT * 50})[:400], ["damaged"]),
        ("cut.txt.gz", packed(TEXT * 50)[:-30], ["damaged"]),
        ("cut.tgz", tarred({"a.txt": TEXT * 50})[:-40], ["damaged", "damaged"]),
        ("empty.zip", zipped({}), ["no-reports"]),
        ("empty.jsonl", b"\n\n", ["no-reports"]),
        ("office.zip", zipped({"[Content_Types].xml": "<x/>", "a.txt": TEXT}), ["binary"]),
        ("outside.zip", zipped({"../../a.txt": TEXT, "c:\\a.txt": TEXT}), ["unsafe-name", "unsafe-name"]),
        ("outside.tar", tarred({"/etc/a.txt": TEXT}, "w"), ["unsafe-name"]),
        ("feed.rss", b"<rss><channel>" + b"<a>" * 10, ["damaged"]),
    ],
)
def test_what_cannot_be_opened_is_a_problem(name: str, data: bytes, codes: list[str], tmp_path: Path) -> None:
    path = _file(tmp_path, name, data)
    readings, problems = read_all(path)
    assert readings == []
    assert [code for code, _ in problems] == codes
    assert all(message.startswith(str(path)) for _, message in problems)


def test_the_members_before_the_damage_are_read(tmp_path: Path) -> None:
    data = tarred({"a.txt": TEXT, "b.txt": TEXT * 100}, "w")
    readings, problems = read_all(_file(tmp_path, "cut.tar", data[: len(TEXT) + 3000]))
    assert [reading.report.title for reading in readings] == [TITLE]
    assert {code for code, _ in problems} == {"damaged"}


@pytest.mark.parametrize("pack", [gzip.compress, partial(bz2.compress, compresslevel=1), lzma.compress])
def test_the_lines_before_the_damage_are_read(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    noise = [hashlib.sha512(str(n).encode()).hexdigest() for n in range(5000)]
    lines = [_record(text=f"{FIRST} {' '.join(noise[n::250])}") for n in range(250)]
    whole = pack("".join(lines).encode())
    readings, problems = read_all(_file(tmp_path, "news.jsonl.gz", whole[: len(whole) * 9 // 10]))
    assert 0 < len(readings) < 250
    assert [reading.report.path.rpartition("#")[2] for reading in readings] == [
        str(n) for n in range(1, len(readings) + 1)
    ]
    assert [code for code, _ in problems] == ["damaged"]


def test_an_encrypted_member_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": TEXT, "b.txt": TEXT}))
    for sign, place in (
        (b"PK\x03\x04", 6),
        (b"PK\x01\x02", 8),
    ):  # the flag in both headers of the first member
        data[data.index(sign) + place] |= 1
    path = _file(tmp_path, "a.zip", bytes(data))
    readings, problems = read_all(path)
    assert [reading.report.path for reading in readings] == [f"{path}!b.txt"]
    assert problems == [("encrypted", f"{path}!a.txt is encrypted")]


def test_a_bomb_is_unpacked_no_further_than_the_limit(tmp_path: Path) -> None:
    bomb = zipped({f"{number}.jsonl": b"\0" * 300_000_000 for number in range(2)})
    assert len(bomb) < 1_000_000
    readings, problems = read_all(_file(tmp_path, "bomb.zip", bomb))
    assert readings == []
    assert problems[-1][0] == "unpacks-too-much"


def test_a_large_member_is_not_kept(tmp_path: Path) -> None:
    path = _file(tmp_path, "large.zip", zipped({"a.txt": b"x" * 50_000_000, "b.txt": TEXT}))
    readings, problems = read_all(path)
    assert [reading.report.title for reading in readings] == [TITLE]
    assert [code for code, _ in problems] == ["too-long"]


def test_archives_too_deep_in_each_other_are_told(tmp_path: Path) -> None:
    data = TEXT
    for _ in range(10):
        data = zipped({"a.zip": data}) if data != TEXT else zipped({"a.txt": data})
    _, problems = read_all(_file(tmp_path, "deep.zip", data))
    assert [code for code, _ in problems] == ["too-deep"]


def test_a_bomb_of_entities_is_harmless(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{entities}]><rss><channel><item><title>&e9;</title></item></channel></rss>'
    readings, problems = read_all(_file(tmp_path, "bomb.rss", bomb))
    assert all(len(reading.report.text) < 1000 for reading in readings)
    assert readings or problems


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    (problem,) = inputs(tmp_path / "gone.zip")
    assert isinstance(problem, Problem)
    assert problem.code == "unreadable"
