from dataclasses import replace
from pathlib import Path

import pytest

from bench.coding.statements import StatementsBenchmark
from bench.common.benchmark import Data, flattened, rounded
from bench.common.claims import ReportPrediction
from tests.bench.annotated import harbour, prediction, saying

WRITTEN = prediction(
    statements=(
        saying("its minister=SYL", "minister said", "a ferry may be seized", "indirect"),
        saying("Ana Grof", "said. Borduria", "“We will close the bridge if the ferry returns,”", "direct"),
        saying("Borduria", "denied", "the ferry.", "narrated"),
        saying(None, "Monday", "Syldavia closed the harbour", "indirect"),
    )
)


def _figures(data: Data, found: ReportPrediction) -> dict[str, float]:
    bench = StatementsBenchmark(lambda: lambda _text, _published: ())
    return dict(flattened(rounded(bench.score(bench.items(data), [found]))))


@pytest.fixture
def data(tmp_path: Path) -> Data:
    return harbour(tmp_path)


def test_figures(data: Data) -> None:
    figures = _figures(data, WRITTEN)
    assert (figures["found"], figures["statements"], figures["written"]) == (1.0, 3, 4)
    # “its minister” is not “minister”; Ana Grof is; nobody is named where Borduria is written
    assert (figures["speakers.found"], figures["speakers.all"]) == (0.3333, 0.3333)
    assert figures["form_accuracy"] == 0.6667
    assert figures["content_f1.direct"] == 1.0
    # indirect: one of two annotated, one of two written
    assert figures["content_f1.indirect"] == 0.5
    assert figures["content_f1.narrated"] == 0.0
    assert figures["content_f1.all"] == 0.5714


def test_an_article_and_case_make_no_other_speaker_but_a_country_does(data: Data) -> None:
    minister = WRITTEN.statements[0]
    assert minister.speaker is not None
    for name, country, right in (
        ("The Minister", "SYL", 0.3333),
        ("minister", None, 0.3333),
        ("minister", "BOR", 0.0),
    ):
        statement = replace(minister, speaker=replace(minister.speaker, name=name, country=country))
        assert _figures(data, prediction(statements=(statement,)))["speakers.all"] == right


def test_errors_name_the_cause(data: Data) -> None:
    bench = StatementsBenchmark(lambda: lambda _text, _published: ())
    shown = bench.errors(bench.items(data), [WRITTEN])
    assert "* harbour (speaker): minister | said | a ferry may be seized" in shown
    assert "* harbour (in vain): - | Monday | Syldavia closed the harbour | indirect rule" in shown
    assert "Ana Grof" not in shown
    assert "(silent): Ana Grof | said" in bench.errors(bench.items(data), [prediction()])
