"""What the tellings of a commitment differ on: each version beside the others, with who says it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from demarche.lexicon.histories import HistoryRules
from demarche.model.parts import Participant
from demarche.model.records import Commitment, Report

_WORD = re.compile(r"\w[\w'’.-]*\w|\w|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Version:
    """A value of a field that not all tellings share, those who give it, and the tellings that have it."""

    field: str
    value: str
    says: tuple[str, ...]
    commitments: tuple[str, ...]


def versions(tellings: Sequence[tuple[Commitment, Report]], rules: HistoryRules) -> tuple[Version, ...]:
    """Return the versions of each field on which tellings differ; who leaves a field out does not differ."""
    return tuple(_versions(tellings, rules))


def _versions(tellings: Sequence[tuple[Commitment, Report]], rules: HistoryRules) -> Iterator[Version]:
    for field, value_of in _FIELDS.items():
        found: dict[str, list[tuple[Commitment, Report]]] = {}
        for one, report in tellings:
            value = value_of(one, rules)
            if value:
                found.setdefault(value, []).append((one, report))
        if len(found) > 1:
            for value, those in found.items():
                who = tuple(dict.fromkeys(_says(*one) for one in those))
                yield Version(field, value, who, tuple(one.id for one, _ in those))


def _says(commitment: Commitment, report: Report) -> str:
    last = commitment.history[0].attribution[-1].source
    return last.name if isinstance(last, Participant) else report.outlet or report.path


def scope(commitment: Commitment, rules: HistoryRules) -> tuple[str, ...]:
    """Return the limits of a commitment in its own words: the phrases of its act that say where, how much, against whom."""
    limits = rules.words.limits
    found = []
    for span in commitment.act:
        words = _WORD.findall(span.text)
        starts = [at for at, word in enumerate(words) if word.casefold() in limits]
        for start in starts:
            end = next((at for at in range(start + 1, len(words)) if _ends(words[at], limits)), len(words))
            if end - start > 1:
                found.append(" ".join(words[start:end]))
    return tuple(found)


def _ends(word: str, limits: frozenset[str]) -> bool:
    return not word[0].isalnum() or word.casefold() in limits


def _deadline(commitment: Commitment) -> str:
    return "" if commitment.deadline is None else (commitment.deadline.latest or "")[:10]


_FIELDS: Mapping[str, Callable[[Commitment, HistoryRules], str]] = {
    "force": lambda one, _: one.force,
    "scope": lambda one, rules: "; ".join(scope(one, rules)),
    "deadline": lambda one, _: _deadline(one),
    "strength": lambda one, _: one.strength,
}
