import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.coding.factuality import (
    FactualityBenchmark,
    FactualityPrediction,
    GradedSentence,
    Judged,
    Target,
    graded,
)
from bench.coding.judging import load_judge
from bench.common.benchmark import BenchError, Data, flattened, rounded
from bench.common.predictions import read_predictions, write_predictions
from demarche.model.reading import Reading
from demarche.model.syntax import Syntax, Word
from tests.trees import tree

Sentences = tuple[tuple[str, dict[int, float]], ...]
# the sentences of two corpora, with the values of their words by index
HARBOUR: Sentences = (
    ("The ferry sank and was not raised .", {2: 3.0, 6: -3.0}),
    ("A take-off may follow .", {1: 0.75, 3: 1.5}),
    ("Nothing here .", {}),
)
PORT: Sentences = (("The port closed .", {2: 3.0}),)
JUDGED = {
    "raised": Judged("not_happened", "CT-", "“raised” is negated"),
    "take": Judged("planned", "PR+", "because"),
    "follow": Judged("possible", "PS+", "because"),
}
VALUES = {"sank": 3.4, "raised": -2.0, "take": 1.0, "off": -3.0, "follow": 0.0, "closed": 2.5}


def judged(word: Word) -> Judged:
    return JUDGED.get(word.text, Judged("happened", "CT+", "nothing takes it out of the actual"))


class FakeParser:
    """Cuts words at spaces and hyphens and knows the values of some."""

    def __init__(self, values: Mapping[str, float | None]) -> None:
        self._values = values
        self.asked: list[str] = []

    def parse(self, reading: Reading) -> Syntax:
        text = reading.report.text
        self.asked.append(text)
        words: list[Word] = []
        for form in text.replace("-", " - ").split():
            start = text.index(form, words[-1].end if words else 0)
            words.append(Word(len(words), start, form, lemma=form, upos="X", xpos="X", feats=""))
            words[-1].factuality = self._values.get(form, 0.0)
        return Syntax(tuple(words), (), ())


def _write(path: Path, sentences: Sentences) -> None:
    path.parent.mkdir(parents=True)
    rows = [
        {
            "text": text,
            "targets": [
                {"span1": [at, at + 1], "label": value, "span_text": text.split()[at]}
                for at, value in values.items()
            ],
            "idx": index,
        }
        for index, (text, values) in enumerate(sentences)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    _write(tmp_path / "factuality" / "HARBOUR" / "dev.jsonl", HARBOUR)
    _write(tmp_path / "factuality" / "PORT" / "dev.jsonl", PORT)
    return tmp_path


def predicted(data: Data) -> tuple[FactualityBenchmark, list[GradedSentence], list[FactualityPrediction]]:
    benchmark = FactualityBenchmark(lambda: FakeParser(VALUES), lambda: judged)
    items = list(benchmark.items(data))
    return benchmark, items, list(benchmark.predict(items))


def dev(folder: Path) -> Data:
    return Data(folder, None, "dev")


def test_sentences_have_their_targets_by_characters(folder: Path) -> None:
    _, items, _ = predicted(dev(folder))
    assert [(item.id, item.corpus) for item in items] == [
        ("HARBOUR/1", "HARBOUR"),
        ("HARBOUR/2", "HARBOUR"),
        ("PORT/1", "PORT"),
    ]
    assert items[1].targets == (Target(2, 10, 0.75), Target(15, 21, 1.5))
    assert [items[0].text[one.start : one.end] for one in items[0].targets] == ["sank", "raised"]


def test_a_target_has_the_value_of_the_word_with_its_first_character(folder: Path) -> None:
    _, _, predictions = predicted(dev(folder))
    assert [one.values for one in predictions] == [(3.4, -2.0), (1.0, 0.0), (2.5,)]
    assert [[one.value for one in found.judged] for found in predictions] == [[3, -3], [2, 1], [3]]


def test_a_corpus_is_one_report(folder: Path) -> None:
    parser = FakeParser(VALUES)
    benchmark = FactualityBenchmark(lambda: parser, lambda: judged)
    list(benchmark.predict(benchmark.items(dev(folder))))
    assert parser.asked == [
        "The ferry sank and was not raised .\n\nA take-off may follow .",
        "The port closed .",
    ]


def test_figures(folder: Path) -> None:
    benchmark, items, predictions = predicted(dev(folder))
    flat = dict(flattened(rounded(benchmark.score(items, predictions))))
    # 3 and -3, .75 and 1.5; predicted 3 (3.4 clipped) and -2, 1 and 0
    assert (flat["HARBOUR.sentences"], flat["HARBOUR.targets"]) == (2, 4)
    assert flat["HARBOUR.mae"] == round((0 + 1 + 0.25 + 1.5) / 4, 4)
    assert flat["HARBOUR.r"] == round(14.625 / (19.546875 * 13) ** 0.5, 4)
    # CT+ and PS+ are right, CT- is taken for PR-, PR+ for Uu
    assert flat["HARBOUR.accuracy"] == flat["HARBOUR.macro_f1"] == 0.5
    assert flat["PORT.r"] == 0.0  # of one target there is no correlation
    assert (flat["PORT.mae"], flat["PORT.macro_f1"]) == (0.5, 1.0)


def test_figures_by_status_and_of_calling_everything_certain(folder: Path) -> None:
    benchmark, items, predictions = predicted(dev(folder))
    flat = dict(flattened(rounded(benchmark.score(items, predictions))))
    # 3, -3, .75 and 1.5 by status: 3, -3, 2 and 1
    assert flat["HARBOUR.status.mae"] == round((0 + 0 + 1.25 + 0.5) / 4, 4)
    assert flat["HARBOUR.status.accuracy"] == flat["HARBOUR.status.macro_f1"] == 0.5
    assert flat["HARBOUR.all_certain.mae"] == round((0 + 6 + 2.25 + 1.5) / 4, 4)
    assert flat["HARBOUR.all_certain.macro_f1"] == 0.1  # an F1 of .4, and four values in the gold data
    assert flat["PORT.status.macro_f1"] == flat["PORT.all_certain.macro_f1"] == 1.0


def test_errors_show_the_word_in_its_sentence(folder: Path) -> None:
    benchmark, items, predictions = predicted(dev(folder))
    shown = benchmark.errors(items, predictions)
    assert "## HARBOUR: gold value by that of the status" in shown
    assert "## HARBOUR: gold value by the engine's" in shown
    assert "* HARBOUR/2 (PR+): A [take-off] may follow .\n  - planned for 0.75: because" in shown
    assert "[raised]" not in shown
    assert "[closed]" not in shown


def test_predictions_scored_again_give_the_same_figures(folder: Path) -> None:
    benchmark, items, predictions = predicted(dev(folder))
    write_predictions(folder / "out.jsonl", predictions)
    again = read_predictions(folder / "out.jsonl", benchmark.prediction)
    assert again == predictions
    assert benchmark.score(items, again) == benchmark.score(items, predictions)


def test_one_corpus_or_one_file_may_be_given(folder: Path) -> None:
    benchmark, _, _ = predicted(dev(folder))
    corpus = folder / "factuality" / "PORT"
    assert benchmark.items(dev(corpus)) == benchmark.items(Data(corpus / "dev.jsonl"))
    assert [item.id for item in benchmark.items(dev(corpus))] == ["PORT/1"]
    with pytest.raises(BenchError, match=r"no test\.jsonl"):
        benchmark.files(Data(folder))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", r"dev\.jsonl, line 2"),
        ('{"text": "It rained", "targets": [{"span1": [1], "label": 1}]}', r"dev\.jsonl, line 2"),
        (
            '{"text": "It rained", "targets": [{"span1": [1, 3], "label": 1}]}',
            "line 2: no words from 1 to 3",
        ),
    ],
)
def test_a_line_of_another_form_is_an_error(folder: Path, line: str, message: str) -> None:
    path = folder / "factuality" / "PORT" / "dev.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")
    with pytest.raises(BenchError, match=message):
        predicted(Data(path))


