"""Which words of a report name places: the tables' and the encoder's names, short forms, and places inside other names."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from demarche.lexicon.places import Place, Places, place_key
from demarche.model.reading import Reading
from demarche.model.resolved import ToponymSort
from demarche.model.syntax import Entity, Syntax, Word, tops
from demarche.resolve.identity import Name

_NOMINAL = frozenset({"NOUN", "PROPN"})
_LOCATIVE = frozenset({"in", "at", "near", "inside", "outside", "around", "across", "from", "to", "into", "toward", "towards", "on", "off", "through", "over", "along"})  # fmt: skip
_SORTS: Mapping[str, ToponymSort] = {
    "state": "name", "capital": "name", "place": "name", "adjective": "adjective", "demonym": "people",
}  # fmt: skip
_PEOPLES = frozenset({"adjective", "demonym"})
_GROWN = frozenset({"admin1", "admin2", "region", "point"})
_BODIES = frozenset({"body", "seat"})
_BEFORE = frozenset({"compound", "amod", "nmod:poss", "flat", "nmod:desc"})
_INTRODUCING = frozenset({"of", "in", "for", "at"})
_LONGEST = 4  # words of a place inside another name
_WELL_KNOWN = 100_000  # the least rank of a place that is seen inside another name though the report names it nowhere else
_ALIKE = 4  # the least letters of a name that is looked for again


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words (indices, end exclusive) that name a place, their head word, and the places they may mean, best known first.

    Toponyms of the same `key` have the same meaning in a report.
    """

    start: int
    end: int
    head: Word
    sort: ToponymSort
    options: tuple[Place, ...]
    key: str


