"""Parts an event from its happening, or all events of a happening from each other."""

from demarche.corrections.make import Corrector
from demarche.model.corrections import Signed
from demarche.serve.errors import RefusedError
from demarche.serve.view import Change, Doing, Told


def do(doing: Doing) -> Told:
    """Part what the form names; a reason is needed."""
    why, event = doing.form.get("why", "").strip(), doing.form.get("event", "").strip()
    if not why:
        raise RefusedError("Nothing is parted without a reason.")
    corrector = Corrector(doing.ledger, doing.kit.ontology, doing.kit.rules)
    said = corrector.split(event or doing.path["identifier"], Signed(doing.who, why))
    told = f"Parted: {said.id}, signed by {said.who}."
    return Told(f"/claims/{event}" if event else "/happenings", told)


CHANGE = Change("part", "/happenings/{identifier}/part", do)
