from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from bench.common.benchmark import BenchError, Data, flattened, rounded
from bench.common.predictions import read_predictions, write_predictions
from bench.common.readings import reading_of
from bench.parsing.names import named, names_by_block
from bench.parsing.ner import MarkedText, Name, NerBenchmark, NerPrediction
from demarche.model.syntax import Entity, Syntax, Word

# words (a full stop stands close to the word before), and names as first word, last word, label
Document = tuple[str, Sequence[tuple[int, int, str]]]
HARBOUR: tuple[Document, ...] = (
    ("Ada Brandt met the Port Council in Klow .", [(0, 1, "PER"), (4, 5, "ORG"), (7, 7, "LOC")]),
    ("It rained .", []),
)
FERRY: tuple[Document, ...] = (("Klow waited .", [(0, 0, "LOC")]),)
FIRST = "Ada Brandt met the Port Council in Klow."


def _write(path: Path, documents: Sequence[Document]) -> None:
    vocab = Vocab()
    binary = DocBin()
    for text, names in documents:
        words = text.split()
        doc = Doc(vocab, words, [word != "." for word in [*words[1:], ""]])
        doc.ents = [Span(doc, first, last + 1, label) for first, last, label in names]
        binary.add(doc)
    binary.to_disk(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    _write(tmp_path / "ner-harbour-test.spacy", HARBOUR)
    _write(tmp_path / "ner-ferry-test.spacy", FERRY)
    _write(tmp_path / "ner-dev.spacy", FERRY)
    return tmp_path


def _name(words: str, label: str, text: str = FIRST) -> Name:
    return Name(text.index(words), text.index(words) + len(words), label)


class FakeEngine:
    """Knows the names of some texts, and others for the same texts without their words."""

    def __init__(self, given: Mapping[str, tuple[Name, ...]], raw: Mapping[str, tuple[Name, ...]]) -> None:
        self._given, self._raw = given, raw

    def given(self, texts: Sequence[MarkedText]) -> Sequence[tuple[Name, ...]]:
        return [self._given.get(text.text, ()) for text in texts]

    def raw(self, texts: Sequence[str]) -> Sequence[tuple[Name, ...]]:
        return [self._raw.get(text, ()) for text in texts]


# a wrong label, a name right, a name found in vain; from the bare text one name right, one too short
GIVEN = (_name("Ada Brandt", "ORG"), _name("Klow", "LOC"), _name("met", "PER"))
RAW = (_name("Ada Brandt", "PER"), _name("Council", "ORG"))


def predicted(data: Data) -> tuple[NerBenchmark, list[MarkedText], list[NerPrediction]]:
    benchmark = NerBenchmark(lambda: FakeEngine({FIRST: GIVEN}, {FIRST: RAW}))
    items = list(benchmark.items(data))
    return benchmark, items, list(benchmark.predict(items))


def test_documents_have_their_text_words_and_names(folder: Path) -> None:
    _, items, _ = predicted(Data(folder / "ner-harbour-test.spacy"))
    assert [(item.id, item.corpus, item.text) for item in items] == [
        ("harbour/0", "harbour", FIRST),
        ("harbour/1", "harbour", "It rained."),
    ]
    assert [FIRST[start:end] for start, end in items[0].words] == HARBOUR[0][0].split()
    assert items[0].names == (_name("Ada Brandt", "PER"), _name("Port Council", "ORG"), _name("Klow", "LOC"))


def test_a_folder_gives_the_corpora_of_the_split(folder: Path) -> None:
    benchmark, items, _ = predicted(Data(folder))
    assert [path.name for path in benchmark.files(Data(folder))] == [
        "ner-ferry-test.spacy",
        "ner-harbour-test.spacy",
    ]
    assert {item.corpus for item in items} == {"ferry", "harbour"}
    assert [item.corpus for item in benchmark.items(Data(folder, split="dev"))] == ["dev"]
    with pytest.raises(BenchError, match="no train corpus"):
        benchmark.files(Data(folder, split="train"))


def test_figures(folder: Path) -> None:
    benchmark, items, predictions = predicted(Data(folder))
    figures = rounded(benchmark.score(items, predictions))
    assert list(figures) == ["ferry", "harbour"]
    assert dict(flattened(figures))["ferry.f1"] == 0.0
    flat = {
        name.removeprefix("harbour."): value
        for name, value in flattened(figures)
        if name.startswith("harbour.")
    }
    assert (flat["documents"], flat["words"], flat["names"]) == (2, 12, 3)
    assert flat["precision"] == flat["recall"] == flat["f1"] == round(1 / 3, 4)
    assert flat["untyped_f1"] == round(2 / 3, 4)
    assert (flat["by_label.LOC"], flat["by_label.ORG"], flat["by_label.PER"]) == (1.0, 0.0, 0.0)
    assert (flat["raw.precision"], flat["raw.recall"], flat["raw.f1"]) == (0.5, round(1 / 3, 4), 0.4)
    assert (flat["raw.by_label.PER"], flat["raw.by_label.ORG"]) == (1.0, 0.0)


def test_a_name_told_twice_counts_once(folder: Path) -> None:
    benchmark, items, predictions = predicted(Data(folder))
    twice = [replace(one, given=one.given * 2, raw=one.raw * 2) for one in predictions]
    assert benchmark.score(items, twice) == benchmark.score(items, predictions)


def test_errors_name_the_cause(folder: Path) -> None:
    benchmark, items, predictions = predicted(Data(folder))
    shown = benchmark.errors(items, predictions)
    assert "* harbour/0 (label): [Ada Brandt] met" in shown
    assert "  - Ada Brandt (ORG)" in shown
    assert "* harbour/0 (missed): Ada Brandt met the [Port Council] in Klow." in shown
    assert "* harbour/0 (in vain): Ada Brandt [met] the" in shown
    wider = replace(predictions[1], given=(_name("the Port Council", "ORG"),))
    assert "* harbour/0 (bounds): " in benchmark.errors(items[1:2], [wider])


def test_predictions_scored_again_give_the_same_figures(folder: Path) -> None:
    benchmark, items, predictions = predicted(Data(folder))
    write_predictions(folder / "out.jsonl", predictions)
    again = read_predictions(folder / "out.jsonl", benchmark.prediction)
    assert again == predictions
    assert benchmark.score(items, again) == benchmark.score(items, predictions)


def test_a_file_that_is_no_docbin_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "ner-odd-test.spacy"
    path.write_text("Klow", encoding="utf-8")
    with pytest.raises(BenchError, match=r"ner-odd-test\.spacy is no spaCy DocBin"):
        NerBenchmark(lambda: FakeEngine({}, {})).items(Data(path))


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        ("B-PER I-PER O B-LOC", [(0, 5, "PER"), (9, 11, "LOC")]),
        ("B-PER B-PER I-PER O", [(0, 2, "PER"), (3, 8, "PER")]),
        ("O I-ORG I-ORG I-LOC", [(3, 8, "ORG"), (9, 11, "LOC")]),
        ("O O O B-ORG", [(9, 11, "ORG")]),
        ("O O O O", []),
    ],
)
def test_tags_mark_names(tags: str, names: list[tuple[int, int, str]]) -> None:
    places = [(0, 2), (3, 5), (6, 8), (9, 11)]
    assert list(named(tags.split(), places)) == [Name(*name) for name in names]


def test_names_are_counted_from_the_beginning_of_their_block() -> None:
    texts = [FIRST, "Klow waited.", "In Klow"]
    reading = reading_of(texts)
    words = [
        Word(i, start, text, lemma=text, upos="X", xpos="X", feats="")
        for i, (text, start) in enumerate([("Ada", 0), ("Brandt", 4), ("Klow", 42), ("Klow", 59)])
    ]
    entities = (Entity(0, 2, "PER"), Entity(2, 3, "LOC"), Entity(3, 4, "LOC"))
    found = names_by_block(reading, Syntax(tuple(words), (), entities))
    assert found == [(Name(0, 10, "PER"),), (Name(0, 4, "LOC"),), (Name(3, 7, "LOC"),)]
