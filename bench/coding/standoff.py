"""Reads attributions in brat stand-off: `T` lines are spans with offsets, `E` lines tie them together."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.common.benchmark import BenchError
from bench.common.events import Range

_ATTRIBUTION = re.compile(r"Attribution(-no-source)?\d*")
_SPAN, _TIE = re.compile(r"T\d+"), re.compile(r"E\d+")
_NUMBER = re.compile(r"\d+$")


@dataclass(frozen=True, slots=True)
class Attributed:
    """Where words, what attributes them and whose they are stand in a text; an empty part is not there."""

    source: tuple[Range, ...]
    cue: tuple[Range, ...]
    content: tuple[Range, ...]


def read_attributions(path: Path) -> tuple[Attributed, ...]:
    """Return the attributions of a file in its order; raise `BenchError` for a line that is not of the format."""
    spans: dict[str, tuple[Range, ...]] = {}
    ties: list[tuple[int, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        name, _, rest = line.partition("\t")
        try:
            if _SPAN.fullmatch(name):  # the words of a span may go on in the next line
                spans[name] = _ranges(rest.partition("\t")[0].partition(" ")[2])
            elif _TIE.fullmatch(name):
                ties.append((number, rest))
        except ValueError as error:
            raise BenchError(f"{path.name}, line {number}: {error}") from error
    found = (_attributed(rest, spans, f"{path.name}, line {number}") for number, rest in ties)
    return tuple(one for one in found if one is not None)


def _ranges(cell: str) -> tuple[Range, ...]:
    pieces = [piece.split(" ") for piece in cell.split(";")]
    return tuple((int(start), int(end)) for start, end in pieces)


def _attributed(rest: str, spans: Mapping[str, tuple[Range, ...]], where: str) -> Attributed | None:
    """Return the attribution that an `E` line ties, None if it ties something else."""
    ties = [tie.partition(":") for tie in rest.split()]
    if not ties or _ATTRIBUTION.fullmatch(ties[0][0]) is None:
        return None
    parts: dict[str, tuple[Range, ...]] = {}
    for kind, _, name in ties[1:]:
        if name not in spans:
            raise BenchError(f"{where}: no span {name}")
        part = _NUMBER.sub("", kind)
        parts[part] = parts.get(part, ()) + spans[name]
    return Attributed(parts.get("Source", ()), parts.get("Cue", ()), parts.get("Content", ()))
