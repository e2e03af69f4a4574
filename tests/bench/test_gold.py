import json
from pathlib import Path
from typing import Any

import pytest

from bench.coding.gold import GoldBenchmark
from bench.common.benchmark import Data, flattened, rounded
from tests.bench.fakes import FakeText, coder, event, place

SHELL = "Sylvanian gunners shelled a mill (near Klow) and fled."
PLEA = "Borduria urged Syldavia to reopen the pass."
PACT = "Graustark and Ruritania signed a pact."


def record(
    identifier: str, type_: str, text: str, markup: str, **sides: list[tuple[str, str]]
) -> dict[str, Any]:
    actors = {
        side: [{"actorText": "", "code": code, "sector": sector} for code, sector in pairs]
        for side, pairs in sides.items()
    }
    return {"id": identifier, "event": type_, "text": text, "textInfo": {"markup": markup}, **actors}


RECORDS = [
    {"id": "0", "event": "DOCUMENT", "textInfo": "none"},
    record(
        "1",
        "FIGHT",
        SHELL,
        "(SRC: Sylvanian gunners) (EVT: shelled) a (TAR: mill (near Klow)) and fled.",
        source=[("SYL", "MIL")],
        target=[("JAP", "CVLalb")],
    ),
    record("2", "DEMAND", PLEA, "", source=[("BOR", "")], target=[("SYD", "***")]),
    {**record("2", "AGREE", PACT, "", source=[("GRA", "GOV"), ("RUR", "GOV")]), "target": ""},
]


@pytest.fixture
def data(tmp_path: Path) -> Data:
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(RECORDS), encoding="utf-8")
    return Data(path)


def benchmark() -> GoldBenchmark:
    texts = {
        SHELL: FakeText(
            (
                event(SHELL, "RETREAT", ["gunners=SYL"], trigger="fled"),
                event(SHELL, "ASSAULT", ["gunners=SYL/MIL"], ["mill=SYL/CVL"], trigger="gunners shelled"),
            )
        ),
        PLEA: FakeText((event(PLEA, "REQUEST", ["Borduria=BOR/GOV"], ["Syldavia=SYD/GOV"]),)),
    }
    return GoldBenchmark(lambda: coder(texts))


def test_records_are_read_with_today_s_types_and_mended_codes(data: Data) -> None:
    shell, plea, pact = benchmark().items(data)
    assert (shell.type, plea.type) == ("ASSAULT", "REQUEST")
    assert shell.trigger == (place(SHELL, "shelled"),)
    assert (shell.recipient_countries, shell.recipient_sectors) == (("JPN",), ("CVL",))
    assert plea.recipient_sectors == ()
    assert pact.id == "2~2"
    assert pact.recipient_countries == ()


def test_figures(data: Data) -> None:
    bench = benchmark()
    items = bench.items(data)
    figures = dict(flattened(rounded(bench.score(items, list(bench.predict(items))))))
    assert figures["type_accuracy"] == 0.6667
    assert figures["answered"] == 0.6667
    # actors: gold 4, written 2, right 2; recipients: gold 2, written 2, right 1
    assert figures["actor_country_f1"] == 0.6667
    assert figures["actor_country_precision"] == 1.0
    assert figures["recipient_country_f1"] == 0.5
    # sectors of recipients: gold CVL; written CVL, GOV
    assert figures["recipient_sector_precision"] == 0.5
    assert figures["records"] == 3


def test_errors_name_the_cause(data: Data) -> None:
    bench = benchmark()
    items = bench.items(data)
    shown = bench.errors(items, list(bench.predict(items)))
    assert "* 1 (recipient): Sylvanian gunners" in shown
    assert "* 2~2 (silent): Graustark" in shown


COAST = "The Ivory Coast's court told the United Nations that Peruvians had left."


def test_a_code_is_mended_in_its_own_field_and_bodies_are_compared_as_one(tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    sides = {"source": [("CIV", "JUD")], "target": [("IGO", ""), ("PER", "CIV")]}
    path.write_text(json.dumps([record("1", "CONSULT", COAST, "", **sides)]), encoding="utf-8")
    answer = event(COAST, "CONSULT", ["court=CIV/JUD"], ["United Nations=UNO", "Peruvians=PER/CVL"])
    bench = GoldBenchmark(lambda: coder({COAST: FakeText((answer,))}))
    items = bench.items(Data(path))
    assert items[0].actor_countries == ("CIV",)
    assert (items[0].recipient_countries, items[0].recipient_sectors) == (("IGO", "PER"), ("CVL",))
    predictions = list(bench.predict(items))
    figures = dict(flattened(rounded(bench.score(items, predictions))))
    assert figures["actor_country_f1"] == figures["recipient_country_f1"] == 1.0
    assert figures["recipient_sector_f1"] == 1.0
    assert "(recipient)" not in bench.errors(items, predictions)
