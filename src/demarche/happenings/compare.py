"""Whether two events are one happening: a sum of what speaks for it and against it, each part with its words."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from demarche.happenings.sketch import Side, Sketch, Spot
from demarche.lexicon.linking import LinkRules, Weights

_EARTH_KM = 6371.0
_APART_KM = 25.0  # two names further apart are two places


@dataclass(frozen=True, slots=True)
class Ground:
    """A part of the sum: what was compared, in words, and its weight."""

    field: str
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sum over two events, and its grounds."""

    score: float
    grounds: tuple[Ground, ...]


def compare(one: Sketch, other: Sketch, rules: LinkRules, *, are_copies: bool) -> Comparison | None:
    """Return how much speaks for one happening; None where something speaks against it that nothing outweighs.

    That is: the same report, statuses that exclude each other, types that are not related, dates or places apart.
    The order of the two makes no difference.
    """
    if one.report == other.report or one.group != other.group or other.type not in rules.types_with(one.type):
        return None
    if one.last < other.first or other.last < one.first or _are_apart(one, other):
        return None
    grounds = tuple(_grounds(one, other, rules, are_copies=are_copies))
    return Comparison(round(sum(ground.weight for ground in grounds), 4), grounds)


def _grounds(one: Sketch, other: Sketch, rules: LinkRules, *, are_copies: bool) -> Iterator[Ground]:
    weights = rules.weights
    yield _dates(one, other, weights)
    yield from _sides(one, other, rules)
    if one.type != other.type:
        yield Ground(
            "type", f"{' and '.join(sorted((one.type, other.type)))} are related", weights.related_type
        )
    if one.mode and other.mode:
        same = one.mode == other.mode
        yield Ground(
            "mode", "the same" if same else "another", weights.same_mode if same else weights.other_mode
        )
    places = sorted({spot.name for spot in one.spots} & {spot.name for spot in other.spots})
    if places:
        yield Ground("where", f"both in {', '.join(places)}", weights.same_place)
    shared = sorted({*one.words} & {*other.words})
    if shared:
        share = len(shared) / max(weights.fewest_words, min(len(one.words), len(other.words)))
        text = f"{share:.0%} of the words of the shorter passage: {', '.join(shared)}"
        yield Ground("words", text, round(weights.words * share, 4))
    if are_copies:
        yield Ground("text", "the reports are copies of one text", weights.copy)


def _dates(one: Sketch, other: Sketch, weights: Weights) -> Ground:
    if not (one.is_dated and other.is_dated):
        return Ground("when", "the date of a report allows it", weights.published)
    if one.first == one.last == other.first == other.last:
        return Ground("when", f"both on {one.first}", weights.same_day)
    return Ground("when", f"both may be on {max(one.first, other.first)}", weights.near_day)


def _sides(one: Sketch, other: Sketch, rules: LinkRules) -> Iterator[Ground]:
    weights = rules.weights
    if one.type in rules.mutual and other.type in rules.mutual:
        both = one.actors | one.recipients, other.actors | other.recipients
        yield from _mutual(*both, weights)
        return
    actor = weights.same_actor, weights.alike_actor, weights.other_actor
    yield from _side("actors", one.actors, other.actors, actor)
    recipient = weights.same_recipient, weights.alike_recipient, weights.other_recipient
    yield from _side("recipients", one.recipients, other.recipients, recipient)


def _mutual(one: Side, other: Side, weights: Weights) -> Iterator[Ground]:
    """Yield the ground of participants who act on each other: each further country that both have counts as well."""
    shared = sorted({*one.countries} & {*other.countries})
    only = {*one.countries} ^ {*other.countries}
    if len(shared) > 1:
        yield Ground(
            "participants", f"both of {', '.join(shared)}", weights.same_actor + weights.same_recipient
        )
    elif shared and only and len(one.countries) > 1 and len(other.countries) > 1:
        yield Ground("participants", f"{', '.join(sorted(only))} in one of them only", weights.other_actor)
    else:
        yield from _side(
            "participants", one, other, (weights.same_actor, weights.alike_actor, weights.other_actor)
        )


def _side(field: str, one: Side, other: Side, weights: tuple[float, float, float]) -> Iterator[Ground]:
    if not one or not other:
        return
    same, alike, different = weights
    ids = sorted({*one.ids} & {*other.ids})
    shared = sorted({*one.countries} & {*other.countries} | {*one.words} & {*other.words})
    if ids:
        yield Ground(field, f"both {', '.join(ids)}", same)
    elif shared:
        yield Ground(field, f"both of {', '.join(shared)}", alike)
    elif one.is_known and other.is_known:
        yield Ground(field, "nobody in common", different)


def _are_apart(one: Sketch, other: Sketch) -> bool:
    """Tell whether both have places, and each of one is far from each of the other."""
    pairs = [(a, b) for a in one.spots for b in other.spots]
    return bool(pairs) and all(_is_far(a, b) for a, b in pairs)


def _is_far(one: Spot, other: Spot) -> bool:
    if one.name in {other.name, other.region} or other.name == one.region:
        return False
    return one.place is None or other.place is None or _km(one.place, other.place) > _APART_KM


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance in kilometres by the haversine formula."""
    lat, lon, lat2, lon2 = map(radians, (*one, *other))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))
