"""Names in the text: those of the tables, and those that the encoder marks and the tables do not know."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from demarche.lexicon.actors import Actors, Entry, EntryKind, Leader, NameMatch
from demarche.model.reading import Reading
from demarche.model.syntax import Entity, Syntax, Word
from demarche.model.values import IdentityBasis
from demarche.resolve.identity import Identity, Name, NameSort

_SORTS: Mapping[EntryKind, NameSort] = {
    "state": "state", "region": "state", "adjective": "adjective", "demonym": "demonym", "capital": "capital",
    "seat": "seat", "leader": "person", "organisation": "body", "group": "body", "party": "body", "media": "body",
    "service": "body",
}  # fmt: skip
_METONYMS = frozenset({"capital", "seat"})
_MODIFYING = frozenset({"amod", "compound", "nmod:poss", "nmod:desc", "nmod:unmarked", "nmod"})


@dataclass(frozen=True, slots=True)
class NameFinder:
    """Finds the names of one report; `day` is the day for which offices are asked, None if it is not known."""

    reading: Reading
    syntax: Syntax
    actors: Actors
    day: date | None

    def find(self) -> dict[int, Name]:
        """Return the names by the index of their head word; of two that overlap the longer stands."""
        matched = [name for match in self._matches() for name in self._from_tables(*match)]
        covered = {index for name in matched for index in range(name.start, name.end)}
        unknown = [
            name
            for entity in self.syntax.entities
            if not covered.intersection(range(entity.start, entity.end))
            for name in self._unknown(entity)
        ]
        names = [*matched, *unknown]
        covered.update(index for name in unknown for index in range(name.start, name.end))
        names.extend(self._surnames(names, covered))
        return {name.head.i: name for name in sorted(names, key=lambda name: name.start)}

    def _matches(self) -> Iterator[tuple[NameMatch, int, int]]:
        """Yield the dictionary names that begin and end with words, with the indices of these words."""
        starts = {word.start: word.i for word in self.syntax.words}
        ends = {word.end: word.i + 1 for word in self.syntax.words}
        for match in self.actors.match(self.reading.report.text):
            start, end = starts.get(match.start), ends.get(match.end)
            if start is not None and end is not None and start < end:
                yield match, start, end

    def _from_tables(self, match: NameMatch, start: int, end: int) -> Iterator[Name]:
        head = _head(self.syntax.words[start:end])
        if self._is_part_of_longer_name(start, end):
            return
        entry = self._chosen(match.entries, head)
        if entry is None or (match.ambiguous and not self._is_borne_out(entry, start, end)):
            return
        sort = _SORTS[entry.kind]
        if entry.kind == "leader":
            yield Name(start, end, head, sort, self.of_person(entry.id, entry.name))
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
            entry.id, name, entry.participant, entry.country, entry.sectors, None, basis, reason
        )
        yield Name(start, end, head, sort, identity)

    def _name_of(self, entry: Entry) -> str:
        """Return the usual name: that of the state where a seat or capital stands for it."""
        state = self.actors.states.get(entry.country or "")
        return state.name if state is not None and entry.id == f"state:{entry.country}" else entry.name

    def of_person(self, identity: str, name: str) -> Identity:
        """Return a person of the tables with the office of the day; without a day or an office, without a role."""
        terms = self.actors.leaders(identity)
        held = None if self.day is None else self.actors.office_on(identity, self.day)
        country = held.country if held is not None else identity.split(":")[1]
        if held is None:
            former = [
                term
                for term in terms
                if self.day is not None and term.end is not None and term.end <= self.day
            ]
            sectors: tuple[str, ...] = ("ELI",) if former else ()
            reason = f"{name} is in the table of leaders" + (
                f", out of office on {self.day}" if former else ", without an office on the day"
            )
            return Identity(identity, name, "person", country, sectors, None, "dictionary", reason)
        reason = f"{name} is in the table of leaders: {held.role} ({country}) on {self.day}"
        return Identity(identity, name, "person", country, held.sectors, held.role, "dictionary", reason)

    def _chosen(self, entries: Sequence[Entry], head: Word) -> Entry | None:
        """Return which of several meanings a name has here: an adjective before a noun, a people as a noun."""
        if len(entries) == 1:
            return entries[0]
        kinds = {entry.kind: entry for entry in reversed(entries)}
        modifies = head.dep in _MODIFYING or head.upos == "ADJ"
        for kind in ("adjective", "demonym") if modifies else ("demonym", "adjective"):
            if kind in kinds and not (kind == "demonym" and "state" in kinds):
                return kinds[kind]
        return entries[0]

    def _is_part_of_longer_name(self, start: int, end: int) -> bool:
        """Tell whether the encoder sees a person of more words here ("Jordan Hale"): then it is not the state."""
        return any(
            entity.label == "PER"
            and entity.start <= start
            and end <= entity.end
            and entity.end - entity.start > end - start
            for entity in self.syntax.entities
        ) and not self._is_leader(start, end)

    def _is_leader(self, start: int, end: int) -> bool:
        words = self.syntax.words[start:end]
        text = self.reading.report.text[words[0].start : words[-1].end]
        return any(entry.kind == "leader" for match in self.actors.match(text) for entry in match.entries)

    def _is_borne_out(self, entry: Entry, start: int, end: int) -> bool:
        """Tell whether the encoder or the rest of the report bears out an ambiguous name."""
        wanted = {"leader": {"PER"}}.get(entry.kind, {"LOC", "ORG"})
        if any(
            entity.label in wanted and entity.start <= start < entity.end for entity in self.syntax.entities
        ):
            return True
        return entry.country is not None and self._names_country(entry.country, (start, end))

    def _names_country(self, country: str, without: tuple[int, int]) -> bool:
        words = self.syntax.words
        outside = (words[without[0]].start, words[without[1] - 1].end)
        return any(
            not match.ambiguous
            and (match.start, match.end) != outside
            and any(entry.country == country for entry in match.entries)
            for match in self.actors.match(self.reading.report.text)
        )

    def _unknown(self, entity: Entity) -> Iterator[Name]:
        words: Sequence[Word] = self.syntax.words[entity.start : entity.end]
        while words and words[0].upos == "DET":
            words = words[1:]
        if not words or not any(word.upos == "PROPN" for word in words):
            return
        if entity.label == "PER":
            words = self._without_title(words)
        text = self.reading.report.text[words[0].start : words[-1].end]
        head = _head(words)
        start, end = words[0].i, words[-1].i + 1
        if entity.label == "PER" and len(words) > 1:
            identity = Identity(
                None, text, "person", None, (), None, "text", f"“{text}” is named as a person"
            )
            yield Name(start, end, head, "person", identity)
        elif entity.label == "ORG":
            identity = Identity(
                None, text, "organisation", None, (), None, "text", f"“{text}” is named as an organisation"
            )
            yield Name(start, end, head, "body", identity)
        elif entity.label == "LOC":
            identity = Identity(
                None, text, "unnamed", None, (), None, "none", f"“{text}” is named as a place"
            )
            yield Name(start, end, head, "place", identity)

    def _without_title(self, words: Sequence[Word]) -> Sequence[Word]:
        """Return the words of a person's name without a title that the encoder took for a part of it."""
        for size in range(len(words) - 1, 0, -1):
            role = self.actors.role([word.text for word in words[:size]])
            if role is not None and role.titular:
                return words[size:]
        return words

    def _surnames(self, names: Sequence[Name], covered: set[int]) -> Iterator[Name]:
        """Yield second mentions by surname: of a person the report names in full, or of a leader in office."""
        known = self._known_surnames(names)
        people = {
            index
            for entity in self.syntax.entities
            if entity.label == "PER"
            for index in range(entity.start, entity.end)
        }
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
                leader = self._leader_in_office(word.text)
                if leader is not None:
                    yield Name(word.i, word.i + 1, word, "person", self.of_person(leader.id, leader.name))
                elif word.i in people:
                    identity = Identity(
                        None,
                        word.text,
                        "person",
                        None,
                        (),
                        None,
                        "text",
                        f"“{word.text}” is named as a person",
                    )
                    yield Name(word.i, word.i + 1, word, "person", identity)

    def _known_surnames(self, names: Iterable[Name]) -> dict[str, Name]:
        found: dict[str, Name] = {}
        for name in names:
            if name.sort != "person":
                continue
            terms = self.actors.leaders(name.identity.id) if name.identity.id is not None else ()
            last = self.syntax.words[name.end - 1].lower
            for surname in {last, *(surname.lower() for term in terms for surname in term.surnames)}:
                found.setdefault(surname, name)
        return found

    def _leader_in_office(self, surname: str) -> Leader | None:
        """Return the one leader of this surname in office on the day; of several, the one at the head of a state."""
        if self.day is None:
            return None
        terms = [term for term in self.actors.surname(surname) if term.holds_on(self.day)]
        if len({term.id for term in terms}) > 1:
            terms = [term for term in terms if term.heads]
        return terms[0] if len({term.id for term in terms}) == 1 else None


def _head(words: Sequence[Word]) -> Word:
    """Return the word of a run whose head lies outside it."""
    inside = {word.i for word in words}
    return next((word for word in words if word.is_root or word.head.i not in inside), words[-1])
