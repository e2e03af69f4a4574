"""Roles and whose they are: "the Peruvian foreign minister", "Elena Quispe, foreign minister of Peru"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from demarche.lexicon.actors import LONGEST_ROLE, Actors, Role
from demarche.lexicon.relations import Relations
from demarche.model.syntax import Syntax, Word
from demarche.resolve.actors.role_words import role_starts, role_text
from demarche.resolve.identity import Name

_NOMINAL = frozenset({"NOUN", "PROPN"})
_BEFORE = frozenset({"compound", "amod", "nmod:desc", "nmod:unmarked", "nmod:poss", "flat", "nmod"})
_LINKING = frozenset({"VERB", "ADJ"})
_OUTSIDE_TITLES = frozenset({"PUNCT", "VERB", "ADP", "CCONJ", "AUX", "PRON", "SCONJ"})
_PROLONGING = frozenset({"nmod", "nmod:unmarked"})
_PLURAL = frozenset({"NNS", "NNPS"})
_DASHES = frozenset({"-", "–", "—", "--"})
_IN_CLAUSE = frozenset({"nsubj", "nsubj:pass", "obj"})
_UNKNOWN = ("UNK",)
_OWNING_INSIDE = frozenset({"state", "adjective", "demonym", "capital", "seat"})
_INSIDE_TITLES = frozenset({"-", "."})


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
    relations: Relations

    def role_ending_at(self, head: Word) -> RoleRun | None:
        """Return the longest role whose head is the word; it ends there, or goes on with "of": "secretary of state"."""
        words = self.syntax.words
        first = max(0, head.i + 1 - LONGEST_ROLE)
        for child in reversed(head.children):
            if child.i > head.i and child.dep in _PROLONGING:
                run = self._longest(words, child.i + 1, first=first, head=head)
                if run is not None and run.start <= head.i:
                    return run
        run = self._longest(words, head.i + 1, head=head)
        is_inside = head.dep in _PROLONGING and self._prolongs(head)
        return None if is_inside else run

    def _prolongs(self, word: Word) -> bool:
        """Tell whether a word is the end of the role that its head names: "state" of "secretary of state"."""
        run = self._longest(self.syntax.words, word.i + 1, head=word.head)
        return run is not None and run.start <= word.head.i < word.i

    def last_role(self, words: Sequence[Word]) -> RoleRun | None:
        """Return the role that ends last in a run of words, and of those the longest."""
        for end in range(len(words), 0, -1):
            found = self._longest(words, end, head=words[end - 1])
            if found is not None:
                return found
        return None

    def title_before(self, name: Name) -> list[Word]:
        """Return the words before a name that belong to the same phrase: "Peruvian foreign minister"."""
        found: list[Word] = []
        adjacent = self._title_beside(name) if name.sort == "person" else range(0)
        for index in range(name.start - 1, -1, -1):
            word = self.syntax.words[index]
            is_inside = bool(found) and word.text in _INSIDE_TITLES
            if word.sentence != name.head.sentence or (word.upos in _OUTSIDE_TITLES and not is_inside):
                if index not in adjacent:
                    break
            elif index not in adjacent and (
                word.is_root or word.head.i > name.end or word.head.i < index - 1
            ):
                break
            found.insert(0, word)
        return found

    def _title_beside(self, name: Name) -> range:
        """Return the capitalised title right before a name, whatever the tree says: "Defense Secretary X"."""
        words = self.syntax.words
        for start in role_starts(words, name.start, self.actors):
            run = words[start : name.start]
            if run[0].sentence != name.head.sentence or not (
                run[0].text[:1].isupper() and run[-1].text[:1].isupper()
            ):
                continue
            role = self.actors.role(role_text(run))
            if role is not None and role.titular:
                return range(start, name.start)
        return range(0)

    def role_beside(self, name: Name) -> tuple[RoleRun, list[Name]] | None:
        """Return the role that a name is in apposition with, and whose it is: "…, the foreign minister of Peru"."""
        above = [name.head.head] if name.head.dep == "appos" else []
        for child in [*above, *name.head.having("appos")]:
            run = self.role_ending_at(child)
            if run is not None:
                return run, self.owners(child, run)
        return None

    def following(self, name: Name) -> list[Name]:
        """Return the names of the of-phrase after a name: "President Ana Torres of Peru"."""
        return next(
            (self._names_at(child) for child in name.head.having("nmod") if _is_of(child, name.head)), []
        )

    def apposed(self, head: Word) -> Name | None:
        """Return the person or body that a role is said to be: "the foreign minister, Elena Quispe"."""
        for child in head.having("appos", "flat", "nmod:desc", "nmod:unmarked"):
            name = self.covering.get(child.i)
            if name is not None and name.sort in {"person", "body"} and child.i > head.i:
                return name
        return None

    def owners(self, head: Word, run: RoleRun | None = None) -> list[Name]:
        """Return the names that say whose a role is: possessor, adjective, compound or of-phrase, with conjuncts.

        Bodies inside the role itself are none ("Labour minister" is of no party).
        """
        inside = range(0) if run is None else range(run.start, run.end)
        before: list[Name] = []
        joined = any(
            cc.i < head.i for holder in (head, *head.having("amod", "compound")) for cc in holder.having("cc")
        )  # "U.S. and Russian negotiators", told apart
        for child in head.children:
            is_before = child.i < head.i and child.dep in _BEFORE and not self.is_apart(child, head)
            if is_before and self._is_by_descent(child):
                continue
            if is_before and (joined or not before):
                before.extend(
                    name
                    for name in (*self._names_at(child), *self._leading(child))
                    if (name.start not in inside or name.sort in _OWNING_INSIDE) and not self._is_linked(name)
                )
        if before:
            return before
        for child in (*head.having("nmod", "nmod:poss", "obl"), *self._beside_counted(head)):
            case = child.first("case")
            if child.i > head.i and case is not None and case.lower in self.relations.belonging:
                found = [
                    name
                    for name in self._names_at(child)
                    if name.start not in inside or name.sort in _OWNING_INSIDE
                ]
                if found:
                    return found
        return next(filter(None, map(self._names_at, self._belonging_to(head))), [])

    def _is_by_descent(self, word: Word) -> bool:
        """Tell whether "ethnic" stands before an adjective: by blood, not by country."""
        return word.i > 0 and self.syntax.words[word.i - 1].lower in self.relations.descent

    def around(self, head: Word) -> list[Name]:
        """Return the names of the only country in which the clause of a noun is set: "students marched in Lagos"."""
        if head.dep not in _IN_CLAUSE:
            return []
        found = [
            self.covering[word.i]
            for place in head.head.having("obl")
            if (case := place.first("case")) is not None and case.lower in self.relations.setting
            for word in place.subtree()
            if word.i in self.covering
        ]
        named = [
            name for name in found if name.identity.country in self.actors.states and name.sort != "person"
        ]
        return named[:1] if len({name.identity.country for name in named}) == 1 else []

    def is_apart(self, word: Word, head: Word) -> bool:
        """Tell whether a dash with spaces stands between a word and the head after it: the end of a dateline."""
        return any(
            mark.text in _DASHES
            and mark.start > self.syntax.words[mark.i - 1].end
            and self.syntax.words[mark.i + 1].text[:1].isupper()
            for mark in self.syntax.words[word.i + 1 : head.i]
        )

    def _beside_counted(self, head: Word) -> list[Word]:
        """Return what stands with a number of somebody: "tens of thousands of students throughout Indonesia"."""
        above = head.head
        if head.dep != "nmod":
            return []
        role = self.actors.role(above.text)
        is_number = above.upos == "NUM" or (role is not None and role.sectors == _UNKNOWN)
        return (
            [word for word in above.having("nmod") if word is not head and word.i > head.i]
            if is_number
            else []
        )

    def _leading(self, word: Word) -> list[Name]:
        """Return who leads what a participle describes: "a US-led coalition"."""
        if word.upos not in _LINKING or word.lower not in self.relations.leading:
            return []
        return [
            name for child in word.having("compound", "obl", "amod", "nmod") for name in self._names_at(child)
        ]

    def _is_linked(self, name: Name) -> bool:
        """Tell whether a name stands before a hyphen and a participle other than "led": "Iran-backed fighters"."""
        after = self.syntax.words[name.end : name.end + 2]
        return (
            len(after) == 2  # noqa: PLR2004 - the hyphen and the participle
            and after[0].text == "-"
            and after[1].upos in _LINKING
            and after[1].lower not in self.relations.leading
        )

    def owners_among(self, words: Sequence[Word], run: RoleRun | None) -> list[Name]:
        """Return the names among the words of a title that say whose it is, persons and the role itself aside."""
        inside = range(0) if run is None else range(run.start, run.end)
        found: dict[int, Name] = {}
        for word in words:
            name = self.covering.get(word.i)
            if (
                name is not None
                and name.sort != "person"
                and (name.start not in inside or name.sort in _OWNING_INSIDE)
            ):
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

    def _belonging_to(self, head: Word) -> list[Word]:
        """Return what a participle says somebody belongs to, lives in or flees: "a paper based in Lima", "people fleeing Mali"."""
        left = [
            child
            for clause in head.having("acl", "acl:relcl")
            if clause.lemma in self.relations.fleeing and head.xpos in _PLURAL
            for child in clause.having("obj", "obl")
            if (case := child.first("case")) is None or case.lower in self.relations.possessing
        ]
        return [
            child
            for participle in head.having("acl")
            if participle.lemma in self.relations.residing
            for child in participle.having("obl")
        ] + left

    def _longest(self, words: Sequence[Word], end: int, *, head: Word, first: int = 0) -> RoleRun | None:
        for start in role_starts(words, end, self.actors):
            if start < first or words[start].sentence != head.sentence:
                continue
            role = self.actors.role(role_text(words[start:end]))
            if role is not None:
                return RoleRun(role, words[start].i, words[end - 1].i + 1)
        return None


def _is_of(word: Word, head: Word) -> bool:
    case = word.first("case")
    return word.i > head.i and case is not None and case.lower == "of"
