"""Where places lie to each other."""

from math import asin, cos, radians, sin, sqrt

from demarche.lexicon.places import Place

_EARTH_KM = 6371.0
_AREAS = frozenset({"country", "admin1"})


def is_inside(place: Place, area: Place) -> bool:
    """Tell whether a place lies in a country or in a first-level division."""
    if place.country != area.country or place == area:
        return False
    if area.precision == "country":
        return place.precision != "country"
    return area.precision == "admin1" and place.precision not in _AREAS and place.admin1 == area.admin1


def kilometres(one: Place, other: Place) -> float | None:
    """Return the distance on the great circle; None for a place without a point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    south, north = radians(one.lat), radians(other.lat)
    part = (
        sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(radians(other.lon - one.lon) / 2) ** 2
    )
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(part)))


def shares_division(one: Place, other: Place) -> bool:
    """Tell whether two places lie in the same first-level division, or one is the other's."""
    return one.admin1 is not None and one.country == other.country and one.admin1 == other.admin1
