from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.training.tiny import passages, settings
from training.engine.config import SwapSettings
from training.engine.gum_names import Name
from training.engine.records import Passage, Sentence, TreeLayer
from training.engine.swap import Swapper, headline

LISTS = {"PER": ("Li Wu", "Omar"), "ORG": ("Grain Board",), "LOC": ("Isle of Sud", "Tarn")}
VISIT = Sentence(
    ("Ada", "Brandt", "left", "the", "Port", "Council", "for", "Wenn", "."),
    names=((0, 2, "PER"), (4, 6, "ORG"), (7, 8, "LOC")),
)


def usual(**changed: object) -> SwapSettings:
    return replace(settings().swap, **({"institutions": ("Council of Ports",)} | changed))


def swapped(sentence: Sentence, chosen: SwapSettings, seed: int = 1) -> Sentence:
    """Return the sentence with its names exchanged, from a seed."""
    random = Random(seed)  # noqa: S311 - reproducible on purpose
    passage = Swapper(chosen, LISTS, str.split).swapped(Passage("harbour", (sentence,)), random)
    assert passage.document == "harbour"
    return passage.sentences[0]


def spelt(sentence: Sentence) -> list[tuple[str, str]]:
    """Return the names of a sentence as words with their labels."""
    return [(" ".join(sentence.words[first:last]), label) for first, last, label in sentence.names or ()]


@given(st.integers())
def test_names_are_exchanged_with_their_kind_and_the_rest_stays(seed: int) -> None:
    found = swapped(VISIT, usual(), seed)
    assert [label for _, label in spelt(found)] == ["PER", "ORG", "LOC"]
    assert all(name in LISTS[label] for name, label in spelt(found))
    inside = {at for first, last, _ in found.names or () for at in range(first, last)}
    assert [word for at, word in enumerate(found.words) if at not in inside] == ["left", "the", "for", "."]


def test_a_share_of_none_changes_nothing() -> None:
    assert swapped(VISIT, usual(share=0.0)) == VISIT


def test_a_share_of_the_names_is_exchanged() -> None:
    many = Sentence(("Wenn",) * 400, names=tuple((at, at + 1, "LOC") for at in range(400)))
    kept = spelt(swapped(many, usual(share=0.25))).count(("Wenn", "LOC"))
    assert 260 < kept < 340


def test_the_same_seed_exchanges_alike() -> None:
    found = {swapped(VISIT, usual(), seed).words for seed in range(20)}
    assert len(found) == 4
    assert swapped(VISIT, usual(), 3) == swapped(VISIT, usual(), 3)


@pytest.mark.parametrize(
    ("words", "name", "expected"),
    [
        ("Norbank agreed", (0, 1), "The Council of Ports agreed"),
        ("Then Norbank agreed", (1, 2), "Then the Council of Ports agreed"),
        ("The Norbank agreed", (1, 2), "The Council of Ports agreed"),
    ],
)
def test_an_institution_gets_its_article_outside_its_name(
    words: str, name: tuple[int, int], expected: str
) -> None:
    sentence = Sentence(tuple(words.split()), names=((*name, "ORG"),))
    found = swapped(sentence, usual(organisations=0.0))
    assert " ".join(found.words) == expected
    assert spelt(found) == [("Council of Ports", "ORG")]


def tree(*rows: tuple[str, str, int], names: tuple[Name, ...] | None = None) -> Sentence:
    """Return a sentence of words, parts of speech and heads."""
    words, upos, heads = zip(*rows, strict=True)
    marks = ("_",) * len(rows)
    deps = tuple("dep" if head else "root" for head in heads)
    return Sentence(words, TreeLayer(upos, marks, marks, heads, deps), names)


RELIEF = (
    ("the", "DET", 2),
    ("relief", "NOUN", 3),
    ("reached", "VERB", 0),
    ("the", "DET", 5),
    ("port", "NOUN", 3),
)
STOP = (".", "PUNCT", 3)


def test_a_short_sentence_is_written_as_a_headline() -> None:
    found = headline(tree(*RELIEF, STOP, names=((4, 5, "LOC"),)))
    assert found is not None
    assert found.words == ("The", "Relief", "Reached", "the", "Port")
    assert found.names == ((4, 5, "LOC"),)
    assert found.tree == tree(*RELIEF).tree


def test_a_headline_keeps_capitals_inside_words() -> None:
    found = headline(
        tree(("eFleet", "PROPN", 2), ("left", "VERB", 0), ("NATO", "PROPN", 2), (".", "PUNCT", 2))
    )
    assert found is not None
    assert found.words == ("EFleet", "Left", "NATO")


@pytest.mark.parametrize(
    "sentence",
    [
        tree(*RELIEF),
        tree(*RELIEF, ("?", "PUNCT", 3)),
        tree(("Rain", "NOUN", 2), ("fell", "VERB", 0), (".", "PUNCT", 2)),
        tree(*RELIEF[:2], ("reached", "VERB", 6), *RELIEF[3:], (".", "PUNCT", 0)),
        tree(*RELIEF, *[("far", "ADV", 3)] * 12, STOP),
        Sentence(("The", "relief", "reached", "Wenn", ".")),
    ],
    ids=["no stop", "question", "too short", "words on the stop", "too long", "no tree"],
)
def test_other_sentences_are_no_headlines(sentence: Sentence) -> None:
    assert headline(sentence) is None


def test_headlines_of_treebanks_are_trees() -> None:
    found = [headline(sentence) for passage in passages() for sentence in passage.sentences]
    layers = [one.tree for one in found if one is not None and one.tree is not None]
    assert [len(layer.heads) for layer in layers] == [10, 3]
    for layer in layers:
        assert max(layer.heads) <= len(layer.heads) == len(layer.upos) == len(layer.deps) == len(layer.xpos)
