"""The wording by which a text judges: `data/cues/en/evaluative.tsv`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from demarche.lexicon.tables import Row, data_folder, one_of, read_table

EvaluationKind = Literal["judgement", "degree", "distance", "stance"]
KINDS: tuple[EvaluationKind, ...] = get_args(EvaluationKind)
_COLUMNS = ("forms", "kind", "not_before", "not_after", "example", "counter")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Forms that judge, of what kind, the words behind or before which they do not, an example and a counter-example."""

    forms: tuple[str, ...]
    kind: EvaluationKind
    not_before: frozenset[str]
    not_after: frozenset[str]
    example: str
    counter: str | None


@dataclass(frozen=True, slots=True)
class EvaluationRules:
    """The entries in their order, the entry of each form, and what finds forms in a text, the longest first."""

    entries: tuple[Evaluation, ...]
    of_form: Mapping[str, Evaluation]
    pattern: re.Pattern[str]


def load_evaluation() -> EvaluationRules:
    """Return the rules; raise `LexiconError` if the table is not as it should be."""
    of_form: dict[str, Evaluation] = {}
    entries = []
    for row in read_table(data_folder() / "cues" / "en" / "evaluative.tsv", _COLUMNS):
        entry = _entry(row)
        for form in entry.forms:
            if form in of_form:
                raise row.error(f"{form!r} stands in it twice")
            of_form[form] = entry
        entries.append(entry)
    longest_first = sorted(of_form, key=lambda form: (-len(form), form))
    forms = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in longest_first)
    return EvaluationRules(
        tuple(entries), of_form, re.compile(rf"(?<![\w-])(?:{forms})(?![\w-])", re.IGNORECASE)
    )


def _entry(row: Row) -> Evaluation:
    forms, counter = row.items("forms"), row.optional("counter")
    if not forms or any(form != form.lower() for form in forms):
        raise row.error("forms are in lower case, and at least one")
    before, after = frozenset(row.items("not_before")), frozenset(row.items("not_after"))
    if bool(before or after) != (counter is not None):
        raise row.error("what limits an entry has a counter-example, and nothing else has")
    return Evaluation(forms, one_of(row, "kind", KINDS), before, after, row.text("example"), counter)
