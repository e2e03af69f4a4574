"""Whom a description stands for that goes by somebody else: "his Kyrgyz counterpart", "her office", "the two countries"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from demarche.lexicon.actors import Actors
from demarche.lexicon.relations import Relations
from demarche.model.parts import Participant
from demarche.model.reading import Reading
from demarche.model.resolved import Mention
from demarche.model.syntax import Syntax, Word

_PLURAL = frozenset({"NNS", "NNPS"})
_GOVERNMENT = ("GOV",)
_OUT_OF_OFFICE = ("ELI",)
_PAIR = 2
_OUTLET = "JRN"
_PEOPLE = frozenset({"group", "people", "unnamed"})
_ACTED_ON = frozenset({"obj", "nsubj:pass"})
_AT_HOME = frozenset({"COP", "JUD"})


@dataclass(frozen=True, slots=True)
class Described:
    """Resolves such descriptions of one report; `day` is that for which offices are asked, None if it is not known."""

    reading: Reading
    syntax: Syntax
    actors: Actors
    relations: Relations
    day: date | None

    def may_stand(self, word: Word) -> bool:
        """Tell whether a noun that is no role may stand for somebody: "office"."""
        return word.lemma in self.relations.offices

    def of_office(self, word: Word, found: Mapping[int, Mention]) -> Mention | None:
        """Return "her office" as a body of the country and the sectors of whom "her" stands for."""
        owner = self._owner(word, found)
        if owner is None or owner.kind != "person" or not (owner.country or owner.sectors):
            return None
        first = min(child.start for child in word.subtree() if child.i <= word.i)
        span = self.reading.span(first, word.end)
        body = Participant(
            f"{word.lemma} of {owner.name}", None, "organisation", owner.country, owner.sectors, None, "coreference", span
        )  # fmt: skip
        return Mention(word.i, (body,), f"“{span.text}” is that of {owner.name}")

    def counterpart(self, word: Word, found: Mapping[int, Mention]) -> Mention | None:
        """Return "his Kyrgyz counterpart" as who has his office there, by the text or the tables, else with his sectors."""
        own = found[word.i].participants[0] if word.i in found else None
        if word.lemma not in self.relations.counterparts or own is None or own.id is not None:
            return None
        owner = self._owner(word, found)
        if owner is None or owner.kind != "person" or owner.role is None or not owner.sectors:
            return None
        stated = replace(own, role=owner.role, sectors=owner.sectors, basis="coreference")
        reason = f"“{own.span.text}” has the office of {owner.name}, {owner.role}"
        if own.country is None or own.country == owner.country or word.xpos in _PLURAL:
            return Mention(word.i, (stated,), reason)
        named = _with_office(found.values(), own.country, owner.role)
        term = None if self.day is None else self.actors.holder(own.country, owner.role, self.day)
        if len(named) == 1:
            stated = replace(named[0], basis="coreference", span=own.span)
            reason += f"; {stated.name} has it in the text"
        elif term is not None and not named:
            stated = replace(stated, name=term.name, id=term.id, kind="person", role=term.role)
            reason += f"; {term.name} held it on {self.day}"
        return Mention(word.i, (stated,), reason)

    def in_hands(self, word: Word, found: Mapping[int, Mention]) -> Mention | None:
        """Return people without a country as those of the police or court that acts on them: police act at home."""
        own = found[word.i].participants[0]
        if (
            own.country is not None
            or own.id is not None
            or own.kind not in _PEOPLE
            or word.dep not in _ACTED_ON
        ):
            return None
        for subject in (subject for above in word.ancestors() for subject in above.having("nsubj")):
            if subject.i in found and subject.i < word.i:
                acting = found[subject.i].participants[0]
                if acting.country is None or not _AT_HOME.intersection(acting.sectors):
                    return None
                stated = replace(own, country=acting.country, basis="coreference")
                return Mention(word.i, (stated,), f"{found[word.i].reason}; where {acting.name} acts")
        return None

    def two_states(self, word: Word, found: Mapping[int, Mention]) -> Mention | None:
        """Return the only two states that the report has named so far, for "the two countries"; where an outlet is at home is none."""
        countries = [
            one.country
            for index in sorted(found)
            if index < word.i
            for one in found[index].participants
            if one.country is not None and one.country in self.actors.states and _OUTLET not in one.sectors
        ]
        distinct = list(dict.fromkeys(countries))
        if len(distinct) != _PAIR:
            return None
        words = [
            child
            for child in word.children
            if child.i < word.i and child.dep in {"det", "nummod", "det:predet"}
        ]
        span = self.reading.span(min([word.start, *(child.start for child in words)]), word.end)
        states = tuple(self._state(country, span.start, span.end) for country in distinct)
        names = " and ".join(state.name for state in states)
        return Mention(word.i, states, f"“{span.text}” are the only two named so far: {names}")

    def former(self, role: str, before: Iterable[Participant]) -> Participant | None:
        """Return who of those named before, out of office, held the office of "the former president", if it is one."""
        office = self.relations.without_former(role)
        if office is None:
            return None
        held = {
            one.id: one
            for one in before
            if one.id is not None
            and one.sectors == _OUT_OF_OFFICE
            and any(office == term.role for term in self.actors.leaders(one.id))
        }
        return next(iter(held.values())) if len(held) == 1 else None

    def _state(self, country: str, start: int, end: int) -> Participant:
        name = self.actors.states[country].name
        span = self.reading.span(start, end)
        return Participant(name, f"state:{country}", "state", country, _GOVERNMENT, None, "coreference", span)

    def _owner(self, word: Word, found: Mapping[int, Mention]) -> Participant | None:
        """Return the one that a possessive before a noun stands for."""
        for child in word.having("nmod:poss"):
            mention = found.get(child.i)
            if mention is not None and len(mention.participants) == 1:
                return mention.participants[0]
        return None


def _with_office(mentions: Iterable[Mention], country: str, role: str) -> list[Participant]:
    """Return the persons that the report names with an office of a country."""
    found = {
        one.id: one
        for mention in mentions
        for one in mention.participants
        if one.id is not None and (one.kind, one.country, one.role) == ("person", country, role)
    }
    return list(found.values())
