from dataclasses import replace
from pathlib import Path

import pytest

from bench.coding.commitments import CommitmentsBenchmark
from bench.common.annotations import sentences
from bench.common.benchmark import Data, flattened, rounded
from bench.common.claims import ReportPrediction
from bench.common.events import Side
from tests.bench.annotated import HARBOUR, harbour, pledge, prediction

THREAT = pledge("threat", "SYL", "close the bridge", "if the ferry returns", "We will close the bridge")
PROMISE = pledge("promise", "BOR", "close the bridge", "the ferry")
ELSEWHERE = pledge("ban", "SYL", "closed the harbour")


def _figures(data: Data, found: ReportPrediction) -> dict[str, float]:
    bench = CommitmentsBenchmark(lambda: lambda _text, _published: ())
    return dict(flattened(rounded(bench.score(bench.items(data), [found]))))


@pytest.fixture
def data(tmp_path: Path) -> Data:
    return harbour(tmp_path)


def test_a_commitment_found_in_every_part(data: Data) -> None:
    figures = _figures(data, prediction(commitments=(THREAT,)))
    names = ("presence_f1", "force_accuracy", "issuer_accuracy", "condition_f1", "consequence_f1")
    assert [figures[name] for name in names] == [1.0] * 5
    assert figures["false_alarms_per_1000"] == 0.0


def test_a_commitment_found_and_wrong_in_every_part_and_a_false_alarm(data: Data) -> None:
    figures = _figures(data, prediction(commitments=(PROMISE, ELSEWHERE)))
    assert (figures["presence_precision"], figures["presence_recall"], figures["presence_f1"]) == (
        0.5,
        1.0,
        0.6667,
    )
    names = ("force_accuracy", "issuer_accuracy", "condition_f1", "consequence_f1")
    assert [figures[name] for name in names] == [0.0] * 4
    assert figures["false_alarms_per_1000"] == 0.0  # the text has a commitment
    assert figures["in_vain_per_1000"] == round(1000 / len(sentences(HARBOUR)), 4)


def test_false_alarms_and_distractors_of_a_text_without_commitments(tmp_path: Path) -> None:
    words = HARBOUR.replace("\n", "\n      ").rstrip()
    (tmp_path / "short.yaml").write_text(
        f"texts:\n  - id: harbour\n    published: 2025-03-05\n    text: |\n      {words}\n"
        "    distractors: [{kind: forecast, words: may be seized}, {kind: history, words: closed the}]\n",
        encoding="utf-8",
    )
    figures = _figures(Data(tmp_path), prediction(commitments=(ELSEWHERE,)))
    assert figures["false_alarms_per_1000"] == round(1000 / len(sentences(HARBOUR)), 4)
    assert figures["distractors_taken"] == 0.5
    assert figures["by_part.short.written"] == 1


def test_texts_without_annotation_are_counted(tmp_path: Path) -> None:
    (tmp_path / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    figures = _figures(Data(tmp_path), prediction(commitments=(ELSEWHERE,)))
    assert figures == {
        "written_per_1000": round(1000 / len(sentences(HARBOUR)), 4), "written": 1,
        "sentences": len(sentences(HARBOUR)), "texts": 1,
    }  # fmt: skip


def test_addressees_deadline_and_strength_are_asked_of_those_that_have_them(tmp_path: Path) -> None:
    (tmp_path / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (tmp_path / "harbour.yaml").write_text(
        "published: 2025-03-05\ncommitments:\n"
        '  - {force: threat, issuers: [SYL], act: "We will close the bridge", addressees: [BOR], deadline: 2025-03-09}\n',
        encoding="utf-8",
    )
    right = replace(THREAT, addressees=(Side("Borduria", "BOR", (), ()),), deadline="2025-03-09T12:00")
    names = ("addressee_accuracy", "deadline_accuracy", "strength_accuracy")
    for written, values in ((right, [1.0, 1.0, 1.0]), (replace(THREAT, strength="could"), [0.0, 0.0, 0.0])):
        figures = _figures(Data(tmp_path), prediction(commitments=(written,)))
        assert [figures[name] for name in names] == values


def test_errors_name_the_cause(data: Data) -> None:
    bench = CommitmentsBenchmark(lambda: lambda _text, _published: ())
    items = bench.items(data)
    shown = bench.errors(items, [prediction(commitments=(PROMISE, ELSEWHERE))])
    assert "* harbour (promise): threat [SYL] We will close the bridge | if the ferry returns" in shown
    assert "* harbour (in vain): ban [SYL] closed the harbour" in shown
    assert "(silent): threat" in bench.errors(items, [prediction()])
    assert "\n* " not in bench.errors(items, [prediction(commitments=(THREAT,))])
