"""The records of the actor tables, and how each is read from its row.

Those of which there are thousands are msgspec's structs: they are made ten times as fast as frozen dataclasses, which
was a third of the time in which the tables load, and without cycles the collector of garbage need not look at them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from typing import Literal, get_args

import msgspec

from demarche.lexicon.tables import LexiconError, read_lines, shown
from demarche.model.values import PARTICIPANT_KINDS, ParticipantKind

EntryKind = Literal[
    "state", "adjective", "demonym", "capital", "region", "seat", "leader",
    "organisation", "group", "party", "media", "service", "weapon",
]  # fmt: skip
ENTRY_KINDS: tuple[EntryKind, ...] = get_args(EntryKind)
Head = Literal["state", "government"]
RoleKind = Literal["person", "organisation", "group", "people", "unnamed"]
ROLE_KINDS: tuple[RoleKind, ...] = get_args(RoleKind)

LONGEST_ROLE = 8  # words; a test holds the table to it
_CODE = re.compile(r"[A-Z]{3}")
_HEADS: Mapping[str, tuple[Head, ...]] = {
    "": (), "state": ("state",), "government": ("government",), "state|government": ("state", "government"),
}  # fmt: skip
_ROLE_KINDS: Mapping[str, RoleKind] = {kind: kind for kind in ROLE_KINDS}
_PARTICIPANTS: Mapping[str, ParticipantKind] = {kind: kind for kind in PARTICIPANT_KINDS}
_STATE_COLUMNS = ("id", "name", "names", "adjectives", "demonyms", "capitals", "sovereign", "ambiguous")
_REGION_COLUMNS = ("id", "name", "names", "adjectives", "country", "sectors", "capitals")
_SEAT_COLUMNS = ("name", "names", "id", "kind", "country", "sectors", "ambiguous", "note")
_BODY_COLUMNS = ("id", "name", "names", "kind", "country", "sectors", "members", "ambiguous")
_LEADER_COLUMNS = (
    "id", "name", "names", "surname", "country", "role", "head", "sectors", "start", "end", "basis",
)  # fmt: skip
ROLE_COLUMNS = ("lemma", "plural", "kind", "sectors", "office", "titular", "institution")
_OFFICE_COLUMNS = ("office", "country", "called")
_WEAPON_COLUMNS = ("id", "name", "names", "class", "generic", "ambiguous")
_DESIGNATION = re.compile(r"([A-Z][A-Za-z]{0,2})-(\d.*)")  # "F-16" is also written "F16"
_PEOPLE_COLUMNS = ("name", "names", "country", "ambiguous")
_NAME_COLUMNS = ("name", "note")
_GOVERNMENT = ("GOV",)
_CIVILIANS = ("CVL",)


class Entry(msgspec.Struct, frozen=True, gc=False):
    """What a dictionary name stands for; `kind` is how the name stands for it, `participant` what it would be.

    `sort` says of which kind a weapon with a name is.
    """

    kind: EntryKind
    id: str
    name: str
    participant: ParticipantKind
    country: str | None
    sectors: tuple[str, ...]
    members: tuple[str, ...] = ()
    sort: str | None = None


class Leader(msgspec.Struct, frozen=True, gc=False):
    """One office or standing of a person: from `start` to before `end`, None while it lasts.

    `heads` says of what: of state, of government, both or neither; `basis` where the row comes from.
    """

    id: str
    name: str
    names: tuple[str, ...]
    surnames: tuple[str, ...]
    country: str
    role: str
    heads: tuple[Head, ...]
    sectors: tuple[str, ...]
    start: date
    end: date | None
    basis: str

    def holds_on(self, day: date) -> bool:
        """Say whether the day is one of the term."""
        return self.start <= day and (self.end is None or day < self.end)


class Role(msgspec.Struct, frozen=True, gc=False):
    """A role or agent noun: what it makes of somebody, which office it names, whether it stands before names.

    `institution` is set for what a state has one of: the end of an id (`org:FRA:foreign-ministry`), or "state".
    """

    lemma: str
    plural: str
    kind: RoleKind
    sectors: tuple[str, ...]
    office: str | None
    titular: bool
    institution: str | None


class Named(msgspec.Struct, frozen=True, gc=False):
    """An entry with the forms that name it, and those of them that may also name something else."""

    entry: Entry
    forms: tuple[str, ...]
    ambiguous: frozenset[str]


@dataclass(frozen=True, slots=True)
class Weapon:
    """A weapon or kind of weapon: its names, and whether they are common nouns."""

    named: Named
    generic: bool


@dataclass(frozen=True, slots=True)
class State:
    """A state or territory; `sovereign` is the state of a dependency."""

    code: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    sovereign: str | None
    ambiguous: frozenset[str]

    def named(self) -> Iterator[Named]:
        """Yield the entries of the state: by its names, adjectives, demonyms and capitals."""
        identity = f"state:{self.code}"
        kinds: tuple[tuple[EntryKind, tuple[str, ...], ParticipantKind, tuple[str, ...]], ...] = (
            ("state", (self.name, *self.names), "state", _GOVERNMENT),
            ("adjective", self.adjectives, "state", ()),
            ("demonym", self.demonyms, "people", _CIVILIANS),
            ("capital", self.capitals, "state", _GOVERNMENT),
        )
        for kind, forms, participant, sectors in kinds:
            if forms:
                entry = Entry(kind, identity, self.name, participant, self.code, sectors)
                yield Named(entry, forms, self.ambiguous)


class Cells(msgspec.Struct, frozen=True, gc=False):
    """One line of a table that is too long for `tables.Row`: the cells in the order of the columns."""

    origin: str
    line: int
    cells: list[str]

    def error(self, message: str) -> LexiconError:
        """Return an error that names this line."""
        return LexiconError(f"{self.origin}, line {self.line}: {message}")


class Codes:
    """Reads codes and list cells, each different cell once."""

    def __init__(self) -> None:
        self._lists: dict[str, tuple[str, ...]] = {"": ()}
        self._countries: set[str] = set()
        self._sectors: set[str] = {""}
        self._sets: dict[str, frozenset[str]] = {}

    def items(self, cell: str) -> tuple[str, ...]:
        """Return the items of a list cell."""
        found = self._lists.get(cell)
        if found is None:
            found = self._lists[cell] = tuple(cell.split("|"))
        return found

    def forms(self, cell: str) -> frozenset[str]:
        """Return the items of a list cell as a set."""
        found = self._sets.get(cell)
        if found is None:
            found = self._sets[cell] = frozenset(self.items(cell))
        return found

    def country(self, cell: str, row: Cells) -> str:
        """Return a country's code; raise `LexiconError` unless it is one by its form."""
        if cell not in self._countries:
            if _CODE.fullmatch(cell) is None:
                raise row.error(f"{cell!r} is no code of three capitals")
            self._countries.add(cell)
        return cell

    def sectors(self, cell: str, row: Cells) -> tuple[str, ...]:
        """Return sector codes; raise `LexiconError` unless they are such by their form."""
        sectors = self.items(cell)
        if cell not in self._sectors:
            if not all(map(_CODE.fullmatch, sectors)):
                raise row.error(f"sectors: {cell!r} are not all codes of three capitals")
            self._sectors.add(cell)
        return sectors


