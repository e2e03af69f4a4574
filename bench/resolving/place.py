"""`place`: which words name places, and where these are, against LGL, GeoVirus and GeoWebNews.

Files of three XML formats are told apart by what they hold: LGL's (also TR-News), GeoVirus' and GeoWebNews'. Without
`--file` all that are found are read; each is a set of figures, and the first figures are the means over the sets.

*Which toponyms count.* LGL: all; those without a gazetteer entry count for recognition alone. GeoVirus: all (its offsets
count from 1). GeoWebNews: those with coordinates, literal and associative, which leaves out demonyms as nouns, languages,
homonyms and the common nouns that it marks too. The sets differ in what a toponym is, so what the program finds is cut
to the convention of the set before it is written: names of places in all, adjectives of places ("the Peruvian port") in
LGL and GeoWebNews, peoples ("Peruvians") in LGL, places inside other names ("Lima Town Hall") in LGL and GeoWebNews.

*Recognition.* Gold and predicted toponyms are paired one to one, those with the same characters first, then those with
the most characters in common. `recognition_f1` counts all pairs (relaxed), `strict_f1` those with the same characters.
*Resolution.* `within_161km` is the share of all gold toponyms with coordinates that have a pair not more than 161 km (100
miles) away on the great circle; one that was missed counts as wrong. `of_found` is the same share of those that have a
pair. `country_accuracy` is the share of all gold toponyms with a country whose pair has it; where a set gives none, the
country is that of the gazetteer's city nearest to the point, within 100 km.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Protocol

from bench.common.benchmark import BenchError, Benchmark, Data, Figure, Figures, Prediction, located, paired
from bench.common.errors import Error, listed
from bench.common.measures import NOTHING, Counts, confusion, share
from bench.common.spans import matched
from bench.resolving.place_files import Article, Toponym, read_articles

_USUAL = ("lgl.xml", "GeoVirus.xml", "GeoWebNews_even.xml")
_NEAR_KM = 161.0
_EARTH_KM = 6371.0
_FIGURES = ("recognition_f1", "strict_f1", "within_161km", "country_accuracy")


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place that was found, by code points of the text; `basis` says why it is this one and no other."""

    start: int
    end: int
    text: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    basis: str


@dataclass(frozen=True, slots=True)
class PlacePrediction(Prediction):
    """The places found in an article."""

    places: tuple[FoundPlace, ...]


Locate = Callable[[Article], tuple[FoundPlace, ...]]
"""Finds the places of an article, by the convention of its set."""


class Atlas(Protocol):
    """What the scorer asks of a gazetteer."""

    def country_at(self, lat: float, lon: float) -> str | None:
        """Return the country (ISO alpha-3) of the city nearest to a point, None if none is near."""

    def country_named(self, name: str) -> str | None:
        """Return the country (ISO alpha-3) of a name, None if it is none."""

    def points(self, name: str) -> Sequence[tuple[float, float]]:
        """Return the points of all places of a name."""


class PlaceBenchmark(Benchmark[Article, PlacePrediction]):
    """Toponyms found, and found at the right place."""

    name = "place"
    purpose = "toponyms: which words, and where they are (LGL, GeoVirus, GeoWebNews)"
    usual = ("place", ".")
    at_least = ("*_f1", "within_161km", "country_accuracy", "*.*_f1", "*.within_161km", "*.country_accuracy")
    prediction = PlacePrediction

    def __init__(self, load: Callable[[], Locate], atlas: Callable[[], Atlas]) -> None:
        self._load = load
        self._atlas = atlas

    def files(self, data: Data) -> Sequence[Path]:
        """Return the file given, or those of the usual ones that are there."""
        place = located(self, data)
        if place.is_file():
            return [place]
        found = [place / name for name in _USUAL if (place / name).exists()]
        if not found:
            raise BenchError(f"none of {', '.join(_USUAL)} in {place}")
        return found

    def items(self, data: Data) -> Sequence[Article]:
        """Return the articles; raise `BenchError` for a file of another format."""
        return [article for path in self.files(data) for article in read_articles(path)]

    def predict(self, items: Sequence[Article]) -> Iterator[PlacePrediction]:
        """Yield the places of each article."""
        locate = self._load()
        for item in items:
            yield PlacePrediction(item.id, locate(item))

    def score(self, items: Sequence[Article], predictions: Sequence[PlacePrediction]) -> Figures:
        """Return the figures of each set and their means."""
        judged = self._judged(items, predictions)
        sets = {name: _figures(judged, name) for name in dict.fromkeys(item.set for item in items)}
        means: dict[str, Figure] = {
            figure: share(sum(_number(one[figure]) for one in sets.values()), len(sets))
            for figure in _FIGURES
        }
        return {**means, **sets}

    def errors(self, items: Sequence[Article], predictions: Sequence[PlacePrediction]) -> str:
        """Return what became of the gold toponyms by set, and every one that is wrong, with its cause."""
        judged = self._judged(items, predictions)
        causes = [(one.article.set, cause) for one in judged for _, cause, _ in one.outcomes()]
        wrong = [error for one in judged for error in one.errors()]
        return listed(self.name, [("Set by what became of the toponym", confusion(causes))], wrong)

    def _judged(self, items: Sequence[Article], predictions: Sequence[PlacePrediction]) -> "list[_Judged]":
        atlas = self._atlas()
        return [
            _Judged(item, prediction.places, _pairs(item.gold, prediction.places), atlas)
            for item, prediction in paired(items, predictions)
        ]


