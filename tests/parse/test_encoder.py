"""What the encoder makes of its network's scores, a window at a time."""

import json
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np
import pytest

from demarche.parse import encoder as module
from demarche.parse.attributions import NO_CUE
from demarche.parse.encoder import Annotation, Encoder
from demarche.parse.network import Floats, Ints, Outputs

_LABELS = {
    "upos": ["NOUN"],
    "xpos": ["NN"],
    "feats": ["_"],
    "dep": ["obj", "root", "nsubj"],
    "bio": ["O"],
    "said": ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"],
}
# Words, each with what the network below says of it: whether it begins a sentence, and its tag.
_WORDS = {
    "now": (True, "O"),
    "ada": (False, "B-source"),
    "said": (False, "B-cue"),
    "grain": (False, "B-content"),
    "waits": (False, "I-content"),
    "then": (True, "I-content"),
    "word": (False, "O"),
    "##s": (False, "O"),
}
_VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *_WORDS]
_BEGINS = np.array([False] * 4 + [begins for begins, _ in _WORDS.values()])
_TAGS = np.array([0] * 4 + [_LABELS["said"].index(tag) for _, tag in _WORDS.values()])
_SAID = _VOCABULARY.index("said")
# [dependent and 1] x [label x (head and 1)]: "obj" scores what the dependent says, "nsubj" what the head says, "root" most.
_LABEL_WEIGHTS = np.array([[0, 1, 0, 0, 0, 0], [0, 0, 0, 100, 1, 0]], np.float32)


class _FakeNetwork:
    """Hangs every word on the one before it, ties every piece to the nearest cue of its row, and remembers its batches."""

    def __init__(self, folder: Traversable, *, fast: bool) -> None:
        assert (folder / "vocab.txt").is_file()
        self.fast = fast
        self.batches: list[Ints] = []

    def run(self, ids: Ints, piece_shapes: Ints, first: Ints, word_shapes: Ints) -> Outputs:
        assert ids.shape == piece_shapes.shape
        assert first.shape == word_shapes.shape
        self.batches.append(ids)
        words = np.take_along_axis(ids, first, axis=1)
        rows, count = words.shape
        arcs = np.zeros((rows, count, count), np.float32)
        arcs[:, :, 0] = 1
        arcs[:, np.arange(1, count), np.arange(count - 1)] += 5
        places = np.arange(count)
        far = np.abs(places[:, None] - places[None, :]).astype(np.float32)
        return Outputs(
            upos=words,
            xpos=words,
            feats=words,
            start=np.where(_BEGINS[words], 5, -5).astype(np.float32),
            bio=word_shapes,
            arcs=arcs,
            as_dependent=np.ones((rows, count, 1), np.float32),
            as_head=np.where(words == _SAID, 2, 0).astype(np.float32)[:, :, None],
            said=np.eye(len(_LABELS["said"]), dtype=np.float32)[_TAGS[words]],
            links=np.where(places[None, None, :] > 0, -far, -1000).repeat(rows, axis=0),
            facts=words.astype(np.float32),
        )


def _encoder(folder: Path, threads: int = 1) -> Encoder:
    folder.mkdir(exist_ok=True)
    (folder / "vocab.txt").write_text("\n".join(_VOCABULARY) + "\n", encoding="utf-8")
    (folder / "labels.json").write_text(json.dumps(_LABELS), encoding="utf-8")
    np.save(folder / "label_weights.npy", _LABEL_WEIGHTS)
    return Encoder(folder, threads=threads)


@pytest.fixture(name="encoder")
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Encoder:
    monkeypatch.setattr(module, "Network", _FakeNetwork)
    return _encoder(tmp_path / "engine")


@pytest.fixture(name="batches")
def seen(encoder: Encoder) -> list[Ints]:
    """Return the list in which the network keeps the batches that it reads."""
    network = encoder._network  # noqa: SLF001 - the fake that the fixture put there
    assert isinstance(network, _FakeNetwork)
    return network.batches


def _annotated(encoder: Encoder, *paragraphs: list[str], bars: Floats | None = None) -> list[Annotation]:
    thresholds = [np.zeros(len(words), np.float32) if bars is None else bars for words in paragraphs]
    return encoder.annotate(paragraphs, thresholds)


def _sentences(*lengths: int) -> list[str]:
    """Return sentences of so many words."""
    return [word for length in lengths for word in ["now", *["word"] * (length - 1)]]


def _begins(annotation: Annotation) -> list[int]:
    return np.flatnonzero(annotation.starts).tolist()


def test_words_are_read_off_their_first_piece(encoder: Encoder, batches: list[Ints]) -> None:
    (found,) = _annotated(encoder, ["now", "words", "said"])
    expected = [_VOCABULARY.index(piece) for piece in ("now", "word", "said")]
    assert found.upos.tolist() == found.xpos.tolist() == found.feats.tolist() == expected
    assert found.facts.tolist() == expected
    assert [_VOCABULARY[piece] for piece in batches[0][0]] == ["[CLS]", "now", "word", "##s", "said", "[SEP]"]


def test_heads_and_labels_are_those_of_each_sentence(encoder: Encoder) -> None:
    (found,) = _annotated(encoder, ["word", "said", "grain", "now", "word"])
    assert _begins(found) == [0, 3]
    assert found.head.tolist() == [0, 0, 1, 3, 3]
    assert [_LABELS["dep"][label] for label in found.dep] == ["root", "obj", "nsubj", "root", "obj"]


