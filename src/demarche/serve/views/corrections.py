"""Corrections: what people have said of the ledger, what no longer stands, and whether the chain is whole."""

from demarche.corrections.lost import lost_all
from demarche.ledger.corrections import log, verify
from demarche.model.corrections import live
from demarche.serve.view import Asked, Page, View
from demarche.show.corrections import PAST, what_lines

_SHOWN = 200


def show(asked: Asked) -> Page:
    """Return the last corrections, the newest first."""
    said = log(asked.ledger)
    standing = {one.id for one in live(said)}
    lines = [
        {
            "said": one,
            "past": PAST[one.action],
            "what": what_lines(one),
            "is_undone": one.action != "undo" and one.id not in standing,
            "can_undo": one.id in standing,
        }
        for one in reversed(said[-_SHOWN:])
    ]
    lost = [
        {"said": one.correction, "past": PAST[one.correction.action], "why": one.why}
        for one in lost_all(asked.ledger)
    ]
    return Page(
        "Corrections",
        {"lines": lines, "number": len(said), "lost": lost, "chain": verify(asked.ledger)},
    )


VIEW = View("corrections", "/corrections", "Corrections", show)
