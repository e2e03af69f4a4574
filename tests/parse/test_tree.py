"""From spaCy's documents to the plain syntax."""

from spacy.tokens import Doc, Span

from demarche.model.reading import Block
from demarche.model.syntax import Attribution
from demarche.parse.tree import Parsed, syntax_of

from .engine import pipeline

_WORDS = ["Envoy", "to", "visit", "Osh", ".", "He", "left", "."]


def _doc() -> Doc:
    doc = Doc(
        pipeline().vocab,
        words=_WORDS,
        spaces=[True, True, True, False, True, True, False, False],
        heads=[0, 2, 0, 2, 0, 6, 6, 6],
        deps=["ROOT", "mark", "acl", "obj", "punct", "nsubj", "ROOT", "punct"],
        pos=["NOUN", "PART", "VERB", "PROPN", "PUNCT", "PRON", "VERB", "PUNCT"],
        sent_starts=[True, False, False, False, False, True, False, False],
    )
    doc.set_ents([Span(doc, 3, 4, "LOC"), Span(doc, 5, 6, "MISC")])
    return doc


def test_words_sentences_and_names_of_two_blocks() -> None:
    first, second = Block(0, 25, "paragraph"), Block(27, 52, "paragraph")
    syntax = syntax_of([Parsed(0, first, _doc()), Parsed(3, second, _doc())])
    assert [word.text for word in syntax.words] == _WORDS * 2
    assert [word.i for word in syntax.words] == list(range(16))
    assert [(s.start, s.end, s.block, s.root.text) for s in syntax.sentences] == [
        (0, 5, 0, "Envoy"), (5, 8, 0, "left"), (8, 13, 3, "Envoy"), (13, 16, 3, "left"),
    ]  # fmt: skip
    assert [word.sentence for word in syntax.words] == [0] * 5 + [1] * 3 + [2] * 5 + [3] * 3
    assert [word.start for word in syntax.words[:4]] == [0, 6, 9, 15]
    assert syntax.words[8].start == 27
    assert [(name.start, name.end, name.label) for name in syntax.entities] == [
        (3, 4, "LOC"),
        (11, 12, "LOC"),
    ]
    assert syntax.words[10].head is syntax.words[8]
    assert syntax.words[10].dep == "acl"


def test_attributions_count_words_from_the_reports_first() -> None:
    first, second = Block(0, 25, "paragraph"), Block(27, 52, "paragraph")
    told = Attribution(((5, 6),), (6, 7), ((0, 2), (3, 4)))
    syntax = syntax_of([Parsed(0, first, _doc(), (told,)), Parsed(1, second, _doc(), (told,))])
    assert syntax.attributions == (told, Attribution(((13, 14),), (14, 15), ((8, 10), (11, 12))))


def test_certainty_is_that_of_the_words_of_its_block() -> None:
    first, second = Block(0, 25, "paragraph"), Block(27, 52, "paragraph")
    sure = [0.5, 1.0, 1.5, 2.0, 2.5, -1.0, -2.0, -3.0]
    syntax = syntax_of([Parsed(0, first, _doc()), Parsed(1, second, _doc(), facts=sure)])
    assert [word.factuality for word in syntax.words] == [None] * 8 + sure


def test_headlines_are_repaired() -> None:
    syntax = syntax_of([Parsed(0, Block(0, 25, "title"), _doc())])
    assert syntax.sentences[0].root.text == "visit"
    assert syntax.words[0].dep == "nsubj"
    assert [word.dep for word in syntax.words if word.is_root] == ["root", "root"]


def test_nothing_makes_nothing() -> None:
    syntax = syntax_of([Parsed(0, Block(0, 1, "paragraph"), Doc(pipeline().vocab))])
    assert (syntax.words, syntax.sentences, syntax.entities) == ((), (), ())
