from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.coding.polnear import PolnearBenchmark
from bench.coding.standoff import Attributed, read_attributions
from bench.common.benchmark import BenchError, Data, flattened, rounded
from bench.common.predictions import read_predictions, write_predictions
from bench.common.spans import jaccard, matched, tokens_of, touched

FERRY = 'The ferry is late, the harbour master said. "We regret it," she added.\n\nThe mayor denied that it sank.\n'
BRIDGE = "According to the council, the bridge is safe.\n"
GOLD = (
    ("The ferry is late", "the harbour master", "said"),
    ('"We regret it,"', "she", "added"),
    ("that it sank", "The mayor", "denied"),
)


def _at(text: str, words: str) -> tuple[tuple[int, int], ...]:
    return ((text.index(words), text.index(words) + len(words)),) if words else ()


def _attributed(text: str, content: str, source: str, cue: str) -> Attributed:
    return Attributed(_at(text, source), _at(text, cue), _at(text, content))


def _annotation() -> str:
    lines = []
    for number, parts in enumerate(GOLD):
        names = [f"T{3 * number + place + 1}" for place in range(3)]
        for name, kind, words in zip(names, ("Content", "Source", "Cue"), parts, strict=True):
            ((start, end),) = _at(FERRY, words)
            lines.append(f"{name}\t{kind} {start} {end}\t{words}")
        tied = f"Content:{names[0]} Source:{names[1]} Cue:{names[2]}"
        lines.append(f"E{number + 1}\tAttribution:{names[2]} {tied}")
    return "\n".join([*lines, "T90\tDiscard 0 3\tThe", "E9\tDiscuss:T90 Content:T90", ""])


@pytest.fixture
def data(tmp_path: Path) -> Data:
    folder = tmp_path / "dev"
    (folder / "text").mkdir(parents=True)
    (folder / "attributions").mkdir()
    (folder / "text" / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (folder / "text" / "unmarked.txt").write_text(BRIDGE, encoding="utf-8")
    (folder / "attributions" / "ferry_aaaa.ann").write_text(_annotation(), encoding="utf-8")
    (folder / "attributions" / "ferry_bbbb.ann").write_text("T1\tCue 0 3\tThe\n", encoding="utf-8")
    return Data(tmp_path, None, "dev")


def _benchmark(*found: Attributed) -> PolnearBenchmark:
    texts: Mapping[str, tuple[Attributed, ...]] = {FERRY: found}
    return PolnearBenchmark(lambda: lambda text: texts[text])


def _figures(data: Data, *found: Attributed) -> dict[str, float]:
    bench = _benchmark(*found)
    items = bench.items(data)
    return dict(flattened(rounded(bench.score(items, list(bench.predict(items))))))


ALL = tuple(_attributed(FERRY, *parts) for parts in GOLD)


def test_the_first_annotator_of_the_annotated_texts_counts(data: Data) -> None:
    (item,) = _benchmark().items(data)
    assert (item.id, item.text, item.gold) == ("ferry", FERRY, ALL)


def test_a_folder_that_holds_the_texts_itself_needs_no_split(data: Data) -> None:
    assert data.path is not None
    assert len(_benchmark().items(Data(data.path / "dev"))) == 1
    with pytest.raises(BenchError, match="no annotated texts"):
        _benchmark().items(Data(data.path, None, "test"))


def test_what_is_found_whole_is_right(data: Data) -> None:
    figures = _figures(data, *ALL)
    assert {value for name, value in figures.items() if name.endswith("_f1")} == {1.0}
    assert figures["relation_f1.direct"] == figures["relation_f1.indirect"] == 1.0
    assert figures["relation_f1.mixed"] == 0.0
    assert (figures["articles"], figures["attributions"], figures["predicted"]) == (1, 3, 3)


def test_exact_and_overlapping_parts(data: Data) -> None:
    # a content with a word too many (4 of 5 tokens shared), a source that lacks its article, one prediction in vain
    found = (
        _attributed(FERRY, "The ferry is late,", "harbour master", "said"),
        _attributed(FERRY, "sank", "The mayor", "denied"),
    )
    figures = _figures(data, *found)
    assert (figures["content.exact_f1"], figures["content.overlap_f1"]) == (0.0, 0.4)
    assert figures["source.exact_f1"] == 0.4
    assert (figures["cue.exact_precision"], figures["cue.exact_recall"]) == (1.0, 0.6667)
    assert figures["relation_f1.all"] == 0.4
    assert figures["relation_precision.indirect"] == figures["relation_recall.indirect"] == 0.5


def test_a_right_content_of_somebody_else_is_no_hit(data: Data) -> None:
    figures = _figures(data, _attributed(FERRY, "The ferry is late", "The mayor", "said"))
    assert figures["content.exact_f1"] == 0.5
    assert figures["relation_f1.all"] == 0.0


def test_errors_name_the_cause(data: Data) -> None:
    bench = _benchmark(
        _attributed(FERRY, "The ferry is late", "The mayor", "said"),
        _attributed(FERRY, "sank", "she", "denied"),
    )
    items = bench.items(data)
    shown = bench.errors(items, list(bench.predict(items)))
    assert "* ferry (source): the harbour master | said | The ferry is late" in shown
    assert "* ferry (content): The mayor | denied | that it sank" in shown
    assert '* ferry (silent): she | added | "We regret it,"' in shown


def test_predictions_scored_again_give_the_same_figures(data: Data, tmp_path: Path) -> None:
    bench = _benchmark(*ALL[:2])
    items = bench.items(data)
    predictions = list(bench.predict(items))
    write_predictions(tmp_path / "out.jsonl", predictions)
    again = read_predictions(tmp_path / "out.jsonl", bench.prediction)
    assert bench.score(items, again) == bench.score(items, predictions)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("T1\tCue 1 x\tThe", "line 1"),
        ("T1\tCue 1 2 3\tThe", "line 1"),
        ("E1\tAttribution:T5 Cue:T5", "line 1: no span T5"),
    ],
)
def test_a_line_of_another_form_is_an_error(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "x_1.ann"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(BenchError, match=message):
        read_attributions(path)


def test_spans_of_several_pieces(tmp_path: Path) -> None:
    path = tmp_path / "x_1.ann"
    path.write_text("T1\tContent 1 2;5 6\ta b\nE1\tAttribution-no-source:T1 Content:T1\n", encoding="utf-8")
    assert read_attributions(path) == (Attributed((), (), ((1, 2), (5, 6))),)


def test_tokens() -> None:
    text = "The ferry's late."
    assert [text[start:end] for start, end in tokens_of(text)] == ["The", "ferry's", "late", "."]
    assert touched([(5, 13)], tokens_of(text)) == {1, 2}


@given(st.frozensets(st.integers(0, 9)), st.frozensets(st.integers(0, 9)))
def test_jaccard_is_a_share_that_is_whole_for_the_same(one: frozenset[int], other: frozenset[int]) -> None:
    assert 0 <= jaccard(one, other) == jaccard(other, one) <= 1
    assert jaccard(one, one) == bool(one)


@given(st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.floats(0.1, 1), max_size=12))
def test_each_span_is_matched_once_and_the_likest_pair_first(
    likeness: dict[tuple[int, int], float],
) -> None:
    found = matched(likeness)
    assert len(set(found.values())) == len(found)
    assert all(pair in likeness for pair in found.items())
    if likeness:
        assert max(likeness[pair] for pair in found.items()) == max(likeness.values())
