"""The process that `speed` measures: `python -m bench.parsing.worker FILE…` codes the files on one core, a JSON line each.

The last line holds the largest resident set. Without files everything is loaded and only the warm-up text coded.
"""

import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from bench.parsing.clock import Clock, Coded
from bench.parsing.stages import Stages

# Long enough for everything that is loaded only when it is first asked for, the language model say.
_WARM_UP = b"""Two ministers met at the lake on Monday to talk about the ferry.

The older of the two said that the timetable had been agreed in March and would stand until the autumn. Boats will
cross every two hours. A second meeting is to follow when the new pier has been built and the lighthouse painted.
"""
_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes
_MIB = 1024 * 1024


def main(files: Sequence[str]) -> None:
    """Load everything, code a warm-up text and the files, print what each file took."""
    _use_one_core()
    with tempfile.TemporaryDirectory() as folder, Stages(Path(folder) / "ledger") as stages:
        stages.code("warm-up.txt", _WARM_UP, Clock())
        if not files:
            return
        for name in files:
            print(msgspec.json.encode(_coded(stages, Path(name))).decode())
    memory = _peak_bytes() / _MIB
    print(msgspec.json.encode({"peak_rss_mb": round(memory, 1)}).decode())


def _coded(stages: Stages, path: Path) -> Coded:
    clock = Clock()
    began = time.perf_counter()
    words, sentences = stages.code(path.name, path.read_bytes(), clock)
    return Coded(path.name, words, sentences, time.perf_counter() - began, clock.seconds)


def _use_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def _peak_bytes() -> int:
    """Return the most memory that this process had, in bytes; on Linux without what the process that started it had."""
    status = Path("/proc/self/status")
    if status.exists():  # ru_maxrss is handed on from the parent when a program is started
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


if __name__ == "__main__":
    main(sys.argv[1:])
