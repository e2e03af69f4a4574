"""Where a role may begin that ends before a word, and its words as the table writes them."""

from collections.abc import Sequence

from demarche.lexicon.actors import LONGEST_ROLE, Actors
from demarche.model.syntax import Word

_HYPHEN = "-"


def role_starts(words: Sequence[Word], end: int, actors: Actors) -> range:
    """Return where a role may begin whose last word stands before `end`: no role of the tables is longer.

    Hyphens count for nothing, since `role_text` leaves them out.
    """
    last = end
    while last > 0 and words[last - 1].text == _HYPHEN:
        last -= 1
    room = actors.longest_role(words[last - 1].text) if last > 0 else 0
    if room == 0:
        return range(0)
    start = last
    while start > 0 and (room or words[start - 1].text == _HYPHEN):
        start -= 1
        room -= words[start].text != _HYPHEN
    return range(max(start, end - LONGEST_ROLE), end)


def role_text(words: Sequence[Word]) -> str:
    """Return the words of a role as the table writes them: a hyphen between words is a space."""
    return " ".join(word.text for word in words if word.text != _HYPHEN)
