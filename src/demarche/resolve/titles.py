"""Roles and whose they are: "the Peruvian foreign minister", "Elena Quispe, foreign minister of Peru"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from demarche.lexicon.actors import Actors, Role
from demarche.model.syntax import Syntax, Word
from demarche.resolve.identity import Name

_NOMINAL = frozenset({"NOUN", "PROPN"})
_BEFORE = frozenset({"compound", "amod", "nmod:desc", "nmod:unmarked", "nmod:poss", "flat", "nmod"})
_BELONGING = frozenset({"of", "from", "in", "for"})
_OUTSIDE_TITLES = frozenset({"PUNCT", "VERB", "ADP", "CCONJ", "AUX", "PRON", "SCONJ"})
_INSIDE_TITLES = frozenset({"-", "."})
_ROLE_WORDS = 5  # the longest role of the table


@dataclass(frozen=True, slots=True)
class RoleRun:
    """A role and the words that name it (indices, end exclusive)."""

    role: Role
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TitleReader:
    """Reads roles off the words of one report; `covering` gives the name that a word belongs to, by index."""

    syntax: Syntax
    actors: Actors
    covering: Mapping[int, Name]

    def role_ending_at(self, head: Word) -> RoleRun | None:
        """Return the longest role whose last word is the head."""
        return self._longest(self.syntax.words, head.i + 1, first=max(0, head.i + 1 - _ROLE_WORDS), head=head)

    def last_role(self, words: Sequence[Word]) -> RoleRun | None:
        """Return the role that ends last in a run of words, and of those the longest."""
        for end in range(len(words), 0, -1):
            found = self._longest(words, end, first=max(0, end - _ROLE_WORDS), head=words[end - 1])
            if found is not None:
                return found
        return None

    def title_before(self, name: Name) -> list[Word]:
        """Return the words before a name that belong to the same phrase: "Peruvian foreign minister"."""
        found: list[Word] = []
        for index in range(name.start - 1, -1, -1):
            word = self.syntax.words[index]
            is_inside = bool(found) and word.text in _INSIDE_TITLES
            if word.sentence != name.head.sentence or (word.upos in _OUTSIDE_TITLES and not is_inside):
                break
            if word.is_root or word.head.i > name.end or word.head.i < index - 1:
                break
            found.insert(0, word)
        return found

    def role_beside(self, name: Name) -> tuple[RoleRun, list[Name]] | None:
        """Return the role that a name is in apposition with, and whose it is: "…, the foreign minister of Peru"."""
        above = [name.head.head] if name.head.dep == "appos" else []
        for child in [*above, *name.head.having("appos")]:
            run = self.role_ending_at(child)
            if run is not None:
                return run, self.owners(child, run)
        return None

    def apposed(self, head: Word) -> Name | None:
        """Return the person or body that a role is said to be: "the foreign minister, Elena Quispe"."""
        for child in head.having("appos", "flat", "nmod:desc", "nmod:unmarked"):
            name = self.covering.get(child.i)
            if name is not None and name.sort in {"person", "body"} and child.i > head.i:
                return name
        return None

    def owners(self, head: Word, run: RoleRun | None = None) -> list[Name]:
        """Return the names that say whose a role is: possessor, adjective, compound or of-phrase, with conjuncts.

        Names inside the role itself are none ("Labour minister" is of no party).
        """
        inside = range(0) if run is None else range(run.start, run.end)
        for child in head.children:
            if child.i < head.i and child.dep in _BEFORE:
                found = [name for name in self._names_at(child) if name.start not in inside]
                if found:
                    return found
        for child in head.having("nmod", "nmod:poss", "obl"):
            case = child.first("case")
            if child.i > head.i and case is not None and case.lower in _BELONGING:
                found = self._names_at(child)
                if found:
                    return found
        return []

    def owners_among(self, words: Sequence[Word], run: RoleRun | None) -> list[Name]:
        """Return the names among the words of a title that say whose it is, persons and the role itself aside."""
        inside = range(0) if run is None else range(run.start, run.end)
        found: dict[int, Name] = {}
        for word in words:
            name = self.covering.get(word.i)
            if name is not None and name.sort != "person" and name.start not in inside:
                found[name.start] = name
        return list(found.values())

    def is_of_country(self, word: Word) -> bool:
        """Tell whether an of-phrase names the country or body that something belongs to: it is part of the name then."""
        case = word.first("case")
        return (case is None or case.lower == "of") and bool(self._names_at(word))

    def _names_at(self, word: Word) -> list[Name]:
        found: list[Name] = []
        for member in (word, *word.having("conj")):
            name = self.covering.get(member.i)
            if name is not None and name.identity.country is not None:
                found.append(name)
            elif name is None and member.upos in _NOMINAL:
                found.extend(self.owners(member)[:1])
        return found

    def _longest(self, words: Sequence[Word], end: int, *, first: int, head: Word) -> RoleRun | None:
        for start in range(first, end):
            if words[start].sentence != head.sentence:
                continue
            role = self.actors.role([word.text for word in words[start:end]])
            if role is not None:
                return RoleRun(role, words[start].i, head.i + 1)
        return None
