"""Who of the tables a name stands for on the day of a report: a whole name, a surname, a title and a surname."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from demarche.lexicon.actors import Actors, Leader, Role
from demarche.lexicon.relations import Relations
from demarche.model.syntax import Syntax, Word
from demarche.resolve.actors.role_words import role_starts, role_text
from demarche.resolve.identity import Identity
from demarche.resolve.terms import has_held, is_near, may_be_called

_ARMED = ("MIL",)
_OUT_OF_OFFICE = ("ELI",)


@dataclass(frozen=True, slots=True)
class People:
    """The persons of the tables for one report; `day` is that for which offices are asked, None if it is not known."""

    syntax: Syntax
    actors: Actors
    relations: Relations
    day: date | None

    def of_id(self, identity: str, name: str) -> Identity:
        """Return a person of the tables with the office of the day; without a day or an office, without a role."""
        terms = self.actors.leaders(identity)
        held = None if self.day is None else self.actors.office_on(identity, self.day)
        country = held.country if held is not None else identity.split(":")[1]
        if held is None:
            former = [
                term
                for term in terms
                if self.day is not None and term.end is not None and term.end <= self.day
            ]
            sectors = _OUT_OF_OFFICE if former else ()
            reason = f"{name} is in the table of leaders" + (
                f", out of office on {self.day}" if former else ", without an office on the day"
            )
            return Identity(identity, name, "person", country, sectors, None, "dictionary", reason)
        reason = f"{name} is in the table of leaders: {held.role} ({country}) on {self.day}"
        return Identity(identity, name, "person", country, held.sectors, held.role, "dictionary", reason)

    def by_surname(self, word: Word, *, marked: bool) -> Identity | None:
        """Return whom a surname alone stands for; somebody of no known country if the encoder marks a person."""
        leader = self._holder([word]) or self._leader_in_office(word.text)
        if leader is not None:
            return self.of_id(leader.id, leader.name)
        titled = self._by_title([word])
        if titled is not None or not marked:
            return titled
        renowned = None if self._title_before(word.i) is not None else self._renowned(word.text)
        return renowned or Identity(
            None, word.text, "person", None, (), None, "text", f"“{word.text}” is named as a person"
        )

    def by_words(self, words: Sequence[Word]) -> Identity | None:
        """Return whom several words stand for that are no whole name of the tables: "President López Obrador"."""
        leader = self._holder(words) or self._leader_in_office(_spelled(words))
        return self._by_title(words) if leader is None else self.of_id(leader.id, leader.name)

    def is_titled(self, words: Sequence[Word]) -> bool:
        """Tell whether words that may be a place stand after the title of who has it on the day: "Prime Minister Muscat"."""
        return self._holder(words) is not None

    def _holder(self, words: Sequence[Word]) -> Leader | None:
        """Return who of a surname has on the day the office that stands before it, if it is one."""
        role = self._title_before(words[0].i)
        if role is None or role.office is None or self.day is None:
            return None
        for surname in (_spelled(words), words[-1].text):
            terms = [
                term
                for term in self.actors.surname(surname)
                if term.holds_on(self.day)
                and term.role == role.office
                and (surname != words[-1].text or may_be_called(term, words, self.relations))
            ]
            if terms:
                return _only(terms)
        return None

    def _by_title(self, words: Sequence[Word]) -> Identity | None:
        """Return who ever held the office that stands before a name ("President Nasser"), if all are of one country."""
        role = self._title_before(words[0].i)
        if role is None or (role.office is None and role.sectors != _ARMED):
            return None
        holders = {
            term.id: term
            for term in self.actors.surname(words[-1].text)
            if has_held(term, role, self.relations) and may_be_called(term, words, self.relations)
        }
        text = " ".join(word.text for word in words)
        if len(holders) == 1:
            term = next(iter(holders.values()))
            return self.of_id(term.id, term.name if " " in term.name else text)
        countries = {term.country for term in holders.values()}
        if len(countries) != 1:
            return None
        reason = f"all the tables have of the name “{text}” as {role.lemma} are of one country"
        return Identity(None, text, "person", next(iter(countries)), (), None, "dictionary", reason)

    def _title_before(self, index: int) -> Role | None:
        words = self.syntax.words
        for start in role_starts(words, index, self.actors):
            role = self.actors.role(role_text(words[start:index]))
            if role is not None and words[start].sentence == words[index].sentence:
                return role if role.titular else None
        return None

    def _leader_in_office(self, surname: str) -> Leader | None:
        """Return the one leader of this surname in office on the day; of several, the one at the head of a state."""
        if self.day is None:
            return None
        terms = [term for term in self.actors.surname(surname) if term.holds_on(self.day)]
        return _only(terms) or _only([term for term in terms if term.heads])

    def _renowned(self, surname: str) -> Identity | None:
        """Return who of a surname was head of a state or government, not long before or after the day.

        Several heads of one country ("Bush") are nobody in particular, but of that country.
        """
        heads = {
            term.id: term
            for term in self.actors.surname(surname)
            if term.heads and (self.day is None or is_near(term, self.day))
        }
        countries = {term.country for term in heads.values()}
        if len(countries) != 1:
            return None
        if len(heads) > 1:
            reason = f"all heads of the surname “{surname}” in the tables are of one country"
            return Identity(None, surname, "person", countries.pop(), (), None, "dictionary", reason)
        (head,) = heads.values()
        found = self.of_id(head.id, head.name)
        return replace(found, reason=f"{found.reason}; the only head of the surname in the tables")


def _only(terms: Iterable[Leader]) -> Leader | None:
    """Return the first of several terms, if all are of one person."""
    found = {term.id: term for term in reversed(list(terms))}
    return next(iter(found.values())) if len(found) == 1 else None


def _spelled(words: Sequence[Word]) -> str:
    """Return words as they stand in the text, with a space where there is a gap."""
    gaps = [" " if before.end < after.start else "" for before, after in pairwise(words)]
    return "".join(word.text + gap for word, gap in zip(words, [*gaps, ""], strict=True))
