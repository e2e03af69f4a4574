"""Opens what was found: files, standard input, addresses, and the containers in them, however deep they stand."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

from demarche.lexicon.layout import Layout
from demarche.model.records import Problem
from demarche.read.document import Refusal, Stated
from demarche.read.fetch import Unchanged
from demarche.read.inputs import Container, DamagedError, Input, Part, Setup, Wanted, trouble
from demarche.read.kinds import CONTAINERS, SAMPLE, Hint, kind_of
from demarche.read.stream import DAMAGE, Meter, TooMuchError, at_most, held, outside

STANDARD_INPUT = "-"

# By name, so that the libraries of a format are loaded when a file of that format is met.
_MODULES = {
    "gzip": "packed",
    "bzip2": "packed",
    "xz": "packed",
    "zip": "zips",
    "tar": "tars",
    "warc": "warc",
    "jsonl": "jsonl",
    "csv": "tables",
    "feed": "feed",
}
_DAMAGE = (*DAMAGE, DamagedError, NotImplementedError, RecursionError)


def opened(found: Path | str, wanted: Wanted, layout: Layout) -> Iterator[Input | Problem]:
    """Yield the reports in a file, in standard input ("-") or at an address, and what could not be opened.

    A file of one report is only looked at, and read when its turn comes.
    """
    setup = Setup(wanted, layout, Meter(layout.limits))
    if isinstance(found, Path):
        yield from _file(found, setup)
    elif found == STANDARD_INPUT:
        yield from _all(Part(found, outside(sys.stdin.buffer, setup.meter), Hint()), setup)
    else:
        yield from _address(found, setup)


def _file(path: Path, setup: Setup) -> Iterator[Input | Problem]:
    name = str(path)
    try:
        with path.open("rb") as file:
            stream = outside(file, setup.meter)
            yield from _all(Part(name, stream, Hint(path.name), file=path), setup)
    except OSError as error:
        yield trouble("unreadable", name, f"cannot be read: {error.strerror or error}")


def _address(address: str, setup: Setup) -> Iterator[Input | Problem]:
    fetcher = setup.wanted.fetcher
    if fetcher is None:
        yield trouble("unreadable", address, "is an address, and nothing is fetched here")
        return
    answer = fetcher.get(address)
    if isinstance(answer, Refusal):
        yield trouble(answer.code, address, answer.message)
    elif not isinstance(answer, Unchanged):
        setup.meter.take(len(answer.data))
        hint = Hint(urlsplit(answer.address).path, answer.media)
        stated = Stated(url=answer.address)
        yield from _all(Part(address, held(answer.data), hint, answer.charset, stated), setup)


def _all(part: Part, setup: Setup) -> Iterator[Input | Problem]:
    """Yield the reports of a part; what goes wrong in it is told, and nothing more of it is read."""
    try:
        yield from _parts(part, setup)
    except TooMuchError:
        ratio = setup.layout.limits.unpacked_ratio
        what = f"unpacks to more than {ratio} times its size; the rest is left out"
        yield trouble("unpacks-too-much", part.path, what)
    except _DAMAGE as error:
        what = f"is damaged, and the rest of it cannot be read: {str(error) or type(error).__name__}"
        yield trouble("damaged", part.path, what)


def _parts(part: Part, setup: Setup) -> Iterator[Input | Problem]:
    kind = kind_of(part.stream.peek(SAMPLE)[:SAMPLE], part.hint, setup.layout)
    if kind not in CONTAINERS:
        yield _single(part, kind, setup)
        return
    if part.depth >= setup.layout.limits.nesting:
        what = f"stands in more than {setup.layout.limits.nesting} archives inside each other"
        yield trouble("too-deep", part.path, what)
        return
    container = cast("Container", import_module(f"demarche.read.formats.{_MODULES[kind]}").parts)
    nothing = True
    for one in container(part, setup):
        nothing = False
        if isinstance(one, Part):
            yield from _all(one, setup)
        else:
            yield one
    if nothing:
        yield trouble("no-reports", part.path, "holds no report that can be read")


def _single(part: Part, kind: str, setup: Setup) -> Input | Problem:
    if part.file is not None:
        return Input(part.path, kind, file=part.file, stated=part.stated)
    limit = setup.layout.limits.bytes
    data = at_most(part.stream, limit)
    if len(data) > limit:
        return trouble("too-long", part.path, f"has more than {limit:,} bytes, and is not read")
    return Input(part.path, kind, data, charset=part.charset, stated=part.stated)
