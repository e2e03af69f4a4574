"""Puts an event together with others, as one happening."""

from demarche.corrections.make import Corrector
from demarche.model.corrections import Signed
from demarche.serve.view import Change, Doing, Told


def do(doing: Doing) -> Told:
    """Say that the event or happening of the address and those that the form names are one; a reason is needed."""
    corrector = Corrector(doing.ledger, doing.kit.ontology, doing.kit.rules)
    others = doing.form.get("others", "").replace(",", " ").split()
    said = corrector.merge([doing.path["identifier"], *others], Signed(doing.who, doing.form.get("why", "")))
    return Told(f"/happenings/{said.before[0].id}", f"one happening: {said.id}, signed by {said.who}.")


CHANGE = Change("merge", "/happenings/{identifier}/merge", do)
