"""Times the stages of a report."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Coded:
    """What coding one report took: elapsed seconds, and CPU seconds by stage."""

    name: str
    words: int
    sentences: int
    wall_s: float
    seconds: dict[str, float]


class Clock:
    """CPU seconds of this thread by stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add what happens inside to the stage."""
        began = time.thread_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.thread_time() - began
