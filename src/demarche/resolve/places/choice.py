"""Which of the places that a name may mean: a sum of weighted reasons, from the text, the outlet and what else it names.

One name has one meaning in a report. The weights are data (`data/places/weights.tsv`), set by hand.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log2, log10

from demarche.lexicon.places import Place, place_key
from demarche.resolve.places.context import Beside
from demarche.resolve.places.geography import is_inside, kilometres, shares_division
from demarche.resolve.places.toponyms import Toponym

_ROUNDS = 3  # choices depend on each other; after three they no longer change but for a handful
_TOWNS = frozenset({"city", "point", "admin2"})
_AREAS = frozenset({"country", "admin1"})


@dataclass(frozen=True, slots=True)
class Choice:
    """The place that a name means, and the reasons that weighed most."""

    place: Place
    reason: str


@dataclass(slots=True)
class _Group:
    """All mentions of one name, what they may mean, and what the text says of them beside their name."""

    options: tuple[Place, ...]
    inside: list[Place] = field(default_factory=list)
    container: bool = False
    listed: set[str] = field(default_factory=set)
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class Chooser:
    """Chooses the places of one report's toponyms; `home` is where its outlet is."""

    toponyms: Sequence[Toponym]
    beside: Beside
    home: Place | None
    weights: Mapping[str, float]

    def choose(self) -> dict[str, Choice]:
        """Return the choice for each name, by its key."""
        groups = self._groups()
        chosen: dict[str, Choice] = {}
        for _ in range(_ROUNDS):
            before = {key: choice.place for key, choice in chosen.items()}
            chosen = {key: self._best(key, group, before) for key, group in groups.items()}
            if {key: choice.place for key, choice in chosen.items()} == before:
                break
        return chosen

    def _groups(self) -> dict[str, _Group]:
        groups: dict[str, _Group] = {}
        for toponym in self.toponyms:
            if not toponym.options:
                continue
            group = groups.setdefault(toponym.key, _Group(toponym.options))
            group.mentions += 1
            group.inside.extend(self.beside.areas.get(toponym.start, ()))
            group.container |= toponym.start in self.beside.holding
            group.listed.update(kind for kind in (self.beside.kinds.get(toponym.start),) if kind is not None)
        return groups

    def _best(self, key: str, group: _Group, chosen: Mapping[str, Place]) -> Choice:
        others = [place for other, place in chosen.items() if other != key]
        scored = [(self._reasons(key, option, group, others), option) for option in group.options]
        reasons, place = max(scored, key=lambda pair: (sum(pair[0].values()), pair[1].rank))
        return Choice(place, _told(reasons, len(scored)))

    def _reasons(self, key: str, option: Place, group: _Group, others: Sequence[Place]) -> dict[str, float]:
        """Return what speaks for a place, by name of the weight."""
        weights = self.weights
        found = {"known": log10(option.rank + 1)}
        found["other_name"] = float(option.precision == "city" and place_key(option.name) != key)
        found["stated"] = float(any(is_inside(option, area) for area in group.inside))
        found["container"] = float(group.container and option.precision in _AREAS)
        found["listed"] = float(option.precision in group.listed)
        division = sum(shares_division(option, other) for other in others)
        country = sum(option.country is not None and option.country == other.country for other in others)
        near = sum(self._is_near(option, other) for other in others)
        for name, count in (("division", division), ("country", country), ("near", near)):
            found[name] = log2(1 + count)
        if self.home is not None:
            found["home_near"] = float(self.home.precision == "city" and self._is_near(option, self.home))
            found["home_division"] = float(shares_division(option, self.home))
            found["home_country"] = float(option.country == self.home.country)
        return {name: weights[name] * value for name, value in found.items() if value}

    def _is_near(self, one: Place, other: Place) -> bool:
        if one.precision in _AREAS or other.precision in _AREAS:
            return False
        distance = kilometres(one, other)
        return distance is not None and distance <= self.weights["near_km"]


def _told(reasons: Mapping[str, float], options: int) -> str:
    """Return the reasons as words, the weightiest first."""
    if options == 1:
        return "the only place of the name"
    ordered = sorted(reasons, key=lambda name: -reasons[name])
    return (
        "of "
        + str(options)
        + " places of the name: "
        + ", ".join(f"{name} {reasons[name]:.1f}" for name in ordered)
    )


def supposed(
    toponym: Toponym, name: str, known: Sequence[tuple[Toponym, Choice]], home: Place | None
) -> Choice | None:
    """Return where a name lies that the gazetteer has not: with the next town of its sentence, or of the report."""
    towns = [(other, choice.place) for other, choice in known if choice.place.precision in _TOWNS]
    near = [
        (abs(other.start - toponym.start), place)
        for other, place in towns
        if other.head.sentence == toponym.head.sentence
    ]
    named = Counter(place for _, place in towns) or Counter(choice.place for _, choice in known)
    if near:
        area, why = min(near, key=lambda pair: pair[0])[1], "which stands next to it"
    elif named:
        area, why = named.most_common(1)[0][0], "which the report names most"
    elif home is not None:
        area, why = home, "the home of the outlet"
    else:
        return None
    place = Place(name, area.country, area.admin1, area.lat, area.lon, "region", None, 0)
    return Choice(place, f"not in the gazetteer; supposed with {area.name}, {why}")
