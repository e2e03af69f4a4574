"""What a name stands for, before it is a participant of a report."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from demarche.model.syntax import Word
from demarche.model.values import IdentityBasis, ParticipantKind

NameSort = Literal["state", "adjective", "demonym", "capital", "seat", "person", "body", "place", "weapon"]


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody or something with a name of its own: `name` is the usual one, `reason` says how it was found."""

    id: str | None
    name: str
    kind: ParticipantKind
    country: str | None
    sectors: tuple[str, ...]
    role: str | None
    basis: IdentityBasis
    reason: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the text: its words (indices, end exclusive), its head word, its sort and what it stands for."""

    start: int
    end: int
    head: Word
    sort: NameSort
    identity: Identity


def knowledge(identity: Identity) -> int:
    """Return how much is known of a person: id, country, sectors, role."""
    return sum(map(bool, (identity.id, identity.country, identity.sectors, identity.role)))


def person_id(name: str, country: str | None) -> str:
    """Return the id of a person whom only the text introduces: country, if known, and name in plain letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return f"person:{country}:{slug}" if country is not None else f"person:{slug}"
