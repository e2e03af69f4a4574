"""The map's projection: Equal Earth (Šavrič, Patterson, Jenny 2018), so that areas may be compared.

The middle meridian is 11° E, so that the edge cuts no land but one island. A map unit is about
five kilometres at the equator.
"""

from math import asin, cos, pi, radians, sin, sqrt

WIDTH = 8000
HEIGHT = 3500  # from 84° N to 58° S: without Antarctica
MIDDLE = 11.0  # degrees east

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_SCALE = WIDTH * 3 * _A1 / (4 * sqrt(3) * pi)
_NORTHERNMOST = 84.0
KM = _SCALE / 6371.0
"""Map units a kilometre: the projection keeps areas, so a circle drawn by it covers as much as it does on the ground."""


def project(lat: float, lon: float) -> tuple[float, float]:
    """Return where a point is on the map, in map units from its upper left corner."""
    return drawn(lat, east(lon))


def drawn(lat: float, from_middle: float) -> tuple[float, float]:
    """Return the same for degrees east of the middle meridian; those beyond the edge lie beyond it."""
    x, y = _raw(lat, from_middle)
    return WIDTH / 2 + x * _SCALE, (_raw(_NORTHERNMOST, 0)[1] - y) * _SCALE


def east(lon: float) -> float:
    """Return degrees east of the middle meridian, from -180 to 180."""
    return (lon - MIDDLE + 180) % 360 - 180


def _raw(lat: float, from_middle: float) -> tuple[float, float]:
    theta = asin(sqrt(3) / 2 * sin(radians(lat)))
    square = theta * theta
    sixth = square**3
    x = (
        2 * sqrt(3) * radians(from_middle) * cos(theta)
        / (3 * (9 * _A4 * sixth * square + 7 * _A3 * sixth + 3 * _A2 * square + _A1))
    )  # fmt: skip
    return x, theta * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
