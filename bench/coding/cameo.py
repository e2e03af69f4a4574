"""Events as data sets count them that were coded by CAMEO, even where they name PLOVER's types.

PLV, the gold records, the leads and PETRARCH's records go back to CAMEO: the type is that of the code's root (a
conviction, 116, is ACCUSE; a blockade, 191, ASSAULT), and whatever is only intended is 03 or 13, yieldings too, which
PLOVER's manual of 2024 leaves as they are. PETRARCH codes the deed, intended or not. What a data set has otherwise is in
`schemes/exceptions.tsv`. `demarche.coding.pairs.plover.project` keeps to the manual.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files

from bench.coding.event_types import Types, load_types
from demarche.coding.pairs.plover import INTENDED, recorded
from demarche.lexicon.ontology import Ontology
from demarche.lexicon.tables import read_table
from demarche.model.records import Event


@dataclass(frozen=True, slots=True)
class Scheme:
    """How a data set counts events; `exceptions` gives the type by type and mode, or by CAMEO code."""

    types: Types
    has_intentions: bool
    exceptions: Mapping[tuple[str, str], str]

    def count(self, events: Sequence[Event], ontology: Ontology) -> list[Event]:
        """Return the events that are recorded at all, with the types of the data set."""
        return [self._counted(self._intended(event, ontology)) for event in recorded(events, ontology.types)]

    def _intended(self, event: Event, ontology: Ontology) -> Event:
        act = self.types.intended.get(event.type)
        if not self.has_intentions or act is None or event.status not in INTENDED:
            return event
        code = ontology.code_with_content(act, event.type, event.mode)
        mode, cameo = code or (None, self.types.usual_code(act))
        return replace(event, type=act, mode=mode, cameo=cameo)

    def _counted(self, event: Event) -> Event:
        if event.cameo is None:
            return event
        exception = self.exceptions.get((event.type, event.mode or "")) or self.exceptions.get(
            ("", event.cameo)
        )
        type_ = exception or self.types.by_root(event.type, event.cameo)
        return event if type_ == event.type else replace(event, type=type_, mode=None)


def load_scheme(data: str) -> Scheme:
    """Return how the data set of a benchmark counts events."""
    table = files("bench") / "schemes" / "exceptions.tsv"
    rows = [
        row
        for row in read_table(table, ("data", "type", "mode", "cameo", "means"))
        if row.text("data") == data
    ]
    return Scheme(
        load_types(),
        data != "petrarch",
        {
            (row.optional("type") or "", row.optional("mode") or row.optional("cameo") or ""): row.text(
                "means"
            )
            for row in rows
        },
    )
