"""Who a report has named up to a word, by what a repeated role may be asked for; filled word by word.

So a role later in the report is answered from tables, however long the report is.
"""

from collections import defaultdict
from collections.abc import Container, Iterator
from typing import Generic, TypeVar

from demarche.model.parts import Participant
from demarche.model.resolved import Mention
from demarche.model.syntax import Word

_BODIES = frozenset({"state", "organisation", "group"})
_T = TypeVar("_T")


class Countries:
    """The states of everybody named so far; international bodies are of none."""

    def __init__(self, states: Container[str]) -> None:
        self._states = states
        self._found: set[str] = set()
        self._first: int | None = None

    def add(self, index: int, mention: Mention) -> None:
        """Take the mention of the next word."""
        found = {one.country for one in mention.participants if one.country is not None}
        states = {country for country in found if country in self._states}
        if states and self._first is None:
            self._first = index
        self._found |= states

    def only(self) -> str | None:
        """Return the state of everybody so far, if it is one."""
        return next(iter(self._found)) if len(self._found) == 1 else None

    def any_before(self, index: int) -> bool:
        """Tell whether somebody before a word is of a state."""
        return self._first is not None and self._first < index


class _Known(Generic[_T]):
    """What goes by one key: whom it has stood for, and the last that a phrase of its own names, or else a pronoun."""

    def __init__(self) -> None:
        self._identities: set[object] = set()
        self._own: _T | None = None
        self._pronoun: _T | None = None

    def add(self, identity: object, value: _T, *, is_pronoun: bool) -> None:
        self._identities.add(identity)
        if is_pronoun:
            self._pronoun = value
        else:
            self._own = value

    def only(self) -> _T | None:
        if len(self._identities) != 1:
            return None
        return self._own if self._pronoun is None else self._pronoun


class Before:
    """The mentions before a word: by their noun, by the words of a body's name, by a person's office."""

    def __init__(self, states: Container[str]) -> None:
        self.countries = Countries(states)
        self.pronouns: set[int] = set()
        self._people: dict[str, Participant] = {}
        self._nouns: defaultdict[str, _Known[Mention]] = defaultdict(_Known)
        self._names: defaultdict[str, _Known[Participant]] = defaultdict(_Known)
        self._offices: defaultdict[str, _Known[Participant]] = defaultdict(_Known)

    def add(self, word: Word, mention: Mention, *, is_pronoun: bool) -> None:
        """Take the mention of the next word; `is_pronoun` tells that the word names nobody by itself."""
        self.countries.add(word.i, mention)
        if is_pronoun:
            self.pronouns.add(word.i)
        is_plural_name = (
            word.xpos == "NNPS"
        )  # "member states" are not the United States, nor "nations" the United Nations
        if not is_plural_name and all(one.country is not None for one in mention.participants):
            self._nouns[word.lemma].add(identity(mention), mention, is_pronoun=is_pronoun)
        for one in mention.participants:
            if one.id is None:
                continue
            if one.kind == "person":
                self._people[one.id] = one
            if one.kind in _BODIES:
                for part in one.name.casefold().split():
                    self._names[part].add(one.id, one, is_pronoun=is_pronoun)
            elif one.kind == "person" and one.role is not None:
                self._offices[one.role].add(one.id, one, is_pronoun=is_pronoun)

    def by_noun(self, lemma: str) -> Mention | None:
        """Return the last mention by a noun, if it always stood for the same people, all of a country."""
        return self._nouns[lemma].only() if lemma in self._nouns else None

    def by_word_of_name(self, lemma: str) -> Participant | None:
        """Return the body whose name has the word, if it is one."""
        word = lemma.casefold()
        return self._names[word].only() if word in self._names else None

    def people(self) -> Iterator[Participant]:
        """Yield those of the persons named before who have an id."""
        yield from self._people.values()

    def by_office_ending(self, role: str, seconds: Container[str]) -> Participant | None:
        """Return the person of "the minister" whose office is of a kind of it ("defence minister"), if it is one.

        Never somebody of an office whose first word makes it another: "vice president", "prime minister".
        """
        fitting = [
            known.only()
            for office, known in self._offices.items()
            if office.endswith(f" {role}") and office.split()[0] not in seconds
        ]
        return fitting[0] if len({one and one.id for one in fitting}) == 1 else None

    def by_office(self, role: str) -> Participant | None:
        """Return the person with an office, if it is one."""
        return self._offices[role].only() if role in self._offices else None


def identity(mention: Mention) -> tuple[object, ...]:
    """Return what tells whether two mentions are of the same people."""
    return tuple(key(one) for one in mention.participants)


def key(participant: Participant) -> object:
    """Return what tells whether two participants are the same: the id, or the name and the country."""
    return participant.id or (participant.name.casefold(), participant.country)
