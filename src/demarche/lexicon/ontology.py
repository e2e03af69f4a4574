"""The ontology: PLOVER's types, modes, contexts and sectors, and CAMEO's codes with their PLOVER images."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Any

import yaml

from demarche.lexicon.tables import LexiconError, one_of, read_table
from demarche.model.values import FACTUALITIES, STATUSES, Factuality, Status

_CAMEO_COLUMNS = ("code", "name", "goldstein", "type", "mode", "contexts")
_CONTENT_COLUMNS = ("type", "content", "content_mode", "mode", "cameo")
_TYPE_KEYS = {"definition", "quad", "score", "future", "recipient_required", "modes"}
_TOP_KEYS = {"types", "contexts", "sectors", "international"}


@dataclass(frozen=True, slots=True)
class EventType:
    """A PLOVER event type; `modes` maps each mode to its score, None where the manual gives none."""

    name: str
    definition: str
    quad: int
    score: float
    future: str | None
    recipient_required: bool
    modes: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code, its Goldstein value and the PLOVER type, mode and contexts it becomes; a statement has no type."""

    code: str
    name: str
    goldstein: float
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything that a code of the ledger can be.

    `content` gives mode and CAMEO code of a verbal act by its type and by type and mode of what it is about;
    `factuality` gives FactBank's value of each status to the source that vouches for it.
    """

    types: Mapping[str, EventType]
    cameo: Mapping[str, CameoCode]
    content: Mapping[tuple[str, str, str | None], tuple[str | None, str]]
    factuality: Mapping[Status, Factuality]
    contexts: frozenset[str]
    sectors: frozenset[str]
    international: frozenset[str]

    def code_with_content(
        self, act: str, content: str, content_mode: str | None
    ) -> tuple[str | None, str] | None:
        """Return mode and CAMEO code of a verbal act that is about an event of this type, or None."""
        return self.content.get((act, content, content_mode)) or self.content.get((act, content, None))


def load_ontology(folder: Traversable) -> Ontology:
    """Return the ontology in a folder of `plover.yaml` and its tables; raise `LexiconError` if it is broken."""
    name = "plover.yaml"
    data: dict[str, Any] = yaml.safe_load((folder / name).read_text(encoding="utf-8"))
    if set(data) != _TOP_KEYS:
        raise LexiconError(f"{name}: the keys are {sorted(data)}, not {sorted(_TOP_KEYS)}")
    types = {key: _event_type(key, body) for key, body in data["types"].items()}
    for event_type in types.values():
        if event_type.future is not None and event_type.future not in types:
            raise LexiconError(f"{name}: {event_type.name}: future {event_type.future!r} is no type")
    contexts = frozenset(data["contexts"])
    cameo = _cameo_codes(folder / "cameo.tsv", types, contexts)
    content = _content_codes(folder / "content.tsv", types, cameo)
    factuality = _factualities(folder / "factuality.tsv")
    return Ontology(
        types,
        cameo,
        content,
        factuality,
        contexts,
        frozenset(data["sectors"]),
        frozenset(data["international"]),
    )


def _event_type(name: str, body: Mapping[str, Any]) -> EventType:
    unknown = set(body) - _TYPE_KEYS
    if unknown:
        raise LexiconError(f"plover.yaml: {name}: unknown keys {sorted(unknown)}")
    quad = body.get("quad")
    if quad not in {1, 2, 3, 4}:
        raise LexiconError(f"plover.yaml: {name}: quad {quad!r} is not 1 to 4")
    score = body.get("score")
    if not isinstance(score, int | float):
        raise LexiconError(f"plover.yaml: {name}: score {score!r} is not a number")
    return EventType(
        name,
        body["definition"],
        quad,
        float(score),
        body.get("future"),
        body.get("recipient_required", False),
        body.get("modes", {}),
    )


def _cameo_codes(
    file: Traversable, types: Mapping[str, EventType], contexts: frozenset[str]
) -> dict[str, CameoCode]:
    codes: dict[str, CameoCode] = {}
    for row in read_table(file, _CAMEO_COLUMNS):
        code, type_name, mode = row.text("code"), row.optional("type"), row.optional("mode")
        if code in codes:
            raise row.error(f"code {code} stands twice")
        if type_name is not None and type_name not in types:
            raise row.error(f"type {type_name!r} is none of the ontology")
        if mode is not None and (type_name is None or mode not in types[type_name].modes):
            raise row.error(f"{type_name} has no mode {mode!r}")
        if not contexts.issuperset(row.items("contexts")):
            raise row.error(f"contexts {row.cells['contexts']!r} are not all of the ontology")
        goldstein = row.decimal("goldstein")
        codes[code] = CameoCode(code, row.text("name"), goldstein, type_name, mode, row.items("contexts"))
    return codes


def _content_codes(
    file: Traversable, types: Mapping[str, EventType], cameo: Mapping[str, CameoCode]
) -> dict[tuple[str, str, str | None], tuple[str | None, str]]:
    found: dict[tuple[str, str, str | None], tuple[str | None, str]] = {}
    for row in read_table(file, _CONTENT_COLUMNS):
        act, content, mode = row.text("type"), row.text("content"), row.optional("mode")
        if act not in types or content not in types:
            raise row.error(f"type {act!r} or {content!r} is none of the ontology")
        if mode is not None and mode not in types[act].modes:
            raise row.error(f"{act} has no mode {mode!r}")
        if row.text("cameo") not in cameo:
            raise row.error(f"cameo {row.cells['cameo']!r} unknown")
        found[act, content, row.optional("content_mode")] = (mode, row.text("cameo"))
    return found


def _factualities(file: Traversable) -> dict[Status, Factuality]:
    found: dict[Status, Factuality] = {}
    for row in read_table(file, ("status", "factuality")):
        status = one_of(row, "status", STATUSES)
        found[status] = one_of(row, "factuality", FACTUALITIES)
    missing = set(STATUSES) - set(found)
    if missing:
        raise LexiconError(f"{file.name}: no line for {', '.join(sorted(missing))}")
    return found
