"""Who acts: states, seats, leaders by date, organisations, groups, parties, media, services, and the roles people have."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable

from demarche.lexicon.actor_overrides import Tables, overridden
from demarche.lexicon.actor_rows import (
    ENTRY_KINDS,
    LONGEST_ROLE,
    Entry,
    EntryKind,
    Leader,
    Named,
    Role,
    State,
    Weapon,
    read_bodies,
    read_leaders,
    read_names,
    read_offices,
    read_own_roles,
    read_peoples,
    read_regions,
    read_roles,
    read_seats,
    read_states,
    read_weapons,
)
from demarche.lexicon.names import Folding, NameIndex, make_folding, make_index
from demarche.lexicon.ontology import load_ontology
from demarche.lexicon.places import region_names
from demarche.lexicon.tables import data_folder

__all__ = [
    "ENTRY_KINDS",
    "LONGEST_ROLE",
    "Actors",
    "Entry",
    "EntryKind",
    "Leader",
    "NameMatch",
    "Role",
    "State",
    "load_actors",
]

_BODIES: tuple[tuple[str, EntryKind], ...] = (
    ("organisations.tsv", "organisation"),
    ("groups.tsv", "group"),
    ("parties.tsv", "party"),
    ("media.tsv", "media"),
    ("services.tsv", "service"),
)


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A dictionary name in a text: offsets in code points, end exclusive, and what it may stand for.

    `ambiguous`: the form also means something the dictionary does not say (Georgia, Jordan, Congress). Without
    entries it is a name that hides those inside it (West Bank, Korean War).
    """

    start: int
    end: int
    entries: tuple[Entry, ...]
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Actors:
    """The tables of actors; made by `load_actors`. `hosts` are cities of international bodies, in small letters."""

    states: Mapping[str, State]
    _folding: Folding
    _index: NameIndex
    _entries: tuple[Entry, ...]
    _meanings: tuple[tuple[int, ...], ...]
    _ambiguous: frozenset[int]
    _terms: Mapping[str, tuple[Leader, ...]]
    _surnames: Mapping[str, tuple[str, ...]]
    _offices: Mapping[tuple[str, str], tuple[Leader, ...]]
    _called: Mapping[tuple[str, str | None], Sequence[str]]
    _roles: Mapping[str, Role]
    _role_ends: Mapping[str, int]
    _weapons: Mapping[str, Entry]
    _weapon_ends: frozenset[str]
    hosts: frozenset[str]

    def match(self, text: str) -> list[NameMatch]:
        """Return all dictionary names in a text: longest leftmost, at word boundaries, as written or in capitals."""
        return [match for match in self.scan(text) if match.entries]

    def scan(self, text: str) -> list[NameMatch]:
        """Return the dictionary names in a text with those that hide others, which have no entries."""
        return [
            NameMatch(
                hit.start,
                hit.end,
                tuple(self._entries[n] for n in self._meanings[hit.form]),
                hit.form in self._ambiguous,
            )
            for hit in self._index.find(text)
        ]

    def has(self, identity: str) -> bool:
        """Tell whether somebody or something with a name has this id."""
        return any(entry.id == identity for entry in self._entries)

    def name_of(self, identity: str) -> str | None:
        """Return the name of what has this id by more than a seat, or None."""
        names = (entry.name for entry in self._entries if entry.id == identity and entry.kind != "seat")
        return next(names, None)

    def surname(self, word: str) -> tuple[Leader, ...]:
        """Return the terms of everybody whose second mention is this word ("Putin", "von der Leyen"), whatever its case."""
        ids = self._surnames.get(self._folding.fold(word).casefold(), ())
        return tuple(term for identity in ids for term in self._terms[identity])

    def leaders(self, identity: str) -> tuple[Leader, ...]:
        """Return the terms of a person, the earliest first; none if the id is not known."""
        return self._terms.get(identity, ())

    def offices_on(self, identity: str, day: date) -> tuple[Leader, ...]:
        """Return what a person is on a day: heads first, then in the order of the table."""
        held = [term for term in self.leaders(identity) if term.holds_on(day)]
        home = identity.split(":")[1]
        return tuple(
            sorted(held, key=lambda term: (-len(term.heads), term.country != home, not term.sectors))
        )

    def office_on(self, identity: str, day: date) -> Leader | None:
        """Return the highest office of a person on a day, or None."""
        return next(iter(self.offices_on(identity, day)), None)

    def holder(self, country: str, role: str, day: date) -> Leader | None:
        """Return who holds an office on a day; the office may go by its name elsewhere ("foreign minister" of the USA).

        `role` may also be "head of state" or "head of government".
        """
        names = (role, *self._called.get((role, country), ()), *self._called.get((role, None), ()))
        for name in names:
            for term in self._offices.get((country, name), ()):
                if term.holds_on(day):
                    return term
        return None

    def role(self, words: Sequence[str]) -> Role | None:
        """Return the role of these words (or one string of them), singular or plural; abbreviations as written."""
        text = words if isinstance(words, str) else " ".join(words)
        folded = self._folding.fold(text).replace("-", " ")
        return self._roles.get(folded) or self._roles.get("=" + folded.casefold())

    def longest_role(self, last: str) -> int:
        """Return the number of words of the longest role that ends in a word, 0 if none does: asked before `role`."""
        return self._role_ends.get(self._last(last), 0)

    def ends_weapon(self, lemma: str) -> bool:
        """Tell whether some kind of weapon ends in a lemma: asked before `weapon`."""
        return self._last(lemma) in self._weapon_ends

    def _last(self, word: str) -> str:
        return _last(self._folding.plain(word).replace("-", " "))

    def weapon(self, words: Sequence[str]) -> Entry | None:
        """Return the kind of weapon that these words name, the last of them as a lemma: "cruise", "missile"."""
        return self._weapons.get(self._folding.fold(" ".join(words)).replace("-", " ").casefold())

    def role_at(self, words: Sequence[str], start: int) -> tuple[Role, int] | None:
        """Return the longest role that begins at a word and the index after it, or None."""
        for end in range(min(len(words), start + LONGEST_ROLE), start, -1):
            role = self.role(words[start:end])
            if role is not None:
                return role, end
        return None


