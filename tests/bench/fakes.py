"""A coder that says what it was told to, and events made by quoting a text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.common.events import Code, CodedEvent, CodedText, Pair, Range, Side


@dataclass(frozen=True)
class FakeText:
    """Events for a text, and an answer for any pair."""

    events: tuple[CodedEvent, ...] = ()
    answer: Pair | None = None

    def pair(self, source: Range | None, target: Range | None) -> Pair | None:
        del source, target
        return self.answer


def coder(texts: Mapping[str, FakeText]) -> Code:
    """Return a coder that knows these texts and finds nothing in others."""

    def code(text: str, published: str | None) -> CodedText:
        del published
        return texts.get(text, FakeText())

    return code


def event(
    text: str,
    type_: str,
    actors: Sequence[str],
    recipients: Sequence[str] = (),
    *,
    trigger: str = "",
    cameo: str | None = None,
) -> CodedEvent:
    """Return an event; a participant is written `words` or `words=CODE` or `words=CODE/SECTOR`."""
    return CodedEvent(
        type=type_,
        mode=None,
        cameo=cameo,
        status="happened",
        rule="rule",
        trigger=(place(text, trigger),) if trigger else (),
        actors=tuple(_side(text, actor) for actor in actors),
        recipients=tuple(_side(text, recipient) for recipient in recipients),
    )


def place(text: str, words: str) -> Range:
    start = text.index(words)
    return start, start + len(words)


def _side(text: str, described: str) -> Side:
    words, _, codes = described.partition("=")
    country, _, sector = codes.partition("/")
    return Side(words, country or None, (sector,) if sector else (), (place(text, words),))
