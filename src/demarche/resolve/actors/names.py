"""Names in the text: those of the tables, and those that the encoder marks and the tables do not know."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from demarche.lexicon.actors import LONGEST_ROLE, Actors, Entry, EntryKind, NameMatch
from demarche.lexicon.relations import Relations
from demarche.model.reading import Reading
from demarche.model.syntax import Entity, Syntax, Word, tops
from demarche.model.values import IdentityBasis
from demarche.resolve.actors.people import People
from demarche.resolve.actors.role_words import role_text
from demarche.resolve.identity import Identity, Name, NameSort

_SORTS: Mapping[EntryKind, NameSort] = {
    "state": "state", "region": "state", "adjective": "adjective", "demonym": "demonym", "capital": "capital",
    "seat": "seat", "leader": "person", "organisation": "body", "group": "body", "party": "body", "media": "body",
    "service": "body", "weapon": "weapon",
}  # fmt: skip
_PLACES = frozenset({"state", "capital", "region"})
_BODIES = frozenset({"service", "group", "organisation"})
_METONYMS = frozenset({"capital", "seat"})
_PERSON = "PER"
_STATE = "state"
_PARTY = "PTY"
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "conj", "nmod:poss"})
_NATIONAL = frozenset({"state", "adjective", "demonym", "region"})
_MODIFYING = frozenset({"amod", "compound", "nmod:poss", "nmod:desc", "nmod:unmarked", "nmod"})


@dataclass(frozen=True, slots=True)
class Match:
    """A dictionary name and the indices of its words, end exclusive."""

    start: int
    end: int
    name: NameMatch


@dataclass(frozen=True, slots=True)
class NameFinder:
    """Finds the names of one report; `day` is the day for which offices are asked, None if it is not known.

    `parts` are the words of the persons' names of several words that the encoder marks; `home` is the country of the
    dateline.
    """

    reading: Reading
    syntax: Syntax
    actors: Actors
    day: date | None
    parts: frozenset[str]
    relations: Relations
    home: str | None = None

    @property
    def _people_of_tables(self) -> People:
        return People(self.syntax, self.actors, self.relations, self.day)

    def find(self) -> dict[int, Name]:
        """Return the names by the index of their head word; of two that overlap the longer stands."""
        matches = self._matches()
        people = list(self._people(matches))
        matched = [name for match in matches for name in self._from_tables(match, matches, people)]
        covered = {index for name in matched for index in range(name.start, name.end)}
        nobody = [range(match.start, match.end) for match in matches if not match.name.entries]
        named = {index for entity in people for index in range(entity.start, entity.end)}
        others = [
            entity
            for entity in self.syntax.entities
            if entity.label != _PERSON and named.isdisjoint(range(entity.start, entity.end))
        ]
        unknown = [
            name
            for entity in [*people, *others]
            if not covered.intersection(range(entity.start, entity.end))
            and not any(entity.start in run and entity.end - 1 in run for run in nobody)
            for name in self._unknown(entity)
        ]
        names = self._with_shortened([*matched, *unknown])
        covered.update(index for name in unknown for index in range(name.start, name.end))
        hidden = [name for match in matches for name in self._hidden(match, covered)]
        names.extend(hidden)
        covered.update(index for name in hidden for index in range(name.start, name.end))
        names.extend(self._surnames(names, covered, people))
        return {name.head.i: name for name in sorted(names, key=lambda name: name.start)}

    def _with_shortened(self, names: Sequence[Name]) -> list[Name]:
        """Return the names; one that is the end of one person's longer name is theirs: "Vargas Peña" of "Mario Vargas Peña"."""
        people = [name for name in names if name.sort == "person"]
        bodies = [name for name in names if name.sort == "body" and name.identity.basis == "text"]
        found: list[Name] = []
        for name in names:
            words = self._lowers(name)
            if name in bodies:
                found.append(self._as_whole_body(name, words, bodies))
                continue
            longer = {
                other.identity.name: other
                for other in people
                if len(words) < other.end - other.start and self._lowers(other)[-len(words) :] == words
            }
            if name.sort == "person" and name.identity.basis == "text" and len(longer) == 1:
                whole = next(iter(longer.values())).identity
                text = " ".join(word.text for word in self.syntax.words[name.start : name.end])
                reason = f"“{text}” is the end of {whole.name}, named in full"
                name = replace(name, identity=replace(whole, basis="coreference", reason=reason))  # noqa: PLW2901
            found.append(name)
        return found

    def _as_whole_body(self, name: Name, words: Sequence[str], bodies: Iterable[Name]) -> Name:
        """Return the name of a body; one that is the beginning of one longer name is its: "Harbour" of "Harbour Metals"."""
        longer = {
            other.identity.name: other
            for other in bodies
            if len(words) < other.end - other.start and self._lowers(other)[: len(words)] == words
        }
        if len(longer) != 1:
            return name
        whole = next(iter(longer.values())).identity
        reason = f"“{name.identity.name}” is the beginning of {whole.name}, named in full"
        return replace(name, identity=replace(whole, basis="coreference", reason=reason))

    def _lowers(self, name: Name) -> list[str]:
        return [word.lower for word in self.syntax.words[name.start : name.end]]

    def _matches(self) -> list[Match]:
        """Return the dictionary names that begin and end with words."""
        starts = {word.start: word.i for word in self.syntax.words}
        ends = {word.end: word.i + 1 for word in self.syntax.words}
        found: list[Match] = []
        for name in self.actors.scan(self.reading.report.text):
            start, end = starts.get(name.start), ends.get(name.end)
            if start is None or end is None or start >= end:
                continue
            is_place = all(entry.kind in _PLACES for entry in name.entries)
            if not (is_place and self._people_of_tables.is_titled(self.syntax.words[start:end])):
                found.append(Match(start, end, name))
        return found

    def _people(self, matches: Iterable[Match]) -> Iterator[Entity]:
        """Yield the persons that the encoder marks, without country and title in front ("Kyrgyz Prime Minister X")."""
        national = {
            match.start: match.end
            for match in matches
            if any(entry.kind in _NATIONAL for entry in match.name.entries)
        }
        known = {index for match in matches for index in range(match.start, match.end)}
        for marked in self.syntax.entities:
            if marked.label != _PERSON:
                continue
            entity = self._whole(marked, known)
            start = entity.start
            past = national.get(start, start)
            title = self._title_end(past, entity.end)
            if past == start or title > past:
                start = title
            yield Entity(start, entity.end, entity.label)

    def _whole(self, entity: Entity, known: Container[int]) -> Entity:
        """Return a person with the words before that the tree has as one name with the marked ones: given names."""
        words = self.syntax.words
        start = entity.start
        while (
            words[start].dep == "flat"
            and start > 0
            and words[start - 1].upos == "PROPN"
            and words[start - 1] in {words[start].head, *words[start].head.having("flat")}
            and start - 1 not in known
            and not self._is_title(words[start - 1])
        ):
            start -= 1
        return Entity(start, entity.end, entity.label)

    def _is_title(self, word: Word) -> bool:
        role = self.actors.role(word.text)
        return role is not None and role.titular

    def _title_end(self, start: int, end: int) -> int:
        """Return the index after the longest title that begins at a word and leaves a name over."""
        words = self.syntax.words
        for stop in range(end - 1, start, -1):
            role = self.actors.role(role_text(words[start:stop]))
            if role is not None and role.titular:
                return stop
        return start

    def _hidden(self, match: Match, covered: set[int]) -> Iterator[Name]:
        """Yield a name that hides others: a place, or nobody's name."""
        if match.name.entries or not covered.isdisjoint(range(match.start, match.end)):
            return
        words = self.syntax.words[match.start : match.end]
        while words[0].upos == "DET" and len(words) > 1:
            words = words[1:]
        text = self.reading.report.text[words[0].start : match.name.end]
        identity = Identity(
            None, text, "unnamed", None, (), None, "none", f"“{text}” is the name of no actor"
        )
        yield Name(words[0].i, match.end, _head(words), "place", identity)

    def _from_tables(
        self, found: Match, matches: Sequence[Match], people: Sequence[Entity]
    ) -> Iterator[Name]:
        start, end, match = found.start, found.end, found.name
        head = _head(self.syntax.words[start:end])
        if not match.entries or _is_part_of_longer_name(found, people):
            return
        entry = self._chosen(self._in_context(match.entries, found, matches), head)
        if entry is None:
            return
        if match.ambiguous and (country := self._elsewhere(entry, found, matches)) is not None:
            yield Name(start, end, head, "seat", self._namesake(entry, country, found))
            return
        if match.ambiguous and not self._is_borne_out(entry, found, matches):
            for inner in self._inside(found):
                yield from self._from_tables(inner, matches, people)
            return
        sort = _SORTS[entry.kind]
        if entry.kind == "leader":
            if self._is_introduced(entry, found, matches):
                return
            yield Name(start, end, head, sort, self._people_of_tables.of_id(entry.id, entry.name))
            return
        basis: IdentityBasis = "metonym" if entry.kind in _METONYMS else "dictionary"
        words = self.reading.report.text[match.start : match.end]
        reason = (
            f"“{words}” is in the table as {entry.kind} of {entry.name}"
            if words != entry.name
            else f"{words} is in the table ({entry.kind})"
        )
        name = self._name_of(entry)
        identity = Identity(
            entry.id, name, entry.participant, entry.country, entry.sectors, entry.sort, basis, reason
        )
        yield Name(start, end, head, sort, identity)

    def _name_of(self, entry: Entry) -> str:
        """Return the usual name: that of the state or body where a seat or capital stands for it."""
        state = self.actors.states.get(entry.country or "")
        if state is not None and entry.id == f"state:{entry.country}":
            return state.name
        return self.actors.name_of(entry.id) or entry.name if entry.kind == "seat" else entry.name

    def _inside(self, found: Match) -> list[Match]:
        """Return the names at the beginning of one that does not stand: "US" of "US-led coalition"."""
        words = self.syntax.words
        first = words[found.start].start
        if found.end - found.start == 1:
            return []
        text = self.reading.report.text[first : words[found.end - 1].start].rstrip()
        ends = {word.end: word.i + 1 for word in words[found.start : found.end]}
        return [
            Match(found.start, ends[first + match.end], replace(match, start=first, end=first + match.end))
            for match in self.actors.scan(text)
            if match.start == 0 and first + match.end in ends
        ]

    def _in_context(
        self, entries: tuple[Entry, ...], found: Match, matches: Iterable[Match]
    ) -> tuple[Entry, ...]:
        """Return those of several meanings that are of a country or body named elsewhere, if all those are of one."""
        if len({entry.country for entry in entries}) == 1:
            return entries
        named = _countries(matches, found)
        own = tuple(entry for entry in entries if entry.country in named)
        return own if len({entry.country for entry in own}) == 1 else entries

    def _elsewhere(self, entry: Entry, found: Match, matches: Sequence[Match]) -> str | None:
        """Return whose an ambiguous body of a state is where the report is of another one: the dateline's, or the place's.

        "Congress" is that of the USA, but not in a report from La Paz that does not name the USA.
        """
        if entry.country is None or f":{entry.country}:" not in entry.id or _PARTY in entry.sectors:
            return None
        words = self.syntax.words
        sentence = words[found.start].sentence
        beside = [match for match in matches if words[match.start].sentence == sentence]
        if entry.country in _countries(matches if self.home is None else beside, found):
            return None
        if self.home is not None:
            return self.home if self.home != entry.country else None
        places = {
            other.country
            for match in matches
            for other in match.name.entries
            if words[match.start].sentence == sentence
            and other.kind in _PLACES
            and other.country != entry.country
            and _is_place(_head(words[match.start : match.end]))
        }
        return places.pop() if len(places) == 1 else None

    def _namesake(self, entry: Entry, country: str, found: Match) -> Identity:
        text = self.reading.report.text[found.name.start : found.name.end]
        reason = f"“{text}” is that of {country}, where the report is from or the sentence is set, not of {entry.country}"
        return Identity(None, text, entry.participant, country, entry.sectors, None, "text", reason)

    def _chosen(self, entries: Sequence[Entry], head: Word) -> Entry | None:
        """Return which of several meanings a name has here: an adjective before a noun, a people as a noun."""
        if len(entries) == 1:
            return entries[0]
        kinds = {entry.kind: entry for entry in reversed(entries)}
        modifies = head.dep in _MODIFYING or head.upos == "ADJ"
        if not modifies and "state" in kinds and "demonym" not in kinds:
            return kinds["state"]
        for kind in ("adjective", "demonym") if modifies else ("demonym", "adjective"):
            if kind in kinds and not (kind == "demonym" and "state" in kinds):
                return kinds[kind]
        return entries[0]

    def _is_borne_out(self, entry: Entry, found: Match, matches: Iterable[Match]) -> bool:
        """Tell whether the encoder, the noun it stands before or the rest of the report bears out an ambiguous name."""
        if entry.kind == "weapon":
            return self._is_of_weapon(entry, found, matches)
        if entry.kind == "state" and self._stands_alone(found):
            return True
        wanted = {"leader": {"PER"}}.get(entry.kind, {"LOC", "ORG"})
        head = _head(self.syntax.words[found.start : found.end])
        if _PARTY not in entry.sectors and any(
            entity.label in wanted and entity.start <= head.i < entity.end for entity in self.syntax.entities
        ):  # an ambiguous name of parties is one of many countries' whatever the encoder says
            return True
        if entry.kind in _BODIES and self._is_before_role(found.end):
            return True
        if entry.kind == "adjective" and (
            self._is_before_role(found.end) or self._is_beside_state(found, matches)
        ):
            return True
        return entry.country is not None and any(
            not match.name.ambiguous
            and match is not found
            and any(other.country == entry.country for other in match.name.entries)
            for match in matches
        )

    def _is_beside_state(self, found: Match, matches: Iterable[Match]) -> bool:
        """Tell whether an adjective stands before a common noun in a sentence that names a state: it is of one too."""
        word = self.syntax.words[found.end - 1]
        return (
            word.dep == "amod"
            and word.head.upos == "NOUN"
            and any(
                not match.name.ambiguous
                and any(entry.kind == _STATE for entry in match.name.entries)
                and self.syntax.words[match.start].sentence == word.sentence
                for match in matches
            )
        )

    def _stands_alone(self, found: Match) -> bool:
        """Tell whether a name is part of no longer name, here or elsewhere: "Chad freed", not "Chad Smith"."""
        word = self.syntax.words[found.start]
        return word.dep in _ARGUMENTS and word.text not in self.parts

    def _is_introduced(self, entry: Entry, found: Match, matches: Iterable[Match]) -> bool:
        """Tell whether a bare surname is of somebody whom the report names in full, and not of the leader it could be."""
        if found.end - found.start > 1 or self.syntax.words[found.start].text not in self.parts:
            return False
        return not any(match.end - match.start > 1 and entry in match.name.entries for match in matches)

    def _is_of_weapon(self, entry: Entry, found: Match, matches: Iterable[Match]) -> bool:
        """Tell whether a noun for weapons stands beside an ambiguous name, or a full name of the weapon elsewhere."""
        words = self.syntax.words
        head = _head(words[found.start : found.end])
        beside = [head.head, *words[found.end : found.end + 1], *words[max(0, found.start - 1) : found.start]]
        if any(self.actors.weapon([word.lemma]) is not None for word in beside if word.upos == "NOUN"):
            return True
        return any(not match.name.ambiguous and entry in match.name.entries for match in matches)

    def _is_before_role(self, index: int) -> bool:
        """Tell whether a role that a state has begins at a word: "army", "foreign minister"."""
        following = [word.text for word in self.syntax.words[index : index + LONGEST_ROLE]]
        found = self.actors.role_at(following, 0)
        return found is not None and (bool(found[0].sectors) or found[0].lemma in self.relations.counterparts)

    def _unknown(self, entity: Entity) -> Iterator[Name]:
        words: Sequence[Word] = self.syntax.words[entity.start : entity.end]
        while words and words[0].upos == "DET":
            words = words[1:]
        if not words or not any(word.upos == "PROPN" for word in words):
            return
        text = self.reading.report.text[words[0].start : words[-1].end]
        head = _head(words)
        start, end = words[0].i, words[-1].i + 1
        if entity.label == "PER" and len(words) > 1:
            identity = self._people_of_tables.by_words(words) or Identity(
                None, text, "person", None, (), None, "text", f"“{text}” is named as a person"
            )
            yield Name(start, end, head, "person", identity)
        elif entity.label == "ORG" and not (len(words) == 1 and self.actors.surname(text)):
            identity = Identity(
                None, text, "organisation", None, (), None, "text", f"“{text}” is named as an organisation"
            )
            yield Name(start, end, head, "body", identity)
        elif entity.label == "LOC":
            identity = Identity(
                None, text, "unnamed", None, (), None, "none", f"“{text}” is named as a place"
            )
            yield Name(start, end, head, "place", identity)

    def _surnames(self, names: Sequence[Name], covered: set[int], marked: Iterable[Entity]) -> Iterator[Name]:
        """Yield second mentions by surname: of a person the report names in full, or of a leader in office."""
        known = self._known_surnames(names)
        people = {index for entity in marked for index in range(entity.start, entity.end)}
        for word in self.syntax.words:
            if word.i in covered or word.upos != "PROPN" or not word.text[:1].isupper():
                continue
            if word.lower in known:
                name = known[word.lower]
                identity = Identity(
                    name.identity.id, name.identity.name, "person", name.identity.country, name.identity.sectors,
                    name.identity.role, "coreference", f"“{word.text}” is the surname of {name.identity.name}, named in full",
                )  # fmt: skip
                yield Name(word.i, word.i + 1, word, "person", identity)
            else:
                found = self._people_of_tables.by_surname(word, marked=word.i in people)
                if found is not None:
                    yield Name(word.i, word.i + 1, word, "person", found)

    def _known_surnames(self, names: Iterable[Name]) -> dict[str, Name]:
        found: dict[str, Name] = {}
        for name in names:
            if name.sort != "person":
                continue
            terms = self.actors.leaders(name.identity.id) if name.identity.id is not None else ()
            words = self.syntax.words[name.start : name.end]
            last = next(
                (
                    word.lower
                    for word in reversed(words)
                    if word.lower.strip(".") not in self.relations.after_names
                ),
                "",
            )
            for surname in {last, *(surname.lower() for term in terms for surname in term.surnames)}:
                found.setdefault(surname, name)
        for name in names:  # "Jiang" of "Jiang Zaidong": the surname first, or a given name
            if name.sort == "person" and name.end - name.start > 1:
                found.setdefault(self.syntax.words[name.start].lower, name)
        return found


