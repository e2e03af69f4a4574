"""An event with several on a side as the records of one actor and one recipient that other formats have."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations, product

from demarche.model.parts import Participant
from demarche.model.records import Event

_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Pair:
    """One actor and one recipient, or None where the report has nobody; `key` is unique to claim and position."""

    key: str
    actor: Participant | None
    recipient: Participant | None

    @property
    def number(self) -> int:
        """Return a number from 0 to 2⁶³−1 that stands for the key."""
        return int(hashlib.sha256(self.key.encode()).hexdigest()[:_DIGITS], 16) >> 1


def pairs(event: Event, mutual: frozenset[str]) -> Iterator[Pair]:
    """Yield every actor with every recipient; those of a mutual type without recipient with each other.

    The first pair has the claim's own id as its key, the others the id with a number.
    """
    if not event.recipients and len(event.actors) > 1 and event.type in mutual:
        found: Iterator[tuple[Participant | None, Participant | None]] = permutations(event.actors, 2)
    else:
        found = product(event.actors or (None,), event.recipients or (None,))
    for position, (actor, recipient) in enumerate(found):
        yield Pair(f"{event.id}-{position}" if position else event.id, actor, recipient)
