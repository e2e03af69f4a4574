"""Imports dictionaries in PETRARCH's format: reads them, writes tables of this lexicon, and tells what has no place there."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from demarche.lexicon.actor_overrides import COLUMNS as ACTOR_COLUMNS
from demarche.lexicon.actor_rows import ROLE_COLUMNS
from demarche.lexicon.actors import load_actors
from demarche.lexicon.lexicon import Own, load_lexicon
from demarche.lexicon.ontology import Ontology, load_ontology
from demarche.lexicon.petrarch.actor_file import read_actors
from demarche.lexicon.petrarch.actors import ActorTable
from demarche.lexicon.petrarch.agents import NO_NOUN, roles_of
from demarche.lexicon.petrarch.codes import load_codes
from demarche.lexicon.petrarch.senses import SenseTable
from demarche.lexicon.petrarch.source import Note, Notes
from demarche.lexicon.petrarch.spelling import load_spelling
from demarche.lexicon.petrarch.verb_file import read_verbs
from demarche.lexicon.places import load_places
from demarche.lexicon.senses import COLUMNS as SENSE_COLUMNS
from demarche.lexicon.senses import ROLES
from demarche.lexicon.tables import LexiconError, data_folder

ACTORS = "actors.tsv"
LEXICON = "lexicon"
_EVENTS, _CLASSES, _LEFT_OUT = "events-petrarch.tsv", "classes-petrarch.tsv", "left-out.tsv"
_NOTE_COLUMNS = ("file", "line", "words", "reason")


@dataclass(frozen=True, slots=True)
class Dictionaries:
    """The files that a user brings: of verbs, of actors and of agents."""

    verbs: tuple[Path, ...] = ()
    actors: tuple[Path, ...] = ()
    agents: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """What was written, as file and number of rows, and what was left out."""

    written: tuple[tuple[Path, int], ...]
    left_out: tuple[Note, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the dictionaries had a place: no table but the one of what was left out has a row."""
        return not any(rows for path, rows in self.written if path.name != _LEFT_OUT)

    def reasons(self) -> list[tuple[str, int]]:
        """Return why things were left out, the commonest reason first."""
        return sorted(
            Counter(note.reason for note in self.left_out).items(), key=lambda one: (-one[1], one[0])
        )


@dataclass(slots=True)
class _Output:
    folder: Path
    is_new: bool
    written: list[tuple[Path, int]] = field(default_factory=list)

    def table(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        path = self.folder / name
        lines = ["\t".join(columns), *("\t".join(map(str, row)).rstrip("\t") for row in rows)]
        path.parent.mkdir(parents=True, exist_ok=True)
        self.written.append((path, len(lines) - 1))
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    def undo(self) -> None:
        """Take away what was written, so that the same folder can be given again."""
        for path, _ in self.written:
            path.unlink(missing_ok=True)
        for folder in (self.folder / LEXICON, *((self.folder,) if self.is_new else ())):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()


def import_petrarch(given: Dictionaries, target: Path, ontology: Path | None = None) -> Imported:
    """Write the dictionaries as tables into a new folder; raise `LexiconError` if one holds nothing that can be read.

    `ontology` is a user's own, to which the codes of the verbs must belong. The tables are loaded once, as a check.
    """
    if not (given.verbs or given.actors or given.agents):
        raise LexiconError("no dictionary is given: of verbs, of actors or of agents")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise LexiconError(f"{target}: is there already; the tables go into a new folder")
    codes_of = load_ontology(data_folder() / "ontology" if ontology is None else ontology)
    output = _Output(target, is_new=not target.exists())
    notes: list[Note] = []
    try:
        _import(given, ontology, codes_of, output, notes)
    except BaseException:
        output.undo()
        raise
    return Imported(tuple(output.written), tuple(notes))


def _import(
    given: Dictionaries, ontology: Path | None, codes_of: Ontology, output: _Output, notes: list[Note]
) -> None:
    if given.actors or given.agents:
        _import_people(given, codes_of, output, notes)
    if given.verbs:
        _import_verbs(given.verbs, codes_of, output, notes)
    target = output.folder
    names = {path.relative_to(target).parts[0] for path, _ in output.written}
    load_lexicon(
        Own(
            ontology,
            target / LEXICON if LEXICON in names else None,
            target / ACTORS if ACTORS in names else None,
        )
    )
    output.table(
        _LEFT_OUT,
        _NOTE_COLUMNS,
        ((note.file, note.line, " ".join(note.words.split()), note.reason) for note in notes),
    )


def _import_people(given: Dictionaries, ontology: Ontology, output: _Output, notes: list[Note]) -> None:
    actors = load_actors()
    codes = load_codes(actors.states.keys(), ontology.international)
    if given.actors:
        table = ActorTable(actors, load_places(), codes, load_spelling())
        for path in given.actors:
            own = Notes(str(path))
            entries = list(read_actors(path, own))
            _some(path, "actors", entries)
            for entry in entries:
                table.add(entry, own)
            notes += own.found
        output.table(ACTORS, ACTOR_COLUMNS, table.finished())
    roles: dict[str, tuple[str, ...]] = {}
    for path in given.agents:
        own = Notes(str(path))
        found = list(roles_of(path, own, codes, actors))
        _some(path, "agents", [*found, *(note for note in own.found if note.reason != NO_NOUN)])
        roles |= {row[0]: row for row in found}
        notes += own.found
    if given.agents:
        output.table(f"{LEXICON}/{ROLES}", ROLE_COLUMNS, roles.values())


def _import_verbs(files: Sequence[Path], ontology: Ontology, output: _Output, notes: list[Note]) -> None:
    table = SenseTable(ontology, load_spelling())
    for path in files:
        own = Notes(str(path))
        source = read_verbs(path, own)
        _some(path, "verbs", source.blocks)
        table.add(source, own)
        notes += own.found
    output.table(f"{LEXICON}/{_EVENTS}", SENSE_COLUMNS, table.rows.values())
    if table.classes:
        rows = ((name, "|".join(lemmas)) for name, lemmas in table.classes.items())
        output.table(f"{LEXICON}/{_CLASSES}", ("class", "lemmas"), rows)


def _some(path: Path, what: str, found: Sequence[object]) -> None:
    if not found:
        raise LexiconError(f"{path}: no dictionary of {what} in PETRARCH's format")
