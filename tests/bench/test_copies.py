"""Copies are made the same each time, and counted by pairs."""

from pathlib import Path

import pytest

from bench.common.benchmark import BenchError, Data
from bench.reports.copies import CopiesBenchmark, CopyPrediction, Find
from bench.reports.linker import load_find


def _never() -> Find:
    raise AssertionError("scoring loads nothing")


@pytest.fixture(name="folder")
def written(tmp_path: Path) -> Path:
    texts = {
        "ferry": "A ferry for the north\n\nThe ferry to the islands sails twice a day from June. Several lorries fit on its deck.",
        "bridge": "Bridge shut\n\nEngineers closed the old bridge near the mill for a week. Nobody had painted it since 1998.",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_each_text_is_copied_otherwise_and_always_the_same(folder: Path) -> None:
    benchmark = CopiesBenchmark(_never)
    items = benchmark.items(Data(folder))
    assert items == benchmark.items(Data(folder))
    assert [item.origin for item in items] == ["bridge"] * 5 + ["ferry"] * 5
    assert len({item.text for item in items}) > len(items) / 2


def test_pairs_are_counted(folder: Path) -> None:
    benchmark = CopiesBenchmark(_never)
    items = benchmark.items(Data(folder))
    found = [CopyPrediction(item.id, ()) for item in items]
    found[1] = CopyPrediction("bridge/0", ("bridge", "ferry"))
    figures = benchmark.score(items, found)
    assert figures == {"precision": 0.5, "recall": 1 / 20, "pairs": 20, "texts": 10}


def test_copies_are_found_without_a_ledger(folder: Path) -> None:
    items = CopiesBenchmark(load_find).items(Data(folder))
    found = {one.id: set(one.copies) for one in load_find()(items)}
    origins = {item.id: item.origin for item in items}
    assert all(origins[name] == origins[other] for name, others in found.items() for other in others)
    assert sum(map(len, found.values())) > 0


def test_a_folder_without_texts_is_told(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="no texts"):
        CopiesBenchmark(_never).files(Data(tmp_path))
