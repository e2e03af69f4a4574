"""JSON files that hold one long list: written item by item between a head and a tail."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

Json = Mapping[str, Any]


@contextmanager
def listed(part: Path, head: Json, key: str) -> Iterator["Items"]:
    """Give a list to add to: the file is an object with what the head has, and then the list under this key."""
    with part.open("w", encoding="utf-8") as stream:
        stream.write(dumped(head)[:-1] + (", " if head else "") + f"{json.dumps(key)}: [")
        yield Items(stream)
        stream.write("\n]}\n")


class Items:
    """The items of the list, each on a line of its own."""

    __slots__ = ("_gap", "_stream")

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._gap = "\n"

    def add(self, items: Iterable[Json]) -> None:
        """Write the items behind those that are there."""
        for item in items:
            self._stream.write(self._gap + dumped(item))
            self._gap = ",\n"


def dumped(value: Json) -> str:
    """Return the value as JSON on one line; what is None is left as `null`."""
    return json.dumps(value, ensure_ascii=False)


def filled(**values: object) -> dict[str, object]:
    """Return the values that are there: neither None, nor empty text, nor an empty list."""
    return {name: value for name, value in values.items() if value not in (None, "", [], ())}
