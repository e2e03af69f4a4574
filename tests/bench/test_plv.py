from pathlib import Path

import pytest

from bench.coding.plv import PlvBenchmark
from bench.common.benchmark import BenchError, Data, flattened, rounded
from bench.common.events import Pair
from bench.common.predictions import read_predictions, write_predictions
from tests.bench.fakes import FakeText, coder, event

AID = "Ruritania sent grain to Graustark."
MEET = "Borduria and Syldavia held talks in Zenda, Borduria said."
FREE = "Ruritania freed the ferry crews."
QUIET = "Graustark rejected the map that Borduria drew."
ROWS = (
    ("one", AID, "<s>Ruritania</s> sent grain to <t>Graustark</t>.", "Ruritania", "Graustark", "AID", "2"),
    (
        "two",
        MEET,
        "<s>Borduria</s> and <t>Syldavia</t> held talks in Zenda, <s>Borduria</s> said.",
        "",
        "",
        "CONSULT",
        "1",
    ),
    ("three", FREE, "<s>Ruritania </s>freed the ferry crews.", "Ruritania", "a recipient", "YIELD", "2"),
    (
        "four",
        QUIET,
        "<s>Graustark</s> rejected the map that Borduria drew.",
        "Graustark",
        "Borduria",
        "REJECT",
        "3",
    ),
)
HEADER = "id\tsentence\tmarked_sentence\tsource\ttarget\tgold_root\tgold_penta"


@pytest.fixture
def data(tmp_path: Path) -> Data:
    path = tmp_path / "plv.tsv"
    path.write_text("\n".join([HEADER, *("\t".join(row) for row in ROWS)]) + "\n", encoding="utf-8")
    return Data(path)


def benchmark() -> PlvBenchmark:
    texts = {
        AID: FakeText(
            (event(AID, "AID", ["Ruritania"], ["Graustark"]), event(AID, "COERCE", ["Graustark"])),
            Pair("AID", "sent grain"),
        ),
        MEET: FakeText((event(MEET, "CONSULT", ["Syldavia", "Borduria"]),), Pair("AGREE", "talks")),
        FREE: FakeText((event(FREE, "RETREAT", ["Ruritania"], ["ferry crews"]),), Pair("RETREAT", "freed")),
        QUIET: FakeText((event(QUIET, "REJECT", ["Borduria"], ["Graustark"]),)),
    }
    return PlvBenchmark(lambda: coder(texts))


def test_spans_are_found_by_marks_or_words(data: Data) -> None:
    one, two, three, four = benchmark().items(data)
    assert (one.source, one.target) == (((0, 9),), ((24, 33),))
    assert two.source == ((0, 8), (43, 51))
    assert two.target == ((13, 21),)
    assert (three.source, three.target) == (((0, 10),), ())
    assert four.target == ((32, 40),)


def test_figures(data: Data) -> None:
    bench = benchmark()
    items = bench.items(data)
    figures = dict(flattened(rounded(bench.score(items, list(bench.predict(items))))))
    # given: AID and YIELD right, CONSULT taken for AGREE, REJECT not answered
    assert figures["given.accuracy"] == 0.5
    assert figures["given.root_macro_f1"] == 0.5
    assert figures["given.quad_macro_f1"] == 0.6667
    assert figures["given.answered"] == 0.75
    # raw: the fourth event runs the wrong way; five events were written
    assert figures["raw.recall"] == 0.75
    assert figures["raw.precision"] == 0.6
    assert figures["raw.f1"] == 0.6667
    assert figures["raw.pair_recall"] == 0.75
    assert figures["raw.root_recall"] == 1.0


def test_a_wrong_root_with_the_right_pair_is_no_hit(data: Data) -> None:
    bench = PlvBenchmark(
        lambda: coder({AID: FakeText((event(AID, "SUPPORT", ["Ruritania"], ["Graustark"]),))})
    )
    items = bench.items(data)[:1]
    figures = dict(flattened(bench.score(items, list(bench.predict(items)))))
    assert figures["raw.f1"] == 0.0
    assert figures["raw.pair_recall"] == 1.0


def test_predictions_scored_again_give_the_same_figures(data: Data, tmp_path: Path) -> None:
    bench = benchmark()
    items = bench.items(data)
    predictions = list(bench.predict(items))
    write_predictions(tmp_path / "out.jsonl", predictions)
    again = read_predictions(tmp_path / "out.jsonl", bench.prediction)
    assert again == predictions
    assert bench.score(items, again) == bench.score(items, predictions)


def test_errors_name_the_cause(data: Data) -> None:
    bench = benchmark()
    items = bench.items(data)
    shown = bench.errors(items, list(bench.predict(items)))
    assert "* four (participants): Graustark rejected" in shown
    assert "given: AGREE (talks)" in shown
    assert "* one " not in shown


def test_a_missing_prediction_is_an_error(data: Data) -> None:
    bench = benchmark()
    items = bench.items(data)
    with pytest.raises(BenchError, match="no prediction for four"):
        bench.score(items, list(bench.predict(items))[:3])


def test_a_file_of_another_form_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "plv.tsv"
    path.write_text("id\tsentence\n", encoding="utf-8")
    with pytest.raises(BenchError, match="columns"):
        benchmark().items(Data(path))
    path.write_text(f"{HEADER}\none\ttwo\n", encoding="utf-8")
    with pytest.raises(BenchError, match="line 2: 2 cells"):
        benchmark().items(Data(path))
