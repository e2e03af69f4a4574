import pytest

from demarche.lexicon.evaluation import KINDS
from demarche.model import values
from demarche.show.labels import load_labels

VOCABULARIES = {
    "status": values.STATUSES,
    "voice": values.VOICES,
    "quad": ("1", "2", "3", "4"),
    "factuality": values.FACTUALITIES,
    "form": values.FORMS,
    "act": values.ACTS,
    "force": values.FORCES,
    "strength": values.STRENGTHS,
    "state": values.COMMITMENT_STATES,
    "date_basis": values.DATE_BASES,
    "month": tuple(f"{month:02}" for month in range(1, 13)),
    "kind": ("event", "statement", "commitment"),
    "absent": ("date", "actor"),
    "evaluation": KINDS,
    "fence": ("own", "reported"),
}


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_every_value_of_the_contract_has_a_label_and_no_other(vocabulary: str) -> None:
    assert set(load_labels().values(vocabulary)) == set(VOCABULARIES[vocabulary])


def test_no_two_values_of_a_vocabulary_are_called_the_same() -> None:
    labels = load_labels()
    for vocabulary in VOCABULARIES:
        called = [labels.text(vocabulary, value) for value in labels.values(vocabulary)]
        assert len(set(called)) == len(called), vocabulary


def test_every_status_is_in_one_of_three_groups_and_only_facts_are_real() -> None:
    labels = load_labels()
    groups = {status: labels.of("status", status).group for status in values.STATUSES}
    assert {status for status, group in groups.items() if group == "real"} == {
        "happened",
        "ongoing",
        "habitual",
    }
    assert {status for status, group in groups.items() if group == "not"} == {"denied", "not_happened"}
    assert set(groups.values()) == {"real", "open", "not"}


def test_a_value_without_a_row_is_called_by_its_own_name() -> None:
    assert load_labels().text("field", "some_new_field") == "some new field"
