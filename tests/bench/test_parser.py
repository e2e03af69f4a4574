import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from bench.common.benchmark import BenchError, Data, flattened, rounded
from bench.common.predictions import read_predictions, write_predictions
from bench.parsing.parser import GoldParagraph, ParsedParagraph, ParserBenchmark
from demarche.model.reading import Reading
from demarche.model.syntax import Sentence, Syntax, Word

TREEBANK = """\
# newdoc id = wire-1
# newpar
# sent_id = wire-1-1
1	Ministers	minister	NOUN	NNS	Number=Plur	2	nsubj	_	_
2	met	meet	VERB	VBD	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

# sent_id = wire-1-2
1-2	They’re	_	_	_	_	_	_	_	_
1	They	they	PRON	PRP	_	3	nsubj	_	_
2	’re	be	AUX	VBP	_	3	cop	_	_
3	back	back	ADV	RB	_	0	root	_	SpaceAfter=No
4	.	.	PUNCT	.	_	3	punct	_	_

# newdoc id = note-2
# sent_id = note-2-1
1	Klow	_	PROPN	NNP	_	0	root	_	_

"""
# form, lemma, upos, xpos, feats, dep, head in the sentence (0: root)
Row = tuple[str, str, str, str, str, str, int]
PREDICTED: dict[str, list[list[Row]]] = {
    "Ministers met. They're back.": [
        [
            ("Ministers", "minister", "NOUN", "NNS", "Number=Plur", "nsubj:pass", 2),
            ("met", "Meet", "NOUN", "VBD", "", "root", 0),
            (".", ".", "PUNCT", ".", "", "punct", 2),
        ],
        [
            ("They", "they", "PRON", "PRP", "", "nsubj", 3),
            ("'re", "'re", "AUX", "VBP", "", "cop", 1),
            ("back.", "back.", "ADV", "RB", "", "root", 0),
        ],
    ],
    "Klow": [[("Klow", "klow", "PROPN", "NNP", "", "root", 0)]],
}


class FakeParser:
    """Knows the paragraphs above; remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def parse(self, reading: Reading) -> Syntax:
        self.asked.append(reading.report.text)
        words: list[Word] = []
        sentences: list[Sentence] = []
        for index, block in enumerate(reading.blocks):
            at = block.start
            for rows in PREDICTED[reading.report.text[block.start : block.end]]:
                first = len(words)
                for form, lemma, upos, xpos, feats, dep, _ in rows:
                    at = reading.report.text.index(form, at)
                    words.append(Word(len(words), at, form, lemma=lemma, upos=upos, xpos=xpos, feats=feats))
                    words[-1].dep, words[-1].sentence = dep, len(sentences)
                    at += len(form)
                for word, row in zip(words[first:], rows, strict=True):
                    word.head = words[first + row[6] - 1] if row[6] else word
                root = next(word for word in words[first:] if word.is_root)
                sentences.append(Sentence(len(sentences), first, len(words), root, index, block.role))
        return Syntax(tuple(words), tuple(sentences), ())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "en_harbour-ud-test.conllu").write_text(TREEBANK, encoding="utf-8")
    (tmp_path / "harbour-dev.conllu.gz").write_bytes(gzip.compress(TREEBANK.encode()))
    return tmp_path


def predicted(data: Data) -> tuple[ParserBenchmark, list[GoldParagraph], list[ParsedParagraph]]:
    benchmark = ParserBenchmark(FakeParser)
    items = list(benchmark.items(data))
    return benchmark, items, list(benchmark.predict(items))


def test_paragraphs_are_spelt_with_straight_quotes(folder: Path) -> None:
    _, items, _ = predicted(Data(folder))
    assert [item.text for item in items] == list(PREDICTED)
    assert [item.id for item in items] == ["harbour/0/wire-1-1", "harbour/1/note-2-1"]
    assert items[0].places == ((0, 9), (10, 13), (13, 14), (15, 19), (19, 22), (23, 27), (27, 28))


def test_a_document_is_one_report(folder: Path) -> None:
    parser = FakeParser()
    benchmark = ParserBenchmark(lambda: parser)
    list(benchmark.predict(benchmark.items(Data(folder))))
    assert parser.asked == list(PREDICTED)


def test_figures(folder: Path) -> None:
    benchmark, items, predictions = predicted(Data(folder))
    figures = rounded(benchmark.score(items, predictions))
    assert list(figures) == ["harbour"]
    flat = {name.removeprefix("harbour."): value for name, value in flattened(figures)}
    # 8 gold words, 7 predicted; "back." is one wrong word
    assert (flat["words"], flat["sentences"]) == (8, 3)
    assert flat["token_f1"] == round(2 * 6 / 15, 4)
    assert flat["upos"] == round(2 * 5 / 15, 4)
    assert flat["feats"] == flat["xpos"] == round(2 * 6 / 15, 4)
    # heads: Ministers, met, the first full stop, Klow
    assert flat["uas"] == flat["las"] == round(2 * 4 / 15, 4)
    assert flat["las_subtyped"] == round(2 * 3 / 15, 4)
    # lemmas: minister, the full stop, they, and Klow's, which the treebank leaves open
    assert flat["lemma"] == round(2 * 4 / 15, 4)
    assert flat["lemma_insensitive"] == round(2 * 5 / 15, 4)
    assert flat["sentence_f1"] == 1.0
    assert flat["genres.wire.las"] == round(2 * 3 / 13, 4)
    assert flat["genres.note.las"] == 1.0


def test_a_missed_boundary_costs_both_sentences(folder: Path) -> None:
    benchmark, items, predictions = predicted(Data(folder))
    joined = replace(predictions[0], sentences=((0, 28),))
    figures = dict(flattened(benchmark.score(items[:1], [joined])))
    assert figures["harbour.sentence_f1"] == 0.0


def test_predictions_scored_again_give_the_same_figures(folder: Path) -> None:
    benchmark, items, predictions = predicted(Data(folder))
    path = folder / "out.jsonl"
    write_predictions(path, predictions)
    again = read_predictions(path, benchmark.prediction)
    assert again == predictions
    assert benchmark.score(items, again) == benchmark.score(items, predictions)


def test_a_folder_gives_the_split_and_a_file_itself(folder: Path) -> None:
    benchmark = ParserBenchmark(FakeParser)
    assert [path.name for path in benchmark.files(Data(folder))] == ["en_harbour-ud-test.conllu"]
    assert [path.name for path in benchmark.files(Data(folder, split="dev"))] == ["harbour-dev.conllu.gz"]
    assert benchmark.items(Data(folder / "harbour-dev.conllu.gz")) == benchmark.items(Data(folder))
    with pytest.raises(BenchError, match="no train treebank"):
        benchmark.files(Data(folder, split="train"))


def test_a_file_that_is_no_treebank_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "odd-test.conllu"
    path.write_text("1\tKlow\n\n", encoding="utf-8")
    with pytest.raises(BenchError, match="line 1"):
        ParserBenchmark(FakeParser).items(Data(path))
