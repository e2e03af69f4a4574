"""Confirms or strikes a state of a commitment."""

from demarche.corrections.make import Corrector
from demarche.model.corrections import Signed
from demarche.serve.view import Change, Doing, Told


def do(doing: Doing) -> Told:
    """Say that the commitment came to a state, or did not; the claim that is taken for a sign of it may be named."""
    corrector = Corrector(doing.ledger, doing.kit.ontology, doing.kit.rules)
    form, signed = doing.form, Signed(doing.who, doing.form.get("why", ""))
    said = corrector.rule_state(
        doing.path["identifier"],
        form.get("evidence", "").strip() or None,
        form.get("state", "").strip(),
        signed,
        holds=form.get("verdict") != "strike",
    )
    return Told(f"/claims/{said.before[0].id}", f"{said.state}: {said.id}, signed by {said.who}.")


CHANGE = Change("state", "/claims/{identifier}/state", do)
