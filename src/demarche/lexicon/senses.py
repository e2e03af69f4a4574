"""The event lexicon: which words, in which company, are events of which type.

One row of `data/events/en/*.tsv` is one sense of a word; `docs/lexicon.md` explains the columns. A user's own senses are
added to the package's, and the package's are fitted to a user's own ontology.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, cast

from demarche.lexicon.ontology import Ontology
from demarche.lexicon.ontology_files import files_of
from demarche.lexicon.tables import LexiconError, Row, read_table

Pos = Literal["verb", "noun", "adj"]

COLUMNS = (
    "id",
    "lemma",
    "pos",
    "cameo",
    "mode",
    "subject",
    "object",
    "oblique",
    "complement",
    "actor",
    "recipient",
    "mutual",
    "contexts",
    "example",
    "counter",
)
ROLES = "roles.tsv"
OWN = "user."
_EVENTS, _CLASSES = "events-", "classes"
_OWN_FILES = "events-*.tsv, classes*.tsv, roles.tsv"
_POS = ("verb", "noun", "adj")
_BARRED = "!"  # before what must not stand with the trigger
_COMPLEMENTS = frozenset({"to", "that", "ing", "none"})
_SLOTS = frozenset({"subj", "obj", "iobj", "comp"})
# Classes that the coder knows by itself: somebody who can act, a person,
# a state, a place of the gazetteer, anything at all, nothing.
BUILT_IN_CLASSES = frozenset({"actor", "person", "state", "organisation", "place", "some", "none"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that a sense asks for or bars: a preposition, and the class of what stands with it, None for anything."""

    preposition: str
    word_class: str | None = None

    def __str__(self) -> str:
        """Return the phrase in words."""
        return self.preposition if self.word_class is None else f"{self.preposition} {self.word_class}"


@dataclass(frozen=True, slots=True)
class Sense:
    """One sense of a trigger: the company it needs, the code it has, and who plays which part.

    `words` is the lemma; for a verb the first word is its head, for a noun the last. `actor` and `recipient`
    name slots in order of preference: subj, obj, iobj, comp (the subject of the complement) or a preposition.
    `company` are the lemmas that must stand beside the trigger word; nothing of `without` may stand there, and the object
    may be of no class of `barred`.
    """

    id: str
    words: tuple[str, ...]
    pos: Pos
    cameo: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    subject: frozenset[str]
    object: frozenset[str]
    oblique: frozenset[Phrase]
    complement: frozenset[str]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    mutual: bool
    example: str
    counter: str
    traits: frozenset[str] = frozenset()
    without: frozenset[Phrase] = frozenset()
    barred: frozenset[str] = frozenset()
    company: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        company = self.words[1:] if self.pos == "verb" else self.words[:-1]
        object.__setattr__(self, "company", company)

    @property
    def head(self) -> str:
        """Return the lemma of the trigger word itself."""
        return self.words[0] if self.pos == "verb" else self.words[-1]

    @property
    def specificity(self) -> int:
        """Return how much company the sense asks for: of several that fit, the most specific is taken."""
        named = sum(2 for asked in (self.oblique, self.complement) if asked)
        return 3 * len(self.company) + named + _narrowness(self.subject) + _narrowness(self.object)


@dataclass(frozen=True, slots=True)
class Unfitted:
    """A sense of the package that is left out, or that loses its mode or contexts, because of a user's ontology."""

    sense: str
    is_left_out: bool
    why: str


@dataclass(frozen=True, slots=True)
class Senses:
    """All senses by trigger lemma and part of speech, the most specific first; the mutual ones; the word classes.

    `unfitted` tells what of the package's senses does not suit a user's ontology: sense, and why.
    """

    by_word: Mapping[tuple[str, Pos], tuple[Sense, ...]]
    by_id: Mapping[str, Sense]
    mutual: frozenset[str]
    classes: Mapping[str, frozenset[str]]
    unfitted: tuple[Unfitted, ...] = ()

    def of(self, lemma: str, pos: Pos) -> tuple[Sense, ...]:
        """Return the senses of a trigger word, the most specific first."""
        return self.by_word.get((lemma, pos), ())

    def classes_of(self, lemma: str) -> frozenset[str]:
        """Return the classes that a lemma belongs to."""
        return self.classes.get(lemma, frozenset())


