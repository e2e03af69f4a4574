"""The review queue: what nobody has judged, the most doubtful first, to be gone through by keyboard."""

from collections.abc import Sequence

from demarche.index.doubts import Doubted, most_doubtful
from demarche.lexicon.corrections import ClaimKind
from demarche.lexicon.doubts import Doubt, load_doubts
from demarche.model.coded import Coded
from demarche.serve.lines import claim_of, report_of, stretches
from demarche.serve.view import Asked, Page, View
from demarche.show.cards import Place, card
from demarche.show.fields import Wording
from demarche.show.words import author_name

_SHOWN = 20
_JUDGED = "SELECT DISTINCT claim FROM current_amendment"
_KINDS: tuple[ClaimKind, ...] = ("event", "statement", "commitment")


def show(asked: Asked) -> Page:
    """Return the head of the queue, of one kind or report if these are asked for."""
    kind = next((one for one in _KINDS if one == asked.query.get("kind")), None)
    report = asked.query.get("report") or None
    doubts = load_doubts()
    judged = {number for (number,) in asked.ledger.select(_JUDGED)}
    found = most_doubtful(asked.index, doubts, judged, _SHOWN, kind, report)
    lines = [_line(asked, one, doubts) for one in found]
    return Page(
        "Review", {"lines": lines, "kinds": _KINDS, "kind": kind, "of_report": report}, scripts=("review.js",)
    )


def _line(asked: Asked, one: Doubted, doubts: Sequence[Doubt]) -> dict[str, object]:
    claim = claim_of(asked.ledger, one.number)
    report = report_of(asked, claim.report)
    wording = Wording(asked.kit.labels, author_name(report))
    return {
        "claim": claim,
        "report": report,
        "doubts": [doubt for doubt in doubts if doubt.name in one.doubts],
        "doubt": one.doubt,
        "stretches": stretches(claim, report),
        "card": card(Coded(claim, ()), 0, Place(claim.id, claim.id, ""), wording),
    }


VIEW = View("review", "/review", "Review", show)
