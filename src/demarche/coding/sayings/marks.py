"""The attributions that the engine marks, as words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from demarche.coding.clauses.extent import ranges, trimmed
from demarche.model.syntax import Syntax, Word, tops

_VERBAL = frozenset({"VERB", "AUX"})
_CIRCUMSTANCES = frozenset({"as"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_NAMING = frozenset({"PROPN", "NOUN", "PRON", "DET", "NUM", "ADJ"})


@dataclass(frozen=True, slots=True)
class Mark:
    """The words of an attribution that the engine marks, each part in text order."""

    source: tuple[Word, ...]
    cue: tuple[Word, ...]
    content: tuple[Word, ...]

    @property
    def anchor(self) -> Word:
        """Return the cue's main word: its highest verb, else its highest word."""
        return _main(self.cue)

    @property
    def top(self) -> Word:
        """Return the content's main word: its first verb that hangs on nothing inside, else its first such word."""
        return _main(self.content)

    @property
    def is_broken(self) -> bool:
        """Tell whether the content is cut out of what it belongs to.

        It begins behind a preposition of its own ("condemns in | the strongest terms"), is a circumstance ("warns | as
        troops mass"), or ends between subject and verb ("condemns | attack as Peru | denies role").
        """
        first, last = self.content[0], self.content[-1]
        if (first.upos == "SCONJ" and first.lower in _CIRCUMSTANCES) or _is_cut_off(last):
            return True
        own = next((word for word in (first, *first.ancestors()) if word.first("case")), first)
        return any(case.i == first.i - 1 and case not in self.cue for case in own.having("case"))

    @property
    def speaker(self) -> Word | None:
        """Return the word for whoever is the source, None if the source is nobody or stands in several places."""
        return next((word for word in tops(self.name) if word.upos in _NAMING), None)

    @property
    def name(self) -> list[Word]:
        """Return the words of the source without the marks at its ends, none if it stands in several places.

        Where it runs on into another sentence, it is the part in the cue's.
        """
        here = [word for word in self.source if word.sentence == self.anchor.sentence]
        return trimmed(here or self.source) if len(ranges(self.source)) == 1 else []


def marks_of(syntax: Syntax) -> list[Mark]:
    """Return the attributions that the engine marks in a report."""

    def words(pieces: Iterable[tuple[int, int]]) -> tuple[Word, ...]:
        return tuple(word for start, end in pieces for word in syntax.words[start:end])

    return [Mark(words(one.source), words((one.cue,)), words(one.content)) for one in syntax.attributions]


def _is_cut_off(last: Word) -> bool:
    """Tell whether a word is the subject of the verb that stands right behind it."""
    return last.dep in _SUBJECTS and last.head.i == last.i + 1 and last.head.upos in _VERBAL


def _main(words: Sequence[Word]) -> Word:
    """Return the first verb that hangs on none of the words, else the first such word."""
    highest = tops(words)
    return next((word for word in highest if word.upos in _VERBAL), highest[0])
