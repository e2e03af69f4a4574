"""demarche's resolver as the benchmark of actors sees it."""

from collections.abc import Iterator, Sequence
from datetime import date

from bench.common.events import ranges_of
from bench.common.mentions import FoundMention, Resolve, Somebody
from demarche.lexicon.actors import Actors
from demarche.model.parts import Participant
from demarche.model.reading import Reading
from demarche.model.resolved import Mention
from demarche.model.syntax import Syntax
from demarche.pipeline import Coder
from demarche.resolve.resolver import resolve


def load_resolve() -> Resolve:
    """Return the resolver, loaded."""
    coder = Coder.load()

    def mentions(text: str, days: Sequence[str | None]) -> Iterator[tuple[FoundMention, ...]]:
        syntax = coder.parser.parse(coder.read_text(text))
        for day in days:
            reading = coder.read_text(text, published=day)
            found = resolve(reading, syntax, coder.lexicon)
            actors = coder.lexicon.actors
            yield tuple(_found(mention, reading, syntax, actors) for mention in found.mentions.values())

    return mentions


def _found(mention: Mention, reading: Reading, syntax: Syntax, actors: Actors) -> FoundMention:
    word = syntax.words[mention.head]
    day = reading.report.published
    return FoundMention(
        head=ranges_of([reading.span(word.start, word.end)]),
        words=ranges_of([mention.participants[0].span]),
        upos=word.upos,
        participants=tuple(_somebody(one, day, actors) for one in mention.participants),
    )


def _somebody(one: Participant, day: str | None, actors: Actors) -> Somebody:
    offices = (
        ()
        if one.id is None or day is None or one.kind != "person"
        else actors.offices_on(one.id, date.fromisoformat(day))
    )
    heads = tuple(f"{term.country} {head}" for term in offices for head in term.heads)
    key = one.id or f"{one.name.casefold()} {one.country}"
    return Somebody(key, one.name, one.kind, one.country, one.sectors, one.role, one.basis, heads)
