from pathlib import Path

import pytest

from bench.coding.attribution import AttributionBenchmark
from bench.coding.attributions import placed
from bench.coding.polnear import PolnearBenchmark
from bench.coding.standoff import Attributed
from bench.common.benchmark import Data
from bench.common.readings import reading_of
from demarche.model.offsets import OffsetMap, Stretch
from demarche.model.reading import Reading
from demarche.model.syntax import Attribution, Word

TEXT = "The pier is closed, the mayor said on Monday."
GOLD = Attributed(((20, 29),), ((30, 34),), ((0, 18),))
WITHOUT_SOURCE = Attributed((), ((30, 34),), ((0, 18),))


@pytest.fixture
def data(tmp_path: Path) -> Data:
    folder = tmp_path / "statements" / "polnear" / "dev"
    (folder / "text").mkdir(parents=True)
    (folder / "attributions").mkdir()
    (folder / "text" / "pier.txt").write_text(TEXT, encoding="utf-8")
    lines = [
        "T1\tSource 20 29\tthe mayor",
        "T2\tCue 30 34\tsaid",
        "T3\tContent 0 18\tThe pier is closed",
        "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3",
    ]
    (folder / "attributions" / "pier_a.ann").write_text("\n".join(lines), encoding="utf-8")
    return Data(tmp_path, None, "dev")


@pytest.mark.parametrize("found", [(GOLD,), (WITHOUT_SOURCE,), ()])
def test_it_is_scored_as_polnear_is(data: Data, found: tuple[Attributed, ...]) -> None:
    ours, theirs = (kind(lambda: lambda _: found) for kind in (AttributionBenchmark, PolnearBenchmark))
    items = ours.items(data)
    assert items == theirs.items(data)
    predictions = list(ours.predict(items))
    assert [(one.id, one.attributions) for one in predictions] == [("pier", found)]
    assert ours.score(items, predictions) == theirs.score(items, predictions)
    assert ours.errors(items, predictions).startswith("# Errors of attribution\n")


def _words(reading: Reading) -> list[Word]:
    found: list[Word] = []
    for form in reading.report.text.replace(",", " ,").split():
        start = reading.report.text.index(form, found[-1].end if found else 0)
        found.append(Word(len(found), start, form, lemma=form, upos="X", xpos="X", feats=""))
    return found


def test_places_are_those_of_the_text_as_parsed() -> None:
    reading = reading_of([TEXT])
    attribution = Attribution(((5, 7),), (7, 8), ((0, 4),))
    assert placed(attribution, _words(reading), reading) == GOLD


def test_places_go_back_to_the_text_that_was_given() -> None:
    # the text given begins with three characters that `read` left out, and has a line break in "closed"
    stretches = (Stretch(0, 14, 3, 17), Stretch(14, 45, 19, 50))
    plain = reading_of([TEXT])
    reading = Reading(plain.report, OffsetMap(stretches), plain.blocks, None, ())
    attribution = Attribution((), (7, 8), ((0, 4), (8, 10)))
    assert placed(attribution, _words(reading), reading) == Attributed(
        (), ((35, 39),), ((3, 17), (19, 23), (40, 50))
    )
