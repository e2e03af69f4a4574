"""Files are found in order, whatever they are called; what cannot be read is said."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from demarche.lexicon.layout import Layout, load_layout
from demarche.model.reading import Reading
from demarche.model.records import Problem
from demarche.read.files import find as find_with
from demarche.read.kinds import Hint, kind_of, named_kind
from demarche.read.load import load as load_all
from tests.read.samples import BODY, TITLE


def find(paths: Sequence[Path | str]) -> list[Path | str | Problem]:
    return list(find_with(paths, load_layout()))


def load(path: Path, layout: Layout) -> Reading:
    return load_all(path, layout).reading


def _messages(found: Sequence[Path | str | Problem]) -> list[str]:
    return [f"{this.code}: {this.message}" for this in found if isinstance(this, Problem)]


def test_folders_are_walked_in_order(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.md",
        "a/b.TXT",
        "a/.hidden.txt",
        ".git/c.txt",
        "a/picture.png",
        "c.markdown",
        "d.text",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "e.txt").mkdir()
    found = list(find([tmp_path]))
    names = [this.relative_to(tmp_path).as_posix() for this in found if isinstance(this, Path)]
    assert names == ["a/b.TXT", "a/z.md", "b.txt", "c.markdown", "d.text"]
    assert len(found) == len(names)


def test_a_file_given_by_name_is_always_tried(tmp_path: Path, layout: Layout) -> None:
    file = tmp_path / ".odd.name"
    file.write_text(TITLE, encoding="utf-8")
    assert list(find([file])) == [file]
    assert load(file, layout).report.title == TITLE


def test_what_is_missing_is_said_and_the_rest_is_found(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(TITLE, encoding="utf-8")
    empty = tmp_path / "empty"
    empty.mkdir()
    os.mkfifo(tmp_path / "pipe")
    found = list(find([tmp_path / "none\n.txt", empty, tmp_path / "pipe", file]))
    assert _messages(found) == [
        f"missing: {tmp_path}/none\\n.txt does not exist",
        f"no-reports: {empty} holds no file that can be read",
        f"unreadable: {tmp_path}/pipe is no regular file",
    ]
    assert found[-1] == file


def test_names_that_are_no_unicode_are_found_and_said(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    (folder / os.fsdecode(b"\xff.txt")).write_text(TITLE, encoding="utf-8")
    (file,) = find([folder])
    assert isinstance(file, Path)
    (missing,) = find([folder / "none.txt"])
    assert isinstance(missing, Problem)
    assert missing.message.encode().endswith(b"caf\\udce9/none.txt does not exist")


def test_a_folder_that_may_not_be_listed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    found = list(find([tmp_path]))
    assert _messages(found) == [f"unreadable: {tmp_path} cannot be listed: Permission denied"]


def test_a_file_is_read(tmp_path: Path, layout: Layout) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"{TITLE}\n\n{BODY}", encoding="utf-8")
    report = load(file, layout).report
    assert (report.path, report.title) == (str(file), TITLE)
    assert report.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


def test_a_file_that_goes_away_is_a_problem(tmp_path: Path, layout: Layout) -> None:
    reading = load(tmp_path / "gone.txt", layout)
    assert [(problem.code, problem.message) for problem in reading.problems] == [
        ("unreadable", "the file cannot be read: No such file or directory")
    ]


def test_a_file_that_is_too_long_is_hashed_and_not_kept(tmp_path: Path, layout: Layout) -> None:
    file = tmp_path / "long.txt"
    with file.open("wb") as stream:
        stream.truncate(50_000_000)
    reading = load(file, layout)
    assert [problem.code for problem in reading.problems] == ["too-long"]
    assert "50,000,000 bytes" in reading.problems[0].message
    assert reading.report.sha256 == hashlib.sha256(bytes(50_000_000)).hexdigest()
    assert reading.report.text == ""


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.TXT", "text"),
        ("a.md", "markdown"),
        ("a.pdf", "pdf"),
        ("a.htm", "html"),
        ("crawl.warc.gz", "warc"),
        ("news.tgz", "tar"),
        ("news.csv.bz2", "csv"),
        ("picture.gz", None),
        ("a", None),
    ],
)
def test_formats_claim_files_by_name(name: str, kind: str | None, layout: Layout) -> None:
    assert named_kind(name, layout) == kind


@pytest.mark.parametrize(
    ("head", "name", "media", "kind"),
    [
        (b"%PDF-1.7 ...", "a.txt", None, "pdf"),
        (b"  <!-- saved --><!DOCTYPE html><html>", "a.txt", None, "html"),
        (b'<?xml version="1.0"?>\n<rss version="2.0">', "a.html", None, "feed"),
        (b'<?xml version="1.0"?><html xmlns="x">', "feed.xml", None, "html"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "", None, "feed"),
        (b"WARC/1.0\r\n", "a", None, "warc"),
        (b"<p>Peru", "a.htm", None, "html"),
        (b"<p>Peru", "", "text/html; charset=utf-8", "html"),
        (b"<p>Peru", "", None, "text"),
        (b"Peru <html>", "a.md", None, "markdown"),
        (b'{"text": "Peru"}', "a.jsonl", None, "jsonl"),
        (b'{"text": "Peru"}', "a.json", None, "jsonl"),
        (b'{"text": "Peru"}', "a.txt", None, "text"),
        (b'[\n {"text": "Peru"}]', "a", None, "jsonl"),
        (b"text,date\n", "a.csv", None, "csv"),
        (b"no archive at all", "a.zip", None, "text"),
        (b"\x89PNG\r\n\x1a\n", "a.html", None, "binary"),
        (b"x" * 257 + b"ustar\x0000", "a", None, "tar"),
    ],
)
def test_content_tells_before_the_name(
    head: bytes, name: str, media: str | None, kind: str, layout: Layout
) -> None:
    assert kind_of(head, Hint(name, media), layout) == kind


def test_patterns_find_files_and_addresses_are_left_as_they_are(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "in/c.txt", "[odd].txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert find([f"{tmp_path}/*.txt"]) == [tmp_path / name for name in ("[odd].txt", "a.txt", "b.txt")]
    assert find([f"{tmp_path}/**/c.txt"]) == [tmp_path / "in" / "c.txt"]
    assert find([tmp_path / "[odd].txt"]) == [tmp_path / "[odd].txt"]
    assert _messages(find([f"{tmp_path}/*.md"])) == [f"missing: {tmp_path}/*.md does not exist"]
    assert find(["-", "https://example.org/a"]) == ["-", "https://example.org/a"]
