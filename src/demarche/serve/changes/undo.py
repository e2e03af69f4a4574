"""Takes a correction back."""

from demarche.corrections.make import Corrector
from demarche.model.corrections import Signed
from demarche.serve.places import back
from demarche.serve.view import Change, Doing, Told


def do(doing: Doing) -> Told:
    """Undo the correction; a reason is needed."""
    corrector = Corrector(doing.ledger, doing.kit.ontology, doing.kit.rules)
    said = corrector.undo(doing.path["identifier"], Signed(doing.who, doing.form.get("why", "")))
    return Told(
        back(doing.form, "/corrections"), f"undone: {said.subjects[0]}, signed by {said.who} ({said.id})."
    )


CHANGE = Change("undo", "/corrections/{identifier}/undo", do)
