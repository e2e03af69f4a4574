import re
from pathlib import Path

import pytest

from bench.coding.commitments import CommitmentsBenchmark
from bench.coding.safety import SafetyBenchmark
from bench.common.annotations import ANNOTATED, Annotated, placed, read_annotated, sentence, sentences
from bench.common.benchmark import BenchError, Data
from bench.common.claims import predicted
from demarche.model.values import FORCES
from tests.bench.annotated import HARBOUR, harbour
from tests.coder import coder

_GUIDELINE = Path(__file__).parents[2] / "docs" / "annotation.md"
_COMMITMENTS = _GUIDELINE.with_name("commitments.md")
_FEWEST = 12
_SHORT = """\
texts:
  - id: ferry
    published: 2025-03-05
    text: |
      No ferries may enter.
    commitments:
      - {force: ban, issuers: [SYL], addressees: [BOR], act: "No ferries", deadline: 2025-03-09, strength: could}
    distractors:
      - {kind: forecast, words: "enter"}
"""


def _own() -> list[Annotated]:
    return [report for path in sorted(ANNOTATED.glob("*.yaml")) for report in read_annotated(path)]


@pytest.fixture
def data(tmp_path: Path) -> Data:
    return harbour(tmp_path)


def test_a_place_is_quoted_marked_or_reaches_from_to() -> None:
    text = "He came, he saw, he won."
    assert placed(text, "he saw") == ((9, 15),)
    assert placed(text, "he *won*") == ((20, 23),)
    assert placed(text, "*came*, *he*") == ((3, 7), (9, 11))
    assert placed(text, "came … saw") == ((3, 15),)


@pytest.mark.parametrize("quoted", ["he", "went", "", "won … came"])
def test_a_place_has_to_stand_there_once(quoted: str) -> None:
    with pytest.raises(ValueError, match=r"in the text|follow"):
        placed("He came, he saw, he won.", quoted)


def test_the_sentence_of_a_place_has_it_in_brackets() -> None:
    text = "One. Two “three” four.” Five\nsix."
    assert sentence(text, [(5, 8), (17, 21)]) == "⟦Two⟧ “three” ⟦four⟧."
    assert sentence(text, [(29, 32)]) == "⟦six⟧."


def test_a_report_is_read_with_its_places(data: Data) -> None:
    bench = SafetyBenchmark(lambda: lambda _text, _published: ())
    (report,) = bench.items(data)
    assert (report.id, report.published, report.text) == ("harbour", "2025-03-05", HARBOUR)
    assert [HARBOUR[start:end] for start, end in report.asserted()] == [
        "closed", "will", "said", "said", "denied", "returns",
    ]  # fmt: skip
    assert report.events[1].voice == "attributed"
    assert len(report.statements[2].content) == 2
    assert [found.id for found in bench.predict([report])] == ["harbour"]


def test_a_mistake_in_an_annotation_is_named(data: Data, tmp_path: Path) -> None:
    bench = SafetyBenchmark(lambda: lambda _text, _published: ())
    for mistake in ("publishd: 2025-03-05", "published: 2025-03-05\nhappenings: [the]", "published: [", "a"):
        (tmp_path / "harbour.yaml").write_text(mistake, encoding="utf-8")
        with pytest.raises(BenchError, match=r"harbour\.yaml: "):
            bench.items(data)
    (tmp_path / "harbour.yaml").unlink()
    with pytest.raises(BenchError, match="no annotated texts"):
        bench.files(data)


def test_without_data_the_repository_s_own_reports_are_read() -> None:
    bench = SafetyBenchmark(lambda: lambda _text, _published: ())
    assert len(bench.items(Data())) >= _FEWEST


def test_our_annotations_use_the_codes_of_the_contract() -> None:
    types = set(coder().lexicon.ontology.types)
    for report in _own():
        assert {event.type for event in report.events} <= types, report.id
        for event in report.events:
            for participant in (*event.actors, *event.recipients):
                assert re.fullmatch(r"[A-Z]{3}( [A-Z]{3})*|-( [A-Z]{3})+", participant), report.id
        assert all(statement.cue or statement.content for statement in report.statements), report.id
        triggers = [(event.trigger, event.type, event.status) for event in report.events]
        assert len(set(triggers)) == len(triggers), report.id


def test_our_reports_are_as_long_as_news_reports() -> None:
    for report in _own():
        assert report.part == "report"
        assert 150 <= len(report.text.split()) <= 350, report.id
        assert report.text.endswith("\n")


def test_short_texts_stand_in_their_annotation(tmp_path: Path) -> None:
    (tmp_path / "held").mkdir()
    for folder in (tmp_path, tmp_path / "held"):
        (folder / "wire.yaml").write_text(_SHORT.replace("ferry", folder.name), encoding="utf-8")
    bench = CommitmentsBenchmark(lambda: lambda _text, _published: ())
    held, short = bench.items(Data(tmp_path))
    assert (held.part, short.part, held.id) == ("held", "short", "held")
    (ban,) = held.commitments
    assert (ban.force, ban.issuers, ban.addressees, ban.deadline, ban.strength) == (
        "ban", ("SYL",), ("BOR",), "2025-03-09", "could",
    )  # fmt: skip
    assert [(one.kind, one.words) for one in held.distractors] == [("forecast", ((15, 20),))]


def test_our_short_texts_keep_to_their_guideline() -> None:
    texts = [item for item in CommitmentsBenchmark(lambda: lambda _text, _published: ()).items(Data())
             if item.part != "report"]  # fmt: skip
    assert len({text.id for text in texts}) == len(texts)
    commitments = [one for text in texts for one in text.commitments]
    distractors = [one for text in texts for one in text.distractors]
    assert len(distractors) >= len(commitments)
    assert {one.force for one in commitments} == set(FORCES)
    for text in texts:
        assert 3 <= len(sentences(text.text)) <= 12, text.id
        for one in text.commitments:
            assert all(re.fullmatch("[A-Z]{3}", code) for code in (*one.issuers, *one.addressees)), text.id
            assert (one.strength == "reserves") == (one.force == "reservation"), text.id
    for kind, folder in (("with", True), ("without", False)):
        count = sum(bool(text.commitments) == folder for text in texts)
        assert f"{count} {kind}" in _COMMITMENTS.read_text(encoding="utf-8")


def test_the_example_of_the_guideline_is_of_a_report_of_ours() -> None:
    (block,) = re.findall(r"```yaml\n(.*?)```", _GUIDELINE.read_text(encoding="utf-8"), flags=re.DOTALL)
    own = (ANNOTATED / "lake-boats.yaml").read_text(encoding="utf-8").splitlines()
    assert [line for line in block.splitlines() if line not in own] == []


def test_claims_are_predictions_with_places_in_the_text() -> None:
    text = (
        "“If the patrols continue, we will close the crossing,” the Peruvian foreign minister said on Monday."
    )
    found = predicted(
        "one", [entry.claim for entry in coder().code_text(text, published="2025-03-05").claims]
    )
    assert {event.type for event in found.events} >= {"THREATEN"}
    ((start, end),) = found.statements[0].content
    assert text[start:end] == "“If the patrols continue, we will close the crossing,”"
    assert [(one.force, [side.country for side in one.issuers]) for one in found.commitments] == [
        ("threat", ["PER"])
    ]
