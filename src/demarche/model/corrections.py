"""What people say of the ledger: one signed row for each thing said, none ever changed."""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from demarche.model.checks import IDENTIFIER, require, require_match, require_member
from demarche.model.records import Claim

Action = Literal[
    "accept", "reject", "edit", "add", "merge", "split", "dissolve", "confirm", "strike", "reviewed", "undo"
]
ACTIONS: tuple[Action, ...] = get_args(Action)
REASON_OPTIONAL: frozenset[Action] = frozenset({"accept", "reviewed"})
"""What says of itself why: the person agrees, or has read the report."""

_ID = re.compile(r"k:[0-9a-f]{16}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_STATE = re.compile(r"[a-z_]+")
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+00:00")


@dataclass(frozen=True, slots=True)
class Signed:
    """Who says something and why; `who` is the name that the person gives, nothing checks it."""

    who: str
    why: str

    def __post_init__(self) -> None:
        require(bool(self.who.strip()), "a correction has somebody who makes it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One thing that somebody said of the ledger: what stood there before, what is to stand there after.

    `number` counts from 1 without gaps; `written` is a time in UTC. `readings` has for each of `reports` the digest of
    the reading that offsets count in. `subjects` are the ids of what it is about: claims, or the correction undone.
    `previous` is the digest of the row before (empty for the first), `digest` the SHA-256 of all else but the id.

    accept: `before` and `after` are the claim. reject: `after` is empty. edit: `after` is the claim with the new values. add:
    `before` is empty. merge: the events in `before` are one happening; split: the first of them is another than each of the
    rest; dissolve: all are different ones. confirm, strike: that the commitment, first in `before`, came to `state`, which the
    claim that is second, if there is one, bears out; a state of the contract, or another sign of it such as `tested`. reviewed: the subjects are all the claims of the report, as corrected.
    """

    kind: Literal["correction"] = "correction"
    id: str
    number: int
    action: Action
    who: str
    written: str
    why: str
    reports: tuple[str, ...]
    readings: tuple[str, ...]
    subjects: tuple[str, ...]
    before: tuple[Claim, ...]
    after: tuple[Claim, ...]
    state: str | None
    previous: str
    digest: str

    def __post_init__(self) -> None:
        require_match(_ID, self.id or None, "id")
        require(self.number > 0, "corrections are numbered from 1")
        require_member(ACTIONS, self.action, "action")
        require(bool(self.who.strip()), "a correction has somebody who makes it")
        require(
            bool(self.why.strip()) or self.action in REASON_OPTIONAL,
            f"nothing is {self.action}ed without a reason",
        )
        require_match(_TIME, self.written, "written")
        require(len(self.reports) == len(self.readings), "each report has the reading that is meant")
        for report in self.reports:
            require_match(IDENTIFIER, report, "report")
        require(
            (self.state is not None) == (self.action in {"confirm", "strike"}),
            "only a ruling on one has a state",
        )
        require_match(_STATE, self.state, "state")
        require_match(_DIGEST, self.previous or None, "previous")
        require_match(_DIGEST, self.digest or None, "digest")


def live(corrections: "tuple[Correction, ...] | list[Correction]") -> list[Correction]:
    """Return those, of corrections in their order, that no live one undoes, undoings left out."""
    undone: set[str] = set()
    found = []
    for one in reversed(corrections):
        if one.id in undone:
            continue
        if one.action == "undo":
            undone.update(one.subjects)
        else:
            found.append(one)
    return found[::-1]
