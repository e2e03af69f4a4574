"""What stands between quotation marks, and whose words it is."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.coding.sayings.quotes import owned_quotations
from demarche.model.quotations import Quotation, find_quotations
from demarche.model.reading import Block, BlockRole, Reading
from demarche.model.records import Report
from demarche.model.syntax import Sentence, Syntax, Word
from tests.trees import reading_of, tree


def _read(*paragraphs: str, role: BlockRole = "paragraph") -> tuple[Reading, Syntax]:
    """Return a text and its flat syntax: one sentence a paragraph, every word a finite verb hung on the first."""
    report = reading_of(tree("x x X root 0")).report
    text = "\n\n".join(paragraphs)
    blocks: list[Block] = []
    words: list[Word] = []
    sentences: list[Sentence] = []
    at = 0
    for number, paragraph in enumerate(paragraphs):
        blocks.append(Block(at, at + len(paragraph), role))
        first = len(words)
        words.extend(_words(paragraph, at, first, number))
        sentences.append(Sentence(number, first, len(words), words[first], number, role))
        at += len(paragraph) + 2
    made: Report = replace(report, text=text)
    return Reading(made, None, tuple(blocks), None, ()), Syntax(tuple(words), tuple(sentences), ())


def _words(paragraph: str, at: int, first: int, sentence: int) -> list[Word]:
    found: list[Word] = []
    start = 0
    for piece in paragraph.split(" "):
        bare = piece.strip("“”‘’\"'«».,?!")
        if bare:
            offset = at + start + piece.index(bare)
            word = Word(
                first + len(found),
                offset,
                bare,
                lemma=bare.lower(),
                upos="VERB",
                xpos="",
                feats="VerbForm=Fin",
            )
            word.sentence = sentence
            if found:
                word.head, word.dep = found[0], "dep"
                found[0].children.append(word)
            found.append(word)
        start += len(piece) + 1
    return found


def _quoted(*paragraphs: str) -> list[str]:
    reading, syntax = _read(*paragraphs)
    text = reading.report.text
    return [text[found.inner_start : found.inner_end] for found in find_quotations(reading, syntax)]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("“We will go,” she said.", ["We will go,"]),
        ('"We will go," she said.', ["We will go,"]),
        ("„We will go“, she said.", ["We will go"]),
        ("«We will go», she said.", ["We will go"]),
        ("‘We will go,’ she said.", ["We will go,"]),
        # double marks set as two single ones
        ("''We will go,'' she said.", ["We will go,"]),
        ("''We won't go,'' she said. ''Never.''", ["We won't go,", "Never."]),
        ("She said: “We will go.” They went: “We came back.”", ["We will go.", "We came back."]),
        # nested marks belong to the outer quotation
        ("“He said ‘go’ and left,” she said.", ["He said ‘go’ and left,"]),
        ("“He said “go” and left,” she said.", ["He said “go” and left,"]),
        # apostrophes open and close nothing
        ("The minister’s soldiers’ camp wasn’t there.", []),
        ("‘The soldiers’ camp is gone,’ she said.", ["The soldiers’ camp is gone,"]),
        # a measure is no quotation
        ('The 5" shells fell and a 6" gun fired.', []),
        ("Nothing is quoted here.", []),
    ],
)
def test_marks(paragraph: str, expected: Sequence[str]) -> None:
    assert _quoted(paragraph) == expected


def test_a_quotation_over_two_paragraphs_is_open_in_the_first() -> None:
    reading, syntax = _read("“We will go.", "“And we will return,” she said.")
    first, second = find_quotations(reading, syntax)
    assert (first.is_open, first.block, second.is_open, second.block) == (True, 0, False, 1)
    assert reading.report.text[first.start : first.end] == "“We will go."


def test_set_phrases_without_a_verb_are_nobodys_words() -> None:
    reading, syntax = _read("The “red line” moved.")
    for word in syntax.words:
        word.feats = ""
    (found,) = find_quotations(reading, syntax)
    assert not found.is_speech
    assert owned_quotations([found], syntax.words, syntax) == {}


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("“We will go.” He left.", True),
        ("He left. “We will go.”", True),
        ("“We will go,” she said.", False),
        ("She said “we will go”.", False),
    ],
)
def test_filling_sentences(paragraph: str, expected: bool) -> None:
    reading, syntax = _read(paragraph)
    starts = {paragraph.index(first) for first in ("“We", "He ", "She ") if first in paragraph}
    sentences = tuple(
        replace(syntax.sentences[0], index=number, start=word.i)
        for number, word in enumerate(word for word in syntax.words if {word.start, word.start - 1} & starts)
    )
    (found,) = find_quotations(reading, replace(syntax, sentences=sentences))
    assert found.fills_sentences is expected


def test_opening_a_sentence() -> None:
    reading, syntax = _read("“We will go,” she said and “we will stay”.")
    assert [found.opens_sentence for found in find_quotations(reading, syntax)] == [True, False]


def test_only_coded_blocks_are_searched() -> None:
    reading, syntax = _read("“We will go,” she said.", role="byline")
    assert find_quotations(reading, syntax) == ()


def test_marks_hold_what_is_inside_them() -> None:
    quotation = Quotation(4, 12, 5, 11, 0, is_open=False)
    assert [quotation.holds(offset) for offset in (4, 5, 10, 11)] == [False, True, True, False]


_TREE = """
    “ “ PUNCT punct 4
    We we PRON nsubj 4
    will will AUX aux 4
    go go VERB ccomp 8
    ” ” PUNCT punct 4
    the the DET det 7
    minister minister NOUN nsubj 8
    told tell VERB root 0
    aides aide NOUN obj 8
    who who PRON nsubj 11
    nodded nod VERB acl:relcl 9
    and and CCONJ cc 13
    added add VERB conj 8
"""


def test_a_quotation_belongs_to_the_nearest_cue_above_it() -> None:
    syntax = tree(_TREE)
    words = {word.text: word for word in syntax.words}
    quotation = Quotation(
        words["“"].start, words["”"].end, words["We"].start, words["”"].start, 0, is_open=False
    )
    cues = [words["nodded"], words["added"], words["told"]]
    assert owned_quotations([quotation], cues, syntax) == {words["told"].i: (quotation,)}
    # without a cue above, the nearest in the sentence
    assert owned_quotations([quotation], cues[:2], syntax) == {words["nodded"].i: (quotation,)}
    assert owned_quotations([quotation], [], syntax) == {}
    # a cue inside the marks does not own them
    assert owned_quotations([quotation], [words["go"]], syntax) == {}


@given(st.text(alphabet="ab .,“”‘’\"'\n", max_size=40))
def test_quotations_lie_in_the_text_in_order_and_apart(paragraph: str) -> None:
    paragraph = " ".join(paragraph.split()) or "a"
    if not _words(paragraph, 0, 0, 0):
        return
    reading, syntax = _read(paragraph)
    last = 0
    for found in find_quotations(reading, syntax):
        assert last <= found.start < found.inner_start < found.inner_end <= found.end <= len(paragraph)
        last = found.end
