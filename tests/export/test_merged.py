"""A happening is written once, by the telling that says most, with the numbers of those who tell of it."""

import csv
import json
from pathlib import Path

import pytest

from demarche.export.errors import ExportError
from demarche.export.formats import FORMATS
from demarche.export.gdelt import EVENT_COLUMNS, MENTION_COLUMNS
from demarche.export.run import export, wish_for
from demarche.happenings.link import link
from demarche.ledger.filters import Filter
from demarche.ledger.happenings import happenings_of
from demarche.ledger.store import Ledger
from demarche.lexicon.linking import load_link_rules
from tests.happenings.samples import RUN, coded, meeting, report

_TEXTS = {
    "sparse": "Ministers met, a note said, and spoke about the ferry between the two coasts of the bay for an hour.",
    "full": "Envoys sat down on Monday in Arica for a first round about the ferry line, both sides told a local paper.",
    "third": "Talks opened in Arica with delegations of the two countries, who went over the ferry timetable at length.",
    "alone": "Bolivia and Peru spoke on another matter, the price of salt, in the week after that, a ministry wrote.",
}


@pytest.fixture(name="ledger", scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("merged") / "ledger"
    first, second, third, alone = (
        report(name, _TEXTS[name], outlet=f"The {name.title()}") for name in _TEXTS
    )
    with Ledger.create_or_open(path) as opened:
        for one in (
            coded(first, meeting(first, day=None)),
            coded(second, meeting(second, place="Arica")),
            coded(third, meeting(third)),
            coded(alone, meeting(alone, day="2025-05-20", countries=("BOL", "PER"))),
        ):
            opened.append(RUN, one)
        link(opened, load_link_rules())
        assert len(set(happenings_of(opened).values())) == 1
        assert len(happenings_of(opened)) == 3
    return path


def _written(
    ledger: Path, name: str, tmp_path: Path, *, merged: bool = True, chosen: Filter | None = None
) -> Path:
    output = tmp_path / name
    with Ledger.open(ledger) as opened:
        export(opened, name, output, chosen or Filter(), wish_for(name, None, "latest", merged=merged), ())
    return output


def _rows(path: Path, columns: tuple[str, ...]) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [dict(zip(columns, row, strict=True)) for row in csv.reader(stream, delimiter="\t")]


def test_the_fullest_telling_stands_for_all(ledger: Path, tmp_path: Path) -> None:
    found = json.loads(_written(ledger, "geojson", tmp_path).read_bytes())["features"]
    (properties,) = [one["properties"] for one in found]
    assert properties["outlet"] == "The Full"
    assert (properties["reports"], properties["independent_sources"]) == (3, 3)
    assert sorted(properties["outlets"]) == ["The Full", "The Sparse", "The Third"]


def test_gdelt_counts_mentions_sources_and_articles(ledger: Path, tmp_path: Path) -> None:
    apart = _rows(_written(ledger, "gdelt-mentions", tmp_path, merged=False), MENTION_COLUMNS)
    events = _rows(_written(ledger, "gdelt-events", tmp_path), EVENT_COLUMNS)
    mentions = _rows(_written(ledger, "gdelt-mentions", tmp_path), MENTION_COLUMNS)
    counts = {tuple(row[f"Num{name}"] for name in ("Mentions", "Sources", "Articles")) for row in events}
    assert counts == {("3", "3", "3"), ("1", "1", "1")}
    told = {row["GLOBALEVENTID"]: int(row["NumMentions"]) for row in events}
    assert {one: sum(row["GLOBALEVENTID"] == one for row in mentions) for one in told} == told
    places = ("MentionSourceName", "Actor1CharOffset", "ActionCharOffset")
    assert {tuple(row[one] for one in places) for row in mentions} <= {
        tuple(row[one] for one in places) for row in apart
    }


def test_a_filter_chooses_among_what_it_lets_through(ledger: Path, tmp_path: Path) -> None:
    found = _written(ledger, "timelinejs", tmp_path, chosen=Filter(report=report("sparse", "").id))
    (slide,) = json.loads(found.read_bytes())["events"]
    assert "The Sparse" in slide["text"]["text"]
    assert "3 reports, 3 independent sources" in slide["text"]["text"]


def test_a_limit_counts_happenings(ledger: Path, tmp_path: Path) -> None:
    found = _written(ledger, "timelinejs", tmp_path, chosen=Filter(limit=2))
    assert len(json.loads(found.read_bytes())["events"]) == 2


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if one.marks_reports])
def test_a_format_of_reports_has_no_happenings(name: str) -> None:
    with pytest.raises(ExportError, match="keeps what each report says apart"):
        wish_for(name, None, "known", merged=True)
