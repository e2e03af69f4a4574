"""demarche's statements as the benchmark of attributions sees them."""

from collections.abc import Sequence

from bench.events import Range
from bench.polnear import Attribute
from bench.standoff import Attributed
from demarche.model.parts import Span
from demarche.model.records import Statement
from demarche.pipeline import Coder


def load_attribute() -> Attribute:
    """Return the finder of attributions, loaded: the statements that stand in no other."""
    coder = Coder.load()

    def attribute(text: str) -> tuple[Attributed, ...]:
        claims = [entry.claim for entry in coder.code_text(text).claims]
        return tuple(
            _attributed(claim) for claim in claims if isinstance(claim, Statement) and claim.parent is None
        )

    return attribute


def _attributed(statement: Statement) -> Attributed:
    source = () if statement.speaker is None else (statement.speaker.span,)
    return Attributed(_ranges(source), _ranges(statement.cue), _ranges(statement.content))


def _ranges(spans: Sequence[Span]) -> tuple[Range, ...]:
    """Return where the words stand in the text that was given."""
    return tuple(
        place
        for span in spans
        for place in (((span.start, span.end),) if span.source is None else span.source)
    )
