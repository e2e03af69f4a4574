"""Puts leaders.tsv together: hand-made people and terms, checked against and filled up from factbook and REIGN."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from training.tables.common import HAND, fold, join_items, read_tsv, slug
from training.tables.factbook import Seen
from training.tables.reign import Spell
from training.tables.spelling import variants

_ALIKE = 0.84
_SHORTEST = 4
_LONGEST_NAME = 3
_GAP_DAYS = 60
_SAME_START = 3
_SETTLED = timedelta(days=3)
_NEAR_YEARS = 3
_LAST_SIGHT = "2025-11"
_OPEN = "9999-12-31"
_FROM = "1946"
_ORDINAL = re.compile(r"[IVX]+")  # of a monarch: "Paul I"
_COLLEGIATE = frozenset({"SMR"})
_MONARCHS = frozenset({"king", "queen", "president"})
_FILLED = frozenset(
    {"vice president", "deputy prime minister", "vice chancellor", "governor-general", "deputy president"}
)
_TERRITORIAL = _FILLED | {
    "governor", "lieutenant governor", "chief minister", "bailiff", "administrator", "commissioner", "prefect",
    "chief executive", "mayor", "prime minister", "acting prime minister", "high commissioner", "high administrator",
    "president of the territorial council", "president of the territorial assembly", "president of the government",
}  # fmt: skip
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "de", "da", "do", "dos", "la", "van", "von", "ould", "abd"})
_HEADLESS = _FILLED | {"bailiff", "prefect", "lieutenant governor"}
_SHARED = frozenset({"vice president", "deputy prime minister"})


@dataclass(slots=True)
class Person:
    """Somebody of the table: the id, the name, further names and surname forms."""

    id: str
    name: str
    names: list[str]
    surname: list[str]
    words: set[str] = field(default_factory=set)

    def learn(self, name: str) -> None:
        """Add a spelling, unless it is a bare word or known."""
        if len(name.split()) > 1 and fold(name) not in {fold(n) for n in (self.name, *self.names)}:
            self.names.append(name)
        self.words.update(fold(name).split())

    def learn_surname(self, surname: str) -> None:
        """Add a spelling of a surname of the table, but for one that differs in its marks or article alone."""
        known = [telling(one) for one in self.surname]
        words = telling(surname)
        if (
            len(words) == 1
            and all(words != own for own in known)
            and any(len(own) == 1 and alike(words[0], own[0]) for own in known)
        ):
            self.surname.append(surname)


@dataclass(frozen=True, slots=True)
class Term:
    """A row of the table, without the person's names."""

    country: str
    role: str
    head: str
    sectors: str
    start: str
    end: str
    id: str
    basis: str = "known"


@dataclass(slots=True)
class Table:
    """People by id and their terms, with a log of what the sources say otherwise."""

    people: dict[str, Person]
    terms: list[Term]
    log: list[str] = field(default_factory=list)


def load_hand() -> Table:
    """Return the hand-made people and terms."""
    people: dict[str, Person] = {}
    for row in read_tsv(HAND / "people.tsv"):
        person = Person(row["id"], row["name"], row["names"].split("|"), row["surname"].split("|"))
        person.names = [name for name in person.names if name]
        for name in (person.name, *person.names):
            person.words.update(fold(name).split())
        if row["id"] in people:
            raise ValueError(f"people.tsv: {row['id']} stands there twice")
        people[row["id"]] = person
    columns = ("country", "role", "head", "sectors", "start", "end", "id")
    terms = [Term(*(row[column] for column in columns)) for row in read_tsv(HAND / "terms.tsv")]
    for term in terms:
        if term.id not in people:
            raise ValueError(f"terms.tsv: nobody is {term.id}")
    return Table(people, terms)


def alike(one: str, other: str) -> bool:
    """Say whether two folded words are one name in two transliterations."""
    if one == other:
        return True
    long_enough = min(len(one), len(other)) >= _SHORTEST
    return long_enough and difflib.SequenceMatcher(None, one, other).ratio() >= _ALIKE


def telling(name: str) -> list[str]:
    """Return the folded words of a name, without articles and particles."""
    return [word for word in fold(name).split() if word not in _PARTICLES]


