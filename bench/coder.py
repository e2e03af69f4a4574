"""demarche's coder as the event benchmarks see it."""

from collections.abc import Mapping

from bench.events import Code, CodedEvent, CodedText, Pair, Range, coded_event, moved
from demarche.coding.pair import classify
from demarche.coding.plover import project
from demarche.lexicon.ontology import EventType
from demarche.model.coded import CodedReport
from demarche.model.records import Event
from demarche.pipeline import Coder


def load_coder() -> Code:
    """Return the coder, loaded."""
    coder = Coder.load()

    def code(text: str, published: str | None) -> CodedText:
        return _Coded(text, coder.code_text(text, published=published), coder.lexicon.ontology.types)

    return code


class _Coded:
    """A coded text; places are counted in the text that was given, which `read` may have changed."""

    def __init__(self, given: str, coded: CodedReport, types: Mapping[str, EventType]) -> None:
        self._given = given
        self._coded = coded
        self._types = types

    @property
    def events(self) -> tuple[CodedEvent, ...]:
        events = [entry.claim for entry in self._coded.claims if isinstance(entry.claim, Event)]
        return tuple(map(coded_event, project(events, self._types)))

    def pair(self, source: Range | None, target: Range | None) -> Pair | None:
        found = classify(self._coded, self._moved(source), self._moved(target), self._types)
        return None if found is None else Pair(found.root, found.reason)

    def _moved(self, place: Range | None) -> Range | None:
        return None if place is None else moved(place, self._given, self._coded.report.text)
