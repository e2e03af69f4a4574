"""What all repairs of a tree are made of."""

from demarche.model.syntax import Word

NOMINAL = frozenset({"NOUN", "PROPN"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


def move(word: Word, head: Word, dep: str) -> None:
    """Hang a word, with all that hangs on it, on another."""
    word.head.children.remove(word)
    word.head = head
    word.dep = dep
    head.children.append(word)
    head.children.sort(key=lambda child: child.i)