def load_actors(
    overrides: Traversable | None = None,
    *,
    roles: Traversable | None = None,
    sectors: AbstractSet[str] | None = None,
) -> Actors:
    """Return the actors of the package, with a user's own table and roles added; raise `LexiconError` if one is broken.

    The table of overrides has the columns of `docs/actors.md`; what it says of an id replaces what the package says.
    `sectors` are those that a user may name, the package's if None.
    """
    folder = data_folder() / "actors"
    states = {state.code: state for state in read_states(folder / "states.tsv")}
    tables = Tables(_read_named(folder, states.values()), list(read_leaders(folder / "leaders.tsv")))
    if sectors is None and not (overrides is None and roles is None):
        sectors = load_ontology(data_folder() / "ontology").sectors
    if overrides is not None:
        tables = overridden(overrides, tables, sectors or frozenset())
    own_roles = [] if roles is None else read_own_roles(roles, sectors or frozenset())
    named, terms = tables.named, tables.terms
    people = _by_person(terms)
    folding = make_folding()
    weapons = tuple(read_weapons(folder / "weapons.tsv"))
    kinds = _weapon_index(weapons)
    titles = _role_index([*own_roles, *read_roles(folder / "roles.tsv")], folding)
    listed = [*named, *map(_person, people.values()), *(one.named for one in weapons if not one.generic)]
    forms = _forms(listed, (*read_names(folder / "hides.tsv"), *region_names()), folding)
    doubtful = {folding.fold(form) for one in listed for form in one.ambiguous}
    return Actors(
        states,
        folding,
        make_index(forms, folding),
        tuple(one.entry for one in listed),
        tuple(forms.values()),
        frozenset(number for number, form in enumerate(forms) if form in doubtful),
        people,
        _surname_index(people, folding),
        _office_index(people),
        read_offices(folder / "offices.tsv"),
        titles,
        _longest_by_end(titles),
        kinds,
        frozenset(map(_last, kinds)),
        frozenset(name.casefold() for name in read_names(folder / "hosts.tsv")),
    )


