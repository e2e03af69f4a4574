"""The whole lexicon: everything in `data/` that the stages read, loaded and checked once."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from demarche.lexicon.actors import Actors, load_actors
from demarche.lexicon.calendar import Calendar, load_calendar
from demarche.lexicon.commitments import CommitmentCue, load_commitment_cues
from demarche.lexicon.cues import Cues, load_cues
from demarche.lexicon.layout import Layout, load_layout
from demarche.lexicon.ontology import Ontology, load_ontology
from demarche.lexicon.places import Places, load_places
from demarche.lexicon.quantities import Quantities, load_quantities
from demarche.lexicon.scores import load_scores
from demarche.lexicon.senses import Senses, load_senses
from demarche.lexicon.tables import data_folder

_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables, and digests of the files they came from: `rules` of what decides, `digest` of what is known."""

    layout: Layout
    ontology: Ontology
    senses: Senses
    cues: Cues
    commitments: Mapping[tuple[str, str], tuple[CommitmentCue, ...]]
    quantities: Quantities
    scores: Mapping[str, float]
    calendar: Calendar
    actors: Actors
    places: Places
    rules: str
    digest: str


def load_lexicon() -> Lexicon:
    """Return the lexicon of English; raise `LexiconError` if a data file is not as it should be."""
    data = data_folder()
    ontology = load_ontology(data / "ontology")
    cues = data / "cues" / "en"
    return Lexicon(
        layout=load_layout(),
        ontology=ontology,
        senses=load_senses(data / "events" / "en", ontology),
        cues=load_cues(cues),
        commitments=load_commitment_cues(cues),
        quantities=load_quantities(cues),
        scores=load_scores(data / "ontology"),
        calendar=load_calendar(),
        actors=load_actors(),
        places=load_places(),
        rules=_digest(data / "ontology", data / "events", data / "cues"),
        digest=_digest(data / "actors", data / "places", data / "calendar", data / "layout"),
    )


def _digest(*folders: Traversable) -> str:
    """Return the first 16 digits of the SHA-256 of every file below the folders, by name and content."""
    digest = hashlib.sha256()
    for folder in folders:
        for name, file in sorted(_files(folder, folder.name)):
            digest.update(name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:_DIGITS]


def _files(folder: Traversable, name: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for entry in folder.iterdir():
        path = f"{name}/{entry.name}"
        found.extend(_files(entry, path) if entry.is_dir() else [(path, entry)])
    return found
