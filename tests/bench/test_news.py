import json
from pathlib import Path
from typing import Any

import pytest

from bench.coding.news import NewsBenchmark
from bench.common.benchmark import BenchError, Data, flattened, rounded
from tests.bench.fakes import FakeText, coder, event

STRIKE = "Bordurian gunners shelled Zenda on Monday."
SPEECH = "The mayor of Zenda said that the bridge was old."
HARVEST = "Plum prices rose in Ruritania."
FAIR = "The fair in Klow opened with a parade."
TALKS = "Graustark and Ruritania will talk about fishing."


def lead(text: str, consensus: list[str], *codes: list[str]) -> dict[str, Any]:
    raters = {str(number): {"codes": list(one)} for number, one in enumerate(codes)}
    return {"sentence": text, "has_event": any(codes), "consensus": consensus, "raters": raters, "round": 1}


LEADS = [
    lead(
        STRIKE,
        ["18 Assault", "01 Make Public Statement"],
        ["4-18 Assault"],
        ["4-19 Fight", "0-1 Make Public Statement"],
    ),
    lead(SPEECH, ["01 Make Public Statement"], ["0-1 Make Public Statement"], ["0-1 Make Public Statement"]),
    lead(HARVEST, [], [], []),
    lead(FAIR, [], [], []),
    lead(
        TALKS,
        ["03 Express Intent to Coop", "04 Consult"],
        ["1-3 Express Intent to Coop"],
        ["1-3 Express Intent to Coop"],
    ),
]


@pytest.fixture
def data(tmp_path: Path) -> Data:
    path = tmp_path / "news.json"
    path.write_text(json.dumps(LEADS), encoding="utf-8")
    return Data(path)


def benchmark() -> NewsBenchmark:
    texts = {
        STRIKE: FakeText((event(STRIKE, "ASSAULT", ["gunners"], ["Zenda"], cameo="190"),)),
        SPEECH: FakeText((event(SPEECH, "ACCUSE", ["mayor"]),)),
        HARVEST: FakeText((event(HARVEST, "AID", ["Ruritania"]),)),
        TALKS: FakeText((event(TALKS, "AGREE", ["Graustark", "Ruritania"]),)),
    }
    return NewsBenchmark(lambda: coder(texts))


def test_leads_are_events_statements_or_none(data: Data) -> None:
    items = benchmark().items(data)
    assert [item.kind for item in items] == ["event", "statement", "none", "none", "event"]
    assert items[0].roots == {"18"}
    assert items[0].coders == (frozenset({"18"}), frozenset({"19", "01"}))


def test_figures(data: Data) -> None:
    bench = benchmark()
    items = bench.items(data)
    figures = dict(flattened(rounded(bench.score(items, list(bench.predict(items))))))
    assert figures["false_alarm_rate"] == 0.5
    assert figures["event_recall"] == 1.0
    assert figures["event_precision"] == 0.6667
    assert figures["event_f1"] == 0.8
    assert figures["statement_alarm_rate"] == 1.0
    assert figures["false_alarm_rate_with_statements"] == 0.6667
    # gold 18, 03, 04; written 19, 11, 07, 03
    assert figures["root_f1"] == round(2 / 7, 4)
    assert figures["type_f1"] == round(4 / 7, 4)
    assert figures["coders.agreement"] == 1.0
    # pairs of coders: {18} and {19}, none and none, {03} and {03}
    assert figures["coders.root_f1"] == 0.5


def test_errors_name_the_cause(data: Data) -> None:
    bench = benchmark()
    items = bench.items(data)
    shown = bench.errors(items, list(bench.predict(items)))
    assert f"* news-2 (false alarm): {HARVEST}" in shown
    assert f"* news-0 (wrong root): {STRIKE}" in shown
    assert "news-3" not in shown


def test_a_file_of_another_form_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "news.json"
    path.write_text('[{"sentence": "x"}]', encoding="utf-8")
    with pytest.raises(BenchError, match="has_event"):
        benchmark().items(Data(path))
