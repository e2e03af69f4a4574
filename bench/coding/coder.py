"""demarche's coder as the event benchmarks see it."""

from dataclasses import dataclass

from bench.coding.cameo import Scheme, load_scheme
from bench.common.claims import CodeReport
from bench.common.events import Code, CodedEvent, CodedText, Names, Pair, Range, coded_event, names_of
from demarche.coding.coder import code
from demarche.coding.pairs.features import Pair as Between
from demarche.coding.pairs.scorer import classify
from demarche.lexicon.lexicon import Lexicon
from demarche.model.reading import Reading
from demarche.model.records import Claim, Event
from demarche.model.syntax import Syntax
from demarche.pipeline import Coder, is_codable
from demarche.resolve.resolver import resolve


def load_coder(data: str) -> Code:
    """Return the coder, loaded, whose events are counted as the data set of a benchmark counts them."""
    coder, scheme = Coder.load(), load_scheme(data)

    def coded(text: str, published: str | None) -> CodedText:
        return _Coded.of(coder, scheme, coder.read_text(text, published=published))

    return coded


def load_claims() -> CodeReport:
    """Return the coder of whole reports, loaded."""
    coder = Coder.load()

    def claims(text: str, published: str | None) -> tuple[Claim, ...]:
        return tuple(entry.claim for entry in coder.code_text(text, published=published).claims)

    return claims


@dataclass(frozen=True, slots=True)
class _Coded:
    """A text as the coder codes it, once for events and pairs alike; no syntax where it cannot be coded."""

    lexicon: Lexicon
    scheme: Scheme
    reading: Reading
    syntax: Syntax | None
    claims: tuple[Claim, ...]
    named: Names

    @classmethod
    def of(cls, coder: Coder, scheme: Scheme, reading: Reading) -> "_Coded":
        if not is_codable(reading.report):
            return cls(coder.lexicon, scheme, reading, None, (), {})
        syntax = coder.parser.parse(reading)
        resolved = resolve(reading, syntax, coder.lexicon)
        claims = tuple(one.claim for one in code(reading, syntax, resolved, coder.lexicon).claims)
        named = names_of(one for mention in resolved.mentions.values() for one in mention.participants)
        return cls(coder.lexicon, scheme, reading, syntax, claims, named)

    @property
    def events(self) -> tuple[CodedEvent, ...]:
        counted = self.scheme.count(self._events, self.lexicon.ontology)
        return tuple(coded_event(event, self.named) for event in counted)

    def pair(self, source: Range | None, target: Range | None) -> Pair | None:
        if self.syntax is None:
            return None
        start, end = (None if place is None else self.reading.place(*place) for place in (source, target))
        between = Between(start, end, self._events, self.syntax)
        found = classify(between, self.lexicon.ontology.types, self.lexicon.pairs)
        return Pair(found.root, found.reason)

    @property
    def _events(self) -> tuple[Event, ...]:
        return tuple(claim for claim in self.claims if isinstance(claim, Event))