def test_a_parser_that_says_nothing_of_it_is_measured_by_status_alone(folder: Path) -> None:
    parser = FakeParser({**VALUES, "closed": None})
    benchmark = FactualityBenchmark(lambda: parser, lambda: judged)
    items = benchmark.items(dev(folder))
    predictions = list(benchmark.predict(items))
    assert [one.values is None for one in predictions] == [False, False, True]
    flat = dict(flattened(benchmark.score(items, predictions)))
    assert flat["PORT.status.macro_f1"] == 1.0
    assert "PORT.macro_f1" not in flat
    assert "HARBOUR.macro_f1" in flat
    assert "PORT: gold value by the engine's" not in benchmark.errors(items, predictions)


def test_values_are_asked_of_every_target(folder: Path) -> None:
    benchmark, items, predictions = predicted(dev(folder))
    for short in (
        replace(predictions[0], values=(1.0,)),
        replace(predictions[0], judged=predictions[0].judged[:1]),
    ):
        with pytest.raises(BenchError, match="HARBOUR/1: 1 values for 2 targets"):
            benchmark.score(items, [short, *predictions[1:]])


def test_the_rules_judge_by_the_words_around_and_the_ontology_says_how_certain_that_is() -> None:
    rows = """
        Ferries ferry NOUN nsubj 2
        sank sink VERB root 0
        and and CCONJ cc 6
        were be AUX aux:pass 6
        not not PART advmod 6 Polarity=Neg
        raised raise VERB conj 2
    """
    judge = load_judge()
    sank, raised = (tree(rows).words[at] for at in (1, 5))
    assert (judge(sank).status, judge(sank).factuality, judge(sank).value) == ("happened", "CT+", 3.0)
    assert (judge(raised).status, judge(raised).factuality, judge(raised).value) == (
        "not_happened",
        "CT-",
        -3.0,
    )
    assert judge(raised).reason == "“raised” is negated"


@pytest.mark.parametrize(
    ("value", "grade"),
    [
        (3.0, "CT+"),
        (2.5, "CT+"),
        (2.25, "PR+"),
        (1.5, "PR+"),
        (0.75, "PS+"),
        (0.375, "Uu"),
        (0.0, "Uu"),
        (-0.5, "PS-"),
        (-1.5, "PR-"),
        (-2.625, "CT-"),
    ],
)
def test_grades(value: float, grade: str) -> None:
    assert graded(value) == grade


@given(st.floats(-3, 3))
def test_grades_are_even_handed(value: float) -> None:
    assert graded(-value) == graded(value).translate(str.maketrans("+-", "-+"))
