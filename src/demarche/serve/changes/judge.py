"""Accepts or rejects a claim."""

from demarche.corrections.make import Corrector
from demarche.model.corrections import Signed
from demarche.serve.errors import RefusedError
from demarche.serve.places import back
from demarche.serve.view import Change, Doing, Told


def do(doing: Doing) -> Told:
    """Say that the claim is right or wrong; a rejection needs a reason."""
    corrector = Corrector(doing.ledger, doing.kit.ontology, doing.kit.rules)
    identifier, signed = doing.path["identifier"], Signed(doing.who, doing.form.get("why", ""))
    verdict = doing.form.get("verdict", "")
    if verdict not in {"accept", "reject"}:
        raise RefusedError("A claim is accepted or rejected.")
    said = (
        corrector.accept(identifier, signed) if verdict == "accept" else corrector.reject(identifier, signed)
    )
    return Told(
        back(doing.form, f"/claims/{identifier}"), f"{said.action}ed: {said.id}, signed by {said.who}."
    )


CHANGE = Change("judge", "/claims/{identifier}/judge", do)
