"""Names of places to the gazetteer, told apart by what stands beside them and by the countries of the report."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from demarche.lexicon.places import Place, Places
from demarche.model.parts import Where
from demarche.model.reading import Reading
from demarche.model.resolved import PlaceMention
from demarche.model.syntax import Syntax, Word, tops
from demarche.resolve.identity import Name

_NOMINAL = frozenset({"NOUN", "PROPN"})
_LOCATIVE = frozenset({"in", "at", "near", "inside", "outside", "around", "across", "from", "to", "into", "toward", "towards", "on", "off", "through", "over", "along"})  # fmt: skip
_PLACE_SORTS = frozenset({"state", "capital", "place"})
_CONTAINED = frozenset(
    {"appos", "nmod:unmarked", "nmod", "list", "nmod:poss", "conj", "parataxis", "obl:unmarked", "flat"}
)
_COMMA_AND_NAME = 2
_BEFORE = frozenset({"compound", "amod", "nmod:poss", "flat", "nmod:desc"})


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Words that may name a place, the head of their phrase, and the names to try, the fullest first."""

    start: int
    end: int
    head: Word
    texts: tuple[str, ...]


def find_places(
    reading: Reading, syntax: Syntax, names: Mapping[int, Name], places: Places
) -> dict[int, PlaceMention]:
    """Return the places that a report names, by the index of their head word."""
    countries = Counter(
        name.identity.country
        for name in names.values()
        if name.sort in {"state", "adjective", "capital", "demonym"}
    )
    found: dict[int, PlaceMention] = {}
    for candidate in _candidates(reading, syntax, names):
        options = next((options for text in candidate.texts if (options := places.lookup(text))), ())
        if not options:
            continue
        container = _container(candidate, names)
        division = _division(candidate, syntax, places)
        place, reason = _chosen(options, container, countries, division)
        span = reading.span(syntax.words[candidate.start].start, syntax.words[candidate.end - 1].end)
        where = Where(
            place.name,
            place.country,
            place.admin1,
            place.lat,
            place.lon,
            place.precision,
            place.geoname,
            span,
        )
        found.setdefault(
            candidate.head.i, PlaceMention(candidate.start, candidate.end, candidate.head.i, where, reason)
        )
    return found


def _candidates(reading: Reading, syntax: Syntax, names: Mapping[int, Name]) -> Iterator[_Candidate]:
    words = syntax.words
    covered: set[int] = set()
    taken = {
        index
        for name in names.values()
        if name.sort not in _PLACE_SORTS
        for index in range(name.start, name.end)
    }
    for name in names.values():
        if name.sort in _PLACE_SORTS:
            covered.update(range(name.start, name.end))
            yield _grown(reading, syntax, name.start, name.end, name.head)
    for entity in syntax.entities:
        run = range(entity.start, entity.end)
        if entity.label == "LOC" and covered.isdisjoint(run) and taken.isdisjoint(run):
            covered.update(run)
            yield _grown(reading, syntax, entity.start, entity.end, _head(words[entity.start : entity.end]))
    for word in words:
        if word.upos == "PROPN" and word.i not in covered and word.i not in taken and _is_locative(word):
            start = word.i
            while (
                start > 0
                and words[start - 1].head is word
                and words[start - 1].dep in _BEFORE
                and words[start - 1].upos == "PROPN"
            ):
                start -= 1
            yield _grown(reading, syntax, start, word.i + 1, word)


def _grown(reading: Reading, syntax: Syntax, start: int, end: int, head: Word) -> _Candidate:
    """Return a name with the noun that says its kind ("Kursk region") and the word that says its part ("northern Syria")."""
    words = syntax.words
    text = reading.report.text[words[start].start : words[end - 1].end]
    texts = [text]
    last, top = end, head
    if end < len(words) and words[end].upos in _NOMINAL and head.head is words[end] and head.dep in _BEFORE:
        last, top = end + 1, words[end]
        texts.insert(0, reading.report.text[words[start].start : words[end].end])
    if start > 0 and words[start - 1].upos == "ADJ" and words[start - 1].head is top:
        texts.insert(0, reading.report.text[words[start - 1].start : words[last - 1].end])
    return _Candidate(start, last, top, tuple(texts))


def _container(candidate: _Candidate, names: Mapping[int, Name]) -> str | None:
    """Return the country that the text puts the place in: "Sarmada, Syria", "Russia's Kursk region", "Mosul in Iraq"."""
    for child in candidate.head.children:
        name = names.get(child.i)
        if (
            name is not None
            and child.dep in _CONTAINED
            and name.sort in {"state", "capital"}
            and not candidate.start <= child.i < candidate.end
        ):
            return name.identity.country
    above = candidate.head.head
    name = names.get(above.i)
    return (
        name.identity.country
        if name is not None and candidate.head.dep in {"appos", "compound"} and name.sort == "state"
        else None
    )


def _division(candidate: _Candidate, syntax: Syntax, places: Places) -> Sequence[Place]:
    """Return the first-level divisions that the words after a city's name may mean: "Paris, Texas"."""
    words = syntax.words[candidate.end : candidate.end + 3]
    if len(words) < _COMMA_AND_NAME or words[0].text != "," or words[1].upos != "PROPN":
        return ()
    if words[1].sentence != candidate.head.sentence:
        return ()
    texts = [words[1].text]
    if len(words) > _COMMA_AND_NAME and words[2].upos == "PROPN":
        texts.insert(0, f"{words[1].text} {words[2].text}")
    for text in texts:
        found = [place for place in places.lookup(text) if place.precision == "admin1"]
        if found:
            return found
    return ()


def _chosen(
    options: Sequence[Place],
    container: str | None,
    countries: Counter[str | None],
    divisions: Sequence[Place],
) -> tuple[Place, str]:
    for division in divisions:
        inside = next((place for place in options if _is_inside(place, division)), None)
        if inside is not None:
            return inside, f"the text puts it in {division.name}"
    if container is not None:
        inside = next((place for place in options if place.country == container), None)
        if inside is not None:
            return inside, f"the text puts it in {container}"
    best = options[0]
    if best.precision == "country" or len({place.country for place in options}) == 1:
        return best, "the only place, or country, of the name" if len(
            options
        ) == 1 else "the best known place of the name"
    named = [place for place in options if countries[place.country] > 0]
    if named:
        chosen = max(named, key=lambda place: (countries[place.country], place.rank))
        return chosen, f"the report names {chosen.country}"
    return best, "the best known place of the name"


def _is_inside(place: Place, division: Place) -> bool:
    return place.country == division.country and place.precision == "city" and place.admin1 == division.admin1


def with_countries(names: Mapping[int, Name], found: Mapping[int, PlaceMention]) -> dict[int, Name]:
    """Return the names; a place that was found has its country, so that "Mosul police" is of Iraq."""
    countries = {
        index: place.where.country for place in found.values() for index in range(place.start, place.end)
    }
    return {
        index: name
        if name.sort != "place" or countries.get(name.start) is None
        else replace(name, identity=replace(name.identity, country=countries[name.start]))
        for index, name in names.items()
    }


def _is_locative(word: Word) -> bool:
    case = word.first("case")
    return word.dep in {"obl", "nmod"} and case is not None and case.lower in _LOCATIVE


def _head(words: Sequence[Word]) -> Word:
    return next(iter(tops(words)), words[-1])