@dataclass(frozen=True, slots=True)
class _Judged:
    """An article with what was found in it; `pairs` says which found place goes with which gold toponym."""

    article: Article
    found: tuple[FoundPlace, ...]
    pairs: Mapping[int, int]
    atlas: Atlas

    def counts(self, *, strict: bool) -> Counts:
        """Return the counts of recognition."""
        right = sum(
            not strict or _range(self.article.gold[left]) == _range(self.found[right])
            for left, right in self.pairs.items()
        )
        return Counts(len(self.article.gold), len(self.found), right)

    def near(self) -> Iterator[tuple[bool, bool]]:
        """Yield for each gold toponym with a point whether it was found, and whether within 161 km."""
        for index, gold in enumerate(self.article.gold):
            if gold.point is not None:
                found = self._pair(index)
                yield found is not None, found is not None and _is_near(gold.point, found)

    def countries(self) -> Iterator[bool]:
        """Yield for each gold toponym with a country whether the place found has it."""
        for index, gold in enumerate(self.article.gold):
            country = self._country(gold)
            if country is not None:
                found = self._pair(index)
                yield found is not None and found.country == country

    def outcomes(self) -> Iterator[tuple[Toponym, str, FoundPlace | None]]:
        """Yield each gold toponym with what became of it, and the place found."""
        for index, gold in enumerate(self.article.gold):
            found = self._pair(index)
            yield gold, self._cause(gold, found), found

    def errors(self) -> Iterator[Error]:
        """Yield the toponyms that are wrong, and what was found where there is none."""
        for gold, cause, found in self.outcomes():
            if cause not in {"right", "found"}:
                shown = _around(self.article.text, gold.start, gold.end) + f" {gold.point}"
                answers = () if found is None else (_described(found),)
                yield Error(self.article.set, cause, self.article.id, shown, answers)
        for index, found in enumerate(self.found):
            if index not in self.pairs.values():
                shown = _around(self.article.text, found.start, found.end)
                yield Error(self.article.set, "in vain", self.article.id, shown, (_described(found),))

    def _cause(self, gold: Toponym, found: FoundPlace | None) -> str:
        if found is None:
            return "not recognised"
        if gold.point is None:
            return "found"
        if _is_near(gold.point, found):
            return "right"
        if any(_kilometres(gold.point, point) <= _NEAR_KM for point in self.atlas.points(found.text)):
            return "wrong candidate"
        return "not in gazetteer"

    def _country(self, gold: Toponym) -> str | None:
        if gold.country is not None:
            return self.atlas.country_named(gold.country)
        if gold.point is None or self.article.convention == "lgl":
            return None
        return self.atlas.country_at(*gold.point)

    def _pair(self, index: int) -> FoundPlace | None:
        right = self.pairs.get(index)
        return None if right is None else self.found[right]


def _figures(judged: Iterable[_Judged], name: str) -> dict[str, Figure]:
    own = [one for one in judged if one.article.set == name]
    relaxed = sum((one.counts(strict=False) for one in own), NOTHING)
    near = [pair for one in own for pair in one.near()]
    countries = [right for one in own for right in one.countries()]
    right = sum(close for _, close in near)
    return {
        "recognition_f1": relaxed.f1,
        "recognition_precision": relaxed.precision,
        "recognition_recall": relaxed.recall,
        "strict_f1": sum((one.counts(strict=True) for one in own), NOTHING).f1,
        "within_161km": share(right, len(near)),
        "of_found": share(right, sum(found for found, _ in near)),
        "country_accuracy": share(sum(countries), len(countries)),
        "articles": len(own),
        "toponyms": relaxed.gold,
        "with_point": len(near),
        "predicted": relaxed.predicted,
    }


def _pairs(gold: Sequence[Toponym], found: Sequence[FoundPlace]) -> dict[int, int]:
    """Return which found place goes with which gold toponym: those most alike first, each once."""
    likeness = {
        (left, right): _likeness(_range(one), _range(other))
        for left, one in enumerate(gold)
        for right, other in enumerate(found)
        if one.start < other.end and other.start < one.end
    }
    return matched(likeness)


def _likeness(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Return the share of the characters of either that both have."""
    return (min(one[1], other[1]) - max(one[0], other[0])) / (max(one[1], other[1]) - min(one[0], other[0]))


def _range(one: Toponym | FoundPlace) -> tuple[int, int]:
    return one.start, one.end


def _is_near(point: tuple[float, float], found: FoundPlace) -> bool:
    if found.lat is None or found.lon is None:
        return False
    return _kilometres(point, (found.lat, found.lon)) <= _NEAR_KM


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance on the great circle (haversine, mean radius of the earth)."""
    (south, west), (north, east) = ((radians(lat), radians(lon)) for lat, lon in (one, other))
    part = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(part)))


def _around(text: str, start: int, end: int) -> str:
    """Return words with some before and after them, themselves marked."""
    before, after = text[max(0, start - 60) : start], text[end : end + 60]
    return " ".join(f"{before}[{text[start:end]}]{after}".split())


def _described(found: FoundPlace) -> str:
    return f"{found.text} = {found.name}, {found.country} ({found.lat}, {found.lon}): {found.basis}"


def _number(figure: Figure) -> float:
    if isinstance(figure, Mapping):
        raise BenchError("a mean needs numbers")
    return figure
