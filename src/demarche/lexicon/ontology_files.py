"""Which file each part of an ontology is read from: a user's folder, and the package's for what it does not have."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from demarche.lexicon.tables import LexiconError, data_folder

NAMES = (
    "plover.yaml",
    "cameo.tsv",
    "content.tsv",
    "acts.tsv",
    "traits.tsv",
    "factuality.tsv",
    "scores.tsv",
)
_NOTES = (".", "README", "LICENSE", "LICENCE", "NOTICE")  # what files begin with that are none of an ontology


@dataclass(frozen=True, slots=True)
class OntologyFiles:
    """The files of an ontology by name.

    `filled` are those that the package lends to a user's ontology: their rows are fitted to it, where a row that the
    user brought, or the package for itself, must be right.
    """

    files: Mapping[str, Traversable]
    filled: frozenset[str]

    def __getitem__(self, name: str) -> Traversable:
        return self.files[name]


def find_ontology(folder: Traversable) -> OntologyFiles:
    """Return the files of an ontology; raise `LexiconError` if the folder is none, or has a file that belongs to none."""
    package = data_folder() / "ontology"
    own = {entry.name: entry for entry in files_of(folder, NAMES.__contains__, ", ".join(NAMES))}
    if not own:
        raise LexiconError(f"{folder}: none of the files of an ontology is there ({', '.join(NAMES)})")
    files = {name: own.get(name, package / name) for name in NAMES}
    return OntologyFiles(files, frozenset(NAMES) - own.keys())


def files_of(folder: Traversable, is_read: Callable[[str], bool], names: str) -> list[Traversable]:
    """Return the files of a user's folder; raise `LexiconError` if it is none, or if one would not be read.

    Files whose name begins like those of a note or a licence, or with a full stop, are left alone.
    """
    if not folder.is_dir():
        missing = isinstance(folder, Path) and not folder.exists()
        raise LexiconError(f"{folder}: {'there is no such folder' if missing else 'not a folder'}")
    listed = (entry for entry in folder.iterdir() if not entry.name.startswith(_NOTES))
    found = sorted(listed, key=lambda entry: entry.name)
    for entry in found:
        if not is_read(entry.name) or not entry.is_file():
            raise LexiconError(f"{folder}: {entry.name} is none of the files that are read here: {names}")
    return found