def read_cells(file: Traversable, columns: Sequence[str]) -> Iterator[Cells]:
    """Yield the lines of a table; raise `LexiconError` unless its header is exactly these columns."""
    width = len(columns)
    origin = shown(file)
    header = False
    for number, line in enumerate(read_lines(file), start=1):
        if not line or line[0] == "#":
            continue
        cells = line.split("\t")
        if not header:
            if cells != list(columns):
                raise LexiconError(f"{origin}, line {number}: the columns are {cells}, not {list(columns)}")
            header = True
            continue
        if len(cells) > width or not cells[0]:
            raise LexiconError(
                f"{origin}, line {number}: {len(cells)} cells for {width} columns, or the first empty"
            )
        cells.extend([""] * (width - len(cells)))
        yield Cells(origin, number, cells)
    if not header:
        raise LexiconError(f"{origin}: no header row")


def read_states(file: Traversable) -> Iterator[State]:
    """Yield the states and territories of a table."""
    codes = Codes()
    for row in read_cells(file, _STATE_COLUMNS):
        code, name, names, adjectives, demonyms, capitals, sovereign, ambiguous = row.cells
        yield State(
            codes.country(code, row),
            name,
            codes.items(names),
            codes.items(adjectives),
            codes.items(demonyms),
            codes.items(capitals),
            sovereign or None,
            codes.forms(ambiguous),
        )


