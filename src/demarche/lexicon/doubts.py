"""Why a claim is worth another look, and how much each doubt weighs: `data/corrections/doubts.tsv`."""

from dataclasses import dataclass
from typing import Literal, get_args

from demarche.lexicon.corrections import ClaimKind
from demarche.lexicon.tables import LexiconError, data_folder, one_of, read_table

DoubtName = Literal["score", "conflict", "nobody", "unresolved", "alleged", "inferred", "undated", "bounded"]
DOUBTS: tuple[DoubtName, ...] = get_args(DoubtName)
_COLUMNS = ("doubt", "kinds", "weight", "told")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A doubt: the kinds of claim that it is about, its weight, and what a reader is told."""

    name: DoubtName
    kinds: tuple[ClaimKind, ...]
    weight: float
    told: str


def load_doubts() -> tuple[Doubt, ...]:
    """Return the doubts in their order; raise `LexiconError` if the table is not as it should be."""
    file = data_folder() / "corrections" / "doubts.tsv"
    found = []
    for row in read_table(file, _COLUMNS):
        kinds = row.items("kinds")
        if not kinds or not set(kinds) <= set(get_args(ClaimKind)):
            raise row.error(f"kinds: {row.text('kinds')!r}")
        weight = row.decimal("weight")
        if weight <= 0:
            raise row.error(f"weight: {weight} is not above 0")
        of = tuple(kind for kind in get_args(ClaimKind) if kind in kinds)
        found.append(Doubt(one_of(row, "doubt", DOUBTS), of, weight, row.text("told")))
    if len({doubt.name for doubt in found}) != len(found):
        raise LexiconError("doubts.tsv: a doubt stands in it twice")
    return tuple(found)
