"""demarche's coder as the event benchmarks see it."""

from bench.claims import CodeReport
from bench.events import Code, CodedEvent, CodedText, Pair, Range, coded_event, names_in
from demarche.coding.plover import project
from demarche.model.records import Claim, Event
from demarche.pipeline import Coder


def load_coder() -> Code:
    """Return the coder, loaded."""
    coder = Coder.load()

    def code(text: str, published: str | None) -> CodedText:
        return _Coded(coder, text, published)

    return code


def load_claims() -> CodeReport:
    """Return the coder of whole reports, loaded."""
    coder = Coder.load()

    def code(text: str, published: str) -> tuple[Claim, ...]:
        return tuple(entry.claim for entry in coder.code_text(text, published=published).claims)

    return code


class _Coded:
    """A text as the coder codes it; `published` is its ISO date or None."""

    def __init__(self, coder: Coder, text: str, published: str | None) -> None:
        self._coder = coder
        self._text = text
        self._published = published

    @property
    def events(self) -> tuple[CodedEvent, ...]:
        coded = self._coder.code_text(self._text, published=self._published)
        named = names_in(entry.claim for entry in coded.claims)
        events = [entry.claim for entry in coded.claims if isinstance(entry.claim, Event)]
        projected = project(events, self._coder.lexicon.ontology.types)
        return tuple(coded_event(event, named) for event in projected)

    def pair(self, source: Range | None, target: Range | None) -> Pair | None:
        found = self._coder.classify_pair(self._text, source, target, published=self._published)
        return None if found is None else Pair(found.root, found.reason)
