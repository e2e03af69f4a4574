import hashlib
import json
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

import msgspec
import numpy as np
import pytest
import spacy
from numpy.typing import NDArray
from spacy.tokens import Doc, DocBin, Span

from tests.training.tiny import HERE, MARKS, TREEBANK, paragraphs, settings
from training.engine.config import DataSettings
from training.engine.cut import Cutter
from training.engine.gum_names import read_name_rules
from training.engine.prepare import DIGESTS, TRAIN_NAMES, TRAIN_TREES, Preparation, cut, dev_trees_file
from training.engine.records import Passage, Sentence, read_passages, write_passages

NLP = spacy.blank("en")
HELD_OUT = ("Farmers", "cheered", "loudly", ".")


def document(*words: str, names: Sequence[tuple[int, int, str]] = ()) -> Doc:
    doc = Doc(NLP.vocab, list(words))
    doc.set_ents([Span(doc, first, last, label) for first, last, label in names], default="outside")
    return doc


def after_full_stops(docs: Sequence[Doc]) -> Iterator[NDArray[np.bool_]]:
    """Say that a sentence begins with every word that follows a full stop."""
    for doc in docs:
        yield np.array([token.i == 0 or doc[token.i - 1].text == "." for token in doc])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a folder with the tiny treebank and an entity corpus of three documents."""
    (tmp_path / TREEBANK).write_bytes((HERE / TREEBANK).read_bytes())
    repeated = [token.form for tree in paragraphs()[1].trees for token in tree.tokens]
    docs = [
        document(
            "Wenn",
            "voted",
            ".",
            *HELD_OUT,
            "So",
            "did",
            "Ada",
            "Brandt",
            ".",
            names=[(0, 1, "LOC"), (9, 11, "PER")],
        ),
        document(*repeated, names=[(0, 1, "LOC")]),
        document(*HELD_OUT),
    ]
    DocBin(attrs=["ENT_IOB", "ENT_TYPE"], docs=docs).to_disk(tmp_path / "names.spacy")
    return tmp_path


def choice() -> DataSettings:
    return msgspec.structs.replace(
        settings().data,
        train_names=("names.spacy",),
        dev_names=("names.spacy",),
        names_overlap=(TREEBANK,),
        held_out=(TREEBANK,),
        held_out_words=4,
    )


def test_everything_is_written_with_its_digest(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "prepared"
    written = Preparation(choice(), data, MARKS, read_name_rules()).write(folder, after_full_stops)
    assert written == {TRAIN_TREES: 3, "dev-harbour.jsonl": 3, TRAIN_NAMES: 2, "dev-names.jsonl": 6}
    digests = json.loads((folder / DIGESTS).read_text(encoding="utf-8"))
    assert digests == {
        name: hashlib.sha256((data / name).read_bytes()).hexdigest()
        for name in ("harbour.conllu", "names.spacy")
    }
    trees = list(read_passages(folder / TRAIN_TREES))
    assert trees[0].document == "invented_harbour"
    assert trees[0].sentences[0].names == ((11, 13, "PER"), (16, 18, "ORG"))
    assert trees[0].sentences[0].tree is not None
    assert trees[0].sentences[0].tree.heads[:3] == (5, 5, 5)


def test_entity_sentences_of_the_treebanks_are_left_out(data: Path, tmp_path: Path) -> None:
    Preparation(choice(), data, MARKS, read_name_rules()).write(tmp_path / "prepared", after_full_stops)
    (passage,) = read_passages(tmp_path / "prepared" / TRAIN_NAMES)
    assert passage.sentences == (
        Sentence(("Wenn", "voted", "."), names=((0, 1, "LOC"),)),
        Sentence(("So", "did", "Ada", "Brandt", "."), names=((2, 4, "PER"),)),
    )


def test_a_treebank_without_entities_has_no_names(data: Path) -> None:
    without = msgspec.structs.replace(choice(), with_entities=())
    passage = next(Preparation(without, data, MARKS, read_name_rules()).trees(TREEBANK))
    assert passage.sentences[0].names is None


def test_a_name_belongs_to_the_sentence_it_begins_in() -> None:
    doc = document("a", "b", "c", "d", names=[(1, 3, "ORG")])
    first, second = cut(doc, np.array([True, False, True, False])).sentences
    assert first.names == ((1, 3, "ORG"),)
    assert second.names == ()


def test_the_shipped_engine_cuts_documents_but_no_name() -> None:
    words = ("The", "port", "closed", ".", "Ships", "waited", ".")
    cutter = Cutter(files("demarche") / "data" / "engine" / "en", threads=1)
    without, within = cutter.starts([document(*words), document(*words, names=[(2, 5, "ORG")])])
    assert np.flatnonzero(without).tolist() == [0, 4]
    assert np.flatnonzero(within).tolist() == [0]


def test_dev_files_are_named_after_their_treebank() -> None:
    assert dev_trees_file("treebanks/ewt-dev.conllu.gz") == "dev-ewt-dev.jsonl"


def test_passages_survive_a_round_trip(tmp_path: Path) -> None:
    passages = [Passage("one", (Sentence(("“",), names=((0, 1, "ORG"),)),)), Passage("", ())]
    assert write_passages(tmp_path / "passages.jsonl", passages) == 1
    assert list(read_passages(tmp_path / "passages.jsonl")) == passages
