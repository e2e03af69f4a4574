"""Commitments like a docket: who bound themselves to what towards whom, until when, and how it stands."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from demarche.histories.docket import Entry, Question, day_of, entry_of, entry_told, tellings
from demarche.index.digest import last_day
from demarche.index.listing import Tally, numbers, ordered, tally
from demarche.index.wanted import FACETS, Wanted, condition
from demarche.serve.filters import chosen_words, facets
from demarche.serve.lines import lines
from demarche.serve.paging import pager_of
from demarche.serve.view import Asked, Page, View

PAGE = 40  # commitments of a page
STANDINGS = ("open", "triggered", "fulfilled", "breached", "withdrawn", "superseded", "expired")
_ALL = -1  # as a limit in SQL: none
_KINDS = """
SELECT entry.number, facet.type, facet.status FROM entry JOIN facet ON facet.number = entry.facet
WHERE entry.kind = 'commitment'
"""
_NUMBER = "SELECT number FROM entry WHERE id = ?"
_COUNTED = ("type", "status")


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands so now: the tellings of each commitment that is chosen, and the counts beside the filters."""

    groups: Sequence[Sequence[int]]
    tally: Tally


def show(asked: Asked) -> Page:
    """Return the commitments that are chosen, one page of them; or those that stand so now, each told once."""
    standing = asked.query.get("standing", "")
    if standing in STANDINGS:
        return _standing(asked, standing)
    wanted = asked.choice.wanted("commitment")
    counted = tally(asked.index, wanted)
    pager = pager_of(asked, PAGE, counted.total)
    found = numbers(asked.index, wanted, asked.choice.order, pager.size, pager.skip)
    told = lines(asked, found)
    entries = {one.claim.id: entry_of(asked.ledger, one.claim.id, asked.kit.histories) for one in told}
    return _page(asked, "", counted, {"lines": told, "entries": entries, "pager": pager})


def _standing(asked: Asked, standing: str) -> Page:
    question = Question(
        state=None if standing == "open" else standing,
        open_on=last_day(asked.index) if standing == "open" else None,
        since=asked.choice.since,
        until=asked.choice.until,
    )
    found = _found(asked, question)
    pager = pager_of(asked, PAGE, found.tally.total)
    day, rules = day_of(asked.ledger, question), asked.kit.histories
    shown = [
        entry_told(asked.ledger, one, rules, day)
        for one in found.groups[pager.skip : pager.skip + pager.size]
    ]
    values = {
        "lines": lines(asked, _numbers(asked, shown)),
        "entries": {entry.commitment.id: entry for entry in shown},
        "pager": pager,
        "more": f"standing={standing}",
    }
    return _page(asked, standing, found.tally, values)


def _page(asked: Asked, standing: str, counted: Tally, values: Mapping[str, object]) -> Page:
    return Page(
        "Docket",
        {
            "kind": "commitment",
            "standings": STANDINGS,
            "standing": standing,
            "tally": counted,
            "facets": facets(asked, "commitment", counted),
            "chosen": chosen_words(asked, "commitment"),
            **values,
        },
    )


def _found(asked: Asked, question: Question) -> Standing:
    """Return what stands so, by every filter; a commitment passes if one telling of it passes all but the days of issue."""
    wanted = asked.choice.wanted("commitment").without("since", "until")
    told = _passing(asked, wanted.without(*FACETS))
    kinds = {number: values for number, *values in asked.index.select(_KINDS)}
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    chosen: list[Sequence[int]] = []
    for group in tellings(asked.ledger, question, asked.kit.histories, told):
        own = [kinds[one] for one in group if one in kinds and (told is None or one in told)]
        misses = [[name for name in _COUNTED if not _has(wanted, name, values)] for values in own]
        if any(not missed for missed in misses):
            chosen.append(group)
        for at, name in enumerate(_COUNTED):
            counts[name].update(
                {values[at] for values, missed in zip(own, misses, strict=True) if not {*missed} - {name}}
            )
    return Standing(chosen, Tally(len(chosen), 0, counts))


def _has(wanted: Wanted, name: str, values: Sequence[Any]) -> bool:
    asked = getattr(wanted, name)
    return not asked or values[_COUNTED.index(name)] in asked


def _passing(asked: Asked, wanted: Wanted) -> frozenset[int] | None:
    """Return the numbers of the commitments that pass the filter; None if nothing is asked."""
    if wanted == Wanted(kind="commitment"):
        return None
    return frozenset(ordered(asked.index, condition(wanted), "oldest", _ALL))


def _numbers(asked: Asked, entries: Sequence[Entry]) -> list[int]:
    """Return the numbers of the first tellings; one that the index does not have yet is left out."""
    return [number for one in entries for (number,) in asked.index.select(_NUMBER, (one.commitment.id,))]


VIEW = View("docket", "/docket", "Docket", show)
