"""What the shipped package gives to the preparation of the next engine, whatever the shipped one makes of it."""

from importlib.resources import files
from itertools import islice
from pathlib import Path
from random import Random

import numpy as np
import pytest

from demarche.lexicon.ontology import load_ontology
from demarche.lexicon.senses import load_senses
from demarche.lexicon.tables import data_folder
from demarche.parse.boundaries import load_boundaries
from demarche.parse.trees import find_cycle
from tests.training.tiny import document
from training.engine.config import read_settings
from training.engine.package import load_package
from training.engine.prepare import Package
from training.engine.records import Passage, Sentence

_SAID = "Ada Brandt said that the port is open."


@pytest.fixture(name="package", scope="module")
def loaded() -> Package:
    return load_package(files("demarche") / "data" / "engine" / "en", read_settings().swap, threads=1)


def test_the_package_cuts_words_and_sentences_as_it_does_reports(package: Package) -> None:
    assert package.cut("Norland's U.S.-backed envoy") == ["Norland", "'s", "U.S.", "-", "backed", "envoy"]
    (starts,) = package.starts([document("Rain", "fell", ".", "Ships", "waited", ".")])
    assert np.flatnonzero(starts)[0] == 0
    assert len(starts) == 6


def test_names_are_exchanged_for_those_of_the_tables(package: Package) -> None:
    sentence = Sentence(("Wenn",) * 300, names=tuple((at, at + 1, "LOC") for at in range(300)))
    passage = package.swapper.swapped(Passage("", (sentence,)), Random(1))  # noqa: S311 - reproducible on purpose
    (found,) = passage.sentences
    names = {" ".join(found.words[first:last]) for first, last, _ in found.names or ()}
    assert len(names) > 100
    assert all(name[0].isupper() for name in names)
    assert {label for _, _, label in found.names or ()} == {"LOC"}


def test_examples_are_those_of_the_lexicon_with_whole_trees(package: Package) -> None:
    data = data_folder()
    marks = load_boundaries(data / "engine" / "en")
    senses = load_senses(data / "events" / "en", load_ontology(data / "ontology")).by_id.values()
    texts = [text for sense in islice(senses, 3) for text in (sense.example, sense.counter)]
    for text, passage in zip(texts, package.examples(), strict=False):
        words = [word for sentence in passage.sentences for word in sentence.words]
        assert "".join(words) == marks.straightened(text).replace(" ", "")
        for sentence in passage.sentences:
            assert sentence.tree is not None
            assert sentence.names is not None
            heads = sentence.tree.heads
            assert len(heads) == len(sentence.words) == len(sentence.tree.upos)
            assert heads.count(0) == 1
            assert find_cycle([0, *heads]) is None
            assert [head == 0 for head in heads] == [dep == "root" for dep in sentence.tree.deps]


def test_articles_are_read_as_the_package_reads_them(package: Package, tmp_path: Path) -> None:
    for part in ("text", "attributions"):
        (tmp_path / part).mkdir()
    (tmp_path / "text" / "port.txt").write_text(f"{_SAID}\n", encoding="utf-8")
    start = _SAID.index("said")
    lines = [f"T1\tCue {start} {start + 4}\tsaid", "E1\tAttribution:T1 Cue:T1"]
    (tmp_path / "attributions" / "port_ADA.ann").write_text("\n".join(lines), encoding="utf-8")
    (passage,) = package.said(tmp_path)
    pieces = [(one.words[piece.first], piece.part) for one in passage.sentences for piece in one.said or ()]
    assert pieces == [("said", "cue")]
