"""How claims are held to be evidence of what became of a commitment: `data/histories/`."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from importlib.resources.abc import Traversable
from itertools import combinations
from typing import Literal, TypeVar, get_args

from demarche.lexicon.stems import Stems, load_stems
from demarche.lexicon.tables import LexiconError, Row, data_folder, one_of, read_table
from demarche.lexicon.yaml_file import YamlFile, read_yaml
from demarche.model.values import COMMITMENT_STATES, FORCES, CommitmentState, Force

_DIGITS = 16
_R = TypeVar("_R")
_ANY = "*"

EvidenceKind = Literal[
    "restated", "demanded", "rejected", "tested", "triggered", "met", "fulfilled", "breached", "withdrawn",
    "superseded", "expired",
]  # fmt: skip
EVIDENCE_KINDS: tuple[EvidenceKind, ...] = get_args(EvidenceKind)
Part = Literal["act", "condition", "consequence"]
PARTS: tuple[Part, ...] = get_args(Part)
Doer = Literal["issuer", "others", "any"]
DOERS: tuple[Doer, ...] = get_args(Doer)
Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """What speaks for and against evidence; `least` and `margin` are what it takes."""

    least: float
    margin: float
    same_issuer: float
    alike_issuer: float
    named_issuer: float
    same_other: float
    different_other: float
    verb: float
    type: float
    mode: float
    outcome: float
    words: float
    context: float
    far: float
    opposite: float


@dataclass(frozen=True, slots=True)
class TieWeights:
    """What speaks for and against two commitments being one; `least` and `share` are what it takes."""

    least: float
    share: float
    same_force: float
    alike_force: float
    same_day: float
    words: float
    deadline: float
    other_deadline: float


@dataclass(frozen=True, slots=True)
class Limits:
    """Words, days and numbers up to which something is looked at; the file says which."""

    fewest_words: float
    share: float
    reach: float
    near: float
    far: float
    before: float
    days: float
    candidates: float


@dataclass(frozen=True, slots=True)
class Effect:
    """The state that a commitment is said to be in by some evidence, None if it changes nothing; `closes`: it binds no longer."""

    state: CommitmentState | None
    closes: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """What it is evidence of when the deed of a part is told as done (`negated`: where the part rules it out), asked for, or failed."""

    evidence: EvidenceKind | None
    negated: EvidenceKind | None
    asked: EvidenceKind | None
    failed: EvidenceKind | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Words that say what became of a commitment, as stems."""

    verbs: frozenset[Phrase]
    forces: frozenset[Force]
    by: Doer
    evidence: EvidenceKind


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the tables as stems (`limits` and `nouns` as they are); phrases stand by their first word, verbs with the numbers of their groups."""

    unreal: frozenset[str]
    failed: frozenset[str]
    asked: frozenset[str]
    common: frozenset[str]
    negating: frozenset[str]
    passive: frozenset[str]
    nominal: frozenset[str]
    auxiliary: frozenset[str]
    received: frozenset[str]
    complements: frozenset[str]
    speaking: frozenset[str]
    before: frozenset[str]
    given: frozenset[str]
    limits: frozenset[str]
    nouns: Mapping[str, tuple[tuple[Phrase, frozenset[Force]], ...]]
    verbs: Mapping[str, tuple[tuple[Phrase, frozenset[int]], ...]]
    outcomes: Mapping[str, tuple[tuple[Phrase, tuple[Outcome, ...]], ...]]


_LISTS = tuple(
    field.name for field in fields(Words) if field.name not in {"limits", "nouns", "verbs", "outcomes"}
)


@dataclass(frozen=True, slots=True)
class Country:
    """A country that a name stands for; `acts`: the name can be of who does something, and is no adjective."""

    code: str
    acts: bool


@dataclass(frozen=True, slots=True)
class HistoryRules:
    """All of it; `opposites` gives two forces, the earlier first, what the later one makes of the earlier."""

    weights: Weights
    ties: TieWeights
    limits: Limits
    effects: Mapping[tuple[EvidenceKind, Force], Effect]
    labels: Mapping[EvidenceKind, str]
    readings: Mapping[tuple[Force, Part, Doer], Reading]
    words: Words
    forces: frozenset[frozenset[str]]
    types: frozenset[frozenset[str]]
    opposites: Mapping[tuple[Force, Force], EvidenceKind]
    speech: frozenset[str]
    sectors: frozenset[str]
    codes: frozenset[str]
    names: Mapping[str, tuple[tuple[Phrase, Country], ...]]
    stems: Stems
    digest: str

    @property
    def closed(self) -> frozenset[CommitmentState]:
        """Return the states in which a commitment binds no longer."""
        return frozenset(one.state for one in self.effects.values() if one.closes and one.state is not None)


def load_history_rules() -> HistoryRules:
    """Return the rules; raise `LexiconError` if a file is not as it should be."""
    folder = data_folder() / "histories"
    names = ("linking.yaml", "evidence.tsv", "deeds.tsv", "nouns.tsv", "outcomes.tsv", "verbs.tsv")
    found = read_yaml(folder / names[0])
    effects, labels = _evidence(folder)
    stems = load_stems()
    countries = _countries(stems)
    return HistoryRules(
        weights=_numbers(found, "score", Weights),
        ties=_numbers(found, "ties", TieWeights),
        limits=_numbers(found, "limits", Limits),
        effects=effects,
        labels=labels,
        readings=dict(_readings(folder)),
        words=_words(folder, found, stems),
        forces=_pairs(found, "forces"),
        types=_pairs(found, "types"),
        opposites=dict(_opposites(found)),
        speech=frozenset(found.names(("speech",))),
        sectors=frozenset(found.names(("state",))),
        codes=frozenset(country.code for country in countries.values()),
        names=_by_first(countries),
        stems=stems,
        digest=hashlib.sha256(b"".join((folder / name).read_bytes() for name in names)).hexdigest()[:_DIGITS],
    )


def _numbers(file: YamlFile, section: str, kind: type[_R]) -> _R:
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    unknown = set(file.mapping((section,))) - set(names)
    if unknown:
        raise file.error((section,), f"{', '.join(sorted(unknown))}: no such key")
    return kind(**{name: file.number((section, name)) for name in names})


def _evidence(
    folder: Traversable,
) -> tuple[dict[tuple[EvidenceKind, Force], Effect], dict[EvidenceKind, str]]:
    effects: dict[tuple[EvidenceKind, Force], Effect] = {}
    labels: dict[EvidenceKind, str] = {}
    for row in read_table(folder / "evidence.tsv", ("evidence", "forces", "state", "closes", "label")):
        kind = one_of(row, "evidence", EVIDENCE_KINDS)
        state = None if row.optional("state") is None else one_of(row, "state", COMMITMENT_STATES)
        effect = Effect(state, closes=row.cells["closes"] == "yes")
        effects |= {(kind, force): effect for force in _forces(row)}
        labels[kind] = row.text("label")
    lacking = [
        f"{kind} of {force}" for kind in EVIDENCE_KINDS for force in FORCES if (kind, force) not in effects
    ]
    if lacking:
        raise LexiconError(f"evidence.tsv: no row for {', '.join(lacking)}")
    return effects, labels


def _readings(folder: Traversable) -> Iterator[tuple[tuple[Force, Part, Doer], Reading]]:
    told = ("evidence", "negated", "asked", "failed")
    columns = ("force", "part", "doer", *told, "example")
    for row in read_table(folder / "deeds.tsv", columns):
        key = one_of(row, "force", FORCES), one_of(row, "part", PARTS), one_of(row, "doer", DOERS)
        kinds = (
            None if row.optional(column) is None else one_of(row, column, EVIDENCE_KINDS) for column in told
        )
        yield key, Reading(*kinds)


def _words(folder: Traversable, file: YamlFile, stems: Stems) -> Words:
    nouns: dict[Phrase, frozenset[Force]] = {}
    for row in read_table(folder / "nouns.tsv", ("nouns", "forces")):
        for phrase in (tuple(item.split()) for item in row.items("nouns")):
            nouns[phrase] = nouns.get(phrase, frozenset()) | frozenset(_forces(row))
    groups: dict[Phrase, frozenset[int]] = {}
    for number, row in enumerate(read_table(folder / "verbs.tsv", ("words", "example"))):
        for phrase in _phrases(row, "words", stems):
            groups[phrase] = groups.get(phrase, frozenset()) | {number}
    outcomes: dict[Phrase, tuple[Outcome, ...]] = {}
    columns = ("verbs", "forces", "by", "evidence", "example")
    for row in read_table(folder / "outcomes.tsv", columns):
        verbs = frozenset(_phrases(row, "verbs", stems))
        outcome = Outcome(
            verbs, frozenset(_forces(row)), one_of(row, "by", DOERS), one_of(row, "evidence", EVIDENCE_KINDS)
        )
        for phrase in verbs:
            outcomes[phrase] = (*outcomes.get(phrase, ()), outcome)
    return Words(
        **{name: frozenset(stems.stem(word) for word in file.names((name,))) for name in _LISTS},
        limits=frozenset(file.names(("openers",))),
        nouns=_by_first(nouns),
        verbs=_by_first(groups),
        outcomes=_by_first(outcomes),
    )


def _countries(stems: Stems) -> dict[Phrase, Country]:
    """Return the countries by their names, capitals and adjectives; what also means something else is left out."""
    found: dict[Phrase, Country] = {}
    columns = ("id", "name", "names", "adjectives", "demonyms", "capitals", "sovereign", "ambiguous")
    for row in read_table(data_folder() / "actors" / "states.tsv", columns):
        left_out = set(row.items("ambiguous"))
        for column in columns[1:6]:
            acts = column in {"name", "names", "capitals"}
            for name in row.items(column):
                if name not in left_out and not name.endswith("-") and (phrase := stems.phrase(name)):
                    found.setdefault(phrase, Country(row.text("id"), acts))
    return found


def _by_first(found: Mapping[Phrase, _R]) -> dict[str, tuple[tuple[Phrase, _R], ...]]:
    """Return phrases by their first word, those of the most words first."""
    by_first: dict[str, tuple[tuple[Phrase, _R], ...]] = {}
    for phrase in sorted(found, key=lambda one: (-len(one), one)):
        by_first[phrase[0]] = (*by_first.get(phrase[0], ()), (phrase, found[phrase]))
    return by_first


def _phrases(row: Row, column: str, stems: Stems) -> Iterator[Phrase]:
    for item in row.items(column):
        phrase = stems.phrase(item)
        if not phrase:
            raise row.error(f"{column}: {item!r} is no word")
        yield phrase


def _forces(row: Row) -> tuple[Force, ...]:
    if row.text("forces") == _ANY:
        return FORCES
    unknown = set(row.items("forces")) - set(FORCES)
    if unknown:
        raise row.error(f"forces: {', '.join(sorted(unknown))}: no such force")
    return tuple(force for force in FORCES if force in row.items("forces"))


def _lists(file: YamlFile, key: str) -> list[list[str]]:
    found = file.at((key,))
    if not isinstance(found, list) or not all(isinstance(one, list) and one for one in found):
        raise file.error((key,), "no list of lists")
    return found


def _pairs(file: YamlFile, key: str) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for several in _lists(file, key) for pair in combinations(several, 2))


def _opposites(file: YamlFile) -> Iterator[tuple[tuple[Force, Force], EvidenceKind]]:
    for row in _lists(file, "opposites"):
        earlier, later = (next((force for force in FORCES if force == one), None) for one in row[:2])
        kind = next((kind for kind in EVIDENCE_KINDS if kind == row[-1]), None)
        if earlier is None or later is None or kind is None:
            raise file.error(("opposites",), f"{row}: no two forces and evidence")
        yield (earlier, later), kind
