"""Where output goes, and where it cannot."""

import io
import os
from pathlib import Path

import pytest

from demarche.model.coded import CodedReport
from demarche.show.sinks import Page, console

from .samples import report

_CODED = CodedReport(report("Talks began."), (), ())


def _write(output: Path) -> None:
    page = Page(output, title="Talks", generator="demarche")
    page.add(_CODED)
    page.finish()


def test_a_page_replaces_a_file_in_one_step(tmp_path: Path) -> None:
    output = tmp_path / "page.html"
    output.write_text("old", encoding="utf-8")
    _write(output)
    assert "Talks began." in output.read_text(encoding="utf-8")
    assert list(tmp_path.iterdir()) == [output]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link = tmp_path / "page.html", tmp_path / "latest.html"
    link.symlink_to(target)
    _write(link)
    assert link.is_symlink()
    assert "Talks began." in target.read_text(encoding="utf-8")


def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        _write(pipe)
        assert b"<html" in os.read(reader, 1000)
    finally:
        os.close(reader)
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", [".", "no/page.html"])
def test_what_cannot_be_written_is_said_before_the_work(name: str, tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"directory") as found:
        Page(tmp_path / name, title="Talks", generator="demarche")
    assert found.value.filename == str(tmp_path / name)


@pytest.mark.parametrize(("asked", "width"), [("90", 90), ("", 160), ("wide", 160), ("0", 160)])
def test_a_pipe_is_wide_unless_columns_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, asked: str, width: int
) -> None:
    monkeypatch.setenv("COLUMNS", asked)
    assert console(io.StringIO()).width == width
