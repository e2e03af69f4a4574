"""What a report says around its toponyms: where one lies, what it is listed with, what else is named nearby."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from demarche.lexicon.places import Place
from demarche.model.syntax import Syntax, Word
from demarche.model.values import PlacePrecision
from demarche.resolve.places.geography import is_inside
from demarche.resolve.places.toponyms import Toponym

_CONTAINED = frozenset(
    {"appos", "nmod:unmarked", "nmod", "list", "nmod:poss", "parataxis", "obl:unmarked", "flat"}
)
_AREAS = frozenset({"country", "admin1"})
_CLEARLY = 5  # times better known than a place of another kind of the same name


@dataclass(frozen=True, slots=True)
class Beside:
    """What the words beside toponyms say, by a toponym's first word.

    `areas` hold it ("Paris, Texas"), `holding` are the toponyms that hold others, `kinds` are those of what it is listed
    with ("Ohio, New York and Utah").
    """

    areas: Mapping[int, Sequence[Place]]
    holding: frozenset[int]
    kinds: Mapping[int, PlacePrecision]


def beside(toponyms: Sequence[Toponym], syntax: Syntax) -> Beside:
    """Return what the words beside the toponyms say of them."""
    heads = {toponym.head.i: toponym for toponym in toponyms}
    firsts = {toponym.start: toponym for toponym in toponyms}
    areas: dict[int, list[Place]] = defaultdict(list)
    holding: set[int] = set()
    for toponym in toponyms:
        for other in _containers(toponym, heads, firsts, syntax.words):
            held = _areas_of(toponym, other)
            areas[toponym.start].extend(held)
            if held and other.sort == "name":
                holding.add(other.start)
    return Beside(areas, frozenset(holding), dict(_listed(toponyms, heads)))


def _containers(
    toponym: Toponym, heads: Mapping[int, Toponym], firsts: Mapping[int, Toponym], words: Sequence[Word]
) -> Iterator[Toponym]:
    """Yield the toponyms that may say where this one is: "Sarmada, Syria", "Russia's Kursk region", "Mosul in Iraq"."""
    at = toponym.end
    if at + 1 < len(words) and words[at].text in {",", "("} and at + 1 in firsts:
        yield firsts[at + 1]
    for child in toponym.head.children:
        area = heads.get(child.i)
        if area is not None and area is not toponym and child.dep in _CONTAINED:
            yield area
    if toponym.head.dep in {"appos", "compound"} and toponym.head.head.i in heads:
        yield heads[toponym.head.head.i]


def _areas_of(toponym: Toponym, other: Toponym) -> list[Place]:
    """Return the countries and divisions of a name that hold a place of the other; none for two of the same kind."""
    areas = [place for place in other.options if place.precision in _AREAS]
    best = toponym.options[0].precision if toponym.options else None
    if best == "country" or (areas and best == areas[0].precision):
        return []
    return [area for area in areas if any(is_inside(option, area) for option in toponym.options)]


def _listed(
    toponyms: Sequence[Toponym], heads: Mapping[int, Toponym]
) -> Iterator[tuple[int, PlacePrecision]]:
    """Yield toponyms with the kind of one that they are listed with."""
    for toponym in toponyms:
        for child in toponym.head.having("conj"):
            other = heads.get(child.i)
            if other is not None:
                for one, two in ((toponym, other), (other, toponym)):
                    kind = _kind(two.options)
                    if kind is not None:
                        yield one.start, kind


def _kind(options: Sequence[Place]) -> PlacePrecision | None:
    """Return the kind of place that a name clearly stands for."""
    if not options:
        return None
    best = options[0]
    others = [place.rank for place in options if place.precision != best.precision]
    return None if any(rank * _CLEARLY > best.rank for rank in others) else best.precision
