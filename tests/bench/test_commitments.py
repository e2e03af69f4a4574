from pathlib import Path

import pytest

from bench.benchmark import Data, flattened, rounded
from bench.claims import ReportPrediction
from bench.commitments import CommitmentsBenchmark
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
    assert figures["false_alarms_per_1000"] == round(1000 / len(HARBOUR.split()), 4)


def test_errors_name_the_cause(data: Data) -> None:
    bench = CommitmentsBenchmark(lambda: lambda _text, _published: ())
    items = bench.items(data)
    shown = bench.errors(items, [prediction(commitments=(PROMISE, ELSEWHERE))])
    assert "* harbour (promise): threat [SYL] We will close the bridge | if the ferry returns" in shown
    assert "* harbour (in vain): ban [SYL] closed the harbour" in shown
    assert "(silent): threat" in bench.errors(items, [prediction()])
    assert "\n* " not in bench.errors(items, [prediction(commitments=(THREAT,))])
