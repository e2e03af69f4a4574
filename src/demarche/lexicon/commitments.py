"""The words by which somebody binds themselves or others, and those that open a condition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Literal

from demarche.lexicon.tables import Row, one_of, read_table
from demarche.model.values import FORCES, STRENGTHS, Force, Strength

Voice = Literal["active", "passive", "own"]

_CUE = ("lemma", "pos", "force", "strength", "forms", "addressee", "example")
_VOW = ("lemma", "will", "denied", "company", "example")
_ANSWER = ("lemma", "voice", "company", "example")
_CONDITION = ("words", "reach", "example")
_POS = ("verb", "noun", "adj")
_VOICES: tuple[Voice, ...] = ("active", "passive", "own")
_REACHES = ("any", "own")
_FORMS = frozenset({"to", "that", "ing", "np", "of", "off", "on", "with", "no"})


@dataclass(frozen=True, slots=True)
class CommitmentCue:
    """A word of commitment, its force, and where act and addressee stand."""

    lemma: str
    particle: str | None
    force: Force
    strength: Strength
    forms: frozenset[str]
    addressee: str | None
    example: str


@dataclass(frozen=True, slots=True)
class Vow:
    """What a verb makes of "we will" (None if that does not bind) and of "we will not"; `company` as of an answer."""

    force: Force | None
    denied: Force
    company: frozenset[str]
    example: str


@dataclass(frozen=True, slots=True)
class Answer:
    """How a verb says what follows on a deed; `company`: words of which one has to stand below it, if there are any."""

    voice: Voice
    company: frozenset[str]
    example: str


@dataclass(frozen=True, slots=True)
class ConditionCue:
    """The words that open a condition, in small letters; `is_free`: wherever it hangs in the clause."""

    words: tuple[str, ...]
    is_free: bool
    example: str


@dataclass(frozen=True, slots=True)
class Commitments:
    """The tables of commitments; conditions by their first word, those of the most words first.

    `courses` are by the verb that says how a matter goes on, `existence` by the noun of what there will be.
    """

    cues: Mapping[tuple[str, str], tuple[CommitmentCue, ...]]
    vows: Mapping[str, tuple[Vow, ...]]
    answers: Mapping[str, tuple[Answer, ...]]
    conditions: Mapping[str, tuple[ConditionCue, ...]]
    courses: Mapping[str, tuple[Vow, ...]]
    existence: Mapping[str, tuple[Vow, ...]]


def load_commitments(folder: Traversable) -> Commitments:
    """Return the tables of a folder; raise `LexiconError` if a row is not as it should be."""
    cues: dict[tuple[str, str], list[CommitmentCue]] = {}
    for row in read_table(folder / "commitments.tsv", _CUE):
        cue = _cue(row)
        cues.setdefault((cue.lemma, one_of(row, "pos", _POS)), []).append(cue)
    answers: dict[str, list[Answer]] = {}
    for row in read_table(folder / "answers.tsv", _ANSWER):
        answer = Answer(one_of(row, "voice", _VOICES), frozenset(row.items("company")), row.text("example"))
        answers.setdefault(row.text("lemma"), []).append(answer)
    conditions: dict[str, list[ConditionCue]] = {}
    for condition in sorted(_conditions(folder), key=lambda cue: (-len(cue.words), cue.words)):
        conditions.setdefault(condition.words[0], []).append(condition)
    return Commitments(
        cues={key: tuple(found) for key, found in cues.items()},
        vows=_vows(folder / "vows.tsv"),
        answers={lemma: tuple(found) for lemma, found in answers.items()},
        conditions={word: tuple(found) for word, found in conditions.items()},
        courses=_vows(folder / "courses.tsv"),
        existence=_vows(folder / "existence.tsv"),
    )


def _cue(row: Row) -> CommitmentCue:
    lemma, _, particle = row.text("lemma").partition(" ")
    if not _FORMS.issuperset(row.items("forms")):
        raise row.error(f"forms {row.cells['forms']!r} unknown")
    return CommitmentCue(
        lemma,
        particle or None,
        one_of(row, "force", FORCES),
        one_of(row, "strength", STRENGTHS),
        frozenset(row.items("forms")),
        row.optional("addressee"),
        row.text("example"),
    )


def _vows(table: Traversable) -> Mapping[str, tuple[Vow, ...]]:
    vows: dict[str, list[Vow]] = {}
    for row in read_table(table, _VOW):
        force = None if row.optional("will") is None else one_of(row, "will", FORCES)
        denied = "refusal" if row.optional("denied") is None else one_of(row, "denied", FORCES)
        vow = Vow(force, denied, frozenset(row.items("company")), row.text("example"))
        vows.setdefault(row.text("lemma"), []).append(vow)
    return {lemma: tuple(found) for lemma, found in vows.items()}


def _conditions(folder: Traversable) -> Iterator[ConditionCue]:
    for row in read_table(folder / "conditions.tsv", _CONDITION):
        words = tuple(row.text("words").split())
        yield ConditionCue(words, one_of(row, "reach", _REACHES) == "any", row.text("example"))
