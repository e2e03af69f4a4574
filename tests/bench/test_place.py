from pathlib import Path

import pytest

from bench.common.benchmark import BenchError, Data, flattened, rounded
from bench.common.predictions import read_predictions, write_predictions
from bench.resolving.place import FoundPlace, PlaceBenchmark
from bench.resolving.place_files import Article, read_articles

LGL = """<?xml version="1.0" encoding="utf-8"?>
<articles><article docid="7"><title>Ferry</title><domain>callao-post.example</domain>
<dltime>2009-03-20 12:24:52.0-05</dltime><text><![CDATA[A ferry left Callao for Iquique. Peru paid.]]></text>
<toponyms count="3">
<toponym><start>13</start><end>19</end><phrase>Callao</phrase><gaztag geonameid="1"><name>Callao</name>
<lat>-12.06</lat><lon>-77.15</lon><country geonameid="2">Peru</country></gaztag></toponym>
<toponym><start>24</start><end>31</end><phrase>Iquique</phrase></toponym>
<toponym><start>33</start><end>37</end><phrase>Peru</phrase><gaztag geonameid="2"><name>Peru</name>
<lat>-10</lat><lon>-76</lon><country geonameid="2">Peru</country></gaztag></toponym>
</toponyms></article></articles>"""
GEOVIRUS = """<articles><article><source>https://news.example/a</source><text>Fog closed Lima.</text>
<locations><location><name>Lima</name><start>12</start><end>16</end><lat>-12.05</lat><lon>-77.04</lon></location>
</locations></article></articles>"""
GEOWEBNEWS = """<articles><article file="3"><title>Port</title><link>http://www.port.example/x</link>
<text>Peruvians met in Lima near the Lima Town Hall.</text><toponyms>
<toponym><extractedName>Peruvians</extractedName><type>Demonym</type><start>0</start><end>9</end></toponym>
<toponym><extractedName>Lima</extractedName><type>Literal</type><start>17</start><end>21</end>
<latitude>-12.05</latitude><longitude>-77.04</longitude></toponym>
<toponym><extractedName>Lima Town Hall</extractedName><type>Coercion</type><start>31</start><end>45</end>
<latitude>-12.05</latitude><longitude>-77.03</longitude></toponym></toponyms></article></articles>"""
FILES = {"lgl.xml": LGL, "GeoVirus.xml": GEOVIRUS, "GeoWebNews_even.xml": GEOWEBNEWS}


class _Atlas:
    """A gazetteer of Peru."""

    def country_at(self, lat: float, lon: float) -> str | None:
        """Return Peru for its coast."""
        return "PER" if -18 < lat < 0 and -82 < lon < -70 else None

    def country_named(self, name: str) -> str | None:
        """Return Peru by its name."""
        return "PER" if name == "Peru" else None

    def points(self, name: str) -> list[tuple[float, float]]:
        """Return two places of the name Callao, and none of others."""
        return [(-12.06, -77.15), (40.0, 20.0)] if name == "Callao" else []


def _place(start: int, text: str, lat: float | None, lon: float | None, country: str = "PER") -> FoundPlace:
    return FoundPlace(start, start + len(text), text, text, country, lat, lon, "for a test")


LIMA = (-12.05, -77.04)
FOUND = {
    "lgl": (_place(13, "Callao", 40.0, 20.0, "ALB"), _place(24, "Iquique. Peru", None, None), _place(38, "paid", 1, 1)),
    "geovirus": (_place(11, "Lima", *LIMA),),
    "geowebnews": (_place(17, "Lima", *LIMA), _place(31, "Lima", *LIMA)),
}  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Data:
    (tmp_path / "place").mkdir()
    for name, text in FILES.items():
        (tmp_path / "place" / name).write_text(text, encoding="utf-8")
    return Data(tmp_path)


def _locate(article: Article) -> tuple[FoundPlace, ...]:
    return FOUND[article.convention]


