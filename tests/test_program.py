"""The program in its surroundings: full disks, readers that leave, file names that would steer a terminal."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

_TALKS = (
    "Kenya and Peru begin talks\n\n5 March 2024\n\nKenya and Peru agreed on Monday to reopen a crossing.\n"
)
_FULL = Path("/dev/full")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "talks.txt"
    path.write_text(_TALKS, encoding="utf-8")
    return path


def _command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "demarche", *map(str, arguments)]


@pytest.mark.skipif(not _FULL.is_char_device(), reason="no full device")
@pytest.mark.parametrize("form", ["table", "jsonl", "html"])
def test_a_full_disk_is_two_and_said(form: str, report: Path) -> None:
    result = subprocess.run(  # noqa: S603 - our own program
        _command("code", report, "-f", form, "-o", _FULL), capture_output=True, check=False
    )
    assert result.returncode == 2
    assert result.stderr.splitlines()[-1] == b"demarche: /dev/full: No space left on device"
    assert b"Traceback" not in result.stderr
    assert _FULL.is_char_device()


@pytest.mark.skipif(not _FULL.is_char_device(), reason="no full device")
def test_a_full_standard_output_is_two_and_said() -> None:
    with _FULL.open("wb") as full:
        result = subprocess.run(  # noqa: S603 - our own program
            _command("schema"), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert result.returncode == 2
    assert b"No space left on device" in result.stderr
    assert b"Traceback" not in result.stderr


def test_a_reader_that_leaves_ends_the_program_quietly() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run(_command("schema"), stdout=writing, stderr=subprocess.PIPE, check=False)  # noqa: S603
    os.close(writing)
    assert (result.returncode, result.stderr) == (-signal.SIGPIPE, b"")


def test_a_file_name_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\nred.txt"
    path.write_text("", encoding="utf-8")
    result = subprocess.run(_command("code", path, "-f", "jsonl"), capture_output=True, check=False)  # noqa: S603
    assert result.returncode == 1
    assert b"\x1b" not in result.stdout + result.stderr
    assert len(result.stderr.splitlines()) == 1
