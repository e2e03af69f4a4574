"""Opens gzip, bzip2 and xz: one file, packed."""

from collections.abc import Iterator
from dataclasses import replace

from demarche.read.inputs import Opened, Part, Setup
from demarche.read.kinds import SAMPLE, Hint, kind_of, unpacked_name
from demarche.read.stream import unpacked


def parts(part: Part, setup: Setup) -> Iterator[Opened]:
    """Yield what the packed file holds, under the same path."""
    method = kind_of(part.stream.peek(SAMPLE)[:SAMPLE], part.hint, setup.layout)
    stream = unpacked(part.stream, method, setup.meter)
    hint = Hint(unpacked_name(part.hint.name))
    yield replace(part, stream=stream, hint=hint, file=None, depth=part.depth + 1)
