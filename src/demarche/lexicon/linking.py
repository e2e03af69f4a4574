"""How reports are held to be copies, and events of different reports one happening: `data/happenings/`."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TypeVar

from demarche.lexicon.tables import data_folder, read_table
from demarche.lexicon.yaml_file import YamlFile, read_yaml
from demarche.model.values import STATUSES

_DIGITS = 16
_R = TypeVar("_R")


@dataclass(frozen=True, slots=True)
class CopyRules:
    """When two texts are copies: words of a shingle, MinHash values and rows of a band, fewest shingles, least overlap, most days apart.

    A report that has `enough` copies is held against no later one; those are.
    """

    words: float
    values: float
    rows: float
    fewest: float
    least: float
    days: float
    enough: float


@dataclass(frozen=True, slots=True)
class DateRules:
    """Days of the widest date that is linked, and days before its report that an undated event may have been."""

    widest: float
    before: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What speaks for and against one happening; `least` and `share` are what it takes.

    An event that has `enough` merges is held against no later one; those are.
    """

    least: float
    share: float
    enough: float
    same_day: float
    near_day: float
    published: float
    same_actor: float
    alike_actor: float
    other_actor: float
    same_recipient: float
    alike_recipient: float
    other_recipient: float
    same_place: float
    same_mode: float
    other_mode: float
    related_type: float
    words: float
    fewest_words: float
    copy: float


@dataclass(frozen=True, slots=True)
class LinkRules:
    """All of it: `statuses` gives each status that is linked its list, `agencies` each credit its agency."""

    copies: CopyRules
    dates: DateRules
    weights: Weights
    statuses: Mapping[str, str]
    related: frozenset[frozenset[str]]
    mutual: frozenset[str]
    common: frozenset[str]
    agencies: Mapping[str, str]
    digest: str

    def types_with(self, type_: str) -> tuple[str, ...]:
        """Return a type and those related to it."""
        return (type_, *sorted(other for pair in self.related if type_ in pair for other in pair - {type_}))


def load_link_rules() -> LinkRules:
    """Return the rules; raise `LexiconError` if a file is not as it should be."""
    folder = data_folder() / "happenings"
    file, table = folder / "linking.yaml", folder / "agencies.tsv"
    found = read_yaml(file)
    digest = hashlib.sha256(file.read_bytes() + table.read_bytes()).hexdigest()[:_DIGITS]
    return LinkRules(
        copies=_numbers(found, "copies", CopyRules),
        dates=_numbers(found, "dates", DateRules),
        weights=_numbers(found, "score", Weights),
        statuses=_statuses(found),
        related=frozenset(frozenset(pair) for pair in _lists(found, "types")),
        mutual=frozenset(found.names(("mutual",))),
        common=frozenset(found.names(("common",))),
        agencies={
            credit: row.text("name")
            for row in read_table(table, ("name", "credits"))
            for credit in row.text("credits").split("|")
        },
        digest=digest,
    )


def _numbers(file: YamlFile, section: str, kind: type[_R]) -> _R:
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    unknown = set(file.mapping((section,))) - set(names)
    if unknown:
        raise file.error((section,), f"{', '.join(sorted(unknown))}: no such key")
    return kind(**{name: file.number((section, name)) for name in names})


def _statuses(file: YamlFile) -> dict[str, str]:
    groups = {status: group[0] for group in _lists(file, "statuses") for status in group}
    unknown = set(groups) - set(STATUSES)
    if unknown:
        raise file.error(("statuses",), f"{', '.join(sorted(unknown))}: no such status")
    return groups


def _lists(file: YamlFile, key: str) -> list[list[str]]:
    found = file.at((key,))
    if not isinstance(found, list) or not all(isinstance(one, list) and one for one in found):
        raise file.error((key,), "no list of lists")
    return found
