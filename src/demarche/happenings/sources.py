"""How many independent sources a happening has: by who is cited and whose text it is, not by outlet."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from demarche.model.parts import Attribution, Participant
from demarche.model.records import Event, Report


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
    groups: list[list[Telling]] = []
    for telling in tellings:
        near = [group for group in groups if any(_have_one_source(telling, other, copies) for other in group)]
        joined = [one for group in near for one in group] + [telling]
        groups = [group for group in groups if group not in near] + [joined]
    place = {telling.event.id: number for number, telling in enumerate(tellings)}
    ordered = [sorted(group, key=lambda one: place[one.event.id]) for group in groups]
    return tuple(map(tuple, sorted(ordered, key=lambda group: place[group[0].event.id])))


def teller(telling: Telling) -> str:
    """Return who says so: the last of the chain that vouches for it, or else the outlet, or the file."""
    cited = _cited(telling.event.attribution)
    if cited is not None:
        return cited.name
    return telling.report.outlet or telling.agency or telling.report.path


def _have_one_source(one: Telling, other: Telling, copies: Collection[frozenset[str]]) -> bool:
    if one.report.id == other.report.id or frozenset({one.report.id, other.report.id}) in copies:
        return True
    if one.agency is not None and one.agency == other.agency:
        return True
    if one.report.outlet is not None and one.report.outlet == other.report.outlet:
        return True
    cited = _cited(one.event.attribution), _cited(other.event.attribution)
    return cited[0] is not None and cited[1] is not None and _key(cited[0]) == _key(cited[1])


def _cited(chain: Sequence[Attribution]) -> Participant | None:
    last = chain[-1].source
    return last if isinstance(last, Participant) else None


def _key(cited: Participant) -> tuple[str | None, str]:
    """Return what makes a source the same: its id, or else its name and country."""
    return (None, cited.id) if cited.id is not None else (cited.country, cited.name.casefold())
