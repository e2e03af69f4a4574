from collections.abc import Mapping
from pathlib import Path

import pytest

from bench.common.benchmark import Data, flattened, rounded
from bench.common.predictions import read_predictions, write_predictions
from bench.resolving.time import FoundTime, TimeBenchmark, TimePrediction
from bench.resolving.time_files import TimeText

TIMEML = """<TimeML>
<DCT><TIMEX3 type="DATE" value="2024-11-18" functionInDocument="CREATION_TIME">2024-11-18</TIMEX3></DCT>
<TEXT>It rained <TIMEX3 type="DATE" value="2024-11-17">last Sunday</TIMEX3>,
<TIMEX3 type="DATE" value="2024-09">in September</TIMEX3> and for <TIMEX3 type="DURATION" value="P2W">two weeks</TIMEX3>.</TEXT>
</TimeML>"""
TEI = """<text>
<p>
It	x
rained	x
<date when="2024-11-17">
Sunday	x
</date>
for	x
days	x
</p>
</text>"""


@pytest.fixture
def data(tmp_path: Path) -> Data:
    for name, file, text in (("wires", "a.tml", TIMEML), ("wiki", "b.xml", TEI)):
        (tmp_path / "time" / name).mkdir(parents=True)
        (tmp_path / "time" / name / file).write_text(text, encoding="utf-8")
    return Data(tmp_path)


def _benchmark(**found: tuple[tuple[str, str, str, str | None], ...]) -> TimeBenchmark:
    """Return the benchmark for a resolver that finds these: words, type, value, day."""
    answers: Mapping[str, tuple[tuple[str, str, str, str | None], ...]] = found

    def find(item: TimeText) -> TimePrediction:
        times = tuple(
            FoundTime(at, at + len(words), words, type_, value, day, day)
            for words, type_, value, day in answers.get(item.id.rpartition("/")[2], ())
            for at in (item.text.index(words),)
        )
        return TimePrediction(item.id, times, 0.001)

    return TimeBenchmark(lambda: find)


def _figures(bench: TimeBenchmark, data: Data) -> dict[str, float]:
    items = bench.items(data)
    return dict(flattened(rounded(bench.score(items, list(bench.predict(items))))))


SUNDAY = ("Sunday", "DATE", "2024-11-17", "2024-11-17")
SEPTEMBER = ("in September", "DATE", "2024-09", None)
WEEKS = ("two weeks", "DURATION", "P3W", None)


def test_spans_values_and_days(data: Data) -> None:
    # one with a word too few, one right, one with a wrong value, one in vain; a right one in the other set
    bench = _benchmark(a=(SUNDAY, SEPTEMBER, WEEKS, ("rained", "DATE", "2024", None)), b=(SUNDAY,))
    figures = _figures(bench, data)
    assert figures["sets.wires.strict_f1"] == pytest.approx(2 * 2 / 7, abs=1e-4)
    assert figures["sets.wires.relaxed_f1"] == pytest.approx(2 * 3 / 7, abs=1e-4)
    assert figures["sets.wires.value_f1"] == pytest.approx(2 * 2 / 7, abs=1e-4)
    assert figures["sets.wires.value_accuracy"] == pytest.approx(2 / 3, abs=1e-4)
    assert (figures["sets.wires.relaxed_precision"], figures["sets.wires.relaxed_recall"]) == (0.75, 1.0)
    assert figures["sets.wires.by_kind.duration.value_accuracy"] == 0.0
    assert figures["sets.wiki.value_f1"] == 1.0
    assert (figures["gold"], figures["predicted"], figures["gold_days"]) == (4, 5, 2)
    assert figures["day_accuracy"] == 1.0
    assert figures["kchar_per_second"] > 0


def test_a_day_counts_only_if_it_is_that_very_day(data: Data) -> None:
    figures = _figures(_benchmark(a=(("Sunday", "DATE", "2024-11-10", "2024-11-10"),)), data)
    assert figures["sets.wires.day_accuracy"] == figures["sets.wires.day_accuracy_found"] == 0.0
    assert figures["sets.wiki.day_accuracy_found"] == 0.0
    assert figures["sets.wires.relaxed_recall"] == pytest.approx(1 / 3, abs=1e-4)


def test_where_the_data_marks_days_alone_measures_are_not_counted(data: Data) -> None:
    figures = _figures(_benchmark(b=(SUNDAY, ("days", "DURATION", "PXD", None))), data)
    assert figures["sets.wiki.strict_f1"] == 1.0


def test_errors_name_the_cause(data: Data) -> None:
    bench = _benchmark(a=(SUNDAY, WEEKS, ("rained", "DATE", "2024", None)))
    items = bench.items(data)
    shown = bench.errors(items, list(bench.predict(items)))
    assert "wires/a (extent): It rained [last Sunday]" in shown
    assert (
        "wires/a (missed): It rained last Sunday, [in September] and for two weeks. = DATE 2024-09" in shown
    )
    assert "wires/a (value): " in shown
    assert "wires/a (in vain): It [rained] last Sunday" in shown


def test_predictions_scored_again_give_the_same_figures(data: Data, tmp_path: Path) -> None:
    bench = _benchmark(a=(SUNDAY, WEEKS), b=(SUNDAY,))
    items = bench.items(data)
    predictions = list(bench.predict(items))
    write_predictions(tmp_path / "out.jsonl", predictions)
    again = read_predictions(tmp_path / "out.jsonl", bench.prediction)
    assert bench.score(items, again) == bench.score(items, predictions)
