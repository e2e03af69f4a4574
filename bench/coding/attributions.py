"""demarche's statements, and its engine's attributions, as the benchmarks of attributions see them."""

from collections.abc import Iterable, Sequence

from bench.coding.polnear import Attribute
from bench.coding.standoff import Attributed
from bench.common.events import Range
from demarche.model.parts import Span
from demarche.model.reading import Reading
from demarche.model.records import Statement
from demarche.model.syntax import Attribution, Word
from demarche.pipeline import Coder


def load_attribute() -> Attribute:
    """Return the finder of attributions, loaded: the statements that stand in no other."""
    coder = Coder.load()

    def attribute(text: str) -> tuple[Attributed, ...]:
        claims = [entry.claim for entry in coder.code_text(text).claims]
        return tuple(
            projected(claim, text)
            for claim in claims
            if isinstance(claim, Statement) and claim.parent is None
        )

    return attribute


def load_every_attribute() -> Attribute:
    """Return the finder of attributions, loaded: all statements, also those inside others, as they stand."""
    coder = Coder.load()

    def attribute(text: str) -> tuple[Attributed, ...]:
        claims = [entry.claim for entry in coder.code_text(text).claims]
        return tuple(as_it_stands(claim) for claim in claims if isinstance(claim, Statement))

    return attribute


def load_engine_attribute() -> Attribute:
    """Return the finder of attributions, loaded: what the engine's encoder marks, as it stands."""
    coder = Coder.load()

    def attribute(text: str) -> tuple[Attributed, ...]:
        reading = coder.read_text(text)
        syntax = coder.parser.parse(reading)
        return tuple(placed(attribution, syntax.words, reading) for attribution in syntax.attributions)

    return attribute


def placed(attribution: Attribution, words: Sequence[Word], reading: Reading) -> Attributed:
    """Return where the parts of an attribution stand in the text that was given."""
    source, cue, content = (
        _ranges(reading.span(words[start].start, words[end - 1].end) for start, end in part)
        for part in (attribution.source, (attribution.cue,), attribution.content)
    )
    return Attributed(source, cue, content)


def as_it_stands(statement: Statement) -> Attributed:
    """Return where the parts of a statement stand in the text that was given."""
    source = () if statement.speaker is None else _ranges((statement.speaker.span,))
    return Attributed(source, _ranges(statement.cue), _ranges(statement.content))


def projected(statement: Statement, text: str) -> Attributed:
    """Return a statement in PolNeAR's conventions.

    The comma that closes an apposition belongs to the source, and whoever is told to do something to the content.
    """
    source = () if statement.speaker is None else _ranges((statement.speaker.span,))
    if source and "," in text[slice(*source[-1])] and text[source[-1][1] :][:1] == ",":
        source = (*source[:-1], (source[-1][0], source[-1][1] + 1))
    told = _ranges(addressee.span for addressee in statement.addressees)
    content = _ranges(statement.content)
    if statement.rule.endswith(".to") and statement.act == "demand":
        content = (*told, *content)
    return Attributed(source, _ranges(statement.cue), content)


def _ranges(spans: Iterable[Span]) -> tuple[Range, ...]:
    """Return where the words stand in the text that was given."""
    return tuple(
        place
        for span in spans
        for place in (((span.start, span.end),) if span.source is None else span.source)
    )
