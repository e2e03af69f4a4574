"""The page about the contract has every key and value of the records, in their order, and every type of the ontology."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

from demarche.lexicon.ontology import load_ontology
from demarche.lexicon.tables import data_folder
from demarche.model import values
from demarche.model.parts import Attribution, Casualties, Count, Participant, Span, When, Where
from demarche.model.records import Commitment, Event, Problem, Removed, Report, Standing, Statement

PAGE = Path(__file__).parents[1] / "docs" / "contract.md"

RECORDS: Mapping[str, type] = {
    "report": Report,
    "event": Event,
    "statement": Statement,
    "commitment": Commitment,
    "problem": Problem,
    "span": Span,
    "removed": Removed,
    "when": When,
    "where": Where,
    "participant": Participant,
    "attribution": Attribution,
    "standing": Standing,
    "casualties": Casualties,
    "count": Count,
}
VALUES: Mapping[str, Sequence[str]] = {
    "status": values.STATUSES,
    "voice": values.VOICES,
    "factuality": values.FACTUALITIES,
    "act": values.ACTS,
    "form": values.FORMS,
    "force": values.FORCES,
    "strength": values.STRENGTHS,
    "state": values.COMMITMENT_STATES,
    "precision": values.PRECISIONS,
    "basis of a date": values.DATE_BASES,
    "precision of a place": values.PLACE_PRECISIONS,
    "kind of a participant": values.PARTICIPANT_KINDS,
    "basis of an identity": values.IDENTITY_BASES,
    "stage": values.STAGES,
}


@cache
def sections() -> Mapping[str, str]:
    """Return the text of the page's third-level sections by their headings."""
    parts = re.split(r"^#{2,3} (.+)\n", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def first_column(heading: str) -> list[str]:
    return re.findall(r"^\| `([^`]+)` \|", sections()[heading], flags=re.MULTILINE)


@pytest.mark.parametrize(("heading", "record"), RECORDS.items(), ids=RECORDS)
def test_every_key_is_there_in_order(heading: str, record: type) -> None:
    assert first_column(heading) == [field.name for field in fields(record)]


@pytest.mark.parametrize(("heading", "allowed"), VALUES.items(), ids=VALUES)
def test_every_value_is_there_in_order(heading: str, allowed: Sequence[str]) -> None:
    assert first_column(heading) == list(allowed)


def test_no_value_set_of_the_model_is_forgotten() -> None:
    sets = {name for name in vars(values) if name.isupper()}
    named = {name for name in sets if getattr(values, name) in VALUES.values()}
    assert named == sets


def test_every_type_stands_with_its_quad_class() -> None:
    rows = re.findall(r"^\| (\d) \| [\w ]+ \| ([A-Z ]+) \|", sections()["Codes"], flags=re.MULTILINE)
    found = {name: int(quad) for quad, names in rows for name in names.split()}
    ontology = load_ontology(data_folder() / "ontology")
    assert found == {name: event_type.quad for name, event_type in ontology.types.items()}


def test_international_codes_are_those_of_the_ontology() -> None:
    codes = re.search(r"PLOVER's codes `([A-Z ]+)`", sections()["participant"])
    assert codes is not None
    assert set(codes[1].split()) == load_ontology(data_folder() / "ontology").international


def test_links_within_the_page_lead_somewhere() -> None:
    anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in sections()}
    linked = set(re.findall(r"\]\(#([^)]+)\)", PAGE.read_text(encoding="utf-8")))
    assert len(linked) > 20
    assert linked <= anchors
