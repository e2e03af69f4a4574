"""The ontology: PLOVER's types, modes, contexts and sectors, and CAMEO's codes with their PLOVER images.

A user may bring an ontology of their own: `docs/lexicon.md` tells what its files hold.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable

from demarche.lexicon.ontology_files import OntologyFiles, find_ontology
from demarche.lexicon.tables import LexiconError, Row, data_folder, one_of, read_table, shown
from demarche.lexicon.yaml_file import YamlFile, read_yaml
from demarche.model.values import FACTUALITIES, STATUSES, Factuality, Status

_CAMEO_COLUMNS = ("code", "name", "goldstein", "type", "mode", "contexts")
_CONTENT_COLUMNS = ("type", "content", "content_mode", "mode", "cameo")
_TYPE_KEYS = frozenset({"definition", "quad", "score", "future", "recipient_required", "modes"})
_TOP_KEYS = frozenset({"types", "contexts", "sectors", "international"})
_QUADS = frozenset({1, 2, 3, 4})

ACTS = ("refusal", "demand", "threat")
"""The acts that the coder makes itself, by the names that `acts.tsv` has for them."""

TRAITS = (
    "harm",
    "meeting",
    "movement",
    "about deeds",
    "uttered",
    "aimed",
    "placed",
    "pressing",
    "voicing",
    "helping",
    "lawful",
    "together",
    "charging",
)
"""What the coder's rules may know of a type beyond its quad class; `traits.tsv` says what each is."""


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
    traits: frozenset[str] = frozenset()


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
    `acts` gives type and CAMEO code of what the coder makes of a modal or a commitment;
    `factuality` gives FactBank's value of each status to the source that vouches for it.
    """

    types: Mapping[str, EventType]
    cameo: Mapping[str, CameoCode]
    content: Mapping[tuple[str, str, str | None], tuple[str | None, str]]
    acts: Mapping[str, tuple[str, str]]
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
    """Return the ontology in a folder, what it lacks filled from the package; raise `LexiconError` if it is broken."""
    files = find_ontology(folder)
    file = read_yaml(files["plover.yaml"])
    _require_keys(file, (), _TOP_KEYS, _TOP_KEYS)
    types = {name: _event_type(file, name) for name in file.mapping(("types",))}
    if not types:
        raise file.error(("types",), "there are none")
    for event_type in types.values():
        if event_type.future is not None and event_type.future not in types:
            raise file.error(("types", event_type.name, "future"), f"{event_type.future!r} is no type")
    contexts = frozenset(file.names(("contexts",)))
    reader = _Tables(files, types, contexts)
    cameo = reader.cameo()
    traits = reader.traits()
    return Ontology(
        {
            name: replace(one, traits=frozenset(trait for trait in traits if name in traits[trait]))
            for name, one in types.items()
        },
        cameo,
        reader.content(cameo),
        reader.acts(cameo),
        reader.factualities(),
        contexts,
        *_actor_codes(file, files["plover.yaml"]),
    )


def _require_keys(
    file: YamlFile, way: tuple[str, ...], allowed: frozenset[str], needed: frozenset[str]
) -> None:
    body = file.mapping(way)
    for key in body:
        if key not in allowed:
            raise file.error((*way, key), f"unknown key; the keys are {', '.join(sorted(allowed))}")
    missing = sorted(needed - body.keys())
    if missing:
        raise file.error(way, f"no key {' and no key '.join(missing)}")


def _event_type(file: YamlFile, name: str) -> EventType:
    way = ("types", name)
    _require_keys(file, way, _TYPE_KEYS, frozenset({"definition", "quad", "score"}))
    body = file.mapping(way)
    quad, required = body["quad"], body.get("recipient_required", False)
    if isinstance(quad, bool) or not isinstance(quad, int) or quad not in _QUADS:
        raise file.error((*way, "quad"), f"quad {quad!r} is not 1 to 4")
    if not isinstance(required, bool):
        raise file.error((*way, "recipient_required"), f"{required!r} is neither true nor false")
    future = None if body.get("future") is None else file.words((*way, "future"))
    modes = file.mapping((*way, "modes"))
    return EventType(
        name,
        file.words((*way, "definition")),
        quad,
        file.number((*way, "score")),
        future,
        required,
        {
            mode: None if score is None else file.number((*way, "modes", mode))
            for mode, score in modes.items()
        },
    )


def _actor_codes(file: YamlFile, source: Traversable) -> tuple[frozenset[str], frozenset[str]]:
    """Return the sectors and the international actors; none that the package's tables of actors use may be missing."""
    keys = "sectors", "international"
    sectors, international = (frozenset(file.names((key,))) for key in keys)
    package = data_folder() / "ontology" / "plover.yaml"
    if source != package:
        used = read_yaml(package)
        for key, found in zip(keys, (sectors, international), strict=True):
            missing = sorted(frozenset(used.names((key,))) - found)
            if missing:
                raise file.error((key,), f"{', '.join(missing)} missing, which the tables of actors use")
    return sectors, international


