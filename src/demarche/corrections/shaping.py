"""Makes the record that a correction puts in place: the contract's checks, the ontology's, and what follows from a new value."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import msgspec

from demarche.ledger.correction_lines import claim_of
from demarche.ledger.errors import CorrectionError
from demarche.ledger.replay import BY_HAND, by_hand, changed_fields
from demarche.lexicon.ontology import Ontology
from demarche.model.checks import RecordError
from demarche.model.codec import BLANK_ID, encode
from demarche.model.parts import Participant, Span
from demarche.model.records import Claim, Commitment, Event, Report, Statement
from demarche.model.values import ACTS, FORCES, FORMS, STATUSES, STRENGTHS, VOICES

_FIXED = frozenset({"kind", "id", "report", "rule", "score", "quad", "goldstein"})
_UNKNOWN = {"earliest": None, "latest": None, "precision": "unknown", "basis": "none", "span": None}
_AUTHOR = {"source": "AUTHOR", "cue": None, "statement": None, "factuality": "CT+"}
_SURE = 1.0
_KINDS: dict[str, type[Claim]] = {"event": Event, "statement": Statement, "commitment": Commitment}
CODES: Mapping[tuple[str, str], Sequence[str]] = {
    ("event", "status"): STATUSES,
    ("event", "voice"): VOICES,
    ("statement", "act"): ACTS,
    ("statement", "form"): FORMS,
    ("commitment", "force"): FORCES,
    ("commitment", "strength"): STRENGTHS,
}
"""The values that a field of a kind of claim may have, where the contract closes them."""
_BLANK: dict[str, dict[str, Any]] = {
    "event": {
        "type": None, "mode": None, "contexts": [], "cameo": None, "quad": 1, "goldstein": None, "trigger": [],
        "extent": [], "actors": [], "recipients": [], "instruments": [], "where": [], "when": _UNKNOWN,
        "casualties": None, "status": "happened", "voice": "asserted", "attribution": [_AUTHOR],
    },
    "statement": {
        "act": "assert", "form": "indirect", "speaker": None, "cue": [], "content": [], "quoted": [], "addressees": [],
        "channels": [], "when": _UNKNOWN, "parent": None, "attribution": [_AUTHOR],
    },
    "commitment": {
        "force": None, "issuers": [], "addressees": [], "act": [], "condition": [], "consequence": [], "deadline": None,
        "strength": "will", "history": [{"state": "issued", "when": _UNKNOWN, "attribution": [_AUTHOR]}],
        "statements": [], "events": [],
    },
}  # fmt: skip


def edited(claim: Claim, values: Mapping[str, Any], report: Report, ontology: Ontology) -> Claim:
    """Return a claim with new values; raise `CorrectionError` if they are none of the contract's, or no change."""
    line: dict[str, Any] = msgspec.json.decode(encode(claim))
    _check_values(claim.kind, line, values)
    after = by_hand(_checked(_following({**line, **values}, line, values, ontology), report, ontology))
    if not changed_fields(claim, after):
        raise CorrectionError(f"{claim.id} has these values already")
    return after


def added(kind: str, values: Mapping[str, Any], report: Report, ontology: Ontology) -> Claim:
    """Return a claim that a person has found in a report; what is not given is what is said of it when nothing is known."""
    if kind not in _KINDS:
        raise CorrectionError(f"{kind!r} is none of {', '.join(_KINDS)}")
    blank = {
        "kind": kind,
        "id": BLANK_ID[_KINDS[kind]],
        "report": report.id,
        **_BLANK[kind],
        "rule": BY_HAND,
        "score": _SURE,
    }
    _check_values(kind, blank, values)
    line = {**blank, **values}
    if kind == "event" and not line["extent"]:
        line["extent"] = line["trigger"]
    return by_hand(_checked(_following(line, blank, values, ontology), report, ontology), BY_HAND)


def _check_values(kind: str, line: Mapping[str, Any], values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name not in line or name in _FIXED:
            allowed = ", ".join(key for key in line if key not in _FIXED)
            raise CorrectionError(f"{name}: nothing of this name can be set of a {kind}; there are {allowed}")
        codes = CODES.get((kind, name))
        if codes is not None and value not in codes:
            raise CorrectionError(f"{name}: {value!r} is none of {', '.join(codes)}")


def _following(
    line: dict[str, Any], before: Mapping[str, Any], values: Mapping[str, Any], ontology: Ontology
) -> dict[str, Any]:
    """Return the line of an event with what follows from its new type, code or status."""
    if line["kind"] != "event":
        return line
    kind = ontology.types.get(line["type"])
    if kind is None:
        if line["type"] == before["type"]:
            return line
        raise CorrectionError(f"type: {line['type']!r} is none of {', '.join(ontology.types)}")
    if line["type"] != before["type"]:
        line |= {"quad": kind.quad, "mode": values.get("mode"), "cameo": values.get("cameo")}
    code = ontology.cameo.get(line["cameo"] or "")
    if line["cameo"] != before["cameo"]:
        if line["cameo"] is not None and code is None:
            raise CorrectionError(f"cameo: {line['cameo']!r} is no code of CAMEO")
        line["goldstein"] = None if code is None else code.goldstein
    if line["status"] != before["status"] and "attribution" not in values and line["status"] in STATUSES:
        *others, last = line["attribution"]
        line["attribution"] = [*others, {**last, "factuality": ontology.factuality[line["status"]]}]
    return line


def _checked(line: Mapping[str, Any], report: Report, ontology: Ontology) -> Claim:
    """Return the record of a line; raise `CorrectionError` if the contract, the report or the ontology forbids it."""
    try:
        claim = claim_of(msgspec.json.encode(line))
    except RecordError as error:
        raise CorrectionError(str(error)) from error
    for span in _parts(claim, Span):
        found = report.text[span.start : span.end]
        if found != span.text:
            raise CorrectionError(f"{span.start}-{span.end} is {found!r} in the report, not {span.text!r}")
    for name, allowed, value in _codes(claim, ontology):
        if value not in allowed:
            raise CorrectionError(f"{name}: {value!r} is none of {', '.join(sorted(allowed))}")
    return claim


def _codes(claim: Claim, ontology: Ontology) -> Iterator[tuple[str, frozenset[str], str]]:
    """Yield each code of a claim that is the ontology's, with those that it may be."""
    for one in _parts(claim, Participant):
        yield from (("sectors", ontology.sectors, sector) for sector in one.sectors)
    if isinstance(claim, Event) and claim.type in ontology.types:
        yield from (("contexts", ontology.contexts, context) for context in claim.contexts)
        if claim.mode is not None:
            yield "mode", frozenset(ontology.types[claim.type].modes), claim.mode


def _parts(value: object, kind: type) -> Iterator[Any]:
    """Yield the parts of a record that are of this kind, however deep."""
    if isinstance(value, kind):
        yield value
    if isinstance(value, tuple):
        for item in value:
            yield from _parts(item, kind)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _parts(getattr(value, field.name), kind)
