"""Names exchanged for others of their kind, and sentences written as headlines: what news has more of than the corpora."""

from collections.abc import Callable, Mapping, Sequence
from random import Random

from training.engine.config import SwapSettings
from training.engine.gum_names import Name
from training.engine.records import Passage, Sentence, TreeLayer

_SMALL = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ"})
_SHORTEST_HEADLINE, _LONGEST_HEADLINE = 3, 16  # words
_STOP = "."

Cut = Callable[[str], Sequence[str]]
"""Cuts a name into words."""


class Swapper:
    """Exchanges names for those of lists, one list for each label."""

    def __init__(self, settings: SwapSettings, lists: Mapping[str, Sequence[str]], cut: Cut) -> None:
        self._settings = settings
        self._lists = lists
        self._cut = cut

    def swapped(self, passage: Passage, random: Random) -> Passage:
        """Return a passage of an entity corpus with a share of its names exchanged."""
        return Passage(passage.document, tuple(self._one(one, random) for one in passage.sentences))

    def _one(self, sentence: Sentence, random: Random) -> Sentence:
        words: list[str] = []
        names: list[Name] = []
        at = 0
        for first, last, label in sorted(sentence.names or ()):
            words += sentence.words[at:first]
            new = sentence.words[first:last]
            if random.random() < self._settings.share:
                new = self._other(label, words, random)
            names.append((len(words), len(words) + len(new), label))
            words += new
            at = last
        words += sentence.words[at:]
        return Sentence(tuple(words), names=tuple(names))

    def _other(self, label: str, before: list[str], random: Random) -> tuple[str, ...]:
        """Return another name of the kind; an institution that is called by a plain word gets its article."""
        if label != "ORG" or random.random() < self._settings.organisations:
            return tuple(self._cut(random.choice(self._lists[label])))
        if not before or before[-1].lower() != "the":
            before.append("the" if before else "The")
        return tuple(self._cut(random.choice(self._settings.institutions)))


def headline(sentence: Sentence) -> Sentence | None:
    """Return a short sentence as a headline: its words with capitals, no full stop at its end; None for one that is none."""
    tree = sentence.tree
    if tree is None or len(sentence.words) > _LONGEST_HEADLINE or sentence.words[-1] != _STOP:
        return None
    size = len(sentence.words) - 1
    if size < _SHORTEST_HEADLINE or size + 1 in tree.heads:
        return None
    words = tuple(
        word if upos in _SMALL and index else word[:1].upper() + word[1:]
        for index, (word, upos) in enumerate(zip(sentence.words[:size], tree.upos, strict=False))
    )
    layer = TreeLayer(
        tree.upos[:size], tree.xpos[:size], tree.feats[:size], tree.heads[:size], tree.deps[:size]
    )
    return Sentence(words, layer, sentence.names)
