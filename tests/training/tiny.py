"""A small world for the tests: invented sentences, a vocabulary of letters, a network of a few hundred weights."""

import argparse
import json
import string
from collections.abc import Mapping
from pathlib import Path

import msgspec

from demarche.parse.wordpiece import WordPiece
from training.engine.config import Settings, read_settings
from training.engine.gum_names import read_name_rules
from training.engine.job import Job
from training.engine.prepare import Preparation
from training.engine.records import Passage
from training.engine.treebank import Paragraph, read_paragraphs

HERE = Path(__file__).parent
TREEBANK = "harbour.conllu"
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
_BOUNDARIES = {
    "final": [".", "?"],
    "weak": [],
    "closing": ['"'],
    "pairs": {"(": ")"},
    "quotes": ['"'],
    "bars": {"ended": 0, "abbreviation": 0, "neither": 0, "small": 0, "weak": 0, "unmarked": 0},
    "straight": {"“": '"', "”": '"', "’": "'"},
}


def settings(**training: object) -> Settings:
    """Return the default settings with the tiny treebank, a tiny network and the given training settings."""
    usual = read_settings()
    replace = msgspec.structs.replace
    data = replace(
        usual.data,
        train_trees=(TREEBANK,),
        dev_trees=(TREEBANK,),
        with_entities=(TREEBANK,),
        train_names=(),
        dev_names=(),
        names_overlap=(),
        held_out=(),
    )
    labels = replace(usual.labels, fewest_upos=1, fewest_xpos=1, fewest_feats=1, fewest_dep=1)
    network = replace(
        usual.network,
        vocabulary=len(VOCABULARY),
        positions=256,
        width=8,
        attention_heads=2,
        inner_width=16,
        layers=2,
        shape_width=4,
        tag_width=8,
        entity_width=8,
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
        labels=labels,
        network=network,
        training=replace(usual.training, **(quick | training)),
    )


def engine(folder: Path) -> Path:
    """Write the files of an engine folder that training reads; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.txt").write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    (folder / "boundaries.yaml").write_text(json.dumps(_BOUNDARIES), encoding="utf-8")
    return folder


def job(folder: Path, chosen: Settings) -> Job:
    """Return a job on prepared data of the tiny treebank, in a folder of its own."""
    given = argparse.Namespace(work=folder / "work", data=HERE, stop_after=None)
    made = Job(chosen, engine(folder / "shipped"), given)
    Preparation(chosen.data, HERE, MARKS, read_name_rules()).write(made.prepared, lambda _: ())
    return made


def paragraphs(longest: int = 12) -> list[Paragraph]:
    """Return the paragraphs of the tiny treebank."""
    return list(read_paragraphs(HERE / TREEBANK, longest, MARKS))


def passages() -> list[Passage]:
    """Return the prepared passages of the tiny treebank, with names."""
    return list(Preparation(settings().data, HERE, MARKS, read_name_rules()).trees(TREEBANK))