def _read_named(folder: Traversable, states: Iterable[State]) -> list[Named]:
    """Return what has names, people aside."""
    named = [one for state in states for one in state.named()]
    named.extend(read_regions(folder / "regions_unrecognised.tsv"))
    named.extend(read_peoples(folder / "peoples.tsv"))
    named.extend(read_seats(folder / "seats.tsv"))
    for name, kind in _BODIES:
        named.extend(read_bodies(folder / name, kind))
    return named


def _by_person(terms: Iterable[Leader]) -> dict[str, tuple[Leader, ...]]:
    people: dict[str, list[Leader]] = defaultdict(list)
    for term in terms:
        people[term.id].append(term)
    return {identity: tuple(sorted(own, key=lambda term: term.start)) for identity, own in people.items()}


def _forms(listed: Sequence[Named], hidden: Iterable[str], folding: Folding) -> dict[str, tuple[int, ...]]:
    """Return, for every folded form, the places of its entries in the list; a hidden form has none."""
    owned = [(spelling, place) for place, one in enumerate(listed) for spelling in one.forms]
    forms: dict[str, tuple[int, ...]] = {}
    for folded, (_, place) in zip(folding.fold_all(spelling for spelling, _ in owned), owned, strict=True):
        known = forms.get(folded, ())
        if place not in known:
            forms[folded] = (*known, place)
    for folded in folding.fold_all(hidden):
        forms.setdefault(folded, ())
    return forms


def _person(terms: Sequence[Leader]) -> Named:
    """Return the entry of a person; a bare word is no name unless it is listed as one (Hemedti)."""
    first = terms[0]
    entry = Entry("leader", first.id, first.name, "person", first.id.split(":")[1], ())
    forms = (first.name, *first.names) if " " in first.name else first.names
    return Named(entry, forms, frozenset())


def _surname_index(people: Mapping[str, Sequence[Leader]], folding: Folding) -> dict[str, tuple[str, ...]]:
    owned = [(surname, identity) for identity, terms in people.items() for surname in terms[0].surnames]
    ids: dict[str, dict[str, None]] = defaultdict(dict)
    for folded, (_, identity) in zip(folding.fold_all(surname for surname, _ in owned), owned, strict=True):
        ids[folded.casefold()][identity] = None
    return {surname: tuple(own) for surname, own in ids.items()}


def _office_index(people: Mapping[str, Sequence[Leader]]) -> dict[tuple[str, str], tuple[Leader, ...]]:
    offices: dict[tuple[str, str], list[Leader]] = defaultdict(list)
    for term in (term for terms in people.values() for term in terms):
        offices[term.country, term.role].append(term)
        for head in term.heads:
            offices[term.country, f"head of {head}"].append(term)
    return {
        office: tuple(sorted(terms, key=lambda t: t.start, reverse=True)) for office, terms in offices.items()
    }


def _role_index(roles: Iterable[Role], folding: Folding) -> dict[str, Role]:
    """Return the roles by lemma and plural; those written in lower case stand behind "=" and match in any case."""
    index: dict[str, Role] = {}
    listed = list(roles)
    for forms in ([role.lemma for role in listed], [role.plural for role in listed]):
        for spelling, role in zip(folding.fold_all(forms), listed, strict=True):
            folded = spelling.replace("-", " ")
            index.setdefault(folded if folded != folded.lower() else "=" + folded, role)
    return index


def _last(form: str) -> str:
    """Return the last word of a form of an index, whatever its case."""
    return form.removeprefix("=").rpartition(" ")[2].casefold()


def _longest_by_end(forms: Iterable[str]) -> dict[str, int]:
    """Return, for the last words of forms, the number of words of the longest that ends so."""
    longest: dict[str, int] = {}
    for form in forms:
        end = _last(form)
        longest[end] = max(longest.get(end, 0), form.count(" ") + 1)
    return longest


def _weapon_index(weapons: Iterable[Weapon]) -> dict[str, Entry]:
    """Return the kinds of weapons by their common nouns."""
    return {
        form.replace("-", " ").casefold(): weapon.named.entry
        for weapon in weapons
        if weapon.generic
        for form in weapon.named.forms
    }