def matches(name: str, surname: str, person: Person) -> int:
    """Return how many telling words of a source's name are words of the person's names; 0 if no surname is."""
    if not any(alike(word, own) for word in telling(surname) for own in person.words):
        return 0
    return sum(any(alike(word, own) for own in person.words) for word in telling(name))


def add_factbook(table: Table, seen: Iterable[Seen]) -> None:
    """Take spellings and bases from the factbook, and the offices that the hand-made terms lack."""
    by_country: dict[str, list[Term]] = defaultdict(list)
    for term in table.terms:
        by_country[term.country].append(term)
    confirmed: set[Term] = set()
    fresh: list[Term] = []
    for one in _last_sights(seen):
        found = _find(one, by_country[one.country], table.people)
        if found is None:
            if _wanted(one, by_country[one.country]):
                fresh.append(_new_term(one, _introduce(one, table)))
            continue
        if matches(one.name, one.surname, table.people[found.id]) > 1 or len(telling(one.name)) == 1:
            table.people[found.id].learn(one.name)
            table.people[found.id].learn_surname(one.surname)
        if _apart(one.since, found.start) <= _SAME_START:
            confirmed.add(found)
        elif one.role in _FILLED and not _holds(found.id, one.role, by_country[one.country]):
            fresh.append(_new_term(one, found.id))
        elif found.head and one.role == found.role:
            table.log.append(f"{one.country} {one.role} {one.name}: factbook {one.since}, here {found.start}")
    table.terms = [replace(t, basis="factbook") if t in confirmed else t for t in table.terms]
    table.terms.extend(_close(fresh))


def _last_sights(seen: Iterable[Seen]) -> Iterator[Seen]:
    """Yield each office once, as it was last seen; state before government."""
    latest: dict[tuple[str, str, str, str], Seen] = {}
    for one in seen:
        key = (one.country, one.role, fold(one.name), one.since)
        if key not in latest or one.last > latest[key].last:
            latest[key] = one
    yield from (latest[key] for key in sorted(latest))


def _find(one: Seen, terms: Iterable[Term], people: dict[str, Person]) -> Term | None:
    """Return the term of the same person that starts nearest, if two words of the name or the day agree."""
    best: tuple[tuple[bool, int, bool, int], Term] | None = None
    for term in terms:
        count = matches(one.name, one.surname, people[term.id])
        apart = _apart(one.since, term.start)
        if count == 0 or (count == 1 < len(telling(one.name)) and not (apart <= _SAME_START and term.head)):
            continue
        same = term.role == one.role or one.head in term.head
        key = (same and apart <= _SAME_START, count, bool(term.head) or term.role == one.role, -apart)
        if best is None or key > best[0]:
            best = (key, term)
    return None if best is None else best[1]


def _wanted(one: Seen, terms: list[Term]) -> bool:
    """Say whether an office of the factbook alone becomes a row: no head of state or of government that is covered."""
    if any(term.head for term in terms):
        return one.role in _FILLED
    # A dependency: its head of state is the sovereign's, who has a row there.
    sovereigns = one.head == "state" and one.role in (*_MONARCHS, *_SHARED)
    return one.role in _TERRITORIAL and not sovereigns


def _introduce(one: Seen, table: Table) -> str:
    """Return the id of a person of the factbook alone, who becomes one of the table."""
    words, own = one.name.split(), one.surname.split()
    for person in table.people.values():
        known = person.id.startswith(f"person:{one.country}:") and matches(one.name, one.surname, person)
        if known == len(telling(one.name)) > 1:
            person.learn(one.name)
            return person.id
    # A given name and the surname, as news write it; names that begin with the surname stay whole.
    long = len(words) > _LONGEST_NAME and own and words[0] not in own
    short = f"{words[0]} {one.surname}" if long else one.name
    identity = f"person:{one.country}:{slug(short)}"
    person = table.people.setdefault(identity, Person(identity, short, [], [one.surname or words[-1]]))
    person.learn(short)
    person.learn(one.name)
    return identity


def _new_term(one: Seen, identity: str) -> Term:
    heads = "" if one.deputy or one.role in _HEADLESS else one.head
    end = "" if one.last >= _LAST_SIGHT else one.last
    return Term(one.country, one.role, heads, "GOV", one.since, end, identity, "factbook")


def _holds(identity: str, role: str, terms: Iterable[Term]) -> bool:
    return any(term.id == identity and term.role == role for term in terms)