@dataclass(frozen=True, slots=True)
class ToponymFinder:
    """Finds the toponyms of one report; `names` are those found in it, by head word, `parts` the words of persons' names."""

    reading: Reading
    syntax: Syntax
    names: Mapping[int, Name]
    places: Places
    parts: frozenset[str]

    def find(self) -> tuple[Toponym, ...]:
        """Return the toponyms in the order of the text; no two have a word in common."""
        found: dict[int, Toponym] = {}
        people = self._covered(lambda name: name.sort == "person")
        for toponym in (*self._short_forms(), *self._marked(), *self._named()):
            _add(found, toponym)
        for toponym in (*self._dependent(people), *self._headed(people)):
            _add(found, toponym)
        known = {
            self._text(one.start, one.end) for one in found.values() if one.sort == "name" and one.options
        }
        for toponym in (*self._again(known, people), *self._inside(known)):
            _add(found, toponym)
        firsts = {toponym.start: toponym for toponym in found.values()}
        return tuple(firsts[start] for start in sorted(firsts))

    def _covered(self, wanted: Callable[[Name], bool]) -> set[int]:
        return {
            index for name in self.names.values() if wanted(name) for index in range(name.start, name.end)
        }

    def _text(self, start: int, end: int) -> str:
        words = self.syntax.words
        return self.reading.report.text[words[start].start : words[end - 1].end]

    def _toponym(
        self, run: range, head: Word, sort: ToponymSort, options: tuple[Place, ...], kind: str = ""
    ) -> Toponym:
        key = place_key(f"{self._text(run.start, run.stop)} {kind}").removeprefix("the ")
        return Toponym(run.start, run.stop, head, sort, options, key)

    def _short_forms(self) -> Iterator[Toponym]:
        """Yield the short forms of divisions after a name and a comma: "Paris, TX", "LEXINGTON, Neb."."""
        words = self.syntax.words
        for before, comma, word in zip(words, words[1:], words[2:], strict=False):
            if comma.text == "," and before.upos == "PROPN" and before.sentence == word.sentence:
                options = self.places.short(word.text)
                if options:
                    yield self._toponym(range(word.i, word.i + 1), word, "name", options)

    def _marked(self) -> Iterator[Toponym]:
        """Yield the places that the encoder marks, but where the tables know a person or a body of these words."""
        taken = self._covered(lambda name: name.sort not in _SORTS)
        tabled = {
            index
            for name in self.names.values()
            if _SORTS.get(name.sort) == "name" and self.places.lookup(self._text(name.start, name.end))
            for index in range(name.start, name.end)
        }
        peoples = self._covered(
            lambda name: (
                name.sort in _PEOPLES and self.places.derived(self._text(name.start, name.end)) is not None
            )
        )
        for entity in self.syntax.entities:
            run = range(entity.start, entity.end)
            if entity.label != "LOC" or not taken.isdisjoint(run) or peoples.issuperset(run):
                continue
            text = self._text(entity.start, entity.end)
            if (
                self.places.derived(text) is None
                and not self.places.is_none(text)
                and not self._is_surname(entity)
            ):
                toponym = self._named_by(entity.start, entity.end)
                is_whole = toponym.options or tabled.isdisjoint(
                    run
                )  # "the Syrian Golan Heights" is no name of the tables
                if is_whole and (toponym.options or len(run) > 1 or _is_locative(toponym.head)):
                    yield toponym

    def _is_surname(self, entity: Entity) -> bool:
        """Tell whether a marked word is a part of a person's name elsewhere, and no preposition says that it is a place."""
        if entity.end - entity.start > 1:
            return False
        word = self.syntax.words[entity.start]
        return word.text in self.parts and not _is_locative(word)

    def _named(self) -> Iterator[Toponym]:
        """Yield the names of the tables: states, capitals, peoples, and what they have as names of places."""
        for name in self.names.values():
            sort = _SORTS.get(name.sort)
            if sort == "name" or (
                sort == "adjective" and self.places.derived(self._text(name.start, name.end)) is None
            ):
                yield self._named_by(name.start, name.end)
            elif sort is not None:
                yield self._national(name, sort)
        words = self.syntax.words
        for length in (2, 1):
            for start in range(len(words) - length + 1):
                found = self.places.derived(self._text(start, start + length))
                if found is not None:
                    yield self._toponym(
                        range(start, start + length), words[start + length - 1], "adjective", (found,)
                    )

    def _national(self, name: Name, sort: ToponymSort) -> Toponym:
        country = self.places.countries.get(name.identity.country or "")
        return self._toponym(
            range(name.start, name.end), name.head, sort, () if country is None else (country,)
        )

    def _named_by(self, start: int, end: int) -> Toponym:
        """Return the toponym of a name, with the noun that says its kind ("Kursk region", "the port of Sfax")."""
        words = self.syntax.words
        while end - start > 1 and words[start].upos == "DET":
            start += 1
        head = _head(words[start:end])
        shared = self._shared_kind(start, end)
        if shared is not None:
            options = self.places.of_kind(f"{self._text(start, end)} {shared}")
            if options:
                return self._toponym(range(start, end), head, "name", options, shared)
        if (
            end < len(words)
            and words[end].upos in _NOMINAL
            and head.head is words[end]
            and head.dep in _BEFORE
        ):
            options = self.places.of_kind(self._text(start, end + 1))
            if options and options[0].precision in _GROWN:
                return self._toponym(range(start, end + 1), words[end], "name", options)
        if start > 0 and words[start - 1].upos == "ADJ" and words[start - 1].head is head:
            options = self.places.of_kind(self._text(start - 1, end))
            if options:
                return self._toponym(range(start, end), head, "name", options)
        return self._toponym(range(start, end), head, "name", self.places.lookup(self._text(start, end)))

    def _shared_kind(self, start: int, end: int) -> str | None:
        """Return the singular of the plural kind that a list of names ends with: "Otoe and Cass counties"."""
        at, words = end, self.syntax.words
        while at < len(words) and words[at].sentence == words[start].sentence:
            kind = self.places.plural_kind(words[at].text)
            if kind is not None:
                return kind
            if words[at].upos not in {"PROPN", "CCONJ", "PUNCT"}:
                return None
            at += 1
        return None

    def _dependent(self, people: set[int]) -> Iterator[Toponym]:
        """Yield proper nouns that nothing else covers, after a preposition of place, if the gazetteer has them."""
        words = self.syntax.words
        for word in words:
            if word.upos == "PROPN" and word.i not in people and _is_locative(word):
                start = word.i
                while (
                    start > 0
                    and words[start - 1].head is word
                    and words[start - 1].dep in _BEFORE
                    and words[start - 1].upos == "PROPN"
                ):
                    start -= 1
                toponym = self._named_by(start, word.i + 1)
                if toponym.options and not self.places.is_none(self._text(start, word.i + 1)):
                    yield toponym

    def _headed(self, people: set[int]) -> Iterator[Toponym]:
        """Yield the place of a dateline ("LEXINGTON (AP)", "OTTAWA -"), and of a seat: "Rep. A. Ober, D-Ottawa"."""
        words = self.syntax.words
        for sentence in self.syntax.sentences:
            end = sentence.start
            while end < sentence.end and words[end].text.isupper() and words[end].text[0].isalpha():
                end += 1
            last = end < sentence.end and words[end].text in {",", "(", "-", "—", "–", "--"}
            if (
                last
                and sentence.start < end <= sentence.start + _LONGEST
                and words[sentence.start].i not in people
            ):
                toponym = self._named_by(sentence.start, end)
                if toponym.options:
                    yield toponym

    def _again(self, known: set[str], people: set[int]) -> Iterator[Toponym]:
        """Yield the same words where nothing marks them, outside of other names and of persons."""
        bodies = self._covered(lambda name: name.sort in _BODIES) | {
            index for one in self.syntax.entities if one.label == "ORG" for index in range(one.start, one.end)
        }
        for start, end in self._runs():
            if (
                self._text(start, end) in known
                and people.isdisjoint(range(start, end))
                and bodies.isdisjoint(range(start, end))
            ):
                yield self._named_by(start, end)

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Yield all runs of few words that begin and end with a capital, longer ones first."""
        words = self.syntax.words
        for start, word in enumerate(words):
            if word.text[:1].isupper() and len(word.text) >= _ALIKE:
                for end in range(min(start + _LONGEST, len(words)), start, -1):
                    if words[end - 1].text[:1].isupper():
                        yield start, end

    def _inside(self, known: set[str]) -> Iterator[Toponym]:
        """Yield the places inside the names of bodies: "Lima Town Hall", "the University of Peru"."""
        runs = {(one.start, one.end) for one in self.syntax.entities if one.label == "ORG"}
        runs |= {(name.start, name.end) for name in self.names.values() if name.sort in _BODIES}
        for first, last in sorted(runs):
            start = first
            while start < last:
                toponym = next(
                    (
                        found
                        for end in range(min(start + _LONGEST, last), start, -1)
                        if (found := self._inner(start, end, range(first, last), known)) is not None
                    ),
                    None,
                )
                if toponym is not None:
                    yield toponym
                start = start + 1 if toponym is None else toponym.end

    def _inner(self, start: int, end: int, body: range, known: set[str]) -> Toponym | None:
        words = self.syntax.words
        if not words[start].text[:1].isupper() or not words[end - 1].text[:1].isupper():
            return None
        text = self._text(start, end)
        derived = self.places.derived(text) if end == start + 1 else None
        if derived is not None:
            return self._toponym(range(start, end), words[end - 1], "inner", (derived,))
        introduced = start > body.start and words[start - 1].lower in _INTRODUCING
        if end == body.stop and not introduced:
            return None
        if self.places.is_none(text):
            return None
        options = self.places.exact(text)
        best = options[0].rank if options else 0
        if options and (text in known or best >= _WELL_KNOWN):
            return self._toponym(range(start, end), words[end - 1], "inner", options)
        return None


def _add(found: dict[int, Toponym], toponym: Toponym) -> None:
    """Put a toponym in at all its words, unless one of them is taken."""
    words = range(toponym.start, toponym.end)
    if not any(index in found for index in words):
        found.update((index, toponym) for index in words)


def _is_locative(word: Word) -> bool:
    case = word.first("case")
    return word.dep in {"obl", "nmod"} and case is not None and case.lower in _LOCATIVE


def _head(words: Sequence[Word]) -> Word:
    return next(iter(tops(words)), words[-1])