def read_regions(file: Traversable) -> Iterator[Named]:
    """Yield the regions that act; an adjective or a capital stands for the same as the name."""
    codes = Codes()
    for row in read_cells(file, _REGION_COLUMNS):
        identity, name, names, adjectives, country, sectors, capitals = row.cells
        entry = Entry(
            "region", identity, name, "state", codes.country(country, row), codes.sectors(sectors, row)
        )
        forms = (name, *codes.items(names), *codes.items(adjectives), *codes.items(capitals))
        yield Named(entry, forms, frozenset())


def read_seats(file: Traversable) -> Iterator[Named]:
    """Yield the seats of power."""
    codes = Codes()
    for row in read_cells(file, _SEAT_COLUMNS):
        name, names, identity, kind, country, sectors, ambiguous, _ = row.cells
        code, own = codes.country(country, row), codes.sectors(sectors, row)
        entry = Entry("seat", identity, name, _participant(kind, row), code, own)
        yield Named(entry, (name, *codes.items(names)), codes.forms(ambiguous))


def read_bodies(file: Traversable, sort: EntryKind) -> Iterator[Named]:
    """Yield the organisations, groups, parties, media or services of a table."""
    codes = Codes()
    for row in read_cells(file, _BODY_COLUMNS):
        identity, name, names, kind, country, sectors, members, ambiguous = row.cells
        code, own = codes.country(country, row), codes.sectors(sectors, row)
        entry = Entry(sort, identity, name, _participant(kind, row), code, own, codes.items(members))
        yield Named(entry, (name, *codes.items(names)), codes.forms(ambiguous))


def read_peoples(file: Traversable) -> Iterator[Named]:
    """Yield the peoples of parts of a state."""
    codes = Codes()
    for row in read_cells(file, _PEOPLE_COLUMNS):
        name, names, country, ambiguous = row.cells
        identity = f"people:{name.casefold().replace(' ', '-')}"
        entry = Entry("demonym", identity, name, "people", codes.country(country, row), _CIVILIANS)
        yield Named(entry, (name, *codes.items(names)), codes.forms(ambiguous))


def read_weapons(file: Traversable) -> Iterator[Weapon]:
    """Yield the weapons of a table; those with a name are also found in the plural and without the hyphen."""
    codes = Codes()
    for row in read_cells(file, _WEAPON_COLUMNS):
        identity, name, names, sort, generic, ambiguous = row.cells
        if not (name and sort) or generic not in ("", "y"):
            raise row.error(f"a weapon has a name and a class; {generic!r} is neither y nor empty")
        entry = Entry("weapon", identity, name, "weapon", None, (), sort=None if generic else sort)
        forms = (name, *codes.items(names))
        doubtful = codes.forms(ambiguous)
        if not generic:
            doubtful = frozenset(other for form in doubtful for other in _spellings(form))
            forms = tuple(other for form in forms for other in _spellings(form))
        yield Weapon(Named(entry, forms, doubtful), generic == "y")


def _spellings(form: str) -> Iterator[str]:
    """Yield a weapon's name, with and without the hyphen of its number, each also in the plural."""
    bare = _DESIGNATION.sub(r"\1\2", form) if _DESIGNATION.fullmatch(form) else form
    for spelling in dict.fromkeys((form, bare)):
        yield spelling
        if spelling[-1].isalnum() and spelling[-1] not in "sS":
            yield spelling + "s"