def test_a_sentence_begins_above_the_bar_and_with_a_paragraph(encoder: Encoder) -> None:
    words = ["word", "now", "word", "now"]
    assert _begins(_annotated(encoder, words)[0]) == [0, 1, 3]
    bars = np.array([np.inf, np.inf, -np.inf, 4.9], np.float32)
    assert _begins(_annotated(encoder, words, bars=bars)[0]) == [0, 2, 3]


def test_a_long_paragraph_is_read_on_from_its_last_start(encoder: Encoder, batches: list[Ints]) -> None:
    (found,) = _annotated(encoder, _sentences(50, 50, 50))
    assert [np.count_nonzero(batch) - 2 for batch in batches] == [110, 50]
    assert _begins(found) == [0, 50, 100]
    assert found.head.tolist() == [max(at - 1, at // 50 * 50) for at in range(150)]
    assert len(found.facts) == len(found.cue) == len(found.said) == 150


def test_windows_count_pieces(encoder: Encoder, batches: list[Ints]) -> None:
    words = [word + "s" if word == "word" else word for word in _sentences(40, 40)]
    (found,) = _annotated(encoder, words)
    assert [np.count_nonzero(batch) - 2 for batch in batches] == [110, 79]
    assert _begins(found) == [0, 40]


def test_a_long_sentence_gets_a_wider_window(encoder: Encoder, batches: list[Ints]) -> None:
    (found,) = _annotated(encoder, _sentences(150, 30))
    assert [np.count_nonzero(batch) - 2 for batch in batches] == [110, 180]
    assert _begins(found) == [0, 150]
    assert found.head[149] == 148


def test_a_sentence_beyond_the_widest_window_is_cut(encoder: Encoder) -> None:
    (found,) = _annotated(encoder, _sentences(700))
    assert _begins(found) == [0, 440]
    assert found.head[[439, 440, 441]].tolist() == [438, 440, 440]
    assert len(found.upos) == 700


def test_paragraphs_keep_their_order_and_empty_ones_have_nothing(encoder: Encoder) -> None:
    found = _annotated(encoder, _sentences(90, 60), [], ["said"], _sentences(8), _sentences(7))
    assert [len(one.head) for one in found] == [150, 0, 1, 8, 7]
    assert found[2].said.tolist() == [_LABELS["said"].index("B-cue")]
    assert found[1].starts.dtype == np.bool_
    assert _annotated(encoder) == []


def test_paragraphs_of_similar_length_are_read_together(encoder: Encoder, batches: list[Ints]) -> None:
    _annotated(encoder, *[["word"] * length for length in (10, 90, 12, 90, 90, 90, 90)])
    assert [batch.shape for batch in batches] == [(2, 14), (4, 92), (1, 92)]


def test_threads_change_nothing(encoder: Encoder, tmp_path: Path) -> None:
    paragraphs = [_sentences(length, 70, 20) for length in (5, 30, 60, 100, 150)]
    alone, together = (
        _annotated(one, *paragraphs) for one in (encoder, _encoder(tmp_path / "other", threads=3))
    )
    for ours, theirs in zip(alone, together, strict=True):
        assert ours.head.tolist() == theirs.head.tolist()
        assert ours.starts.tolist() == theirs.starts.tolist()


def test_pieces_are_tied_to_cues_of_their_row(encoder: Encoder) -> None:
    words = ["ada", "said", "grain", "waits", "now", "ada", "word", "said"]
    (found,) = _annotated(encoder, words)
    assert found.cue.tolist() == [1, 1, 1, NO_CUE, NO_CUE, 7, NO_CUE, 7]


def test_a_piece_that_begins_with_an_end_is_made_whole(encoder: Encoder) -> None:
    (found,) = _annotated(encoder, ["waits", "waits", "said"])
    assert [_LABELS["said"][tag] for tag in found.said] == ["B-content", "I-content", "B-cue"]
    assert found.cue.tolist() == [2, NO_CUE, 2]


def _two_windows(**words: str) -> list[str]:
    """Return two sentences, of 100 and of 50 words, with some words put in: `w7="said"` is the word at 7."""
    made = _sentences(100, 50)
    for place, word in words.items():
        made[int(place[1:])] = word
    return made


def test_a_piece_of_one_window_may_hang_on_a_cue_of_the_next(encoder: Encoder, batches: list[Ints]) -> None:
    (found,) = _annotated(encoder, _two_windows(w97="grain", w105="said", w107="ada", w149="ada"))
    assert len(batches) == 2
    assert {at: int(cue) for at, cue in enumerate(found.cue) if cue != NO_CUE} == {
        97: 105, 105: 105, 107: 105, 149: 105,
    }  # fmt: skip


def test_what_a_window_does_not_hold_is_no_cue_of_it(encoder: Encoder) -> None:
    (found,) = _annotated(encoder, _two_windows(w99="said", w120="ada"))
    assert {at: int(cue) for at, cue in enumerate(found.cue) if cue != NO_CUE} == {99: 99}


def test_a_piece_may_reach_from_one_window_into_the_next(encoder: Encoder) -> None:
    (found,) = _annotated(encoder, _two_windows(w98="said", w99="grain", w100="then", w103="said"))
    assert [_LABELS["said"][tag] for tag in found.said[98:102]] == ["B-cue", "B-content", "I-content", "O"]
    assert found.cue[98:104].tolist() == [98, 98, NO_CUE, NO_CUE, NO_CUE, 103]
