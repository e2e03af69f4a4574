"""What the user wants of an export where a format leaves a choice, and what was left out for it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from demarche.export.errors import UnsayableError
from demarche.model.records import Event

Claims = Literal["facts", "all"]
Dates = Literal["known", "latest"]

FACT_STATUSES = frozenset({"happened", "ongoing"})
FACT_VOICES = frozenset({"asserted", "attributed"})


@dataclass(frozen=True, slots=True)
class Wish:
    """`claims`: only events said to have happened or to be under way, by the report or somebody named, or all.

    `dates`: only dates as closely known as the format writes them, or also the last day on which an event
    can have been. `merged`: a happening once, however many reports tell of it.
    """

    claims: Claims
    dates: Dates = "known"
    merged: bool = False

    def check(self, event: Event) -> None:
        """Raise `UnsayableError` if the event is no fact and only facts are wanted."""
        if self.claims == "all":
            return
        if event.status not in FACT_STATUSES:
            raise UnsayableError(f"status {event.status}")
        if event.voice not in FACT_VOICES:
            raise UnsayableError(f"voice {event.voice}")


@dataclass(slots=True)
class Tally:
    """How many claims were written, and how many were left out, by the reason."""

    written: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
