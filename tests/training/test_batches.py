from collections.abc import Sequence
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.training.tiny import PIECES, passages, settings
from training.engine.batches import Chunk, chunks, collate, plan
from training.engine.examples import UNKNOWN, Encoding, Example, LabelSets, collect_labels

TRAINING = settings().training


def encoding() -> Encoding:
    return Encoding(collect_labels(passages(), settings().labels), PIECES)


def example(length: int) -> Example:
    """Return a sentence of so many words of one piece each, without layers."""
    return Example(((5,),) * length, (1,) * length, (), (), (), (), (), (0,) * length)


def lengths(batch: Sequence[Chunk]) -> list[int]:
    return [sum(sentence.length for sentence in chunk) + 2 for chunk in batch]


PASSAGES = st.lists(st.lists(st.integers(1, 50).map(example), min_size=1, max_size=6), max_size=6)


@given(PASSAGES, st.integers())
def test_chunks_hold_every_sentence_once_in_order(passage_list: list[list[Example]], seed: int) -> None:
    found = list(chunks(passage_list, TRAINING, Random(seed)))  # noqa: S311 - no secret
    together = [sentence for chunk in found for sentence in chunk]
    expected = [sentence for passage in passage_list for sentence in passage]
    assert all(ours is theirs for ours, theirs in zip(together, expected, strict=True))
    assert all(
        len(chunk) == 1 or sum(sentence.length for sentence in chunk) <= TRAINING.chunk_pieces[1]
        for chunk in found
    )


@given(PASSAGES, st.integers(0, 3))
def test_batches_stay_within_their_size(passage_list: list[list[Example]], epoch: int) -> None:
    for batch in plan([passage_list], TRAINING, epoch):
        assert len(batch) == 1 or max(lengths(batch)) * len(batch) <= TRAINING.batch_pieces


def test_a_plan_depends_on_seed_and_epoch_only() -> None:
    source = [[example(length) for length in range(1, 20)] for _ in range(10)]
    assert plan([source], TRAINING, 1) == plan([source], TRAINING, 1)
    assert plan([source], TRAINING, 1) != plan([source], TRAINING, 2)
    assert plan([source], TRAINING, 1) != plan([source], settings(seed=2).training, 1)


def test_batches_do_not_mix_sources() -> None:
    trees = list(encoding().passages(passages(), 100))
    batches = plan([trees, [[example(3)]]], TRAINING, 0)
    assert {len({sentence.has_tree for chunk in batch for sentence in chunk}) for batch in batches} == {1}


def test_a_row_holds_its_sentences_one_after_the_other() -> None:
    second, third = list(encoding().passages(passages(), 100))[1]
    batch = collate([[second, third], [third]], PIECES.start, PIECES.end)
    inputs, targets = batch.inputs, batch.targets
    count = second.words + third.words
    assert inputs.ids[0, 0] == PIECES.start
    assert inputs.ids[0, -1] == PIECES.end
    assert inputs.ids[1, third.length + 1] == PIECES.end
    assert not inputs.ids[1, third.length + 2 :].any()
    flat = [piece for sentence in (second, third) for pieces in sentence.pieces for piece in pieces]
    assert inputs.ids[0, 1:-1].tolist() == flat
    assert inputs.ids[0, inputs.first[0, 1:]].tolist() == [
        pieces[0] for sentence in (second, third) for pieces in sentence.pieces
    ]
    assert targets.head[0, 1 : count + 1].tolist() == [
        *second.heads,
        *(head and head + second.words for head in third.heads),
    ]
    assert targets.sentence[0].tolist() == [-2, *[0] * second.words, *[1] * third.words]
    assert targets.start[0, [1, 2, second.words + 1]].tolist() == [UNKNOWN, 0, 1]
    assert set(targets.upos[1, third.words + 1 :].tolist()) == {UNKNOWN}
    assert batch.has_trees


def test_names_only_leave_the_other_targets_unknown() -> None:
    batch = collate([[example(3)]], PIECES.start, PIECES.end)
    assert not batch.has_trees
    assert batch.targets.bio[0].tolist() == [UNKNOWN, 0, 0, 0]
    assert np.all(batch.targets.head == UNKNOWN)


def test_rare_labels_are_not_learnt() -> None:
    rare = settings().labels
    kept = collect_labels(passages(), type(rare)(2, 2, 2, 3, ("PER",)))
    assert "ADV" not in kept.upos
    assert kept.upos[0] == "PUNCT"
    assert kept.bio == ("O", "B-PER", "I-PER")
    only = LabelSets(
        ("NOUN",), (), (), ("root",), ("O", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-PER", "I-PER")
    )
    made = Encoding(only, PIECES).example(passages()[1].sentences[1])
    assert made.upos == (0, UNKNOWN, UNKNOWN, UNKNOWN)
    assert made.dep == (UNKNOWN, 0, UNKNOWN, UNKNOWN)


def test_names_become_tags() -> None:
    made = encoding()
    tags = made.example(passages()[1].sentences[0]).bio
    assert [made.labels.bio[tag] for tag in tags] == [
        "B-LOC",
        "O",
        "O",
        "B-LOC",
        "I-LOC",
        "I-LOC",
        *"OOO",
        "B-LOC",
        "O",
    ]
