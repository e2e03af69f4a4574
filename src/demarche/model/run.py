"""One run of the program: when it began, and the versions of all that decides what it writes."""

import hashlib
from dataclasses import dataclass

from demarche.model.checks import require


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
