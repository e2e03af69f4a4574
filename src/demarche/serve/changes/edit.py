"""Gives fields of a claim other values."""

from demarche.corrections.make import Corrector
from demarche.corrections.values import Wording
from demarche.ledger import query
from demarche.lexicon.corrections import load_field_rules
from demarche.model.corrections import Signed
from demarche.model.records import Report
from demarche.serve.errors import NotFoundError, RefusedError
from demarche.serve.forms import OLD
from demarche.serve.view import Change, Doing, Told


def do(doing: Doing) -> Told:
    """Edit the fields whose values differ from those that the form began with."""
    claim = query.find(doing.ledger, doing.path["identifier"])
    if isinstance(claim, Report):
        raise NotFoundError(f"{claim.id} is no claim")
    changed = [
        f"{name}={value}"
        for name, value in doing.form.items()
        if f"{OLD}{name}" in doing.form and value.strip() != doing.form[f"{OLD}{name}"]
    ]
    if not changed:
        raise RefusedError("No field has another value than before.")
    wording = Wording(doing.ledger, query.report_of(doing.ledger, claim), load_field_rules(), claim)
    corrector = Corrector(doing.ledger, doing.kit.ontology, doing.kit.rules)
    signed = Signed(doing.who, doing.form.get("why", ""))
    said = corrector.edit(claim.id, wording.values(claim.kind, changed), signed)
    return Told(f"/claims/{said.after[0].id}", f"edited: {said.id}, signed by {said.who}.")


CHANGE = Change("edit", "/claims/{identifier}/edit", do)
