"""A run that is killed at any moment has lost nothing that it had finished, and is gone on with."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from demarche.ledger.query import runs
from demarche.ledger.store import Ledger

_REPORTS = 150
_ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(name="folder", scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for number in range(_REPORTS):
        text = f"The ferry to island {number} will run on Monday.\n"
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


def _start(folder: Path, ledger: Path, jobs: int, pause: float = 0.0) -> subprocess.Popen[str]:
    given = [str(folder), str(ledger), str(jobs), str(pause)]
    command = [sys.executable, "-m", "tests.runs.program", *given]
    return subprocess.Popen(  # noqa: S603 - our own file
        command, cwd=_ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )


def _kill_main(child: subprocess.Popen[str]) -> None:
    child.kill()


def _kill_all(child: subprocess.Popen[str]) -> None:
    os.killpg(child.pid, signal.SIGKILL)


def _interrupt_all(child: subprocess.Popen[str]) -> None:
    os.killpg(child.pid, signal.SIGINT)


def _check(ledger: Path, acknowledged: set[str]) -> None:
    with Ledger.open(ledger) as opened:
        assert opened.select("PRAGMA integrity_check") == [("ok",)]
        kept = [identifier for (identifier,) in opened.select("SELECT report FROM coding")]
    assert acknowledged <= set(kept)
    assert len(kept) == len(set(kept)) <= _REPORTS


def _is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def test_killed_at_twenty_random_moments(folder: Path, tmp_path: Path) -> None:
    chance = random.Random(8)  # noqa: S311 - moments, not secrets
    ledger = tmp_path / "ledger"
    acknowledged: set[str] = set()
    ways = [(_kill_main, 1), (_kill_main, 2), (_interrupt_all, 1), (_kill_all, 2), (_kill_main, 1)] * 4
    for kill, jobs in ways:
        child = _start(folder, ledger, jobs)
        assert child.stdout is not None
        acknowledged.add(child.stdout.readline().strip())
        time.sleep(chance.uniform(0, 0.08))
        kill(child)
        acknowledged |= set(child.stdout.read().split())
        child.stdout.close()
        child.wait(timeout=30)
        until = time.monotonic() + 20
        while not _is_gone(child.pid) and time.monotonic() < until:
            time.sleep(0.01)
        assert _is_gone(child.pid), "a process is left behind"
        _check(ledger, acknowledged)
    last = _start(folder, ledger, 2)
    output, _ = last.communicate(timeout=60)
    assert last.returncode == 0
    assert len(output.split()) == _REPORTS
    _check(ledger, acknowledged | set(output.split()))
    with Ledger.open(ledger) as opened:
        assert opened.select("SELECT count(*) FROM report") == [(_REPORTS,)]


def test_how_a_run_ended_is_noted_unless_it_was_killed(folder: Path, tmp_path: Path) -> None:
    ends = []
    for name, end in (("killed", _kill_all), ("interrupted", _interrupt_all)):
        child = _start(folder, tmp_path / name, 2, pause=0.2)
        assert child.stdout is not None
        child.stdout.readline()
        end(child)
        child.communicate(timeout=30)
        with Ledger.open(tmp_path / name) as opened:
            (entry,) = runs(opened)
        ends.append(entry.ending and entry.ending.how)
    assert ends == [None, "interrupted"]
