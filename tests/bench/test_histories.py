"""Links and states are scored against stories, which are read as they are written."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bench.common.benchmark import BenchError, Data
from bench.reports.histories import (
    HistoriesBenchmark,
    PredictedEntry,
    PredictedLink,
    StoryPrediction,
    Trace,
)
from bench.reports.stories import HELD, Story, read_stories

_FILE = """
stories:
  - id: salt
    reports:
      - {id: a, outlet: Coast Daily, published: 2025-05-13, text: "Peru will send salt. It may rain."}
      - {id: b, outlet: Hill Mail, published: 2025-05-20, text: "Peru sent salt. Peru sent a band."}
    commitments:
      - {name: salt, told: {a: [send salt]}, evidence: [[b, sent salt, fulfilled]], state: fulfilled}
    distractors:
      - [b, sent a band, other_matter]
"""
_TOLD = (("a", 10, 19),)
_SALT, _BAND = ("b", 0, 16), ("b", 16, 34)


def _link(place: tuple[str, int, int], kind: str = "fulfilled") -> PredictedLink:
    return PredictedLink("salt", place, "", kind)


def _scored(path: Path, *entries: PredictedEntry) -> dict[str, object]:
    stories = list(read_stories(path))

    def trace(items: Sequence[Story]) -> Sequence[StoryPrediction]:
        return [
            StoryPrediction(one.id, {report.id: report.text for report in one.reports}, entries)
            for one in items
        ]

    def load() -> Trace:
        return trace

    benchmark = HistoriesBenchmark(load)
    return dict(benchmark.score(stories, list(benchmark.predict(stories))))


@pytest.fixture(name="path")
def written(tmp_path: Path) -> Path:
    path = tmp_path / "stories.yaml"
    path.write_text(_FILE, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("links", "told", "precision", "recall", "linked"),
    [
        ((_link(_SALT),), _TOLD, 1.0, 1.0, 0),
        ((_link(_SALT), _link(_SALT)), _TOLD, 1.0, 1.0, 0),
        ((_link(_SALT), _link(_BAND)), _TOLD, 0.5, 1.0, 1),
        ((_link(_SALT, "withdrawn"),), _TOLD, 0.0, 0.0, 0),
        ((_link(_SALT),), (("a", 21, 30),), 0.0, 0.0, 0),
        ((), _TOLD, 0.0, 0.0, 0),
    ],
)
def test_links_are_right_by_commitment_sentence_and_kind(
    path: Path,
    links: tuple[PredictedLink, ...],
    told: tuple[tuple[str, int, int], ...],
    precision: float,
    recall: float,
    linked: int,
) -> None:
    figures = _scored(path, PredictedEntry(told, links, {"2025-05-20": "fulfilled"}))
    assert (figures["precision"], figures["recall"], figures["distractors_linked"]) == (
        precision,
        recall,
        linked,
    )


def test_the_state_is_that_on_the_day_of_the_story(path: Path) -> None:
    assert _scored(path, PredictedEntry(_TOLD, (), {"2025-05-20": "fulfilled"}))["state_accuracy"] == 1.0
    assert _scored(path, PredictedEntry(_TOLD, (), {"2025-05-20": "issued"}))["state_accuracy"] == 0.0
    assert _scored(path)["commitments_found"] == 0.0


def test_stories_of_the_repository_are_read_and_parts_kept_apart() -> None:
    benchmark = HistoriesBenchmark(lambda: lambda _: [])
    opened, held = (benchmark.items(Data(split=split)) for split in ("open", HELD))
    assert {story.part for story in opened} == {"open"}
    assert {story.part for story in held} == {HELD}
    assert len(opened) + len(held) >= 25
    everything = [*opened, *held]
    links = sum(len(one.evidence) for story in everything for one in story.commitments)
    assert sum(len(story.distractors) for story in everything) >= links


@pytest.mark.parametrize(
    "wrong", [("[send salt]", "[sand]"), ("fulfilled]]", "kept]]"), ("stories:", "story:")]
)
def test_what_is_not_of_the_format_is_told(path: Path, wrong: tuple[str, str]) -> None:
    path.write_text(_FILE.replace(*wrong), encoding="utf-8")
    with pytest.raises(BenchError):
        list(read_stories(path))
