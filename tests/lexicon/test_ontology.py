"""The ontology: PLOVER's sixteen types and CAMEO's codes, whole and consistent."""

from pathlib import Path

import pytest

from demarche.lexicon.ontology import Ontology, load_ontology
from demarche.lexicon.tables import data_folder
from demarche.model.values import FACTUALITIES, STATUSES

from .folders import add_line, copy, refuses

_QUADS = {
    1: {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    2: {"COOPERATE", "AID", "RETREAT"},
    3: {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
    4: {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
}


@pytest.fixture(name="ontology", scope="module")
def loaded() -> Ontology:
    return load_ontology(data_folder() / "ontology")


def test_the_sixteen_types_in_their_quadrants(ontology: Ontology) -> None:
    assert {name: event_type.quad for name, event_type in ontology.types.items()} == {
        name: quad for quad, names in _QUADS.items() for name in names
    }


def test_cooperation_scores_above_conflict(ontology: Ontology) -> None:
    for event_type in ontology.types.values():
        cooperates = event_type.quad in {1, 2}
        assert (event_type.score > 0) == cooperates or event_type.name == "REQUEST"
        assert event_type.definition


@pytest.mark.parametrize(
    ("code", "goldstein", "type_"),
    [
        ("010", 0.0, None),
        ("030", 4.0, "AGREE"),
        ("036", 4.0, "AGREE"),
        ("042", 1.9, "CONSULT"),
        ("057", 8.0, "SUPPORT"),
        ("073", 7.4, "AID"),
        ("087", 9.0, "RETREAT"),
        ("112", -2.0, "ACCUSE"),
        ("138", -7.0, "THREATEN"),
        ("141", -6.5, "PROTEST"),
        ("163", -8.0, "SANCTION"),
        ("173", -5.0, "COERCE"),
        ("190", -10.0, "ASSAULT"),
    ],
)
def test_codes(ontology: Ontology, code: str, goldstein: float, type_: str | None) -> None:
    found = ontology.cameo[code]
    assert (found.goldstein, found.type) == (goldstein, type_)


def test_every_root_has_codes_and_every_type_an_image(ontology: Ontology) -> None:
    assert {code[:2] for code in ontology.cameo} == {f"{root:02}" for root in range(1, 21)}
    assert {code.type for code in ontology.cameo.values()} - {None} == set(ontology.types)
    assert all(-10 <= code.goldstein <= 10 for code in ontology.cameo.values())
    assert all(code.type is None for name, code in ontology.cameo.items() if name.startswith("01"))


@pytest.mark.parametrize(
    ("act", "content", "mode", "expected"),
    [
        ("AGREE", "AID", None, (None, "033")),
        ("AGREE", "RETREAT", "release", (None, "0353")),
        ("AGREE", "RETREAT", None, (None, "035")),
        ("REJECT", "RETREAT", "release", ("yield", "1243")),
        ("REQUEST", "AID", "no such mode", ("assist", "103")),
        ("THREATEN", "ASSAULT", None, ("violence", "138")),
        ("AGREE", "PROTEST", None, None),
    ],
)
def test_what_an_act_is_about_decides_its_code(
    ontology: Ontology, act: str, content: str, mode: str | None, expected: tuple[str | None, str] | None
) -> None:
    assert ontology.code_with_content(act, content, mode) == expected


def test_content_codes_are_of_their_act(ontology: Ontology) -> None:
    for (act, _, _), (_, cameo) in ontology.content.items():
        assert ontology.cameo[cameo].type == act


def test_every_status_has_a_factuality(ontology: Ontology) -> None:
    assert set(ontology.factuality) == set(STATUSES)
    assert set(ontology.factuality.values()) <= set(FACTUALITIES)
    assert {status for status, value in ontology.factuality.items() if value == "CT-"} == {
        "denied",
        "not_happened",
    }


def test_sectors_and_contexts(ontology: Ontology) -> None:
    assert {"GOV", "MIL", "REB", "OPP", "CVL", "JRN"} <= ontology.sectors
    assert {"military", "diplomatic", "territory", "economic"} <= ontology.contexts
    assert "IGO" in ontology.international


@pytest.mark.parametrize(
    ("table", "line", "words"),
    [
        ("cameo.tsv", "030\tagain\t1\tAGREE\t\t", ("code 030 stands twice",)),
        ("cameo.tsv", "999\todd\t1\tQUARREL\t\t", ("'QUARREL' is none of the ontology",)),
        ("cameo.tsv", "999\todd\t1\tAGREE\tvisit\t", ("AGREE has no mode 'visit'",)),
        ("cameo.tsv", "999\todd\t1\tAGREE\t\tweather", ("contexts 'weather'",)),
        ("cameo.tsv", "999\todd\tmuch\tAGREE\t\t", ("goldstein: 'much' is not a number",)),
        ("content.tsv", "AGREE\tQUARREL\t\t\t030", ("'QUARREL'",)),
        ("content.tsv", "AGREE\tAID\t\tvisit\t030", ("AGREE has no mode 'visit'",)),
        ("content.tsv", "AGREE\tAID\t\t\t999", ("cameo '999' unknown",)),
        ("factuality.tsv", "perhaps\tCT+", ("status: 'perhaps'",)),
        ("factuality.tsv", "happened\tsure", ("factuality: 'sure'",)),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, table: str, line: str, words: tuple[str, ...]) -> None:
    folder = copy("ontology", tmp_path / "ontology")
    add_line(folder, table, line)
    refuses(lambda: load_ontology(folder), table, "line", *words)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("contexts:", "surroundings:", "the keys are"),
        ("    quad: 1\n    score: 2.5\n    future: AGREE", "    quad: 5\n    score: 2.5", "quad 5"),
        ("score: 2.5", "score: much", "score: 'much' is not a number"),
        ("future: AGREE", "future: QUARREL", "'QUARREL' is no type"),
        ("recipient_required", "recipient_needed", "unknown key"),
    ],
)
def test_a_broken_file_of_types_is_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    text = (data_folder() / "ontology" / "plover.yaml").read_text(encoding="utf-8")
    assert old in text
    folder = copy("ontology", tmp_path / "ontology", plover_yaml=text.replace(old, new, 1))
    refuses(lambda: load_ontology(folder), "plover.yaml", words)


def test_no_status_may_be_forgotten(tmp_path: Path) -> None:
    folder = copy("ontology", tmp_path / "ontology", factuality_tsv="status\tfactuality\nhappened\tCT+\n")
    refuses(lambda: load_ontology(folder), "no line for", "believed", "planned")
