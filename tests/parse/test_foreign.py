"""Other spaCy pipelines in the engine's place."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from demarche.lexicon.layout import load_layout
from demarche.model.reading import Reading
from demarche.model.syntax import PipelineError
from demarche.parse.foreign import ForeignPipeline, load_pipeline
from demarche.parse.load import load_parser
from demarche.read.formats.text import read

_READING = "Harbour news\n\n5 March 2024\n\nNorland opened ports. Ships left.\n\nRain fell.\n"
_PARSES = {
    "Harbour": ("compound", 1, "PROPN", "Harbour"),
    "news": ("ROOT", 0, "NOUN", "news"),
    "Norland": ("nsubj", 1, "PROPN", "Norland"),
    "opened": ("ROOT", 0, "VERB", "open"),
    "ports": ("obj", -1, "NOUN", "port"),
    "Ships": ("nsubj:pass", 1, "NOUN", "ship"),
    "left": ("ROOT", 0, "VERB", "leave"),
    "Rain": ("nsubj", 1, "NOUN", "rain"),
    "fell": ("ROOT", 0, "VERB", "fall"),
    ".": ("punct", -1, "PUNCT", "."),
}
"""Relation, where the head stands, part of speech and lemma of each word."""


@Language.factory("table_of_words", default_config={"layers": [], "object_relation": "obj"})
def _table(nlp: Language, name: str, layers: list[str], object_relation: str) -> "_Table":
    assert nlp.vocab is not None
    assert name
    return _Table(frozenset(layers), object_relation)


class _Table:
    """A component that sets the given layers of the words above."""

    def __init__(self, layers: frozenset[str], object_relation: str) -> None:
        self._layers = layers
        self._object = object_relation

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            relation, _, upos, lemma = _PARSES[token.text]
            if "relations" in self._layers:
                token.dep_ = self._object if relation == "obj" else relation
            if "tags" in self._layers:
                token.pos_ = upos
            if "lemmas" in self._layers:
                token.lemma_ = lemma
        for token in doc:
            if "heads" in self._layers:
                token.head = doc[max(token.i + _PARSES[token.text][1], 0)]
        return doc


def _nlp(*without: str, object_relation: str = "obj") -> Language:
    """Return a pipeline of the component above that leaves some layers out."""
    layers = sorted({"relations", "heads", "tags", "lemmas"} - set(without))
    nlp = spacy.blank("en", meta={"name": "table"})
    nlp.add_pipe("table_of_words", config={"layers": layers, "object_relation": object_relation})
    return nlp


@pytest.fixture(name="reading")
def given() -> Reading:
    return read(_READING.encode(), path="report.txt", layout=load_layout())


def test_a_pipeline_gives_words_sentences_and_trees(reading: Reading) -> None:
    syntax = ForeignPipeline(_nlp()).parse(reading)
    assert [word.text for word in syntax.words] == [
        *("Harbour", "news"), *("Norland", "opened", "ports", "."), *("Ships", "left", "."), *("Rain", "fell", "."),
    ]  # fmt: skip
    assert [sentence.root.text for sentence in syntax.sentences] == ["news", "opened", "left", "fell"]
    assert [sentence.block for sentence in syntax.sentences] == [0, 2, 2, 3]
    assert all(reading.report.text[word.start : word.end] == word.text for word in syntax.words)
    ports = syntax.words[4]
    assert (ports.dep, ports.head.text, ports.upos, ports.lemma) == ("obj", "opened", "NOUN", "port")
    assert syntax.words[6].dep == "nsubj:pass"
    assert syntax.words[3].dep == "root"
    assert syntax.attributions == ()
    assert {word.factuality for word in syntax.words} == {None}


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        ("lemmas", "the pipeline table gives no lemmas"),
        ("tags", "the pipeline table gives no parts of speech"),
        ("relations", "the pipeline table gives no dependencies"),
        ("heads", "the pipeline table gives no sentences"),
    ],
)
def test_a_pipeline_that_lacks_a_layer_is_refused(layer: str, message: str, reading: Reading) -> None:
    with pytest.raises(PipelineError, match=message):
        ForeignPipeline(_nlp(layer)).parse(reading)


@pytest.mark.parametrize("relation", ["dobj", "OBJ", "dobj:x"])
def test_other_relations_than_those_of_ud_are_refused(relation: str, reading: Reading) -> None:
    pipeline = ForeignPipeline(_nlp(object_relation=relation))
    with pytest.raises(PipelineError, match=f"none of Universal Dependencies: {relation}$"):
        pipeline.parse(reading)


def test_a_pipeline_is_loaded_from_a_folder(reading: Reading, tmp_path: Path) -> None:
    _nlp().to_disk(tmp_path / "table")
    loaded = load_parser(str(tmp_path / "table"))
    assert [word.lemma for word in loaded.parse(reading).words][:3] == ["Harbour", "news", "Norland"]
    assert loaded.digest == load_pipeline(str(tmp_path / "table")).digest


def test_pipelines_are_told_apart_by_their_digest() -> None:
    digests = [ForeignPipeline(nlp).digest for nlp in (_nlp(), _nlp(), _nlp(object_relation="iobj"))]
    assert digests[0] == digests[1] != digests[2]
    assert all(len(digest) == 16 for digest in digests)


@pytest.mark.parametrize("name", ["no_such_pipeline", "", "rich", "numpy", "en", "a/b"])
def test_what_is_no_pipeline_is_refused_in_one_line(name: str) -> None:
    with pytest.raises(PipelineError, match=f"spaCy cannot load the pipeline {name}:") as caught:
        load_parser(name)
    assert "\n" not in str(caught.value)