def _narrowness(asked: frozenset[str]) -> int:
    """Return how much a condition on a nominal asks for: a class more than anything at all."""
    return 2 if asked - {"some"} else len(asked)


def load_senses(
    folder: Traversable, ontology: Ontology, *, own: Path | None = None, fitted: bool = False
) -> Senses:
    """Return the event lexicon in a folder and a user's own; raise `LexiconError` if a row is not as it should be.

    A user's senses have ids that begin with `user.`, need no examples, and come before others that are as specific.
    `fitted`: the ontology is not the folder's own, so what does not suit it is left out.
    """
    files = sorted(folder.iterdir(), key=lambda entry: entry.name)
    brought = [] if own is None else own_files(own)
    classes = _load_classes([file for file in (*files, *brought) if file.name.startswith(_CLASSES)])
    known = BUILT_IN_CLASSES.union(*classes.values())
    by_id: dict[str, Sense] = {}
    unfitted: list[Unfitted] = []
    for file in (file for file in brought if file.name.startswith(_EVENTS)):
        for row in read_table(file, COLUMNS):
            sense = _sense(row, ontology, known, is_own=True)
            _add(by_id, replace(sense, id=OWN + sense.id.removeprefix(OWN)), row)
    for file in (file for file in files if file.name.startswith(_EVENTS)):
        for row in read_table(file, COLUMNS):
            fit = _fitted(row, ontology, unfitted) if fitted else row
            if fit is not None:
                _add(by_id, _sense(fit, ontology, known), row)
    mutual = frozenset(sense.id for sense in by_id.values() if sense.mutual)
    return Senses(_indexed(by_id.values()), by_id, mutual, classes, tuple(unfitted))


def own_files(folder: Path) -> list[Traversable]:
    """Return the files of a user's lexicon; raise `LexiconError` if it has none, or others."""
    found = files_of(folder, _is_own, _OWN_FILES)
    if not found:
        raise LexiconError(f"{folder}: no table of a lexicon is there ({_OWN_FILES})")
    return found


def _is_own(name: str) -> bool:
    return name == ROLES or (name.startswith((_EVENTS, _CLASSES)) and name.endswith(".tsv"))


def _add(by_id: dict[str, Sense], sense: Sense, row: Row) -> None:
    if sense.id in by_id:
        raise row.error(f"sense {sense.id} stands twice")
    by_id[sense.id] = sense


def _fitted(row: Row, ontology: Ontology, unfitted: list[Unfitted]) -> Row | None:
    """Return a row of the package without what a user's ontology lacks, None without its code; note what was lost."""
    name, code = row.text("id"), ontology.cameo.get(row.text("cameo"))
    if code is None or code.type is None:
        what = "is not in the ontology" if code is None else "has no type in the ontology"
        unfitted.append(Unfitted(name, is_left_out=True, why=f"CAMEO {row.cells['cameo']} {what}"))
        return None
    cells, mode = dict(row.cells), row.optional("mode")
    if mode is not None and mode not in ontology.types[code.type].modes:
        unfitted.append(Unfitted(name, is_left_out=False, why=f"{code.type} has no mode {mode}"))
        cells["mode"] = ""
    lost = [context for context in row.items("contexts") if context not in ontology.contexts]
    if lost:
        unfitted.append(Unfitted(name, is_left_out=False, why=f"no context {', '.join(lost)}"))
        cells["contexts"] = "|".join(one for one in row.items("contexts") if one not in lost)
    return replace(row, cells=cells)


def _load_classes(files: Iterable[Traversable]) -> dict[str, frozenset[str]]:
    classes: dict[str, set[str]] = {}
    for row in (row for file in files for row in read_table(file, ("class", "lemmas"))):
        name = row.text("class")
        if name in BUILT_IN_CLASSES:
            raise row.error(f"class {name} is built in")
        for lemma in row.items("lemmas"):
            classes.setdefault(lemma, set()).add(name)
    return {lemma: frozenset(names) for lemma, names in classes.items()}


