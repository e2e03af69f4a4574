"""demarche's coder as the event benchmarks see it."""

from dataclasses import dataclass, replace

from bench.cameo import as_cameo
from bench.claims import CodeReport
from bench.event_types import Types, load_types
from bench.events import Code, CodedEvent, CodedText, Pair, Range, coded_event, names_in
from demarche.coding.coder import code
from demarche.coding.pair import classify
from demarche.coding.pair_features import Pair as Between
from demarche.lexicon.lexicon import Lexicon
from demarche.model.reading import Reading
from demarche.model.records import Claim, Event
from demarche.model.syntax import Syntax
from demarche.pipeline import Coder, is_codable
from demarche.resolve.resolver import resolve


def load_coder(*, intentions: bool = True) -> Code:
    """Return the coder, loaded; without `intentions` what is only intended has the code of the deed, as in PETRARCH."""
    coder, types = Coder.load(), load_types()
    if not intentions:
        types = replace(types, intended={})

    def coded(text: str, published: str | None) -> CodedText:
        return _Coded.of(coder, types, coder.read_text(text, published=published))

    return coded


def load_claims() -> CodeReport:
    """Return the coder of whole reports, loaded."""
    coder = Coder.load()

    def claims(text: str, published: str) -> tuple[Claim, ...]:
        return tuple(entry.claim for entry in coder.code_text(text, published=published).claims)

    return claims


@dataclass(frozen=True, slots=True)
class _Coded:
    """A text as the coder codes it, once for events and pairs alike; no syntax where it cannot be coded."""

    lexicon: Lexicon
    types: Types
    reading: Reading
    syntax: Syntax | None
    claims: tuple[Claim, ...]

    @classmethod
    def of(cls, coder: Coder, types: Types, reading: Reading) -> "_Coded":
        if not is_codable(reading.report):
            return cls(coder.lexicon, types, reading, None, ())
        syntax = coder.parser.parse(reading)
        coding = code(reading, syntax, resolve(reading, syntax, coder.lexicon), coder.lexicon)
        return cls(coder.lexicon, types, reading, syntax, tuple(one.claim for one in coding.claims))

    @property
    def events(self) -> tuple[CodedEvent, ...]:
        named = names_in(self.claims)
        counted = as_cameo(self._events, self.lexicon.ontology, self.types)
        return tuple(coded_event(event, named) for event in counted)

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
