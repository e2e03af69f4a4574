import hashlib
import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from tests.training.tiny import (
    ARTICLES,
    FACTS,
    HELD_OUT,
    NAMES,
    SAID,
    TREEBANK,
    corpora,
    document,
    passages,
    preparation,
    settings,
)
from training.engine.config import Settings
from training.engine.cut import Cutter
from training.engine.prepare import (
    DEV_SAID,
    DIGESTS,
    TRAIN_EXAMPLES,
    TRAIN_FACTS,
    TRAIN_HEADLINES,
    TRAIN_SAID,
    TRAIN_TREES,
    cut,
    dev_facts_file,
    dev_trees_file,
    digest,
    names_file,
)
from training.engine.records import Fact, Passage, Sentence, read_passages, write_passages


@pytest.fixture(name="data")
def written(tmp_path: Path) -> Path:
    return corpora(tmp_path / "data")


def choice(**data: object) -> Settings:
    """Return the tiny settings with the entity corpus checked against the treebank."""
    usual = settings()
    checked = {"names_overlap": (TREEBANK,), "held_out": (TREEBANK,), "held_out_words": 4}
    return replace(usual, data=replace(usual.data, **(checked | data)))


def prepared(data: Path, name: str, chosen: Settings) -> list[Passage]:
    """Return the passages of one prepared file."""
    folder = data / "prepared"
    preparation(chosen, data).write(folder)
    return list(read_passages(folder / name))


def test_everything_is_written_with_its_digest(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "prepared"
    assert preparation(choice(), data).write(folder) == {
        "train-trees.jsonl": 3,
        "train-headlines.jsonl": 2,
        "dev-harbour.jsonl": 3,
        "train-names-0.jsonl": 2,
        "train-names-1.jsonl": 2,
        "dev-names.jsonl": 6,
        "train-said.jsonl": 2,
        "dev-said.jsonl": 2,
        "train-facts.jsonl": 1,
        "dev-facts-facts.jsonl": 2,
        "train-examples.jsonl": 2,
    }
    digests = json.loads((folder / DIGESTS).read_text(encoding="utf-8"))
    assert set(digests) == {TREEBANK, NAMES, FACTS, ARTICLES}
    assert digests[NAMES] == hashlib.sha256((data / NAMES).read_bytes()).hexdigest()
    trees = list(read_passages(folder / TRAIN_TREES))
    assert trees[0].document == "invented_harbour"
    assert trees[0].sentences[0].names == ((11, 13, "PER"), (16, 18, "ORG"))
    assert trees[0].sentences[0].tree is not None
    assert trees[0].sentences[0].tree.heads[:3] == (5, 5, 5)


def test_the_digest_of_a_folder_is_that_of_its_names_and_contents(tmp_path: Path) -> None:
    folder, other = tmp_path / "one", tmp_path / "other"
    for path in (folder, other):
        (path / "text").mkdir(parents=True)
        (path / "text" / "a.txt").write_text("a", encoding="utf-8")
    assert digest(folder) == digest(other)
    (other / "text" / "a.txt").write_text("b", encoding="utf-8")
    assert digest(folder) != digest(other)
    (other / "text" / "a.txt").rename(other / "text" / "b.txt")
    (other / "text" / "b.txt").write_text("a", encoding="utf-8")
    assert digest(folder) != digest(other)


def test_entity_sentences_of_the_treebanks_are_left_out(data: Path) -> None:
    (passage,) = prepared(data, names_file(0), choice())
    assert passage.sentences == (
        Sentence(("Wenn", "voted", "."), names=((0, 1, "LOC"),)),
        Sentence(("So", "did", "Ada", "Brandt", "."), names=((2, 4, "PER"),)),
    )


def test_a_copy_of_the_entity_corpora_has_other_names(data: Path) -> None:
    (passage,) = prepared(data, names_file(1), choice())
    assert passage.sentences == (
        Sentence(("Sudport", "voted", "."), names=((0, 1, "LOC"),)),
        Sentence(("So", "did", "Li", "Wu", "."), names=((2, 4, "PER"),)),
    )


def test_facts_go_with_the_trees_of_their_sentences(data: Path) -> None:
    sentences = [one for passage in prepared(data, TRAIN_TREES, choice()) for one in passage.sentences]
    assert [sentence.facts for sentence in sentences] == [None, None, (Fact(1, 3.0),)]
    dev = prepared(data, dev_trees_file(TREEBANK), choice())
    assert {sentence.facts for passage in dev for sentence in passage.sentences} == {None}


def test_other_facts_stand_on_words_as_the_package_cuts_them(data: Path) -> None:
    (passage,) = prepared(data, TRAIN_FACTS, choice())
    assert passage.sentences == (Sentence(("Ships", "did", "n't", "wait", "."), facts=(Fact(3, -2.5),)),)
    dev = prepared(data, dev_facts_file(FACTS), choice())
    assert [one.sentences[0].words for one in dev] == [HELD_OUT, passage.sentences[0].words]


def test_a_share_of_the_short_sentences_is_shown_as_headlines(data: Path) -> None:
    found = prepared(data, TRAIN_HEADLINES, choice())
    assert [passage.sentences[0].words[-1] for passage in found] == ["Aldport", "Loudly"]
    assert prepared(data, TRAIN_HEADLINES, choice(headlines=0.0)) == []


def test_articles_and_examples_come_from_the_package(data: Path) -> None:
    assert prepared(data, TRAIN_SAID, choice()) == [SAID]
    assert prepared(data, TRAIN_EXAMPLES, choice()) == passages()[1:]
    assert prepared(data, DEV_SAID, choice(dev_said=())) == []


def test_a_treebank_without_entities_has_no_names(data: Path) -> None:
    passage = next(preparation(choice(with_entities=()), data).trees(TREEBANK))
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
    assert dev_facts_file("factuality/UDS_IH2/dev.jsonl") == "dev-facts-UDS_IH2.jsonl"


def test_passages_survive_a_round_trip(tmp_path: Path) -> None:
    facts = Sentence(("rain", "fell"), facts=(Fact(1, 2.5),))
    made = [Passage("one", (Sentence(("“",), names=((0, 1, "ORG"),)),)), SAID, Passage("", (facts,))]
    assert write_passages(tmp_path / "passages.jsonl", made) == 4
    assert list(read_passages(tmp_path / "passages.jsonl")) == made
