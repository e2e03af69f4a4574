"""A user's own table of actors: what it says of an id replaces what the package says, or is added to it."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable

from msgspec.structs import replace

from demarche.lexicon.actor_rows import (
    ENTRY_KINDS,
    Cells,
    Codes,
    Entry,
    EntryKind,
    Leader,
    Named,
    days_of,
    read_cells,
)
from demarche.model.values import ParticipantKind

COLUMNS = ("kind", "id", "name", "names", "surname", "country", "sectors", "role", "start", "end")
ADDED = "+"
"""What an id begins with whose row is added to what is known of it."""

_KINDS: Mapping[str, EntryKind] = {kind: kind for kind in ENTRY_KINDS}
_PARTICIPANTS: Mapping[EntryKind, ParticipantKind] = {
    "state": "state", "adjective": "state", "capital": "state", "region": "state", "demonym": "people", "group": "group",
    "weapon": "weapon",
}  # fmt: skip
_PERSON = re.compile(r"person:[A-Z]{3}:\S+")
_BASIS = "user"


@dataclass(frozen=True, slots=True)
class Tables:
    """Whoever has names, people aside, and the terms of people."""

    named: Sequence[Named]
    terms: Sequence[Leader]


def overridden(file: Traversable, known: Tables, sectors: AbstractSet[str]) -> Tables:
    """Return the tables with those of a user; raise `LexiconError` if a row is not as it should be."""
    reader = _Reader(known, sectors)
    for row in read_cells(file, COLUMNS):
        reader.read(row)
    own = reader.replaced
    terms = [*(term for term in known.terms if term.id not in own), *reader.terms]
    return Tables(
        [*(one for one in known.named if one.entry.id not in own), *reader.named],
        [replace(term, names=reader.names[term.id]) if term.id in reader.names else term for term in terms],
    )


class _Reader:
    """Collects the rows of a user's table."""

    def __init__(self, known: Tables, sectors: AbstractSet[str]) -> None:
        self._codes = Codes()
        entries, terms = (one.entry.country for one in known.named), (term.country for term in known.terms)
        self._countries = frozenset(filter(None, (*entries, *terms)))
        self._sectors = sectors
        self._entries = {(one.entry.id, one.entry.kind): one.entry for one in reversed(known.named)}
        self._people = {term.id: term for term in reversed(known.terms)}
        self.named: list[Named] = []
        self.terms: list[Leader] = []
        self.replaced: set[str] = set()
        self.names: dict[str, tuple[str, ...]] = {}  # further names of people who were known, by id

    def read(self, row: Cells) -> None:
        """Take one row."""
        kind, written, name, names = row.cells[:4]
        sort = _KINDS.get(kind)
        if sort is None:
            raise row.error(f"kind: {kind!r} is none of {', '.join(ENTRY_KINDS)}")
        identity = written.removeprefix(ADDED)
        if not identity:
            raise row.error("id is empty")
        if sort == "leader":
            self._leader(row, identity, is_added=written != identity)
        elif written != identity:
            entry = self._entries.get((identity, sort))
            if entry is None:
                raise row.error(
                    f"nothing of kind {sort} is known as {identity}, to which {written} could add"
                )
            forms = (*((name,) if name else ()), *self._codes.items(names))
            self.named.append(Named(entry, forms, frozenset()))
        else:
            self.replaced.add(identity)
            self.named.append(
                Named(self._entry(row, sort, identity), (name, *self._codes.items(names)), frozenset())
            )

    def _entry(self, row: Cells, sort: EntryKind, identity: str) -> Entry:
        name = self._name(row)
        if sort == "weapon":
            return Entry(sort, identity, name, "weapon", None, ())
        country = self._country(row)
        return Entry(
            sort, identity, name, _PARTICIPANTS.get(sort, "organisation"), country, self._own_sectors(row)
        )

    def _leader(self, row: Cells, identity: str, *, is_added: bool) -> None:
        _, _, _, names, surname, _, _, role, start, end = row.cells
        if _PERSON.fullmatch(identity) is None:
            raise row.error(f"id: {identity!r} is not like person:PER:elena-quispe")
        name, known = self._name(row), self._people.get(identity)
        term = Leader(
            identity,
            name,
            self._codes.items(names),
            self._codes.items(surname or name.split()[-1]),
            self._country(row),
            role,
            (),
            self._own_sectors(row),
            *days_of(start or date.min.isoformat(), end, row),
            _BASIS,
        )
        if not is_added:
            self.replaced.add(identity)
        elif known is None:
            raise row.error(f"nobody is known as {identity}, to whom {ADDED}{identity} could add")
        else:
            further = (*self.names.get(identity, known.names), name, *term.names)
            self.names[identity] = tuple(one for one in dict.fromkeys(further) if one != known.name)
            term = replace(term, name=known.name, surnames=known.surnames)
        self.terms.append(term)

    def _name(self, row: Cells) -> str:
        name = row.cells[2].strip()
        if not name:
            raise row.error("name is empty")
        return name

    def _country(self, row: Cells) -> str:
        """Return the country of a row: that of a state of the tables, of an international body, or of a state it adds."""
        country = self._codes.country(row.cells[5], row)
        if country not in self._countries and row.cells[:2] != ["state", f"state:{country}"]:
            raise row.error(f"no country is known as {country}")
        return country

    def _own_sectors(self, row: Cells) -> tuple[str, ...]:
        own = self._codes.sectors(row.cells[6], row)
        unknown = sorted(set(own) - self._sectors)
        if unknown:
            raise row.error(f"a sector is unknown: {', '.join(unknown)}")
        return own
