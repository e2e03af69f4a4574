from importlib.resources import files
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from demarche.parse.encoder import Annotation, Labels
from tests.training.tiny import PIECES, passages, settings
from training.engine.evaluate import evaluate, name_figures, names_of_tags, start_figures, tree_figures
from training.engine.examples import Encoding, collect_labels
from training.engine.gum_names import Name
from training.engine.records import Passage, Sentence, TreeLayer, write_passages

LABELS = Labels(
    ("NOUN", "VERB"), ("NN",), ("_",), ("root", "obj", "nsubj:pass"), ("O", "B-PER", "I-PER"), ("O", "B-cue")
)
ENCODING = Encoding(collect_labels(passages(), settings().labels), PIECES)
FIRST = Sentence(
    ("Ports", "closed"),
    TreeLayer(("NOUN", "VERB"), ("NN", "NN"), ("_", "_"), (2, 0), ("nsubj", "root")),
    ((0, 1, "PER"),),
)
TWO_IN_ONE = Sentence(
    ("Kenya", "sent", "troops", ".", "They", "left", "."),
    TreeLayer(("X",) * 7, ("X",) * 7, ("_",) * 7, (2, 0, 2, 2, 6, 2, 2), ("dep",) * 7),
)
SECOND = Sentence(("Closed",), TreeLayer(("VERB",), ("NN",), ("_",), (0,), ("root",)), ())


def annotation(
    head: list[int], dep: list[int], starts: list[bool], bio: list[int] | None = None
) -> Annotation:
    """Return an annotation whose tags are all the first of their set."""
    zeros = np.zeros(len(head), np.int64)
    tags = zeros if bio is None else np.array(bio)
    return Annotation(
        upos=zeros,
        xpos=zeros,
        feats=zeros,
        dep=np.array(dep),
        bio=tags,
        head=np.array(head),
        starts=np.array(starts),
        said=zeros,
        cue=zeros - 1,
        facts=zeros.astype(np.float32),
    )


def test_labels_are_compared_without_and_with_their_subtype() -> None:
    found = [annotation([1, 1], [2, 0], [True, False])]
    assert tree_figures([FIRST], found, LABELS) == {
        "upos": 50.0,
        "xpos": 100.0,
        "feats": 100.0,
        "uas": 100.0,
        "las": 100.0,
        "las_subtyped": 50.0,
    }


def test_a_wrong_head_counts_for_nothing() -> None:
    found = [annotation([0, 0], [0, 0], [True, False])]
    assert tree_figures([FIRST], found, LABELS)["uas"] == 0


def test_a_wrong_boundary_costs_both_sentences() -> None:
    passage = Passage("", (FIRST, SECOND))
    right = annotation([1, 1, 2], [2, 0, 0], [True, False, True])
    wrong = annotation([1, 1, 1], [2, 0, 1], [True, False, False])
    assert start_figures([passage], [right], LABELS) == {
        "sentence_f1": 100.0,
        "uas_unsplit": 100.0,
        "las_unsplit": 100.0,
    }
    assert start_figures([passage], [wrong], LABELS) == {
        "sentence_f1": 0.0,
        "uas_unsplit": 66.67,
        "las_unsplit": 66.67,
    }


def test_names_are_right_from_end_to_end() -> None:
    right = annotation([1, 1], [2, 0], [True, False], [1, 0])
    longer = annotation([1, 1], [2, 0], [True, False], [1, 2])
    assert name_figures([FIRST], [right], LABELS)["name_f1"] == 100
    assert name_figures([FIRST], [longer], LABELS)["name_f1"] == 0
    assert name_figures([SECOND], [annotation([0], [0], [True])], LABELS)["name_f1"] == 0


def test_stray_continuations_begin_a_name() -> None:
    tags = ["I-PER", "I-ORG", "I-ORG", "B-ORG", "O", "B-LOC"]
    assert list(names_of_tags(tags)) == [(0, 1, "PER"), (1, 3, "ORG"), (3, 4, "ORG"), (5, 6, "LOC")]
    assert list(names_of_tags([])) == []


def test_given_sentences_stay_whole_and_passages_are_cut(tmp_path: Path) -> None:
    write_passages(tmp_path / "dev-two.jsonl", [Passage("", (TWO_IN_ONE,))])
    figures = evaluate(files("demarche") / "data" / "engine" / "en", tmp_path, 1)["two"]
    assert figures["uas"] == 100
    assert figures["sentence_f1"] == 0


@st.composite
def names(draw: st.DrawFn) -> tuple[int, tuple[Name, ...]]:
    """Draw a number of words and names in it that do not overlap."""
    cuts = draw(st.lists(st.integers(0, 20), unique=True, max_size=10).map(sorted))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    labels = st.sampled_from(settings().labels.entities)
    return 20, tuple((first, last, draw(labels)) for first, last in pairs)


@given(names())
def test_names_survive_their_tags(drawn: tuple[int, tuple[Name, ...]]) -> None:
    words, expected = drawn
    tags = ENCODING.example(Sentence(("a",) * words, names=expected)).bio
    assert tuple(names_of_tags(ENCODING.labels.bio[tag] for tag in tags)) == expected
