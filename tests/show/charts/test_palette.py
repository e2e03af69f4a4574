"""The colours are told apart by all kinds of colour vision, can be read, and are the same in the style sheets."""

import re
from itertools import combinations
from math import dist
from pathlib import Path

import pytest

import demarche.show
from demarche.show.charts.palette import Colour, palette

_QUADS = ("q1", "q2", "q3", "q4")
_SHADES = ("shade1", "shade2", "shade3", "shade4", "shade5")
_APART = 20  # CIE76: of two colours that are seen side by side
_TEXT = 4.5  # WCAG 2.2 AA
_GRAPHIC = 3.0

# Machado, Oliveira and Fernandes 2009, severity 1
_VISIONS = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE = (0.95047, 1.0, 1.08883)


def _linear(colour: str) -> list[float]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _times(matrix: tuple[tuple[float, ...], ...], values: list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, values, strict=True)) for row in matrix]


def _lab(linear: list[float]) -> tuple[float, float, float]:
    xyz = _times(_XYZ, [min(1.0, max(0.0, part)) for part in linear])
    x, y, z = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116
        for part in (value / white for value, white in zip(xyz, _WHITE, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _contrast(one: str, other: str) -> float:
    low, high = sorted(_times(_XYZ, _linear(colour))[1] for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def _of(name: str, mode: str) -> str:
    colour: Colour = palette()[name]
    return colour.light if mode == "light" else colour.dark


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("vision", _VISIONS)
def test_quad_classes_are_told_apart(vision: str, mode: str) -> None:
    seen = [_lab(_times(_VISIONS[vision], _linear(_of(name, mode)))) for name in _QUADS]
    assert min(dist(one, other) for one, other in combinations(seen, 2)) >= _APART


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_deeds_stand_out_more_than_words(mode: str) -> None:
    verbal, material, against, harm = (_contrast(_of(name, mode), _of("paper", mode)) for name in _QUADS)
    assert verbal < material
    assert against < harm


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "ground", "least"),
    [
        *((name, "paper", _TEXT) for name in (*_QUADS, "ink", "soft")),
        *(("dot", shade, _GRAPHIC) for shade in _SHADES),
    ],
)
def test_contrast(name: str, ground: str, least: float, mode: str) -> None:
    assert _contrast(_of(name, mode), _of(ground, mode)) >= least


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_shades_go_one_way(mode: str) -> None:
    contrasts = [_contrast(_of(name, mode), _of("paper", mode)) for name in ("land", *_SHADES)]
    assert contrasts == sorted(contrasts)


def test_style_sheets_have_the_same_colours() -> None:
    sheets = sorted(Path(demarche.show.__file__).parents[1].glob("*/**/*.css"))
    assert sheets
    for sheet in sheets:
        for name, value in re.findall(
            r"--([a-z0-9]+):\s*(#[0-9a-f]{6})\b", sheet.read_text(encoding="utf-8")
        ):
            if name in _QUADS or name.startswith("shade"):
                assert value in {palette()[name].light, palette()[name].dark}, (sheet.name, name)
