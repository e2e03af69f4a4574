"""What people can correct of a claim, and how values of it are compared: `data/corrections/fields.tsv`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from demarche.lexicon.tables import Row, data_folder, one_of, read_table

Sort = Literal[
    "code",
    "codes",
    "spans",
    "participant",
    "participants",
    "places",
    "when",
    "casualties",
    "chain",
    "history",
]
ClaimKind = Literal["event", "statement", "commitment"]
_COLUMNS = ("kind", "field", "sort", "identity", "judged", "words", "derived")
_YES = ("yes",)


@dataclass(frozen=True, slots=True)
class FieldRule:
    """A field of a kind of claim: the sort of its values, and what it counts for when a correction is replayed."""

    kind: ClaimKind
    field: str
    sort: Sort
    identity: bool
    judged: bool
    words: bool
    derived: bool


FieldRules = Mapping[ClaimKind, tuple[FieldRule, ...]]


def load_field_rules() -> FieldRules:
    """Return the fields of each kind; raise `LexiconError` if the table is not as it should be."""
    rows = read_table(data_folder() / "corrections" / "fields.tsv", _COLUMNS)
    found = [
        FieldRule(
            kind=one_of(row, "kind", get_args(ClaimKind)),
            field=row.text("field"),
            sort=one_of(row, "sort", get_args(Sort)),
            identity=_is(row, "identity"),
            judged=_is(row, "judged"),
            words=_is(row, "words"),
            derived=_is(row, "derived"),
        )
        for row in rows
    ]
    return {kind: tuple(rule for rule in found if rule.kind == kind) for kind in get_args(ClaimKind)}


def _is(row: Row, column: str) -> bool:
    return row.optional(column) is not None and one_of(row, column, _YES) == "yes"
