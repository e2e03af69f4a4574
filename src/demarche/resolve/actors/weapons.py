"""Kinds of weapons by the words that name them: "rocket-propelled grenade"."""

from dataclasses import dataclass

from demarche.lexicon.actors import Actors, Entry
from demarche.model.syntax import Syntax, Word

_LONGEST = 5  # words of a kind of the table


@dataclass(frozen=True, slots=True)
class Weapons:
    """Finds the kinds of weapons of one report."""

    syntax: Syntax
    actors: Actors

    def kind(self, head: Word) -> Entry | None:
        """Return the longest kind of weapon whose last word is the head."""
        if not self.actors.ends_weapon(head.lemma):
            return None
        kinds = (self._of(head, size) for size in range(_LONGEST, 0, -1))
        return next((kind for kind in kinds if kind is not None), None)

    def length(self, head: Word) -> int:
        """Return the number of words of the longest kind of weapon that ends at a word."""
        return next((size for size in range(_LONGEST, 0, -1) if self._of(head, size) is not None), 1)

    def is_part(self, word: Word) -> bool:
        """Tell whether a noun only says which weapon: "fighter" of "fighter aircraft"."""
        return word.dep == "compound" and self.actors.weapon([word.text, word.head.lemma]) is not None

    def _of(self, head: Word, size: int) -> Entry | None:
        """Return the kind of weapon that so many words name, the last of them the head."""
        start = head.i - size + 1
        if start < 0 or self.syntax.words[start].sentence != head.sentence:
            return None
        run = self.syntax.words[start : head.i]
        return self.actors.weapon([*(word.text for word in run if word.text != "-"), head.lemma])