def _close(terms: Iterable[Term]) -> Iterator[Term]:
    """Yield the terms without doubles; where one follows another in a single office, ended by it."""
    offices: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for term in dict.fromkeys(terms):
        offices[term.country, term.role].append(term)
    for (_, role), held in sorted(offices.items()):
        merged = _merge(sorted(held, key=lambda t: (t.start, t.id)))
        for term, successor in zip(merged, [*merged[1:], None], strict=True):
            shared = role in _SHARED or successor is None or successor.start <= term.start
            yield term if shared or successor is None else replace(term, end=successor.start)


def _merge(held: list[Term]) -> list[Term]:
    """Return the terms of one office with those of one person that touch or overlap joined."""
    merged: list[Term] = []
    for term in held:
        before = next((t for t in merged if t.id == term.id and _touch(t.end, term.start)), None)
        if before is None:
            merged.append(term)
        else:
            later = "" if "" in (before.end, term.end) else max(before.end, term.end)
            merged[merged.index(before)] = replace(before, end=later)
    return merged


def _touch(end: str, start: str) -> bool:
    return not end or end >= start or _apart(end, start) <= _GAP_DAYS


def add_reign(table: Table, spells: Iterable[Spell]) -> None:
    """Take bases from REIGN, and the leaders since 1946 of times that the hand-made terms do not cover."""
    by_country: dict[str, list[Term]] = defaultdict(list)
    for term in table.terms:
        by_country[term.country].append(term)
    confirmed: set[Term] = set()
    fresh: list[Term] = []
    for spell in spells:
        if (spell.end or _OPEN) < _FROM or spell.country in _COLLEGIATE:
            continue
        settled = (date.fromisoformat(spell.start) + _SETTLED).isoformat()
        holders = [t for t in by_country[spell.country] if t.head and t.start <= settled < (t.end or _OPEN)]
        own = [t for t in holders if matches(spell.leader, spell.leader, table.people[t.id])]
        confirmed.update(t for t in own if _apart(t.start, spell.start) <= _SAME_START and t.basis == "known")
        if not any("government" in t.head for t in holders) and not own:
            fresh.append(_reign_term(spell, by_country[spell.country], table))
        elif not own:
            table.log.append(f"{spell.country}: REIGN {spell.leader} {spell.start}, here {holders[0].id}")
    table.terms = [replace(t, basis="reign") if t in confirmed else t for t in table.terms]
    table.terms.extend(fresh)


def _reign_term(spell: Spell, terms: Iterable[Term], table: Table) -> Term:
    """Return a row for a spell; its person is one of the table if one alone fits by name and time."""
    words = [w for w in fold(spell.leader).split() if len(w) > 1]
    fits = {t.id for t in terms if set(words) <= table.people[t.id].words and _near(t, spell)}
    identity = fits.pop() if len(fits) == 1 else f"person:{spell.country}:{slug(spell.leader)}"
    if identity not in table.people:
        bare = spell.leader.split(". ")[-1]
        called = [word for word in bare.split() if _ORDINAL.fullmatch(word) is None] or [bare]
        family = bare if spell.country in ("CHN", "KOR", "PRK", "VNM", "MMR") else called[-1]
        table.people[identity] = Person(identity, spell.leader, [], [family])
    return Term(spell.country, "leader", "", "GOV", spell.start, spell.end, identity, "reign")


def _near(term: Term, spell: Spell) -> bool:
    first, last = int(term.start[:4]) - _NEAR_YEARS, int((term.end or _OPEN)[:4]) + _NEAR_YEARS
    return first <= int(spell.start[:4]) <= last


def _apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def rows(table: Table) -> Iterator[tuple[str, ...]]:
    """Yield the rows of leaders.tsv in order."""
    for person in table.people.values():
        country = person.id.split(":")[1]
        for name in (person.name, *person.names):
            for other in list(variants(name, country)):
                if other not in person.names and other != person.name and len(other.split()) > 1:
                    person.names.append(other)
    order = sorted(
        set(table.terms), key=lambda t: (t.country, not t.head, t.role, t.start, t.id, t.head, t.end)
    )
    for term in order:
        person = table.people[term.id]
        names, surname = join_items(person.names), join_items(person.surname)
        yield (
            term.id, person.name, names, surname, term.country, term.role, term.head, term.sectors,
            term.start, term.end, term.basis,
        )  # fmt: skip
