"""Words and their places in the tree."""

from tests.trees import tree

_ROWS = """
Kenya Kenya PROPN nsubj 2
sent send VERB root 0
new new ADJ amod 4
troops troop NOUN obj 2
to to ADP case 6
Somalia Somalia PROPN obl 2

They they PRON nsubj 2
left leave VERB root 0
"""


def test_the_tree_can_be_walked() -> None:
    syntax = tree(_ROWS)
    kenya, sent, new, troops, to, somalia = syntax.words[:6]
    assert sent.is_root
    assert [word.text for word in new.ancestors()] == ["troops", "sent"]
    assert list(sent.ancestors()) == []
    assert sent.first("iobj", "obj") is troops
    assert sent.first("ccomp") is None
    assert list(sent.having("obj", "nsubj")) == [kenya, troops]
    assert somalia.subtree() == [to, somalia]
    assert sent.subtree() == list(syntax.words[:6])
    assert repr(to) == "Word(4, 'to', case of 'Somalia')"


def test_words_have_their_offsets_and_sentences_their_words() -> None:
    syntax = tree(_ROWS)
    assert [(word.start, word.end) for word in syntax.words[:2]] == [(0, 5), (6, 10)]
    assert [word.text for word in syntax.words_of(syntax.sentences[1])] == ["They", "left"]
    assert [word.sentence for word in syntax.words] == [0] * 6 + [1] * 2
