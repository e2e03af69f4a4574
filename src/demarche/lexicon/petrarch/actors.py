"""Makes rows of a user's table of actors of a PETRARCH dictionary, beside what the package's tables know already."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from demarche.lexicon.actor_overrides import ADDED, COLUMNS
from demarche.lexicon.actors import Actors, Entry
from demarche.lexicon.petrarch.actor_file import ActorEntry
from demarche.lexicon.petrarch.codes import ActorCodes, Coded
from demarche.lexicon.petrarch.source import Notes
from demarche.lexicon.petrarch.spelling import Spelling, slug
from demarche.lexicon.places import Places

_GROUPS = frozenset({"REB", "CRM", "UAF", "PRM"})  # sectors of groups
_SEPARATOR = "|"
_ANOTHER = "-2"  # ends the id of a second one that would have it


@dataclass(slots=True)
class ActorTable:
    """Collects the rows."""

    actors: Actors
    places: Places
    codes: ActorCodes
    spelling: Spelling
    rows: list[tuple[str, ...]] = field(default_factory=list)
    _own: set[str] = field(default_factory=set)
    _added: dict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, entry: ActorEntry, notes: Notes) -> None:
        """Take over an entry of a dictionary; what has no place is noted."""
        read: list[tuple[Coded, date | None, date | None]] = []
        for one in entry.codes:
            coded = self.codes.read(one.code)
            if coded is None:
                notes.add(entry.line, one.code, "a code that is not made of groups of three capitals")
            elif coded.country is None:
                notes.add(entry.line, one.code, "a code that begins with no country that is known")
            else:
                read.append((coded, one.start, one.end))
                for part in coded.unplaced:
                    notes.add(
                        entry.line, part, "a part of a code that is no sector of PLOVER (the rest was taken)"
                    )
        if not read:
            return
        names = [spelt for name in entry.names for spelt in self.spelling.written(name)]
        dated = [one for one in read if one[1] is not None or one[2] is not None]
        if dated:
            self._person(names, dated, [one[0] for one in read if one[1] is None and one[2] is None])
        else:
            if len(read) > 1:
                notes.add(entry.line, entry.names[0], "a second code without days (the first was taken)")
            self._body(entry, names, read[0][0], notes)

    def finished(self) -> list[tuple[str, ...]]:
        """Return all rows, those that only add names to the package's last."""
        added = [
            _row(kind=key.partition(" ")[0], id=key.partition(" ")[2], names=_SEPARATOR.join(names))
            for key, names in self._added.items()
        ]
        return [*self.rows, *added]

    def _person(
        self,
        names: Sequence[str],
        dated: Sequence[tuple[Coded, date | None, date | None]],
        usual: Sequence[Coded],
    ) -> None:
        known = self._known(names, "leader")
        country = dated[0][0].country or ""
        identity = f"person:{country}:{slug(names[:1])}"
        if known is not None and any(term.country == country for term in self.actors.leaders(known.id)):
            identity = known.id
        mark = ADDED if self.actors.leaders(identity) else ""
        further = names[1:] if " " in names[0] else names
        terms = [*dated, *((usual[0], *gap) for gap in _gaps(dated) if usual)]
        for coded, start, end in terms:
            self.rows.append(
                _row(
                    kind="leader",
                    id=mark + identity,
                    name=names[0],
                    names=_SEPARATOR.join(further),
                    country=coded.country or "",
                    sectors=_SEPARATOR.join(coded.sectors),
                    role=coded.role,
                    start="" if start is None else start.isoformat(),
                    end="" if end is None else end.isoformat(),
                )
            )

    def _body(self, entry: ActorEntry, names: Sequence[str], coded: Coded, notes: Notes) -> None:
        country = coded.country or ""
        state = self.actors.states.get(country) if not coded.sectors else None
        new = [name for name in names if self._is_new(name, entry.line, notes, is_place=state is not None)]
        if not new:
            return
        if state is not None:
            self._more("state", f"{ADDED}state:{state.code}", new)
            return
        known = self._known(names, None)
        if known is not None and known.country == country and known.kind != "leader":
            self._more(known.kind, ADDED + known.id, new)
            return
        kind = "group" if _GROUPS.intersection(coded.sectors) else "organisation"
        home = f"{country}:" if country in self.actors.states and kind == "organisation" else ""
        identity = f"{'group' if kind == 'group' else 'org'}:{home}{slug(new[:1])}"
        if identity in self._own:
            notes.add(entry.line, new[0], "a name that stands twice (the first was taken)")
            return
        self._own.add(identity)
        if self.actors.has(identity):  # whom the package calls so goes by other names
            identity += _ANOTHER
        self.rows.append(
            _row(
                kind=kind,
                id=identity,
                name=new[0],
                names=_SEPARATOR.join(new[1:]),
                country=country,
                sectors=_SEPARATOR.join(coded.sectors),
            )
        )

    def _more(self, kind: str, identity: str, names: Iterable[str]) -> None:
        self._added[f"{kind} {identity}"].update(dict.fromkeys(names))

    def _is_new(self, name: str, line: int, notes: Notes, *, is_place: bool) -> bool:
        hits = [hit for hit in self.actors.scan(name) if (hit.start, hit.end) == (0, len(name))]
        if hits:
            reason = "a name that the package's tables have already"
            notes.add(
                line,
                name,
                reason if hits[0].entries else "a name that stands for no actor in the package's tables",
            )
        elif is_place and self.places.lookup(name):
            notes.add(line, name, "a place, which the gazetteer has already")
        elif not any(letter.isalpha() for letter in name):
            notes.add(line, name, "a name without a letter")
        else:
            return True
        return False

    def _known(self, names: Iterable[str], kind: str | None) -> Entry | None:
        """Return whom one of the names stands for in the package's tables, of this kind if one is asked for."""
        for name in names:
            for hit in self.actors.match(name):
                for entry in hit.entries:
                    if (hit.start, hit.end) == (0, len(name)) and kind in {None, entry.kind}:
                        return entry
        return None


def _gaps(
    dated: Sequence[tuple[Coded, date | None, date | None]],
) -> list[tuple[date | None, date | None]]:
    """Return the times before, between and after the terms: those of the code without days."""
    gaps: list[tuple[date | None, date | None]] = []
    reached = date.min
    for _, start, end in sorted(dated, key=lambda one: one[1] or date.min):
        if start is not None and start > reached:
            gaps.append((None if reached == date.min else reached, start))
        reached = max(reached, end or date.max)
    return gaps if reached == date.max else [*gaps, (reached, None)]


def _row(**cells: str) -> tuple[str, ...]:
    return tuple(cells.get(column, "") for column in COLUMNS)
