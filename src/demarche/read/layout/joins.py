"""How two pieces of a sentence that stand apart in the input are put together again."""

import re
from collections.abc import Sequence

from demarche.lexicon.layout import Layout, Words
from demarche.read.layout.pieces import Edit, Line

_HYPHENS = "-\u2010"
_WORDS = re.compile(r"\w+(?:[-\u2010]\w+)*")
_LAST_WORD = re.compile(r"([^\W_][\w.’']*)[^\w.]*$")
_FIRST_WORD = re.compile(r"^[^\w]{0,3}([^\W_][\w’']*)")
_ATTACHED = re.compile(r"\S[—/]$")
_TAIL = 60


def vocabulary(text: str, lines: Sequence[Line]) -> frozenset[str]:
    """Return the words of the text in lower case, if there is a hyphen at the end of a line to be judged by them."""
    if not any(line.text[-1] in _HYPHENS for line in lines):
        return frozenset()
    return frozenset(word.lower() for word in _WORDS.findall(text))


def join(text: str, end: int, start: int, known: frozenset[str], words: Words) -> Edit:
    """Return the edit that joins what ends at `end` of the cleaned text to what goes on at `start`.

    A hyphen at the end of `before` goes if the report has the word in one elsewhere. Otherwise it stays if the report
    has the word with a hyphen, if the next half begins with a capital or a digit, or if the compound needs it.
    """
    before, after = text[max(end - _TAIL, 0) : end], text[start : start + _TAIL]
    if before[-1] not in _HYPHENS or not before[-2:-1].isalnum() or not after[0].isalnum():
        return Edit(end, start, "" if _ATTACHED.search(before[-2:]) else " ")
    leading = before[:-1].split()[-1].lstrip("\"'“‘([*_")
    following = first_word(after).lower()
    if following in words.coordinators:
        return Edit(end, start, " ")
    is_one_word = leading.lower() + following in known
    if is_one_word or (after[0].islower() and not _needs_hyphen(leading, following, known, words)):
        return Edit(end - 1, start, "", mended=True)
    return Edit(end, start, "")


def _needs_hyphen(leading: str, following: str, known: frozenset[str], words: Words) -> bool:
    first = leading.lower()
    is_acronym = len(leading) > 1 and leading.isupper()
    return (
        f"{first}-{following}" in known
        or is_acronym
        or any(hyphen in first for hyphen in _HYPHENS)
        or any(character.isdigit() for character in first)
        or first in words.compound_first
        or following in words.compound_last
    )


def last_word(text: str) -> str:
    """Return the last word, with the full stop of an abbreviation, without other punctuation."""
    found = _LAST_WORD.search(text[-_TAIL:])
    return found[1] if found else ""


def first_word(text: str) -> str:
    """Return the first word, without a quotation mark or bracket before it."""
    found = _FIRST_WORD.match(text[:_TAIL])
    return found[1] if found else ""


def is_unfinished(text: str, layout: Layout) -> bool:
    """Whether the text cannot end as it does: with a function word, a title before a name, a comma."""
    word = last_word(text)
    if layout.patterns.ended.search(text[-_TAIL:]) is not None:
        return word.endswith(".") and word.lower() in layout.words.unfinished
    # "may" is unfinished, "May" is not, unless all is in capitals.
    word = word.lower() if text[-_TAIL:].isupper() else word
    return text.endswith(",") or word in layout.words.unfinished


def is_ended(text: str, layout: Layout) -> bool:
    """Whether a full stop, colon or the like ends the text, and not only an abbreviation before a name."""
    return layout.patterns.ended.search(text[-_TAIL:]) is not None and not is_unfinished(text, layout)


def count_words(text: str, limit: int) -> int:
    """Return the number of words, at most `limit` and one more."""
    return len(text.split(None, limit))
