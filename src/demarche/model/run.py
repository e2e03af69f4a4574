"""One run of the program: when it began and ended, and the versions of all that decides what it writes."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, get_args

from demarche.model.checks import require, require_member


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run: `started` is an ISO time, `demarche` a version, the rest are digests (or versions) of the parts."""

    id: str
    started: str
    demarche: str
    code: str
    rules: str
    lexicon: str
    model: str

    def __post_init__(self) -> None:
        require(bool(self.id) and bool(self.started), "a run has an id and a start")

    @property
    def fingerprint(self) -> str:
        """Return a digest of everything but id and start: a report coded with an equal one need not be again."""
        parts = (self.demarche, self.code, self.rules, self.lexicon, self.model)
        framed = "".join(f"{len(part)}:{part}" for part in parts)
        return hashlib.sha256(framed.encode()).hexdigest()[:16]


How = Literal["done", "interrupted", "failed"]
HOWS: tuple[How, ...] = get_args(How)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How a run ended and when (an ISO time), and of its inputs how many were kept before and how many failed."""

    ended: str
    how: How
    inputs: int
    known: int
    failed: int

    def __post_init__(self) -> None:
        require_member(HOWS, self.how, "how")
        require(0 <= max(self.known, self.failed) <= self.inputs, "known and failed inputs are inputs")

    @classmethod
    def now(cls, how: How, *, inputs: int, known: int, failed: int) -> "Ending":
        """Return an ending at this moment."""
        ended = datetime.now(UTC).isoformat(timespec="seconds")
        return cls(ended=ended, how=how, inputs=inputs, known=known, failed=failed)
