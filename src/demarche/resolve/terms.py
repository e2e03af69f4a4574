"""Terms of office: whether one is of the office, the given name and the time that the text speaks of."""

from collections.abc import Sequence
from datetime import date

from demarche.lexicon.actors import Leader, Role
from demarche.model.syntax import Word

_LEADER = "leader"  # the role of those of whom the tables know that they led, not as what
_ARTICLES = frozenset({"al", "el"})  # Arabic: "Prime Minister al-Abadi"
_HEADS = frozenset({"president", "prime minister", "leader", "king", "queen", "chancellor", "emir", "sultan"})
_RENOWN_YEARS = 15  # for so long after the office a surname alone still says who is meant


def has_held(term: Leader, role: Role) -> bool:
    """Tell whether a term is one of the office that a title names, as far as the tables know."""
    if role.office is None:
        return term.role == _LEADER
    return term.role in {role.office, _LEADER} or (bool(term.heads) and role.office in _HEADS)


def may_be_called(term: Leader, words: Sequence[Word]) -> bool:
    """Tell whether the given name of the tables, if they have a whole one, is that of the text; so may be other words of it."""
    given = term.name.split()[0]
    if len(words) == 1 or words[0].lower in _ARTICLES or given == term.name or given.endswith("."):
        return True
    own = {word.casefold() for name in (term.name, *term.names) for word in name.split()}
    return all(word.text.casefold() in own for word in words)


def is_near(term: Leader, day: date) -> bool:
    """Tell whether a term ended so few years from a day that a surname alone still says who is meant."""
    return abs((term.end or day).year - day.year) <= _RENOWN_YEARS