def _benchmark() -> PlaceBenchmark:
    return PlaceBenchmark(lambda: _locate, _Atlas)


def _figures(data: Data) -> dict[str, float]:
    bench = _benchmark()
    items = bench.items(data)
    return dict(flattened(rounded(bench.score(items, list(bench.predict(items))))))


def test_three_formats_are_read(data: Data) -> None:
    lgl, geovirus, geowebnews = _benchmark().items(data)
    assert (lgl.id, lgl.host, lgl.published) == ("lgl/7", "callao-post.example", "2009-03-20")
    assert [(one.text, one.point, one.country) for one in lgl.gold] == [
        ("Callao", (-12.06, -77.15), "Peru"),
        ("Iquique", None, None),
        ("Peru", (-10.0, -76.0), "Peru"),
    ]
    assert (geovirus.id, geovirus.host) == ("GeoVirus/0", "news.example")
    assert [(one.start, one.end) for one in geovirus.gold] == [(11, 15)]
    assert (geowebnews.id, geowebnews.host) == ("GeoWebNews_even/3", "www.port.example")


def test_toponyms_without_coordinates_are_none_in_geowebnews(data: Data) -> None:
    assert [one.text for one in _benchmark().items(data)[2].gold] == ["Lima", "Lima Town Hall"]


def test_recognition_pairs_each_toponym_once(data: Data) -> None:
    figures = _figures(data)
    # three of three and two of three: “Iquique. Peru” overlaps two toponyms and is one of them
    assert figures["lgl.recognition_f1"] == 0.6667
    assert figures["lgl.strict_f1"] == 0.3333
    assert (figures["GeoWebNews_even.recognition_f1"], figures["GeoWebNews_even.strict_f1"]) == (1.0, 0.5)


def test_what_was_missed_counts_as_wrong(data: Data) -> None:
    figures = _figures(data)
    assert (figures["lgl.within_161km"], figures["lgl.with_point"]) == (0.0, 2)
    assert figures["GeoVirus.within_161km"] == figures["GeoVirus.of_found"] == 1.0
    assert figures["within_161km"] == pytest.approx(2 / 3, abs=1e-4)


def test_countries_are_those_of_the_data_or_of_the_nearest_city(data: Data) -> None:
    figures = _figures(data)
    assert (figures["lgl.country_accuracy"], figures["GeoVirus.country_accuracy"]) == (0.0, 1.0)


def test_errors_name_the_cause(data: Data) -> None:
    bench = _benchmark()
    items = bench.items(data)
    shown = bench.errors(items, list(bench.predict(items)))
    assert "* lgl/7 (wrong candidate): A ferry left [Callao] for Iquique." in shown
    assert "* lgl/7 (not recognised): A ferry left Callao for Iquique. [Peru] paid." in shown
    assert "* lgl/7 (in vain): A ferry left Callao for Iquique. Peru [paid]." in shown


def test_predictions_scored_again_give_the_same_figures(data: Data, tmp_path: Path) -> None:
    bench = _benchmark()
    items = bench.items(data)
    predictions = list(bench.predict(items))
    write_predictions(tmp_path / "out.jsonl", predictions)
    again = read_predictions(tmp_path / "out.jsonl", bench.prediction)
    assert bench.score(items, again) == bench.score(items, predictions)


def test_a_file_of_another_name_is_a_set_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "TR-News.xml"
    path.write_text(LGL, encoding="utf-8")
    assert _figures(Data(path))["TR-News.articles"] == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<articles>", "x.xml"),
        ("<articles><article><text>Lima</text></article></articles>", "no toponyms"),
        (GEOVIRUS.replace("<start>12", "<start>3"), "'Lima' does not stand at 3"),
        (GEOVIRUS.replace("<text>Fog closed Lima.</text>", ""), "article 0 has no text"),
    ],
)
def test_a_file_of_no_format_is_an_error(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "x.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BenchError, match=message):
        read_articles(path)
