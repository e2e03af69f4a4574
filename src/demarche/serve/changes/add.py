"""Adds a claim that the coder missed to a report."""

import re

from demarche.corrections.make import Corrector
from demarche.corrections.values import Wording
from demarche.ledger import query
from demarche.lexicon.corrections import load_field_rules
from demarche.model.corrections import Signed
from demarche.model.records import Report
from demarche.serve.errors import NotFoundError
from demarche.serve.view import Change, Doing, Form, Told

_STANDS_ON = {"event": "trigger", "statement": "content", "commitment": "act"}
_OFFSETS = re.compile(r"(\d+)-(\d+)")


def do(doing: Doing) -> Told:
    """Add what the form names by its words: given by offsets, or as they stand, in a sentence or behind other words."""
    report = query.find(doing.ledger, doing.path["identifier"])
    if not isinstance(report, Report):
        raise NotFoundError(f"{report.id} is no report")
    kind = doing.form.get("kind", "")
    rules = load_field_rules()
    names = {rule.field for of, fields in rules.items() if of == kind for rule in fields}
    given = [
        f"{name}={value}" for name, value in _own(doing.form, kind).items() if value.strip() and name in names
    ]
    words = f"{_STANDS_ON.get(kind, 'trigger')}={doing.form.get('words', '').strip()}"
    wording = Wording(
        doing.ledger, report, rules, within=_within(doing.form), before=doing.form.get("before", "")
    )
    corrector = Corrector(doing.ledger, doing.kit.ontology, doing.kit.rules)
    signed = Signed(doing.who, doing.form.get("why", ""))
    said = corrector.add(kind, report.id, wording.values(kind, [words, *given]), signed)
    return Told(f"/claims/{said.after[0].id}", f"added: {said.id}, signed by {said.who}.")


def _own(form: Form, kind: str) -> dict[str, str]:
    """Return the fields of the kind that is added: `event-status` is the status of an event."""
    prefix = f"{kind}-"
    return {name.removeprefix(prefix): value for name, value in form.items() if name.startswith(prefix)}


def _within(form: Form) -> tuple[int, int] | None:
    found = _OFFSETS.fullmatch(form.get("sentence", ""))
    return None if found is None else (int(found[1]), int(found[2]))


CHANGE = Change("add", "/reports/{identifier}/add", do)
