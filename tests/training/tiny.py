"""A small world for the tests: invented corpora, a vocabulary of letters, a network of a few hundred weights."""

import argparse
import json
import shutil
import string
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.tokens import Doc, DocBin, Span

from demarche.parse.wordpiece import WordPiece
from training.engine.config import Settings, read_settings
from training.engine.gum_names import read_name_rules
from training.engine.job import Job
from training.engine.prepare import Package, Preparation
from training.engine.records import Passage, Piece, Sentence
from training.engine.swap import Swapper
from training.engine.treebank import Paragraph, read_paragraphs

HERE = Path(__file__).parent
TREEBANK = "harbour.conllu"
NAMES = "names.spacy"
FACTS = "facts/train.jsonl"
ARTICLES = "articles"
HELD_OUT = ("Farmers", "cheered", "loudly", ".")
MARKS: Mapping[int, str] = {ord("“"): '"', ord("”"): '"', ord("’"): "'"}
VOCABULARY = (
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    *string.ascii_lowercase,
    *("##" + letter for letter in string.ascii_lowercase),
    *string.punctuation,
)
PIECES = WordPiece(VOCABULARY)
NLP = spacy.blank("en")
SAID = Passage(
    "harbour",
    (
        Sentence(("Ada", "spoke", "."), said=(Piece(0, 1, "source", 1), Piece(1, 2, "cue", 1))),
        Sentence(("Grain", "is", "scarce", "."), said=(Piece(0, 3, "content", -2),)),
    ),
)
"""A paragraph of an attributed article: the cue of the second sentence's content stands in the first."""
_FACTS = (
    {"text": " ".join(HELD_OUT), "targets": [{"span1": [1, 2], "label": 3.0}]},
    {"text": "Ships didn’t wait.", "targets": [{"span1": [2, 3], "label": -2.5}]},
)
_BOUNDARIES = {
    "final": [".", "?"],
    "weak": [],
    "closing": ['"'],
    "pairs": {"(": ")"},
    "quotes": ['"'],
    "greeting": 5,
    "bars": {"ended": 0, "abbreviation": 0, "neither": 0, "small": 0, "weak": 0, "unmarked": 0},
    "straight": {"“": '"', "”": '"', "’": "'"},
}


def settings(**training: object) -> Settings:
    """Return the default settings with the tiny corpora, a tiny network and the given training settings.

    The run starts from pretrained weights.
    """
    usual = read_settings()
    replace = msgspec.structs.replace
    data = replace(
        usual.data,
        train_trees=(TREEBANK,),
        dev_trees=(TREEBANK,),
        with_entities=(TREEBANK,),
        train_names=(NAMES,),
        dev_names=(NAMES,),
        train_said=(ARTICLES,),
        dev_said=(ARTICLES,),
        train_facts=(FACTS,),
        dev_facts=(FACTS,),
        names_overlap=(),
        held_out=(),
        headlines=1.0,
    )
    network = replace(
        usual.network,
        vocabulary=len(VOCABULARY),
        positions=256,
        width=8,
        attention_heads=2,
        inner_width=16,
        layers=2,
        fast_layers=1,
        shape_width=4,
        tag_width=8,
        entity_width=8,
        said_width=8,
        link_width=4,
        fact_width=4,
        arc_width=8,
        label_width=4,
    )
    quick = {
        "epochs": 4,
        "batch_pieces": 60,
        "precision": "f32",
        "threads": 1,
        "save_every": 3,
        "log_every": 2,
    }
    return replace(
        usual,
        data=data,
        swap=replace(usual.swap, copies=1, share=1.0, organisations=1.0),
        labels=replace(usual.labels, fewest_upos=1, fewest_xpos=1, fewest_feats=1, fewest_dep=1),
        start=None,
        network=network,
        training=replace(usual.training, **(quick | training)),
        shares=type(usual.shares)(**dict.fromkeys(usual.shares.__struct_fields__, 1.0)),
    )


def corpora(folder: Path) -> Path:
    """Write a data folder: the tiny treebank, three entity documents, facts, articles (`package` says what they hold)."""
    for part in (folder / FACTS, folder / ARTICLES / "harbour.txt"):
        part.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / TREEBANK, folder / TREEBANK)
    repeated = [token.form for tree in paragraphs()[1].trees for token in tree.tokens]
    reported = ("Wenn", "voted", ".", *HELD_OUT, "So", "did", "Ada", "Brandt", ".")
    docs = [
        document(*reported, names=[(0, 1, "LOC"), (9, 11, "PER")]),
        document(*repeated, names=[(0, 1, "LOC")]),
        document(*HELD_OUT),
    ]
    DocBin(attrs=["ENT_IOB", "ENT_TYPE"], docs=docs).to_disk(folder / NAMES)
    lines = [json.dumps(entry, ensure_ascii=False) + "\n" for entry in _FACTS]
    (folder / FACTS).write_text("".join(lines), encoding="utf-8")
    (folder / ARTICLES / "harbour.txt").write_text("Ada spoke. Grain is scarce.", encoding="utf-8")
    return folder


def document(*words: str, names: Sequence[tuple[int, int, str]] = ()) -> Doc:
    """Return a document of these words with the given names."""
    doc = Doc(NLP.vocab, list(words))
    doc.set_ents([Span(doc, first, last, label) for first, last, label in names], default="outside")
    return doc


def after_full_stops(docs: Sequence[Doc]) -> Iterator[NDArray[np.bool_]]:
    """Say that a sentence begins with every word that follows a full stop."""
    for doc in docs:
        yield np.array([token.i == 0 or doc[token.i - 1].text == "." for token in doc])


def words_of(text: str) -> list[str]:
    """Return the words that spaCy's English tokenizer cuts."""
    return [token.text for token in NLP.make_doc(text)]


def package(chosen: Settings) -> Package:
    """Return a package whose articles all hold `SAID` and whose only example is the treebank's last paragraph."""
    lists = {"PER": ("Li Wu",), "ORG": ("Grain Board",), "LOC": ("Sudport",)}
    return Package(
        after_full_stops,
        lambda _: (SAID,),
        lambda: passages()[1:],
        words_of,
        Swapper(chosen.swap, lists, words_of),
    )


def preparation(chosen: Settings, data: Path) -> Preparation:
    """Return a preparation of a data folder by the tiny package."""
    return Preparation(chosen, data, MARKS, read_name_rules(), package(chosen))


def engine(folder: Path) -> Path:
    """Write the files of an engine folder that training reads; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    (folder / "boundaries.yaml").write_text(json.dumps(_BOUNDARIES), encoding="utf-8")
    return folder


def job(folder: Path, chosen: Settings) -> Job:
    """Return a job on prepared data of the tiny corpora, in a folder of its own."""
    options = dict.fromkeys(("stop_after", "checkpoint", "weights", "labels"))
    given = argparse.Namespace(work=folder / "work", data=corpora(folder / "data"), **options)
    made = Job(chosen, engine(folder / "shipped"), given)
    preparation(chosen, made.data).write(made.prepared)
    return made


def paragraphs(longest: int = 12) -> list[Paragraph]:
    """Return the paragraphs of the tiny treebank."""
    return list(read_paragraphs(HERE / TREEBANK, longest, MARKS))


def passages() -> list[Passage]:
    """Return the prepared passages of the tiny treebank, with names."""
    return list(preparation(settings(), HERE).trees(TREEBANK))
