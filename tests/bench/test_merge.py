"""Putting together is scored as the field scores it; reports and copies are read as they are written."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bench.common.benchmark import BenchError, Data
from bench.reports.clusters import Cluster, b_cubed, ceaf, conll_f1, muc
from bench.reports.merge import Link, LinkedEvent, MergeBenchmark, MergePrediction
from bench.reports.merge_reports import HELD, MergeReport, read_reports

_KEY: list[Cluster] = [frozenset("abc"), frozenset("defg")]
_RESPONSE: list[Cluster] = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]


def test_scores_are_those_of_pradhan_and_others() -> None:
    """The example and its values are of the paper on scoring mentions that were predicted (2014), as rounded there."""
    found = [muc(_KEY, _RESPONSE), b_cubed(_KEY, _RESPONSE), ceaf(_KEY, _RESPONSE)]
    assert [round(one.recall, 2) for one in found] == [0.40, 0.42, 0.65]
    assert [round(one.precision, 2) for one in found] == [0.40, 0.50, 0.43]
    assert conll_f1(_KEY, _KEY) == 1.0
    assert conll_f1(_KEY, []) == 0.0


_FILE = """
reports:
  - {id: one, outlet: Coast Daily, published: 2025-05-13, text: "Peru met Chile. They ate.", mentions: {talks: [met]}}
  - {id: two, outlet: Hill Mail, published: 2025-05-13, text: "Chile held talks with Peru.", mentions: {talks: [talks]}}
  - {id: three, outlet: Hill Mail, published: 2025-05-20, text: "Peru met Chile again.", mentions: {again: [met]}}
copies:
  - {id: one-a, of: one, outlet: Lake Mail, published: 2025-05-14, edits: [["They ate.", "All ate."]]}
"""


@pytest.fixture(name="folder")
def written(tmp_path: Path) -> Path:
    (tmp_path / HELD).mkdir()
    (tmp_path / "reports.yaml").write_text(_FILE, encoding="utf-8")
    return tmp_path


def _linked(happenings: dict[str, tuple[str | None, ...]]) -> MergeBenchmark:
    """Return the benchmark of a linker that finds the words “met”, “talks” and “ate”, and these happenings for them."""

    def link(items: Sequence[MergeReport]) -> Sequence[MergePrediction]:
        found = []
        for item in items:
            places = [(item.text.find(word), word) for word in ("met", "talks", "ate") if word in item.text]
            events = tuple(
                LinkedEvent(((start, start + len(word)),), word, happening)
                for (start, word), happening in zip(places, happenings[item.id], strict=False)
            )
            copies = {"one": ("one-a",), "one-a": ("one",)}.get(item.id, ())
            found.append(MergePrediction(item.id, item.text, events, copies))
        return found

    def load() -> Link:
        return link

    return MergeBenchmark(load)


@pytest.mark.parametrize(
    ("happenings", "precision", "recall"),
    [
        ({"one": ("h", None), "two": ("h",), "one-a": ("h", None), "three": (None,)}, 1.0, 1.0),
        ({"one": ("h", None), "two": (None,), "one-a": ("h", None), "three": (None,)}, 1.0, 1 / 3),
        ({"one": ("h", None), "two": ("h",), "one-a": ("h", None), "three": ("h",)}, 0.5, 1.0),
        ({"one": ("h", "k"), "two": ("h",), "one-a": ("h", "k"), "three": (None,)}, 1.0, 1.0),
        ({"one": (None, "h"), "two": ("h",), "one-a": (None, None), "three": (None,)}, 0.0, 0.0),
        ({"one": (None, None), "two": (None,), "one-a": (None, None), "three": (None,)}, 0.0, 0.0),
    ],
)
def test_pairs_are_right_or_missed(
    folder: Path, happenings: dict[str, tuple[str | None, ...]], precision: float, recall: float
) -> None:
    benchmark = _linked(happenings)
    items = benchmark.items(Data(folder))
    figures = benchmark.score(items, list(benchmark.predict(items)))
    assert figures["precision"] == pytest.approx(precision)
    assert figures["recall"] == pytest.approx(recall)
    assert figures["copies"] == {"precision": 1.0, "recall": 1.0, "pairs": 1}
    assert (figures["b_cubed_f1"] == 1.0) == (precision == recall == 1.0)
    told = benchmark.errors(items, list(benchmark.predict(items)))
    assert ("wrong" in told) == (
        0 < precision < 1 or (precision == 0 and any("h" in one for one in happenings.values()))
    )
    assert ("apart" in told) == (recall < 1)


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("[met]}}\n  - {id: two", "[went]}}\n  - {id: two", "one does not say 'went'"),
        ("of: one,", "of: none,", "a copy of none"),
        ('["They ate."', '["We ate."', "one does not say 'We ate.'"),
        ("outlet: Coast Daily", "paper: Coast Daily", "paper"),
    ],
)
def test_a_file_that_is_not_of_the_format_is_told(
    folder: Path, before: str, after: str, message: str
) -> None:
    path = folder / "reports.yaml"
    path.write_text(_FILE.replace(before, after), encoding="utf-8")
    with pytest.raises(BenchError, match=message):
        read_reports(path)


def test_the_reports_of_the_repository_are_enough_and_a_third_is_held() -> None:
    benchmark = _linked({})
    everything = benchmark.items(Data())
    held = benchmark.items(Data(split=HELD))
    assert len(everything) >= 150
    assert len({name for item in everything for name in item.mentions}) >= 40
    assert len(everything) / 4 < len(held) < len(everything) / 2
    assert not {name for item in held for name in item.mentions} & {
        name for item in benchmark.items(Data(split="open")) for name in item.mentions
    }