def read_leaders(file: Traversable) -> Iterator[Leader]:
    """Yield the terms of a table of leaders; raise `LexiconError` unless their days are days in order."""
    codes = Codes()
    for row in read_cells(file, _LEADER_COLUMNS):
        identity, name, names, surname, country, role, head, sectors, start, end, basis = row.cells
        heads = _HEADS.get(head)
        if heads is None or not (name and surname and role):
            raise row.error(
                "a person has a name, a surname and a role; a head is of state, of government or of both"
            )
        yield Leader(
            identity,
            name,
            codes.items(names),
            codes.items(surname),
            codes.country(country, row),
            role,
            heads,
            codes.sectors(sectors, row),
            *days_of(start, end, row),
            basis,
        )


def days_of(start: str, end: str, row: Cells) -> tuple[date, date | None]:
    """Return the days of a term; raise `LexiconError` unless they are days in order."""
    try:
        first = date.fromisoformat(start)
        last = date.fromisoformat(end) if end else None
    except ValueError as error:
        raise row.error(f"{start!r} or {end!r} is no day") from error
    if last is not None and last <= first:
        raise row.error(f"the end {end} is not after the start {start}")
    return first, last


def read_roles(file: Traversable) -> Iterator[Role]:
    """Yield the roles of a table; a plural that is not given is formed by rule."""
    codes = Codes()
    for row in read_cells(file, ROLE_COLUMNS):
        lemma, plural, kind, sectors, office, titular, institution = row.cells
        role_kind = _ROLE_KINDS.get(kind)
        if role_kind is None or titular not in ("", "y"):
            raise row.error(
                f"{kind!r} is none of {', '.join(ROLE_KINDS)}, or {titular!r} neither y nor empty"
            )
        yield Role(
            lemma,
            plural or plural_of(lemma),
            role_kind,
            codes.sectors(sectors, row),
            office or None,
            titular == "y",
            institution or None,
        )


def read_own_roles(file: Traversable, sectors: AbstractSet[str]) -> list[Role]:
    """Return a user's roles; raise `LexiconError` if one has an unknown sector, or more words than are looked for."""
    known = {role.lemma: role for role in read_roles(file)}
    for row in read_cells(file, ROLE_COLUMNS):
        role = known[row.cells[0]]
        unknown = sorted(set(role.sectors) - sectors)
        if unknown:
            raise row.error(f"a sector is unknown: {', '.join(unknown)}")
        if max(len(form.replace("-", " ").split()) for form in (role.lemma, role.plural)) > LONGEST_ROLE:
            raise row.error(f"{role.lemma!r} has more than {LONGEST_ROLE} words")
    return list(known.values())


def read_offices(file: Traversable) -> dict[tuple[str, str | None], list[str]]:
    """Return what an office is called in a country, by office and country (None: anywhere)."""
    called: dict[tuple[str, str | None], list[str]] = {}
    for row in read_cells(file, _OFFICE_COLUMNS):
        office, country, name = row.cells
        called.setdefault((office, country or None), []).append(name)
    return called


def read_names(file: Traversable) -> Iterator[str]:
    """Yield the names of a table of names and notes: those that hide an actor's (Latin America), or cities."""
    for row in read_cells(file, _NAME_COLUMNS):
        yield row.cells[0]


def plural_of(lemma: str) -> str:
    """Return the regular plural of a noun phrase that ends in its head."""
    if lemma.endswith("."):
        return lemma
    if lemma.endswith(("s", "x", "z", "ch", "sh")):
        return lemma + "es"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + "s"


def _participant(kind: str, row: Cells) -> ParticipantKind:
    found = _PARTICIPANTS.get(kind)
    if found is None:
        raise row.error(f"kind: {kind!r} is none of {', '.join(PARTICIPANT_KINDS)}")
    return found
