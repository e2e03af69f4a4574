"""Whose the officials, police and government are whom a report names without a country: one rule for each, with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from demarche.lexicon.actors import Actors
from demarche.lexicon.relations import Relations
from demarche.model.parts import Participant
from demarche.model.resolved import Mention
from demarche.model.syntax import Syntax, Word
from demarche.resolve.coreference.before import Countries
from demarche.resolve.coreference.home import Home
from demarche.resolve.coreference.serving import of_country

_CIVIL = frozenset({"GOV", "COP", "LEG", "JUD", "OPP"})
_HOME = frozenset({"COP", "LEG", "JUD", "OPP"})
_AT_HOME = frozenset({"PTY", "OPP"})  # of bodies that act in a country of their own
_STATE = "state"


@dataclass(frozen=True, slots=True)
class Placing:
    """Finds the countries of one report's officials and roles."""

    syntax: Syntax
    actors: Actors
    relations: Relations

    def officials(self, mentions: Mapping[int, Mention], home: Home | None) -> dict[int, Mention]:
        """Return the mentions; officials whom the text names without a country are of the only one it named before them."""
        found = dict(mentions)
        placed: dict[str, Participant] = {}
        countries = Countries(self.actors.states)
        offices = _countries_of_offices(mentions)
        for index, mention in mentions.items():
            stated = self._placed(index, mentions, placed, countries, offices, home)
            if stated is not None:
                reason = (
                    f"{mention.reason}; of {stated.country}, the country of the office or the only one named"
                )
                found[index] = Mention(index, (stated,), reason)
            countries.add(index, mention)
        return found

    def role(self, word: Word, found: Mapping[int, Mention], countries: Countries) -> Mention | None:
        """Return "the government" as that of the one country that the report has named so far, if it named only one."""
        participant = found[word.i].participants[0]
        if not self._is_domestic(word, participant):
            return None
        country = countries.only() or self._of_sentence(word.i, found, countries)
        if country is None:
            return None
        return self.of_country(word, found[word.i], country, "the only country named so far")

    def of_country(self, word: Word, mention: Mention, country: str, why: str) -> Mention:
        """Return a role without a country as that of a country; its government is the state itself."""
        stated = replace(mention.participants[0], country=country, basis="coreference")
        role = self.actors.role(word.text)
        if role is not None and role.institution == _STATE and stated.kind == "organisation":
            stated = replace(stated, id=f"state:{country}", kind="state")
        return Mention(word.i, (stated,), f"{mention.reason}, of {country}: {why}")

    def _placed(
        self,
        index: int,
        mentions: Mapping[int, Mention],
        placed: dict[str, Participant],
        countries: Countries,
        offices: Mapping[str, str],
        home: Home | None,
    ) -> Participant | None:
        """Return an official with the country that is theirs, or None; `placed` are those found so far, by their ids."""
        one = mentions[index].participants[0]
        if (
            one.country is None
            and one.id is None
            and _AT_HOME.intersection(one.sectors)
            and one.kind == "organisation"
        ):
            country = self._of_sentence(index, mentions, countries)
            return None if country is None else replace(one, country=country)
        if one.kind != "person" or one.country is not None or one.id is None:
            return None
        if one.id not in placed:
            country = self._country_of_titled(index, one, mentions, countries, offices, home)
            if country is None:
                return None
            placed[one.id] = of_country(one, country, one.sectors)
        known = placed[one.id]
        return replace(one, country=known.country, id=known.id)

    def _country_of_titled(
        self,
        index: int,
        one: Participant,
        mentions: Mapping[int, Mention],
        countries: Countries,
        offices: Mapping[str, str],
        home: Home | None,
    ) -> str | None:
        """Return the country of a person with a name and a title: the office's, the sentence's, where the report is set."""
        if one.role is None or self._is_abroad(one.role):
            return None
        if not _CIVIL.intersection(one.sectors):
            return None if home is None else self._at_home(index, mentions, countries, home)
        return (
            offices.get(one.role)
            or self._of_sentence(index, mentions, countries)
            or self._at_home(index, mentions, countries, home)
        )

    def _at_home(
        self, index: int, found: Mapping[int, Mention], countries: Countries, home: Home | None
    ) -> str | None:
        """Return where the report is set for an official whose sentence names no other state, else the only state so far."""
        only = countries.only()
        if home is None or only == home.country:
            return only
        word = self.syntax.words[index]
        sentence = self.syntax.sentences[word.sentence]
        named = [
            (self.syntax.words[at], one)
            for at in range(sentence.start, sentence.end)
            if at in found
            for one in found[at].participants
            if one.country in self.actors.states and not self._is_abroad(one.role or "")
        ]
        others = {one.country for _, one in named if one.country != home.country}
        if any(other.dep == "nsubj" and one.country == home.country for other, one in named):
            others = {one.country for other, one in named if other.dep == "nsubj"} - {home.country}
        titles = (word, *word.having("appos", "nmod:desc"), *([word.head] if word.dep == "appos" else []))
        phrases = (
            part for title in titles for part in (title, *title.having("nmod"))
        )  # "chairman of its commission"
        is_of = any(child.upos == "PRON" for part in phrases for child in part.having("nmod:poss"))
        return None if others or is_of else home.country

    def _of_sentence(self, index: int, found: Mapping[int, Mention], countries: Countries) -> str | None:
        """Return the country of the first sentence that names any, if it names one only, and that as an owner or a place."""
        word = self.syntax.words[index]
        sentence = self.syntax.sentences[word.sentence]
        named = [
            (other, one)
            for at in range(sentence.start, sentence.end)
            if at in found
            for other, one in ((self.syntax.words[at], one) for one in found[at].participants)
            if one.country is not None and one.country in self.actors.states
        ]
        if countries.any_before(sentence.start) or len({one.country for _, one in named}) != 1:
            return None
        return named[0][1].country if all(self._is_owner_or_place(other) for other, _ in named) else None

    def _is_domestic(self, word: Word, participant: Participant) -> bool:
        """Tell whether a role is of the country that is spoken of unless another is named: "the police", "protesters"."""
        if word.lemma in self.relations.domestic:
            return True
        if self._is_abroad(participant.role or participant.name):
            return False
        role = self.actors.role(word.text)
        if role is not None and role.institution is not None:
            return True
        if participant.kind == "organisation":
            return bool(_HOME.intersection(participant.sectors))
        return bool(_CIVIL.intersection(participant.sectors))

    def _is_abroad(self, role: str) -> bool:
        """Tell whether a role is of people who may well be of another country than the one that is spoken of."""
        return not self.relations.abroad.isdisjoint(role.casefold().split())

    def _is_owner_or_place(self, word: Word) -> bool:
        """Tell whether a name says whose or where something is, not who acts or is acted on: "Haiti's", "in Haiti"."""
        if word.dep in {"nmod:poss", "amod", "compound", "nmod:desc"}:
            return True
        case = word.first("case")
        return word.dep in {"obl", "nmod"} and case is not None and case.lower in self.relations.placing


def _countries_of_offices(mentions: Mapping[int, Mention]) -> dict[str, str]:
    """Return whose office somebody of no known country is named with: "Guyana's president" before "President X" says it.

    None where the office is given to several countries or persons, or to somebody of a country by name.
    """
    holders: dict[str, set[str]] = {}
    countries: dict[str, set[str]] = {}
    first: dict[str, set[str]] = {}  # what had been said of an office when its holder was named
    for _, mention in sorted(mentions.items()):
        for one in mention.participants:
            if one.kind != "person" or one.role is None or not _CIVIL.intersection(one.sectors):
                continue
            if one.country is not None and one.name.split()[-1] not in one.span.text:
                countries.setdefault(one.role, set()).add(one.country)
            elif one.id is not None or one.country is not None:
                holders.setdefault(one.role, set()).add(one.id or one.name)
                first.setdefault(one.role, set(countries.get(one.role, ())))
    return {
        role: next(iter(found))
        for role, found in countries.items()
        if len(found) == 1 and first.get(role) == found and len(holders[role]) == 1
    }
