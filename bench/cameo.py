"""Events as data sets count them that were coded by CAMEO, even where they name PLOVER's types.

PLV, the gold records, the leads and PETRARCH's records go back to CAMEO: the type is that of the code's root (a
conviction, 116, is ACCUSE; a blockade, 191, ASSAULT), and whatever is only intended is 03 or 13, yieldings too, which
PLOVER's manual of 2024 leaves as they are. `demarche.coding.plover.project` keeps to the manual.
"""

from collections.abc import Sequence
from dataclasses import replace

from bench.event_types import Types
from demarche.coding.plover import INTENDED, recorded
from demarche.lexicon.ontology import Ontology
from demarche.model.records import Event


def as_cameo(events: Sequence[Event], ontology: Ontology, types: Types) -> list[Event]:
    """Return the events that are recorded at all, with the type of CAMEO's root."""
    return [_of_root(_intended(event, ontology, types), types) for event in recorded(events)]


def _intended(event: Event, ontology: Ontology, types: Types) -> Event:
    act = types.intended.get(event.type) if event.status in INTENDED else None
    if act is None:
        return event
    mode, cameo = ontology.code_with_content(act, event.type, event.mode) or (None, types.usual_code(act))
    return replace(event, type=act, mode=mode, cameo=cameo)


def _of_root(event: Event, types: Types) -> Event:
    if event.cameo is None:
        return event
    type_ = types.by_root(event.type, event.cameo)
    return event if type_ == event.type else replace(event, type=type_, mode=None)