def _countries(matches: Iterable[Match], without: Match) -> set[str | None]:
    """Return the countries that unambiguous names elsewhere in the report are of."""
    return {
        entry.country
        for match in matches
        if not match.name.ambiguous and match is not without
        for entry in match.name.entries
    }


def _is_place(word: Word) -> bool:
    """Tell whether a word says where something happens: "met in Kyiv"."""
    case = word.first("case")
    return word.dep == "obl" and case is not None and case.lower == "in"


def _is_part_of_longer_name(found: Match, people: Iterable[Entity]) -> bool:
    """Tell whether the encoder sees a person of more words here ("Jordan Hale"): then it is not the state."""
    return not any(entry.kind == "leader" for entry in found.name.entries) and any(
        entity.start <= found.start
        and found.end <= entity.end
        and entity.end - entity.start > found.end - found.start
        for entity in people
    )


def _head(words: Sequence[Word]) -> Word:
    """Return the word of a run whose head lies outside it; of several the one nearest to the root."""
    return min(tops(words), key=lambda word: sum(1 for _ in word.ancestors()), default=words[-1])


def parts_of_names(syntax: Syntax) -> frozenset[str]:
    """Return the words of the names of several words that the encoder marks as persons'."""
    return frozenset(
        word.text
        for entity in syntax.entities
        if entity.label == _PERSON and entity.end - entity.start > 1
        for word in syntax.words[entity.start : entity.end]
    )
