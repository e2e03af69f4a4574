"""Events and participants in CAMEO's codes, for the formats that are written in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from demarche.export.errors import UnsayableError
from demarche.lexicon.crosswalks import Crosswalks
from demarche.model.parts import Participant
from demarche.model.records import Event

_ROOT = 2  # digits of a code that are its root, and with one more its base
_BASE = 3
_LAST_ROOTS = ((5, 1), (8, 2), (13, 3), (20, 4))  # the last root of each quad class, as GDELT counts them


@dataclass(frozen=True, slots=True)
class Code:
    """A CAMEO code as a string with its leading zero, its name, its quad class and Goldstein value."""

    code: str
    name: str
    quad: int
    goldstein: float

    @property
    def root(self) -> str:
        """Return the two digits of the root category."""
        return self.code[:_ROOT]

    @property
    def base(self) -> str:
        """Return the digits of the second level."""
        return self.code[:_BASE]


def code_of(event: Event, crosswalks: Crosswalks) -> Code:
    """Return the CAMEO code of an event; raise `UnsayableError` if it has none."""
    if event.cameo is None:
        raise UnsayableError("no CAMEO code")
    known = crosswalks.ontology.cameo.get(event.cameo)
    goldstein = event.goldstein
    if goldstein is None:
        goldstein = 0.0 if known is None else known.goldstein
    name = event.type if known is None else known.name
    root = int(event.cameo[:_ROOT])
    quad = next((quad for last, quad in _LAST_ROOTS if root <= last), event.quad)
    return Code(event.cameo, name, quad, goldstein)


def roles(participant: Participant, crosswalks: Crosswalks) -> Sequence[str]:
    """Return CAMEO's role codes of a participant's sectors, each once, in their order."""
    found = (
        crosswalks.sectors[sector].cameo for sector in participant.sectors if sector in crosswalks.sectors
    )
    return tuple(dict.fromkeys(role for role in found if role))
