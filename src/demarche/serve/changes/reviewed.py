"""Says that a report has been read through."""

from demarche.corrections.make import Corrector
from demarche.model.corrections import Signed
from demarche.serve.view import Change, Doing, Told


def do(doing: Doing) -> Told:
    """Sign that every claim of the report was looked at."""
    corrector = Corrector(doing.ledger, doing.kit.ontology, doing.kit.rules)
    said = corrector.reviewed(doing.path["identifier"], Signed(doing.who, doing.form.get("why", "")))
    return Told(f"/reports/{said.reports[0]}", f"read through: {said.id}, signed by {said.who}.")


CHANGE = Change("reviewed", "/reports/{identifier}/reviewed", do)
