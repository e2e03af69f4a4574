"""Runs and jobs in shards that are killed at random moments: what is lost, what is there twice, whether the ledger opens."""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from bench.reports.many_texts import texts
from demarche.ledger.store import Ledger

_REPORTS = 240
_A_KILL = 30  # reports, so that there is something left at the last
_LONGEST_S = 1.5
_PAUSE_S = 0.02


@dataclass(frozen=True, slots=True)
class Killed:
    """After so many kills (of who was at work): reports that were said to be done and are not there, that are there twice, ledgers that do not open."""

    kills: int
    reports: int
    lost: int
    twice: int
    unopened: int


def kill(times: int) -> Killed:
    """Kill a run into a ledger so many times, by turns the main process alone and all of them, and go on with it to its end.

    Every second time it is a job in shards that is killed; at the end it is taken into a ledger of its own.
    """
    chance = random.Random(3)  # noqa: S311 - moments, not secrets
    reports = max(_REPORTS, _A_KILL * times)
    lost = unopened = done = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in").mkdir()
        for number, text in enumerate(texts(reports)):
            (folder / "in" / f"{number:04}.txt").write_text(text, encoding="utf-8")
        said: set[str] = set()
        for number in range(times):
            in_shards = number % 2 == 1
            with _begun(folder, in_shards=in_shards) as child:
                _wait_for_some(folder, child, in_shards=in_shards)
                time.sleep(chance.uniform(0, _LONGEST_S))
                if child.poll() is None:
                    done += 1
                    os.killpg(child.pid, signal.SIGKILL) if number % 4 > 1 else child.kill()
                child.wait()
            said |= _said(folder / "out")
            if not in_shards:
                kept = _kept(folder / "ledger")
                unopened += kept is None
                lost += len(said - set(kept or ()))
        for in_shards in (False, True):
            with _begun(folder, in_shards=in_shards) as child:
                child.wait()
        _demarche("import", "shards", folder / "job", "--ledger", folder / "taken").wait()
        ends = [_kept(folder / "ledger"), _kept(folder / "taken")]
    unopened += sum(end is None for end in ends)
    lost += sum(reports - len(set(end or ())) for end in ends)
    return Killed(done, reports, lost, sum(len(end or ()) - len(set(end or ())) for end in ends), unopened)


def _begun(folder: Path, *, in_shards: bool) -> "subprocess.Popen[bytes]":
    if in_shards:
        return _demarche("code", folder / "in", "--shards", folder / "job", "--shard-size", 10, "--jobs", 2)
    out = (folder / "out").open("ab")
    with out:
        return _demarche(
            "code",
            folder / "in",
            "--ledger",
            folder / "ledger",
            "--jobs",
            2,
            "--format",
            "jsonl",
            out=out.fileno(),
        )


def _demarche(*given: object, out: int = subprocess.DEVNULL) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "demarche", *map(str, given)]
    return subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=out, stderr=subprocess.DEVNULL, start_new_session=True
    )


def _wait_for_some(folder: Path, child: "subprocess.Popen[bytes]", *, in_shards: bool) -> None:
    """Wait until something has been done since, a report was told, or a shard has begun, or there is nothing left to do."""
    place = folder / ("job" if in_shards else "out")
    before = place.stat().st_mtime_ns if place.exists() else 0
    while child.poll() is None and (not place.exists() or place.stat().st_mtime_ns == before):
        time.sleep(_PAUSE_S)


def _said(out: Path) -> set[str]:
    """Return the ids of the reports that were written whole."""
    lines = out.read_bytes().split(b"\n")[:-1] if out.exists() else []
    return {json.loads(line)["id"] for line in lines if line.startswith(b'{"kind":"report"')}


def _kept(path: Path) -> list[str] | None:
    """Return the reports of a ledger, one for each coding; None if it does not open or is damaged."""
    with Ledger.open(path) as ledger:
        if ledger.select("PRAGMA integrity_check") != [("ok",)]:
            return None
        return [report for (report,) in ledger.select("SELECT report FROM coding")]
