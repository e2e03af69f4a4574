"""The review queue: what nobody has judged, the most doubtful first, to be gone through by keyboard."""

from demarche.corrections.review import queue
from demarche.lexicon.corrections import ClaimKind
from demarche.lexicon.doubts import load_doubts
from demarche.model.coded import Coded
from demarche.serve.lines import stretches
from demarche.serve.view import Asked, Page, View
from demarche.show.cards import Place, card
from demarche.show.fields import Wording
from demarche.show.words import author_name

_SHOWN = 20
_KINDS: tuple[ClaimKind, ...] = ("event", "statement", "commitment")


def show(asked: Asked) -> Page:
    """Return the head of the queue, of one kind or report if these are asked for."""
    kind = next((one for one in _KINDS if one == asked.query.get("kind")), None)
    report = asked.query.get("report") or None
    found = queue(asked.ledger, load_doubts(), limit=_SHOWN, kind=kind, report=report)
    lines = [
        {
            "claim": each.claim,
            "report": each.report,
            "doubts": each.doubts,
            "doubt": each.doubt,
            "stretches": stretches(each.claim, each.report),
            "card": card(
                Coded(each.claim, ()),
                0,
                Place(each.claim.id, each.claim.id, ""),
                Wording(asked.kit.labels, author_name(each.report)),
            ),
        }
        for each in found
    ]
    return Page(
        "Review", {"lines": lines, "kinds": _KINDS, "kind": kind, "of_report": report}, scripts=("review.js",)
    )


VIEW = View("review", "/review", "Review", show)
