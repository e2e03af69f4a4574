import json
from collections.abc import Sequence
from pathlib import Path
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.training.tiny import PIECES, SAID, passages, settings
from training.engine.batches import Chunk, Source, chunks, collate, plan
from training.engine.examples import (
    UNKNOWN,
    Encoding,
    Example,
    LabelSets,
    collect_labels,
    read_label_sets,
)
from training.engine.records import Fact, Passage, Piece, Sentence

TRAINING = settings().training


def encoding() -> Encoding:
    return Encoding(collect_labels(passages(), settings().labels), PIECES)


def example(length: int) -> Example:
    """Return a sentence of so many words of one piece each, without layers."""
    return Example(((5,),) * length, (1,) * length, (), (), (), (), (), (0,) * length, (UNKNOWN,) * length)


def plain(*words: str) -> Sentence:
    """Return a sentence that no corpus annotates."""
    return Sentence(words)


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
    for batch in plan([Source([passage_list], 1.0)], TRAINING, epoch):
        assert len(batch) == 1 or max(lengths(batch)) * len(batch) <= TRAINING.batch_pieces


def test_a_plan_depends_on_seed_and_epoch_only() -> None:
    source = Source([[[example(length) for length in range(1, 20)] for _ in range(10)]], 0.8)
    assert plan([source], TRAINING, 1) == plan([source], TRAINING, 1)
    assert plan([source], TRAINING, 1) != plan([source], TRAINING, 2)
    assert plan([source], TRAINING, 1) != plan([source], settings(seed=2).training, 1)


def test_an_epoch_shows_one_variant_and_a_share_of_its_passages() -> None:
    first, second = ([[example(length)] for _ in range(200)] for length in (3, 4))
    whole, part = Source([first, second], 1.0), Source([first, second], 0.25)
    shown = [
        [sentence.words for batch in plan([whole], TRAINING, epoch) for chunk in batch for sentence in chunk]
        for epoch in range(3)
    ]
    assert shown == [[3] * 200, [4] * 200, [3] * 200]
    assert 25 < sum(map(len, plan([part], TRAINING, 0))) < 75
    assert plan([Source([first], 0.0)], TRAINING, 0) == []


def test_batches_do_not_mix_sources() -> None:
    trees = list(encoding().passages(passages(), 100))
    batches = plan([Source([trees], 1.0), Source([[[example(3)]]], 1.0)], TRAINING, 0)
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
    kept = collect_labels(passages(), type(rare)(2, 2, 2, 3, ("PER",), ("cue",)))
    assert "ADV" not in kept.upos
    assert kept.upos[0] == "PUNCT"
    assert kept.bio == ("O", "B-PER", "I-PER")
    assert kept.said == ("O", "B-cue", "I-cue")
    only = LabelSets(
        ("NOUN",), (), (), ("root",), ("O", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-PER", "I-PER"), ()
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


def test_pieces_of_attributions_become_tags_and_links() -> None:
    made = encoding()
    first, second = (made.example(sentence) for sentence in SAID.sentences)
    assert [made.labels.said[tag] for tag in first.said] == ["B-source", "B-cue", "O"]
    assert [made.labels.said[tag] for tag in second.said] == ["B-content", "I-content", "I-content", "O"]
    assert (first.links, second.links) == (((0, 1), (1, 1)), ((0, -2),))
    assert set(first.bio) == {UNKNOWN}
    assert set(made.example(passages()[1].sentences[1]).said) == {UNKNOWN}


def test_a_piece_without_a_known_cue_has_no_link() -> None:
    loose = Sentence(("They", "waited"), said=(Piece(0, 2, "content", None),))
    assert encoding().example(loose).links == ()


def test_links_lead_to_the_row_or_to_its_root() -> None:
    first, second = next(encoding().passages([SAID], 100))
    together = collate([[first, second]], PIECES.start, PIECES.end).targets
    assert together.link[0].tolist() == [UNKNOWN, 2, 2, UNKNOWN, 2, *[UNKNOWN] * 3]
    assert together.said[0, 1:].tolist() == [*first.said, *second.said]
    alone = collate([[second], [first]], PIECES.start, PIECES.end).targets
    assert alone.link[0].tolist() == [UNKNOWN, 0, *[UNKNOWN] * 3]
    assert alone.link[1].tolist() == [UNKNOWN, 2, 2, UNKNOWN, UNKNOWN]


def test_a_cue_behind_the_row_is_outside_it_too() -> None:
    before = Sentence(("Grain", "waits"), said=(Piece(0, 2, "content", 3),))
    after = Sentence(("Ada", "spoke", "."), said=(Piece(1, 2, "cue", 1),))
    first, second = next(encoding().passages([Passage("", (before, after))], 100))
    together = collate([[first, second], [first]], PIECES.start, PIECES.end).targets
    assert together.link[:, 1].tolist() == [4, 0]


def test_facts_are_known_for_their_words_only() -> None:
    sure = Sentence(("Ships", "waited", "here"), facts=(Fact(1, 3.0), Fact(2, -1.5)))
    made = encoding()
    batch = collate([[made.example(plain("Rain", "fell")), made.example(sure)]], PIECES.start, PIECES.end)
    np.testing.assert_array_equal(batch.facts[0], np.array([np.nan] * 4 + [3.0, -1.5], np.float32))


def test_a_passage_is_cut_at_a_sentence_that_is_too_long() -> None:
    long = plain(*["far"] * 5)
    passage = Passage("", (plain("a"), plain("b", "c"), long, long, plain("d"), long))
    found = [[one.words for one in chunk] for chunk in encoding().passages([passage], 4)]
    assert found == [[1, 2], [1]]
    assert [len(chunk) for chunk in encoding().passages([passage], 5)] == [6]


def test_label_sets_of_earlier_networks_get_the_parts_of_the_settings(tmp_path: Path) -> None:
    path, labels = tmp_path / "labels.json", encoding().labels
    labels.write(path)
    assert read_label_sets(path, settings().labels) == labels
    earlier = json.loads(path.read_text(encoding="utf-8"))
    assert earlier.pop("said") == list(labels.said)
    path.write_text(json.dumps(earlier), encoding="utf-8")
    assert read_label_sets(path, settings().labels) == labels
