"""A happening: every report that tells of it, by independent source, what they differ on, why they are held to be one."""

from demarche.happenings.sources import Telling, teller
from demarche.happenings.tell import tell
from demarche.ledger.said import about_happening
from demarche.model.coded import Coded
from demarche.serve.lines import stretches
from demarche.serve.view import Asked, Page, View
from demarche.show.cards import Place, card
from demarche.show.corrections import PAST, what_lines
from demarche.show.fields import Wording
from demarche.show.words import author_name


def show(asked: Asked) -> Page:
    """Return the happening of an id, of the beginning of one, or of an event."""
    found = tell(asked.ledger, asked.path["identifier"], asked.kit.rules)
    tellings = {one.event.id: _telling(asked, one) for one in found.tellings}
    return Page(
        "Happening",
        {
            "happening": found,
            "sources": [[tellings[one.event.id] for one in source] for source in found.sources],
            "tellings": tellings,
            "said": [
                (one, PAST[one.action], what_lines(one))
                for one in about_happening(asked.ledger, [telling.event for telling in found.tellings])
            ],
            "first": tellings[found.tellings[0].event.id],
        },
    )


def _telling(asked: Asked, telling: Telling) -> dict[str, object]:
    event, report = telling.event, telling.report
    wording = Wording(asked.kit.labels, author_name(report))
    return {
        "event": event,
        "report": report,
        "says": teller(telling),
        "agency": telling.agency,
        "card": card(Coded(event, ()), 0, Place(event.id, event.id, ""), wording),
        "stretches": stretches(event, report),
    }


VIEW = View("happening", "/happenings/{identifier}", "", show)
