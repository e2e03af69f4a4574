"""Reads a YAML file with the line of every key, so that a message can say where something is wrong."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from math import inf, isfinite
from typing import Any

import yaml

from demarche.lexicon.tables import LexiconError, read_lines, shown

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The content of a YAML file, a mapping, and the line of every key by the way to it."""

    origin: str
    data: Mapping[str, Any]
    lines: Mapping[Path, int]

    def error(self, way: Path, message: str) -> LexiconError:
        """Return an error that names the line of a key, and the way to it."""
        line = next((self.lines[way[:n]] for n in range(len(way), 0, -1) if way[:n] in self.lines), 1)
        where = f"{': '.join(way)}: " if way else ""
        return LexiconError(f"{self.origin}, line {line}: {where}{message}")

    def at(self, way: Path) -> object:
        """Return what stands at a key; None if the key is not there."""
        found: object = self.data
        for key in way:
            found = found.get(key) if isinstance(found, Mapping) else None
        return found

    def mapping(self, way: Path) -> Mapping[str, object]:
        """Return the mapping at a key, empty if the key is not there; raise `LexiconError` if it is no mapping."""
        found = self.at(way)
        if found is None:
            return {}
        if not isinstance(found, Mapping):
            raise self.error(way, f"{found!r} is no mapping of keys to values")
        return found

    def names(self, way: Path) -> tuple[str, ...]:
        """Return the list of words at a key; raise `LexiconError` if it is none."""
        found = self.at(way)
        if not isinstance(found, list) or not all(isinstance(name, str) for name in found):
            raise self.error(way, f"{found!r} is no list of words")
        return tuple(found)

    def number(self, way: Path) -> float:
        """Return the number at a key; raise `LexiconError` if it is none."""
        found = self.at(way)
        if isinstance(found, bool) or not isinstance(found, int | float):
            raise self.error(way, f"{found!r} is not a number")
        try:
            number = float(found)
        except OverflowError:  # a whole number of hundreds of digits
            number = inf
        if not isfinite(number):
            raise self.error(way, "not a finite number")
        return number

    def words(self, way: Path) -> str:
        """Return the text at a key; raise `LexiconError` if there is none."""
        found = self.at(way)
        if not isinstance(found, str) or not found:
            raise self.error(way, f"{found!r} is no text")
        return found


def read_yaml(file: Traversable) -> YamlFile:
    """Return what a YAML file holds; raise `LexiconError` if it is no mapping, is broken, or has a key twice."""
    origin, text = shown(file), "\n".join(read_lines(file))
    lines: dict[Path, int] = {}
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        if not isinstance(root, yaml.MappingNode):
            raise LexiconError(f"{origin}, line 1: not a mapping of keys to values")
        _note_lines(root, (), lines, origin)
        data = yaml.safe_load(text)
    except RecursionError as error:  # or a key that stands for what holds it
        raise LexiconError(f"{origin}: nested too deeply") from error
    except yaml.YAMLError as error:
        raise LexiconError(_told(origin, error)) from error
    except ValueError as error:  # a date or number that is none, such as 2024-13-01
        if isinstance(error, LexiconError):
            raise
        raise LexiconError(f"{origin}: a value is not what it looks like: {error}") from error
    return YamlFile(origin, data, lines)


def _note_lines(node: yaml.Node, way: Path, lines: dict[Path, int], origin: str) -> None:
    if not isinstance(node, yaml.MappingNode):
        return
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str":
            named: Hashable = key.value if isinstance(key, yaml.ScalarNode) else "a key"
            raise LexiconError(f"{origin}, line {line}: {named} is no word; put it between quotes")
        place = (*way, key.value)
        if place in lines:
            raise LexiconError(f"{origin}, line {line}: {': '.join(place)} stands twice")
        lines[place] = line
        _note_lines(value, place, lines, origin)


def _told(origin: str, error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    return f"{origin}, line {1 if mark is None else mark.line + 1}: no valid YAML: {problem}"
