from pathlib import Path

import pytest

from bench.coding.safety import SafetyBenchmark
from bench.common.benchmark import Data, flattened, rounded
from tests.bench.annotated import coded, harbour, prediction

WRITTEN = prediction(
    events=(
        coded("closed the harbour", "COERCE", "happened"),
        coded("seized", "COERCE", "happened"),
        coded("sent", "MOBILIZE", "denied"),
        coded("Monday", "CONSULT", "ongoing"),
        coded("will", "THREATEN", "possible"),
    )
)


def _benchmark() -> SafetyBenchmark:
    return SafetyBenchmark(lambda: lambda _text, _published: ())


@pytest.fixture
def data(tmp_path: Path) -> Data:
    return harbour(tmp_path)


def test_figures(data: Data) -> None:
    bench = _benchmark()
    figures = dict(flattened(rounded(bench.score(bench.items(data), [WRITTEN]))))
    # written as so: closed, seized, Monday; asserted of these: closed
    assert (figures["unasserted_as_happened"], figures["events"], figures["share"]) == (2, 3, 0.6667)
    # annotated as so: closed, will (written, but as possible)
    assert (figures["asserted"], figures["covered"], figures["lost"]) == (2, 1, 1)
    assert (figures["coverage"], figures["type_accuracy"]) == (0.5, 1.0)
    assert (figures["all_events"], figures["texts"]) == (5, 1)


def test_nothing_written_is_safe_and_covers_nothing(data: Data) -> None:
    bench = _benchmark()
    figures = bench.score(bench.items(data), [prediction()])
    assert (figures["unasserted_as_happened"], figures["share"], figures["coverage"]) == (0, 0.0, 0.0)


def test_a_cue_and_another_happening_are_asserted(data: Data) -> None:
    bench = _benchmark()
    found = prediction(events=(coded("denied", "REJECT", "happened"), coded("returns", "RETREAT", "ongoing")))
    assert bench.score(bench.items(data), [found])["unasserted_as_happened"] == 0


def test_errors_show_sentence_cause_and_status(data: Data) -> None:
    bench = _benchmark()
    shown = bench.errors(bench.items(data), [WRITTEN])
    assert (
        "(possible): Syldavia closed the harbour on Monday, and its minister said a ferry may be ⟦seized⟧."
        in shown
    )
    assert "(not annotated): Syldavia closed the harbour on ⟦Monday⟧" in shown
    assert "(lost): THREATEN “We ⟦will⟧ close the bridge" in shown
    assert "  2 harbour" in shown
