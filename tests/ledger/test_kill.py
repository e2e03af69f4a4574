"""A killed process leaves whole reports, and all of those it said were in."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from demarche.ledger.query import coded
from demarche.ledger.store import Ledger

from .samples import RUN, full_report

REPORTS = 400
NEVER = 0


def start(path: Path, statements: int) -> subprocess.Popen[str]:
    tests = Path(__file__).parent.parent
    command = [sys.executable, "-m", "ledger.appender", str(path), str(REPORTS), str(statements)]
    return subprocess.Popen(command, cwd=tests, stdout=subprocess.PIPE, text=True)  # noqa: S603 (our own file)


def check(path: Path, acknowledged: int) -> int:
    """Check that the ledger is sound and whole, and can be gone on with; return how many reports it has."""
    with Ledger.create_or_open(path) as ledger:
        assert ledger.select("PRAGMA integrity_check") == [("ok",)]
        assert ledger.select("PRAGMA foreign_key_check") == []
        ((found,),) = ledger.select("SELECT count(*) FROM report")
        assert acknowledged <= found <= acknowledged + 1
        for number in range(found):
            assert coded(ledger, full_report(number).report.id) == full_report(number)
        counts = ledger.select("SELECT (SELECT count(*) FROM claim), (SELECT count(*) FROM coding)")
        assert counts == [(4 * found, found)]
        assert not ledger.append(RUN, full_report(found)).was_known
        assert all(ledger.append(RUN, full_report(number)).was_known for number in range(found))
    return int(found)


@pytest.mark.parametrize("statements", [1, 20, 47, 48, 49, 60, 75, 89, 90, 91])
def test_killed_between_any_two_statements(path: Path, statements: int) -> None:
    with start(path, statements) as child:
        output, _ = child.communicate(timeout=60)
    assert child.returncode == -signal.SIGKILL
    check(path, len(output.split()))


@pytest.mark.parametrize("delay_s", [0.0, 0.01, 0.03, 0.06, 0.1, 0.15])
def test_killed_at_any_moment(path: Path, delay_s: float) -> None:
    with start(path, NEVER) as child:
        assert child.stdout is not None
        first = child.stdout.readline()
        time.sleep(delay_s)
        child.kill()
        acknowledged = first + child.stdout.read()
    found = check(path, len(acknowledged.split()))
    assert 0 < found < REPORTS
