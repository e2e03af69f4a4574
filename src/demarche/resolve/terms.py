"""Terms of office: whether one is of the office, the given name and the time that the text speaks of."""

from collections.abc import Sequence
from datetime import date

from demarche.lexicon.actors import Leader, Role
from demarche.lexicon.relations import Relations
from demarche.model.syntax import Word

_LEADER = "leader"  # the role of those of whom the tables know that they led, not as what
_MIDDLE = {4: "-07-01", 7: "-15"}  # a day for a publication date of a year or a month only
_RENOWN_YEARS = 15  # for so long after the office a surname alone still says who is meant


def office_day(published: str | None) -> date | None:
    """Return the day for which offices are asked: that of publication, or the middle of its month or year."""
    if published is None:
        return None
    return date.fromisoformat(published[:10] + _MIDDLE.get(len(published), ""))


def has_held(term: Leader, role: Role, relations: Relations) -> bool:
    """Tell whether a term is one of the office that a title names, as far as the tables know."""
    if role.office is None:
        return term.role == _LEADER
    is_head = role.office in relations.heads
    return term.role == role.office or (is_head and (term.role == _LEADER or bool(term.heads)))


def may_be_called(term: Leader, words: Sequence[Word], relations: Relations) -> bool:
    """Tell whether the given name of the tables, if they have a whole one, is that of the text; so may be other words of it."""
    given = term.name.split()[0]
    if len(words) == 1 or words[0].lower in relations.articles or given == term.name:
        return True
    if given.endswith("."):
        return words[0].text[0] == given[0]
    own = {word.casefold() for name in (term.name, *term.names) for word in name.split()}
    return all(word.text.casefold() in own for word in words)


def is_near(term: Leader, day: date) -> bool:
    """Tell whether a term ended so few years from a day that a surname alone still says who is meant."""
    return abs((term.end or day).year - day.year) <= _RENOWN_YEARS
