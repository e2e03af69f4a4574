from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest
from spacy.tokens import Doc

from bench.coding.standoff import Attributed
from demarche.lexicon.layout import load_layout
from demarche.model.reading import Block, Reading
from demarche.parse.parser import Engine
from demarche.read.formats.text import read as read_bytes
from tests.training.tiny import NLP
from training.engine.records import Passage, Piece
from training.engine.said import annotated, paragraphs, said_passages

LAYOUT = load_layout()
TALKS = """Port talks open

5 March 2024

Ada Brandt said the port is open. It will not close, she added.

“The o\ufb03ce is shut,” Lena Vos
told repor-
ters, “for a day”.
"""


class Cutter:
    """An engine that begins a sentence after every full stop, and remembers what roles it was asked for."""

    def __init__(self) -> None:
        self.roles: list[str] = []

    def docs(self, texts: Sequence[tuple[str, Block]]) -> list[Doc]:
        self.roles += [block.role for _, block in texts]
        docs = [NLP.make_doc(text) for text, _ in texts]
        for doc in docs:
            for token in doc:
                token.is_sent_start = token.i == 0 or doc[token.i - 1].text == "."
        return docs


def read(text: str) -> Reading:
    return read_bytes(text.encode(), path="text", layout=LAYOUT)


def place(words: str, text: str = TALKS) -> tuple[int, int]:
    """Return where words stand in an article."""
    start = text.index(words)
    return start, start + len(words)


def passages(*attributions: Attributed, text: str = TALKS) -> list[Passage]:
    """Return the paragraphs of an article with these attributions."""
    return list(paragraphs("talks", text, attributions, cast("Engine", Cutter()), read))


def pieces(passage: Passage) -> list[list[tuple[str, str, int | None]]]:
    """Return the pieces of each sentence as words, with their part and cue."""
    return [
        [(" ".join(one.words[piece.first : piece.last]), piece.part, piece.cue) for piece in one.said or ()]
        for one in passage.sentences
    ]


def test_every_coded_block_is_a_passage_of_sentences() -> None:
    engine = Cutter()
    found = list(paragraphs("talks", TALKS, (), cast("Engine", engine), read))
    assert engine.roles == ["title", "paragraph", "paragraph"]
    assert [len(passage.sentences) for passage in found] == [1, 2, 1]
    assert {passage.document for passage in found} == {"talks"}
    assert {sentence.said for passage in found for sentence in passage.sentences} == {()}
    assert found[0].sentences[0].words == ("Port", "talks", "open")


def test_pieces_of_a_sentence_are_tied_to_its_cue() -> None:
    said = Attributed((place("Ada Brandt"),), (place("said"),), (place("the port is open"),))
    assert pieces(passages(said)[1]) == [
        [("Ada Brandt", "source", 2), ("said", "cue", 2), ("the port is open", "content", 2)],
        [],
    ]


def test_a_cue_may_stand_in_another_sentence() -> None:
    back = Attributed((place("Ada Brandt"),), (place("said"),), (place("the port is open. It will"),))
    ahead = Attributed((), (place("added"),), (place("port is open"), place("It will not close")))
    assert pieces(passages(back)[1])[1] == [("It will", "content", -6)]
    assert pieces(passages(ahead)[1]) == [
        [("port is open", "content", 14)],
        [("It will not close", "content", 6), ("added", "cue", 6)],
    ]


def test_a_content_in_two_parts_makes_two_pieces() -> None:
    told = Attributed(
        (place("Lena Vos"),), (place("told"),), (place("“The o\ufb03ce is shut,”"), place("“for a day”"))
    )
    assert pieces(passages(told)[2]) == [
        [
            ("“ The office is shut , ”", "content", 9),
            ("Lena Vos", "source", 9),
            ("told", "cue", 9),
            ("“ for a day ”", "content", 9),
        ]
    ]


def test_offsets_are_those_of_the_text_before_it_was_mended() -> None:
    spelt = Attributed((), (place("told"),), (place("o\ufb03ce"), place("repor-\nters")))
    assert pieces(passages(spelt)[2])[0] == [
        ("office", "content", 9),
        ("told", "cue", 9),
        ("reporters", "content", 9),
    ]


def test_a_word_belongs_to_what_touches_it() -> None:
    touched = Attributed((), (place("told"),), (place("ters"),))
    assert pieces(passages(touched)[2])[0] == [("told", "cue", 9), ("reporters", "content", 9)]


def test_a_cue_in_another_paragraph_is_not_known() -> None:
    heard = Attributed((place("Lena Vos"),), (place("said"),), (place("Port talks open"),))
    first, second, third = passages(heard)
    assert pieces(first) == [[("Port talks open", "content", None)]]
    assert pieces(second)[0] == [("said", "cue", 2)]
    assert pieces(third)[0] == [("Lena Vos", "source", None)]


def test_a_cue_in_two_parts_is_its_first() -> None:
    parted = Attributed((place("Ada Brandt"),), (place("said"), place("added")), ())
    assert pieces(passages(parted)[1]) == [
        [("Ada Brandt", "source", 2), ("said", "cue", 2)],
        [("added", "cue", -6)],
    ]


def test_of_two_attributions_the_first_has_the_word() -> None:
    outer = Attributed((place("Ada Brandt"),), (place("said"),), (place("the port is open"),))
    inner = Attributed((place("the port"),), (place("is open"),), ())
    assert pieces(passages(outer, inner)[1])[0] == pieces(passages(outer)[1])[0]


def test_neighbouring_pieces_of_two_attributions_stay_apart() -> None:
    first = Attributed((), (place("said"),), (place("the port"),))
    second = Attributed((), (place("added"),), (place("is open"),))
    assert pieces(passages(first, second)[1])[0] == [
        ("said", "cue", 2),
        ("the port", "content", 2),
        ("is open", "content", 14),
    ]


@pytest.fixture(name="folder")
def written(tmp_path: Path) -> Path:
    """Write two articles, of which one is annotated, twice."""
    annotations = {"talks_ADA.ann": "said", "talks_BEN.ann": "added", "talk_ADA.ann": "close"}
    for name in ("talks.txt", "other.txt"):
        (tmp_path / "text").mkdir(exist_ok=True)
        (tmp_path / "text" / name).write_text(TALKS, encoding="utf-8")
    for name, cue in annotations.items():
        start, end = place(cue)
        (tmp_path / "attributions").mkdir(exist_ok=True)
        (tmp_path / "attributions" / name).write_text(
            f"T1\tCue {start} {end}\t{cue}\nE1\tAttribution:T1 Cue:T1\n", encoding="utf-8"
        )
    return tmp_path


def test_the_first_annotator_of_an_article_counts(folder: Path) -> None:
    ((text, annotation),) = annotated(folder)
    assert (text.name, annotation.name) == ("talks.txt", "talks_ADA.ann")
    found = list(said_passages(folder, cast("Engine", Cutter()), read))
    assert [passage.document for passage in found] == ["talks"] * 3
    assert found[1].sentences[0].said == (Piece(2, 3, "cue", 2),)
    assert found[1].sentences[1].said == ()
