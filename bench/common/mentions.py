"""Mentions as the benchmarks see them: who the words of a text stand for, and what they are on a day."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bench.common.events import Range


@dataclass(frozen=True, slots=True)
class Somebody:
    """Whom a mention stands for; `key` is the same for the same participant of a text, `heads` what they lead on the day.

    A head is written `COUNTRY state` or `COUNTRY government`.
    """

    key: str
    name: str
    kind: str
    country: str | None
    sectors: tuple[str, ...]
    role: str | None
    basis: str
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundMention:
    """Words that stand for participants: the head word, all of them, and who it is; offsets are of the text given."""

    head: tuple[Range, ...]
    words: tuple[Range, ...]
    upos: str
    participants: tuple[Somebody, ...]


Resolve = Callable[[str, Sequence[str | None]], Iterator[tuple[FoundMention, ...]]]
"""Yields the mentions of a text for each day of publication, ISO or None."""
