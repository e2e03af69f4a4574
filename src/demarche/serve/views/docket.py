"""Commitments like a docket: who bound themselves to what towards whom, until when, and how it stands."""

from collections.abc import Iterable

from demarche.histories.docket import Question, docket, entry_of
from demarche.index.digest import last_day
from demarche.index.listing import numbers, ordered, tally
from demarche.index.wanted import Wanted, condition
from demarche.serve.filters import chosen_words, facets
from demarche.serve.lines import lines
from demarche.serve.paging import MOST_SAVED, pager_of
from demarche.serve.view import Asked, Page, View

PAGE = 40  # commitments of a page
STANDINGS = ("open", "triggered", "fulfilled", "breached", "withdrawn", "superseded", "expired")
_ALL = -1  # as a limit in SQL: none
_NUMBER = "SELECT number FROM entry WHERE id = ?"


def show(asked: Asked) -> Page:
    """Return the commitments that are chosen, one page of them; or those that stand so now, each told once."""
    standing = asked.query.get("standing", "")
    if standing in STANDINGS:
        return _standing(asked, standing)
    wanted = asked.choice.wanted("commitment")
    counted = tally(asked.index, wanted)
    pager = pager_of(asked, PAGE, counted.total)
    found = lines(asked, numbers(asked.index, wanted, asked.choice.order, pager.size, pager.skip))
    entries = {one.claim.id: entry_of(asked.ledger, one.claim.id, asked.kit.histories) for one in found}
    return Page(
        "Docket",
        {
            "kind": "commitment",
            "lines": found,
            "entries": entries,
            "standings": STANDINGS,
            "standing": "",
            "tally": counted,
            "facets": facets(asked, "commitment", counted),
            "chosen": chosen_words(asked.choice, asked.kit, "commitment"),
            "pager": pager,
        },
    )


def _standing(asked: Asked, standing: str) -> Page:
    choice = asked.choice
    question = Question(
        state=None if standing == "open" else standing,
        open_on=last_day(asked.index) if standing == "open" else None,
        since=choice.since,
        until=choice.until,
        limit=MOST_SAVED if asked.is_saved else choice.page * PAGE,
    )
    found = docket(asked.ledger, question, asked.kit.histories, _chosen(asked))
    pager = pager_of(asked, PAGE, found.matching)
    shown = {entry.commitment.id: entry for entry in found.entries[pager.skip :]}
    counted = tally(asked.index, choice.wanted("commitment"))
    return Page(
        "Docket",
        {
            "kind": "commitment",
            "lines": lines(asked, _numbers(asked, shown)),
            "entries": shown,
            "standings": STANDINGS,
            "standing": standing,
            "more": f"standing={standing}",
            "total": found.matching,
            "tally": counted,
            "facets": facets(asked, "commitment", counted),
            "chosen": chosen_words(choice, asked.kit, "commitment"),
            "pager": pager,
        },
    )


def _chosen(asked: Asked) -> frozenset[int] | None:
    """Return the numbers of the commitments that pass the filter, its days of issue aside; None if nothing is asked."""
    wanted = asked.choice.wanted("commitment").without("since", "until")
    if wanted == Wanted(kind="commitment"):
        return None
    return frozenset(ordered(asked.index, condition(wanted), "oldest", _ALL))


def _numbers(asked: Asked, entries: Iterable[str]) -> list[int]:
    """Return the numbers of commitments; one that the index does not have yet is left out."""
    return [number for one in entries for (number,) in asked.index.select(_NUMBER, (one,))]


VIEW = View("docket", "/docket", "Docket", show)