def _indexed(senses: Iterable[Sense]) -> dict[tuple[str, Pos], tuple[Sense, ...]]:
    by_word: dict[tuple[str, Pos], list[Sense]] = {}
    for sense in senses:
        by_word.setdefault((sense.head, sense.pos), []).append(sense)
    return {key: tuple(sorted(found, key=lambda sense: -sense.specificity)) for key, found in by_word.items()}


def _sense(row: Row, ontology: Ontology, known: frozenset[str], *, is_own: bool = False) -> Sense:
    pos = row.text("pos")
    if pos not in _POS:
        raise row.error(f"pos {pos!r} is none of {', '.join(_POS)}")
    code = ontology.cameo.get(row.text("cameo"))
    if code is None or code.type is None:
        raise row.error(f"cameo {row.cells['cameo']!r} is no code with a PLOVER type")
    mode = row.optional("mode") or code.mode
    if mode is not None and mode not in ontology.types[code.type].modes:
        raise row.error(f"{code.type} has no mode {mode!r}")
    contexts = row.items("contexts") or code.contexts
    _require_known(row, "contexts", contexts, ontology.contexts)
    _require_known(row, "subject", row.items("subject"), known)
    objects = row.items("object")
    _require_known(row, "object", tuple(one.removeprefix(_BARRED) for one in objects), known)
    _require_known(row, "complement", row.items("complement"), _COMPLEMENTS)
    if row.cells["mutual"] not in {"", "y"}:
        raise row.error(f"mutual: {row.cells['mutual']!r} is neither y nor empty")
    phrases = row.items("oblique")
    return Sense(
        id=row.text("id"),
        words=tuple(row.text("lemma").split()),
        pos=cast("Pos", pos),
        cameo=code.code,
        type=code.type,
        mode=mode,
        contexts=contexts,
        subject=frozenset(row.items("subject")),
        object=frozenset(one for one in objects if not one.startswith(_BARRED)),
        oblique=frozenset(_phrase(row, one, known) for one in phrases if not one.startswith(_BARRED)),
        complement=frozenset(row.items("complement")),
        actor=_slots(row, "actor") or ("subj",),
        recipient=_slots(row, "recipient"),
        mutual=row.cells["mutual"] == "y",
        example=row.cells["example"] if is_own else row.text("example"),
        counter=row.cells["counter"] if is_own else row.text("counter"),
        traits=ontology.types[code.type].traits,
        barred=frozenset(one.removeprefix(_BARRED) for one in objects if one.startswith(_BARRED)),
        without=frozenset(_phrase(row, one, known) for one in phrases if one.startswith(_BARRED)),
    )


def _phrase(row: Row, item: str, known: frozenset[str]) -> Phrase:
    """Return the phrase of an item: "as", "as:office-holder", "!as"."""
    preposition, colon, name = item.removeprefix(_BARRED).partition(":")
    if not preposition.replace(" ", "").isalpha():
        raise row.error(f"oblique: {item!r} names no preposition")
    _require_known(row, "oblique", (name,) if colon else (), known)
    return Phrase(preposition, name if colon else None)


def _require_known(row: Row, column: str, found: tuple[str, ...], known: frozenset[str]) -> None:
    unknown = sorted(set(found) - known)
    if unknown:
        raise row.error(f"{column}: {', '.join(unknown)} unknown")


def _slots(row: Row, column: str) -> tuple[str, ...]:
    slots = row.items(column)
    for slot in slots:
        if slot not in _SLOTS and not slot.replace(" ", "").isalpha():
            raise row.error(f"{column}: {slot!r} is neither a slot nor a preposition")
    return slots


__all__ = [
    "BUILT_IN_CLASSES",
    "COLUMNS",
    "OWN",
    "ROLES",
    "LexiconError",
    "Phrase",
    "Pos",
    "Sense",
    "Senses",
    "Unfitted",
    "load_senses",
    "own_files",
]
