"""What a form offers to correct of a claim: each field with its value as people write it, and the values it may have."""

from collections.abc import Iterator
from dataclasses import dataclass

from demarche.corrections.shaping import CODES
from demarche.corrections.values import written
from demarche.lexicon.corrections import ClaimKind, FieldRules
from demarche.model.parts import Participant
from demarche.model.records import Claim
from demarche.serve.view import Kit
from demarche.show.visible import one_line

OLD = "was-"
"""What the name of the field begins with that has the value from before the form was filled in."""

_NEW = {
    "code": "",
    "participants": "words=id;words=id",
    "participant": "words=id",
    "when": "2024-11-18, 2024-11, 2024",
}
_HINTS = {
    "when": "2024, 2024-11, 2024-11-18, or two with .. between",
    "participants": "#1;words=id",
    "participant": "words=id",
    "spans": "120-127, or the words",
    "codes": "parted by commas",
    "places": "#1, none, or the contract's JSON",
    "chain": "#1, or the contract's JSON",
    "history": "#1, or the contract's JSON",
    "casualties": "the contract's JSON",
    "code": "none",
}


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form: its name, label and value, what it may be (nothing: anything), a hint, and who or what #1, #2 … are."""

    name: str
    label: str
    value: str
    options: tuple[str, ...]
    hint: str
    listed: tuple[str, ...]


def fields_of(claim: Claim, rules: FieldRules, kit: Kit) -> list[FormField]:
    """Return the fields of a claim that can be corrected, with their values."""
    return [
        FormField(
            rule.field,
            _label(rule.field, kit),
            written(claim, rule.field, rule.sort),
            options_of(claim.kind, rule.field, kit),
            _HINTS[rule.sort],
            tuple(_listed(getattr(claim, rule.field))),
        )
        for rule in rules[claim.kind]
        if not rule.derived
    ]


def blank_fields(kind: ClaimKind, rules: FieldRules, kit: Kit) -> list[FormField]:
    """Return the fields of a claim that is to be added; its words and its class are asked for apart."""
    return [
        FormField(
            rule.field, _label(rule.field, kit), "", options_of(kind, rule.field, kit), _NEW[rule.sort], ()
        )
        for rule in rules[kind]
        if rule.judged and rule.sort in {"code", "participants", "participant", "when"}
    ]


def options_of(kind: ClaimKind, field: str, kit: Kit) -> tuple[str, ...]:
    """Return the values that a field may have; none if it may have many."""
    if (kind, field) == ("event", "type"):
        return tuple(kit.ontology.types)
    return tuple(CODES.get((kind, field), ()))


def _label(field: str, kit: Kit) -> str:
    return kit.labels.text("field", field) if field in kit.labels.values("field") else field


def _listed(value: object) -> Iterator[str]:
    values = value if isinstance(value, tuple) else (value,)
    for place, one in enumerate(values, start=1):
        if isinstance(one, Participant) or hasattr(one, "precision"):
            name = getattr(one, "name", None)
            if name is not None:
                yield f"#{place} {one_line(name)}"
