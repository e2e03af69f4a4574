"""The whole lexicon: everything in `data/` that the stages read, loaded and checked once."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from demarche.lexicon.actors import Actors, load_actors
from demarche.lexicon.calendar import Calendar, load_calendar
from demarche.lexicon.commitments import Commitments, load_commitments
from demarche.lexicon.cues import Cues, load_cues
from demarche.lexicon.layout import Layout, load_layout
from demarche.lexicon.ontology import Ontology, load_ontology
from demarche.lexicon.ontology_files import find_ontology
from demarche.lexicon.pairs import PairWeights, load_pair_weights
from demarche.lexicon.places import Places, load_places
from demarche.lexicon.quantities import Quantities, load_quantities
from demarche.lexicon.scores import load_scores
from demarche.lexicon.senses import ROLES, Senses, load_senses, own_files
from demarche.lexicon.tables import data_folder

_DIGITS = 16
_KNOWN = ("actors", "places", "calendar", "layout")


@dataclass(frozen=True, slots=True)
class Own:
    """What a user brings: an ontology and senses (folders), actors (a table); None for what is the package's alone."""

    ontology: Path | None = None
    senses: Path | None = None
    actors: Path | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables, and digests of the files they came from: `rules` of what decides, `digest` of what is known.

    Both digests are of the files that were really read, a user's own among them.
    """

    layout: Layout
    ontology: Ontology
    senses: Senses
    cues: Cues
    commitments: Commitments
    quantities: Quantities
    scores: Mapping[str, float]
    calendar: Calendar
    actors: Actors
    places: Places
    pairs: PairWeights
    rules: str
    digest: str


def load_lexicon(own: Own | None = None) -> Lexicon:
    """Return the lexicon of English with what a user brings; raise `LexiconError` if a data file is not as it should be."""
    own = own or Own()
    data = data_folder()
    folder: Traversable = data / "ontology" if own.ontology is None else own.ontology
    ontology = load_ontology(folder)
    cues = data / "cues" / "en"
    brought = [] if own.senses is None else own_files(own.senses)
    roles = next((file for file in brought if file.name == ROLES), None)
    pairs = load_pair_weights(data / "pairs" / "weights.tsv")
    rules = [
        *_files(data / "events", "events"),
        *_files(data / "cues", "cues"),
        *_files(data / "pairs", "pairs"),
    ]
    rules += [(f"ontology/{name}", file) for name, file in find_ontology(folder).files.items()]
    rules += [(f"own/{file.name}", file) for file in brought if file.name != ROLES]
    known = [one for name in _KNOWN for one in _files(data / name, name)]
    known += [] if roles is None else [("own/roles.tsv", roles)]
    known += [] if own.actors is None else [("own/actors.tsv", own.actors)]
    return Lexicon(
        layout=load_layout(),
        ontology=ontology,
        senses=load_senses(data / "events" / "en", ontology, own=own.senses, fitted=own.ontology is not None),
        cues=load_cues(cues),
        commitments=load_commitments(cues),
        quantities=load_quantities(cues),
        scores=load_scores(folder),
        calendar=load_calendar(),
        actors=load_actors(own.actors, roles=roles, sectors=ontology.sectors),
        places=load_places(),
        pairs=pairs if own.ontology is None else pairs.only(ontology.types),
        rules=_digest(rules),
        digest=_digest(known),
    )


def _digest(files: Sequence[tuple[str, Traversable]]) -> str:
    """Return the first 16 digits of the SHA-256 of the files, by name and content."""
    digest = hashlib.sha256()
    for name, file in sorted(files, key=lambda one: one[0]):
        digest.update(name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:_DIGITS]


def _files(folder: Traversable, name: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        path = f"{name}/{entry.name}"
        found.extend(_files(entry, path) if entry.is_dir() else [(path, entry)])
    return found