@dataclass(frozen=True, slots=True)
class _Tables:
    """Reads the tables of an ontology against its types; rows that the package lends and that do not suit are left out."""

    files: OntologyFiles
    types: Mapping[str, EventType]
    contexts: frozenset[str]

    def cameo(self) -> dict[str, CameoCode]:
        codes: dict[str, CameoCode] = {}
        for row in read_table(self.files["cameo.tsv"], _CAMEO_COLUMNS):
            code, type_name, mode = row.text("code"), row.optional("type"), row.optional("mode")
            contexts = row.items("contexts")
            if code in codes:
                raise row.error(f"code {code} stands twice")
            if "cameo.tsv" in self.files.filled:
                type_name = type_name if type_name in self.types else None
                mode = mode if type_name is not None and mode in self.types[type_name].modes else None
                contexts = tuple(context for context in contexts if context in self.contexts)
            self._require_type(row, type_name)
            if mode is not None and (type_name is None or mode not in self.types[type_name].modes):
                raise row.error(f"{type_name or 'a code without a type'} has no mode {mode!r}")
            if not self.contexts.issuperset(contexts):
                raise row.error(f"contexts {row.cells['contexts']!r} are not all of the ontology")
            codes[code] = CameoCode(
                code, row.text("name"), row.decimal("goldstein"), type_name, mode, contexts
            )
        return codes

    def content(
        self, cameo: Mapping[str, CameoCode]
    ) -> dict[tuple[str, str, str | None], tuple[str | None, str]]:
        found: dict[tuple[str, str, str | None], tuple[str | None, str]] = {}
        for row in read_table(self.files["content.tsv"], _CONTENT_COLUMNS):
            key = row.text("type"), row.text("content"), row.optional("content_mode")
            try:
                self._require_content(row, cameo)
            except LexiconError:
                if "content.tsv" in self.files.filled:
                    continue
                raise
            if key in found:
                raise row.error("the same type, content and content_mode stand twice")
            found[key] = (row.optional("mode"), row.text("cameo"))
        return found

    def _require_content(self, row: Row, cameo: Mapping[str, CameoCode]) -> None:
        act, content, mode = row.text("type"), row.text("content"), row.optional("mode")
        self._require_type(row, act)
        self._require_type(row, content)
        content_mode = row.optional("content_mode")
        if content_mode is not None and content_mode not in self.types[content].modes:
            raise row.error(f"{content} has no mode {content_mode!r}")
        if mode is not None and mode not in self.types[act].modes:
            raise row.error(f"{act} has no mode {mode!r}")
        _require_code(row, act, cameo)

    def acts(self, cameo: Mapping[str, CameoCode]) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for row in read_table(self.files["acts.tsv"], ("act", "type", "cameo")):
            act, type_name = one_of(row, "act", ACTS), row.text("type")
            try:
                self._require_type(row, type_name)
                _require_code(row, type_name, cameo)
            except LexiconError:
                if "acts.tsv" in self.files.filled:
                    continue
                raise
            if act in found:
                raise row.error(f"act {act} stands twice")
            found[act] = (type_name, row.text("cameo"))
        return found

    def traits(self) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for row in read_table(self.files["traits.tsv"], ("trait", "types")):
            trait = one_of(row, "trait", TRAITS)
            if trait in found:
                raise row.error(f"trait {trait} stands twice")
            if "traits.tsv" not in self.files.filled:
                for type_name in row.items("types"):
                    self._require_type(row, type_name)
            found[trait] = frozenset(row.items("types")) & self.types.keys()
        return found

    def factualities(self) -> dict[Status, Factuality]:
        found: dict[Status, Factuality] = {}
        for row in read_table(self.files["factuality.tsv"], ("status", "factuality")):
            status, value = one_of(row, "status", STATUSES), one_of(row, "factuality", FACTUALITIES)
            if status in found:
                raise row.error(f"status {status} stands twice")
            found[status] = value
        missing = set(STATUSES) - set(found)
        if missing:
            raise LexiconError(
                f"{shown(self.files['factuality.tsv'])}: no line for {', '.join(sorted(missing))}"
            )
        return found

    def _require_type(self, row: Row, name: str | None) -> None:
        if name is not None and name not in self.types:
            raise row.error(f"type {name!r} is none of the ontology")


def _require_code(row: Row, type_name: str, cameo: Mapping[str, CameoCode]) -> None:
    code = cameo.get(row.text("cameo"))
    if code is None:
        raise row.error(f"cameo {row.cells['cameo']!r} unknown")
    if code.type != type_name:
        raise row.error(f"cameo {code.code} is of type {code.type}, not {type_name}")
