"""The review queue from the index: claims by the sum of what is doubtful about them, without looking at each.

Claims that are alike in what is doubtful share one number, as with facets: these combinations are few, so they are weighed
and the entries of the weightiest are walked in order. The same order as that of `demarche review`, which asks the ledger.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from demarche.index.file import Index
from demarche.ledger.rows import participations, when_of
from demarche.lexicon.corrections import ClaimKind
from demarche.lexicon.doubts import DOUBTS, Doubt, DoubtName
from demarche.model.records import Claim, Event

_DIGITS = 9  # so that sums of the same weights are the same
_DOERS = frozenset({"actor", "speaker", "issuer"})
_NAMED = _DOERS | {"recipient", "addressee"}
_COMBINATIONS = "SELECT number, kind, flags, score FROM doubt"
_OF_ONE = """
SELECT number, dated, report, start, id FROM entry
WHERE doubt = :doubt AND number NOT IN (SELECT value FROM json_each(:without)) {wanted}
ORDER BY dated, report, start, id LIMIT :limit
"""
_IN_CONFLICT = """
SELECT mine.doubt, mine.number, mine.dated, mine.report, mine.start, mine.id FROM entry AS mine
WHERE mine.happening IS NOT NULL AND EXISTS (
    SELECT 1 FROM entry AS theirs WHERE theirs.happening = mine.happening AND theirs.number <> mine.number AND (
        theirs.type <> mine.type OR theirs.status <> mine.status
        OR theirs.earliest > mine.latest OR theirs.latest < mine.earliest
    )
)
"""


@dataclass(frozen=True, slots=True, order=True)
class Doubted:
    """A claim of the queue, by its number, and what is doubtful about it; their order is that of the queue."""

    lack: float
    dated: str
    report: str
    start: int
    id: str
    number: int
    doubts: tuple[DoubtName, ...]

    @property
    def doubt(self) -> float:
        """Return the sum of its doubts."""
        return -self.lack


@dataclass(frozen=True, slots=True)
class _Combination:
    kind: ClaimKind
    score: float
    doubts: tuple[DoubtName, ...]


def flags_of(claim: Claim) -> int:
    """Return what is doubtful about a claim in itself, as bits in the order of `DOUBTS`; its score stands apart."""
    parties = [(role, participant.id) for role, _, participant in participations(claim)]
    when = when_of(claim)
    voice = claim.voice if isinstance(claim, Event) else None
    held = {
        "nobody": not any(role in _DOERS for role, _ in parties),
        "unresolved": any(role in _NAMED and identifier is None for role, identifier in parties),
        "alleged": voice == "alleged",
        "inferred": voice == "inferred",
        "undated": when.earliest is None and when.latest is None,
        "bounded": when.basis == "publication",
    }
    return sum(1 << place for place, name in enumerate(DOUBTS) if held.get(name))


def most_doubtful(
    index: Index,
    doubts: Sequence[Doubt],
    judged: Collection[int],
    limit: int,
    kind: ClaimKind | None = None,
    report: str | None = None,
) -> list[Doubted]:
    """Return the most doubtful claims but for those of these numbers, which somebody has judged, in order of doubt."""
    weights = {doubt.name: doubt for doubt in doubts}
    combinations = {
        number: _Combination(of, score, _held(weights, of, flags, score))
        for number, of, flags, score in index.select(_COMBINATIONS)
        if kind in {None, of}
    }
    found = [
        one
        for one in _in_conflict(index, weights, combinations)
        if one.number not in judged and report in {None, one.report}
    ]
    without = json.dumps([*judged, *(one.number for one in found)])
    weighed = sorted((-_sum(weights, one, one.doubts), number) for number, one in combinations.items())
    last = 0.0
    plain: list[Doubted] = []
    for lack, number in weighed:
        if lack >= 0 or (len(plain) >= limit and lack > last):
            break
        values = {"doubt": number, "without": without, "limit": limit, "report": report}
        statement = _OF_ONE.format(wanted="" if report is None else "AND report = :report")
        plain += [
            Doubted(lack, dated, of, start, identifier, entry, combinations[number].doubts)
            for entry, dated, of, start, identifier in index.select(statement, values)
        ]
        last = lack
    return sorted([*found, *plain])[:limit]


def _in_conflict(
    index: Index, weights: Mapping[DoubtName, Doubt], combinations: Mapping[int, _Combination]
) -> Iterator[Doubted]:
    """Yield the claims that another report of the same happening says otherwise of."""
    for combination, number, dated, report, start, identifier in index.select(_IN_CONFLICT):
        one = combinations.get(combination)
        if one is not None and "conflict" in weights and one.kind in weights["conflict"].kinds:
            names = tuple(name for name in weights if name in one.doubts or name == "conflict")
            yield Doubted(-_sum(weights, one, names), dated, report, start, identifier, number, names)


def _held(
    weights: Mapping[DoubtName, Doubt], kind: ClaimKind, flags: int, score: float
) -> tuple[DoubtName, ...]:
    """Return the doubts that hold, in the order in which they are told."""
    return tuple(
        name
        for name, doubt in weights.items()
        if kind in doubt.kinds and (score < 1 if name == "score" else flags >> DOUBTS.index(name) & 1)
    )


def _sum(weights: Mapping[DoubtName, Doubt], one: _Combination, names: Sequence[DoubtName]) -> float:
    parts = (weights[name].weight * (1 - one.score if name == "score" else 1) for name in names)
    return round(sum(parts), _DIGITS)
