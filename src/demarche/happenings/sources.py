"""How many independent sources a happening has: by who is cited and whose text it is, not by outlet."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from demarche.model.parts import Attribution, Participant
from demarche.model.records import Event, Report

_Key = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """An event of a happening, its report, and the agency that the report credits."""

    event: Event
    report: Report
    agency: str | None


def source_groups(
    tellings: Sequence[Telling], copies: Collection[frozenset[str]]
) -> tuple[tuple[Telling, ...], ...]:
    """Return the tellings by independent source, in their order.

    Two tellings have one source if their reports are copies of one text, credit one agency or come from one outlet, or if
    they cite the same person or body as who says so. What hangs together by such steps is one source.
    """
    among = {telling.report.id for telling in tellings}
    steps = [_keys(telling) for telling in tellings]
    steps.extend([("report", one) for one in pair] for pair in copies if pair <= among)
    first = _first_of_each(steps)
    groups: dict[_Key, list[Telling]] = {}
    for telling in tellings:
        groups.setdefault(first["report", telling.report.id], []).append(telling)
    return tuple(map(tuple, groups.values()))


def _first_of_each(steps: Iterable[Sequence[_Key]]) -> dict[_Key, _Key]:
    """Return for each key one that stands for all that hang together with it; the keys of a step do."""
    above: dict[_Key, _Key] = {}

    def top(key: _Key) -> _Key:
        while (upper := above.setdefault(key, key)) != key:
            above[key] = above[upper]
            key = upper
        return key

    for first, *others in steps:
        above.setdefault(first, first)
        for other in others:
            above[top(other)] = top(first)
    return {key: top(key) for key in [*above]}


def teller(telling: Telling) -> str:
    """Return who says so: the last of the chain that vouches for it, or else the outlet, or the file."""
    cited = _cited(telling.event.attribution)
    if cited is not None:
        return cited.name
    return telling.report.outlet or telling.agency or telling.report.path


def _keys(telling: Telling) -> list[_Key]:
    """Return what a telling has one source by with another that has it too: report, agency, outlet, who is cited."""
    cited = _cited(telling.event.attribution)
    report = telling.report
    keys: list[_Key | None] = [
        ("report", report.id),
        None if telling.agency is None else ("agency", telling.agency),
        None if report.outlet is None else ("outlet", report.outlet),
        None if cited is None else ("cited", *_key(cited)),
    ]
    return [key for key in keys if key is not None]


def _cited(chain: Sequence[Attribution]) -> Participant | None:
    last = chain[-1].source
    return last if isinstance(last, Participant) else None


def _key(cited: Participant) -> tuple[str | None, str]:
    """Return what makes a source the same: its id, or else its name and country."""
    return (None, cited.id) if cited.id is not None else (cited.country, cited.name.casefold())
