from pathlib import Path

import pytest

from bench.coding.petrarch import PetrarchBenchmark
from bench.common.benchmark import BenchError, Data, flattened, rounded
from tests.bench.fakes import FakeText, coder, event

MEET = "Graustark's king met the Bordurian envoy."
SHOT = "Rebels fired on a Syldavian boat."
QUIET = "A fair was held in Klow."
FILE = """<?xml version='1.0'?>
<Validation>
<Sentences>
<Sentence category="A" date="20150609" id="MEET" evaluate="true"/>
<EventCoding eventcode="040" sourcecode="GRAGOV" targetcode="BOR" />
<EventCoding eventcode="010" sourcecode="GRA" targetcode="BOR" />
<Text>
Graustark's king met
the Bordurian envoy.
</Text>
<Parse>
1	Graustark	_
</Parse></Sentence>
<Sentence date="150609" id="SHOT" evaluate="true">
<!-- <EventCoding eventcode="200" sourcecode="RUR" targetcode="SYD" /> -->
<EventCoding eventcode="190" sourcecode="---REB" targetcode="SYD" />
<EventCoding eventcode="112" sourcecode="SYD" targetcode="RUR" />
<Text>
Rebels fired on a Syldavian boat.
</Text>
</Sentence>
<Sentence date="20150609" id="QUIET"/>
<EventCoding noevents="True" />
<Text>
A fair was held in Klow.
</Text></Sentence>
<Sentence date="20150609" id="EMPTY"/>
<EventCoding eventcode="112" sourcecode="SYD" targetcode="RUR" />
<Text>
</Text></Sentence>
</Sentences>
</Validation>
"""


@pytest.fixture
def data(tmp_path: Path) -> Data:
    path = tmp_path / "records.xml"
    path.write_text(FILE, encoding="utf-8")
    return Data(path)


def benchmark() -> PetrarchBenchmark:
    texts = {
        MEET: FakeText(
            (event(MEET, "CONSULT", ["king=GRA/GOV"], ["envoy=BOR"]), event(MEET, "AID", ["king=GRA"]))
        ),
        SHOT: FakeText((event(SHOT, "ASSAULT", ["Rebels"], ["boat=SYD"], cameo="190"),)),
        QUIET: FakeText((event(QUIET, "CONSULT", ["fair=RUR", "Klow=SYD"]),)),
    }
    return PetrarchBenchmark(lambda: coder(texts))


def test_records_are_read(data: Data) -> None:
    items = benchmark().items(data)
    assert [item.id for item in items] == ["MEET", "SHOT", "QUIET"]
    assert [item.text for item in items] == [MEET, SHOT, QUIET]
    assert [item.date for item in items] == ["2015-06-09", None, "2015-06-09"]
    assert items[1].triples == {("---", "SYD", "19"), ("SYD", "RUR", "11")}


def test_figures(data: Data) -> None:
    bench = benchmark()
    items = bench.items(data)
    figures = dict(flattened(rounded(bench.score(items, list(bench.predict(items))))))
    # with both actors, gold: met, accused; written: met, and Klow's fair both ways
    assert (figures["precision"], figures["recall"]) == (0.3333, 0.5)
    # any actor, gold: + fired on; written: + aid by the king, fired on
    assert (figures["any_actor.precision"], figures["any_actor.recall"]) == (0.4, 0.6667)
    assert figures["with_statements.recall"] == 0.3333
    assert figures["records"] == 3


def test_errors_name_the_cause(data: Data) -> None:
    bench = benchmark()
    items = bench.items(data)
    shown = bench.errors(items, list(bench.predict(items)))
    assert f"* QUIET (false alarm): {QUIET}" in shown
    assert "* MEET (too many)" in shown
    assert "* SHOT (participants)" in shown


def test_a_file_without_records_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "records.xml"
    path.write_text("<Validation/>", encoding="utf-8")
    with pytest.raises(BenchError, match="no validation records"):
        benchmark().items(Data(path))


def test_bodies_that_the_records_do_not_tell_apart_are_one(tmp_path: Path) -> None:
    path = tmp_path / "records.xml"
    words = "The United Nations thanked Brussels."
    path.write_text(
        '<Sentence date="20150609" id="1"/>\n'
        '<EventCoding eventcode="051" sourcecode="IGOUNO" targetcode="IGOEUREEC" />\n'
        f"<Text>\n{words}\n</Text></Sentence>\n",
        encoding="utf-8",
    )
    answer = event(words, "SUPPORT", ["United Nations=UNO"], ["Brussels=EUR"])
    bench = PetrarchBenchmark(lambda: coder({words: FakeText((answer,))}))
    items = bench.items(Data(path))
    assert dict(flattened(rounded(bench.score(items, list(bench.predict(items))))))["f1"] == 1.0
