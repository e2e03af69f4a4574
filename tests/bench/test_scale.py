"""`bench scale`: the figures from what was measured, and the parts in small."""

from pathlib import Path

import pytest

from bench.common.benchmark import BenchError, Data, flattened
from bench.reports import many_rows
from bench.reports.many_texts import texts
from bench.reports.scale import Measured, ScaleBenchmark
from demarche.ledger.store import Ledger

_RUN = {
    "clock_s": 12.0,
    "waited_s": 2.0,
    "writing_s": 0.6,
    "storing_s": 0.4,
    "linking_s": 0.3,
    "tracing_s": 0.1,
    "rss_mb": 450.0,
}
_ONE = _RUN | {"reports": 100.0, "coding_s": 9.0, "rss_growth_mb": 3.0}
_TWO = _ONE | {"clock_s": 6.0, "coding_s": 10.0}
_SHARDS = _ONE | {"coding_s": 9.5, "writing_s": 0.1}


def test_figures_are_made_of_what_was_measured() -> None:
    benchmark = ScaleBenchmark()
    items = benchmark.items(Data())
    measured: dict[str, dict[str, float]] = {
        "one": _ONE,
        "two": _TWO,
        "shards": _SHARDS,
        "kills": {"lost": 0.0},
    }
    figures = dict(
        flattened(benchmark.score(items, [Measured(item.id, measured.get(item.id, {})) for item in items]))
    )
    assert figures["speedup_2"] == pytest.approx(2.0)
    assert figures["speedup_2_alone"] == pytest.approx(1.8)
    shares = [figures[name] for name in ("overhead", "storing", "linking", "tracing")]
    assert shares == pytest.approx([0.02, 0.04, 0.03, 0.01])
    assert figures["shards.overhead"] == pytest.approx(9.6 / 9.0 - 1)
    assert (figures["rss_mb"], figures["rss_growth_mb"], figures["kills.lost"]) == (450.0, 3.0, 0)


def test_what_is_generated_is_the_same_each_time_and_no_two_are_alike() -> None:
    found = list(texts(300))
    assert found == list(texts(300))
    assert len({text.partition("\n\n")[2] for text in found}) == 300


def test_data_from_outside_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="needs no data"):
        ScaleBenchmark().files(Data(tmp_path))


def test_a_ledger_of_rows_answers_as_any_other(tmp_path: Path) -> None:
    many_rows.fill(tmp_path / "ledger", 1000)
    tables = many_rows.dyad_months(tmp_path / "ledger")
    told = many_rows.happenings(tmp_path / "ledger")
    assert (
        min(tables.every.clock_s, tables.actor.clock_s, tables.dyad.clock_s, tables.copied_s, told.clock_s)
        > 0
    )
    with Ledger.open(tmp_path / "ledger") as ledger:
        ((events, together),) = ledger.select(
            "SELECT (SELECT count(*) FROM current_claim), (SELECT count(*) FROM current_member)"
        )
    assert events == 1000
    assert together > 50
