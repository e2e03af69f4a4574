"""What the resolvers found in a report: mentions of participants, times and places, by the words that stand for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from demarche.model.checks import require, require_member
from demarche.model.parts import Participant, When, Where
from demarche.model.quotations import Quotation

TimeKind = Literal["date", "duration", "frequency"]
ToponymSort = Literal["name", "adjective", "people", "inner"]
TOPONYM_SORTS: tuple[ToponymSort, ...] = get_args(ToponymSort)
TIME_KINDS: tuple[TimeKind, ...] = get_args(TimeKind)


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase that stands for participants (several in "Russian and Belarusian troops").

    `head` is the index of its head word; `reason` says in words how it was resolved.
    """

    head: int
    participants: tuple[Participant, ...]
    reason: str

    def __post_init__(self) -> None:
        require(bool(self.participants), "a mention stands for somebody")


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words from `start` to `end` (indices, end exclusive) that name a time.

    A date has a `when` whose span covers the words (with their preposition if it is one of time). A duration
    ("less than two months") and a frequency ("every Monday") are kept apart: their `when` is unknown, but for a
    stretch that ends or begins with the publication ("the past two months"). `measure` is how long a duration is, in
    ISO form ("P2M"; X for a number that is not said).
    """

    start: int
    end: int
    kind: TimeKind
    when: When
    reason: str
    measure: str | None = None

    def __post_init__(self) -> None:
        require(0 <= self.start < self.end, "a time expression has words")
        require_member(TIME_KINDS, self.kind, "kind")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """Words from `start` to `end` (indices, end exclusive) that name a place; `head` is their head word."""

    start: int
    end: int
    head: int
    where: Where
    reason: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """Everything that was resolved in one report; mentions and places by the index of their head word.

    `quotations` are the outermost ones: whom a pronoun stands for depends on them, and who says what.
    """

    mentions: Mapping[int, Mention]
    times: tuple[TimeExpression, ...]
    places: Mapping[int, PlaceMention]
    quotations: tuple[Quotation, ...] = ()
