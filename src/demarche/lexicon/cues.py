"""Cue words: of speech, of what becomes of embedded events, of modality, hedging and conditions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from typing import Literal, get_args

from demarche.lexicon.relations import Relations, load_relations
from demarche.lexicon.tables import Row, one_of, read_table
from demarche.model.values import (
    ACTS,
    FACTUALITIES,
    PARTICIPANT_KINDS,
    STATUSES,
    STRENGTHS,
    VOICES,
    Act,
    Factuality,
    Status,
    Strength,
    Voice,
)

PronounUse = Literal["person", "body", "several", "speaker", "side"]
Gender = Literal["m", "f"]
_GENDERS: tuple[Gender, ...] = get_args(Gender)
_PRONOUN_USES: tuple[PronounUse, ...] = get_args(PronounUse)
_POS = ("verb", "noun", "adj")
_EMBEDDING_FORMS = ("to", "that", "ing", "noun", "clause", "any")
_SPEECH_FORMS = ("that", "marked", "to", "quote", "np", "pred", "of", "for", "ing")
_SAME = "same"


@dataclass(frozen=True, slots=True)
class SpeechCue:
    """A word that reports speech; `particle` must stand beside it ("point out", "call for")."""

    lemma: str
    particle: str | None
    act: Act
    forms: frozenset[str]
    content: Factuality
    addressee: str | None


@dataclass(frozen=True, slots=True)
class Embedding:
    """What a word makes of the event below it, when it stands plain and when it is negated; None hands it down.

    `told`: told in the past, and not negated, it hands it down as well ("had to", "was able to").
    """

    plain: Status | None
    negated: Status | None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Modal:
    """The status that an auxiliary gives, plainly and in reported speech.

    `strength`: how strongly it commits a speaker's own side; `is_demand`: whether, said of others, it demands.
    """

    plain: Status
    reported: Status
    strength: Strength | None
    is_demand: bool


@dataclass(frozen=True, slots=True)
class Modifier:
    """What an adverb or adjective beside an event does to its status and to the voice of the report."""

    status: Status | None
    voice: Voice | None


@dataclass(frozen=True, slots=True)
class ClauseMarker:
    """What a conjunction makes of its own clause and of the clause it hangs on; None leaves it as it is.

    `told`: it leaves its "-ing" alone where the other clause is told in the past ("fired before fleeing").
    """

    clause: Status | None
    main: Status | None
    told: bool = False


@dataclass(frozen=True, slots=True)
class Cues:
    """All cue tables of a language, by lemma (and part of speech and form, where these matter).

    `boundaries` are the weights of the features of where a content begins and ends.
    """

    speech: Mapping[tuple[str, str], tuple[SpeechCue, ...]]
    embedding: Mapping[tuple[str, str, str], Embedding]
    modals: Mapping[str, Modal]
    modifiers: Mapping[str, Modifier]
    clauses: Mapping[str, ClauseMarker]
    pronouns: Mapping[str, PronounUse]
    utterances: frozenset[str]
    pairs: Mapping[str, frozenset[str]]
    generic: Mapping[str, frozenset[str]]
    genders: Mapping[str, Gender]
    relations: Relations
    platforms: frozenset[str] = frozenset()
    anonymity: frozenset[str] = frozenset()
    boundaries: Mapping[str, float] = field(default_factory=dict)

    def embedding_of(self, lemma: str, pos: str, form: str) -> Embedding | None:
        """Return what a governing word makes of an event in this form, or None if nothing is known."""
        found = self.embedding.get((lemma, pos, form))
        return found if found is not None or form == "clause" else self.embedding.get((lemma, pos, "any"))


def load_cues(folder: Traversable) -> Cues:
    """Return the cues in a folder; raise `LexiconError` if a row is not as it should be."""
    return Cues(
        _speech(folder / "speech.tsv"),
        _embedding(folder / "embedding.tsv"),
        {
            row.text("lemma"): _modal(row)
            for row in read_table(folder / "modals.tsv", ("lemma", "plain", "reported", "strength", "demand"))
        },
        {
            row.text("lemma"): Modifier(_optional_status(row, "status"), _voice(row))
            for row in read_table(folder / "modifiers.tsv", ("lemma", "status", "voice"))
        },
        {
            row.text("marker"): ClauseMarker(
                _handed_down(row, "clause"), _handed_down(row, "main"), _told(row)
            )
            for row in read_table(folder / "clauses.tsv", ("marker", "clause", "main", "told"))
        },
        {
            row.text("form"): one_of(row, "stands_for", _PRONOUN_USES)
            for row in read_table(folder / "pronouns.tsv", ("form", "stands_for"))
        },
        frozenset(row.text("lemma") for row in read_table(folder / "utterances.tsv", ("lemma",))),
        _descriptions(folder / "descriptions.tsv", "pair"),
        _descriptions(folder / "descriptions.tsv", "one"),
        {
            row.text("form"): one_of(row, "gender", _GENDERS)
            for row in read_table(folder / "genders.tsv", ("form", "gender"))
        },
        load_relations(folder / "relations.tsv"),
        frozenset(row.text("lemma") for row in read_table(folder / "platforms.tsv", ("lemma",))),
        frozenset(row.text("lemma") for row in read_table(folder / "anonymity.tsv", ("lemma",))),
        {
            row.text("feature"): row.decimal("weight")
            for row in read_table(folder / "learnt" / "boundaries.tsv", ("feature", "weight"))
        },
    )


def _speech(file: Traversable) -> dict[tuple[str, str], tuple[SpeechCue, ...]]:
    found: dict[tuple[str, str], list[SpeechCue]] = {}
    for row in read_table(file, ("lemma", "pos", "act", "forms", "content", "addressee")):
        lemma, _, particle = row.text("lemma").partition(" ")
        _require(row, "forms", row.items("forms"), _SPEECH_FORMS)
        cue = SpeechCue(
            lemma,
            particle or None,
            one_of(row, "act", ACTS),
            frozenset(row.items("forms")),
            one_of(row, "content", FACTUALITIES),
            row.optional("addressee"),
        )
        found.setdefault((lemma, one_of(row, "pos", _POS)), []).append(cue)
    return {key: tuple(sorted(cues, key=lambda cue: cue.particle is None)) for key, cues in found.items()}


def _embedding(file: Traversable) -> dict[tuple[str, str, str], Embedding]:
    found: dict[tuple[str, str, str], Embedding] = {}
    for row in read_table(file, ("lemma", "pos", "form", "plain", "negated", "told")):
        key = (row.text("lemma"), one_of(row, "pos", _POS), one_of(row, "form", _EMBEDDING_FORMS))
        if key in found:
            raise row.error(f"{' '.join(key)} stands twice")
        found[key] = Embedding(_handed_down(row, "plain"), _handed_down(row, "negated"), _told(row))
    return found


def _descriptions(file: Traversable, number: str) -> dict[str, frozenset[str]]:
    """Return the kinds of participants that a noun can stand for, for those of one number."""
    found: dict[str, frozenset[str]] = {}
    for row in read_table(file, ("lemma", "number", "kinds")):
        _require(row, "kinds", row.items("kinds"), PARTICIPANT_KINDS)
        if one_of(row, "number", ("pair", "one")) == number:
            found[row.text("lemma")] = frozenset(row.items("kinds"))
    return found


def _modal(row: Row) -> Modal:
    strength = one_of(row, "strength", STRENGTHS) if row.cells["strength"] else None
    return Modal(_status(row, "plain"), _status(row, "reported"), strength, row.cells["demand"] == "y")


def _require(row: Row, column: str, found: tuple[str, ...], allowed: tuple[str, ...]) -> None:
    unknown = sorted(set(found) - set(allowed))
    if unknown:
        raise row.error(f"{column}: {', '.join(unknown)} unknown")


def _status(row: Row, column: str) -> Status:
    return one_of(row, column, STATUSES)


def _optional_status(row: Row, column: str) -> Status | None:
    return _status(row, column) if row.cells[column] else None


def _handed_down(row: Row, column: str) -> Status | None:
    return None if row.cells[column] == _SAME else _status(row, column)


def _told(row: Row) -> bool:
    """Return whether a row hands the status down in the past; the cell is "same" or empty."""
    return bool(row.cells["told"] and one_of(row, "told", (_SAME,)))


def _voice(row: Row) -> Voice | None:
    return one_of(row, "voice", VOICES) if row.cells["voice"] else None
