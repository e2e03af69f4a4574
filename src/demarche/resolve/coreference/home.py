"""Where a report is set, and who in it is at home there unless the text says otherwise: "residents", "the opposition"."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from demarche.lexicon.actors import Actors
from demarche.lexicon.relations import Relations
from demarche.model.parts import Participant
from demarche.model.resolved import Mention
from demarche.model.syntax import Sentence, Syntax, Word

_CIVIL = frozenset(
    {"CVL", "LAB", "EDU", "AGR", "REL", "MED"}
)  # sectors of those who mostly are where they are told of
_PUBLIC = _CIVIL | {
    "BUS",
    "GOV",
    "COP",
    "JUD",
    "LEG",
    "MIL",
    "OPP",
    "PTY",
    "SOC",
}  # of those who are if they act there
_PARTIES = frozenset({"OPP", "PTY"})
_DOMESTIC = _PUBLIC - {"MIL", "BUS"}
_ARMED = "MIL"
_POLICE = "COP"
_COURT = "JUD"
_KINDS = frozenset({"group", "people", "unnamed", "organisation", "person"})
_PEOPLE = frozenset({"group", "people", "unnamed", "person"})
_OWNERS = frozenset({"nmod:poss", "amod", "compound", "nmod:desc"})
_PERSON = "person:"
_BUSINESS = "BUS"
_PLURAL = frozenset({"NNS", "NNPS"})
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "obl:agent"})
_SUFFERING = frozenset({"obj", "nsubj:pass", "iobj"})


@dataclass(frozen=True, slots=True)
class Home:
    """The country that a report is set in, and how that is known."""

    country: str
    reason: str


def find_home(
    syntax: Syntax,
    mentions: Mapping[int, Mention],
    actors: Actors,
    relations: Relations,
    dateline: str | None,
    city: str,
) -> Home | None:
    """Return where a report is set: in the country of its dateline, or in the only one of its first sentence.

    A dateline counts if the report names its country and its first sentence is not set in another, or if the first
    sentence names none and the city is no seat of international bodies (`hosts`), whose reports are from everywhere.
    """
    lead = next((one for one in syntax.sentences if one.role == "paragraph"), None)
    if lead is None:
        return None
    named = list(_named(mentions, actors.states))
    first = [(index, country) for index, country in named if lead.start <= index < lead.end]
    countries = {country for _, country in first}
    inside = {country for index, country in first if _is_place(syntax.words[index], relations)}
    if dateline is not None and any(country == dateline for _, country in named):
        is_elsewhere = inside and dateline not in countries
        return (
            _only(inside, "its first sentence is set in")
            if is_elsewhere
            else Home(dateline, f"the report is from {city}")
        )
    if dateline is not None and not countries:
        return None if city.casefold() in actors.hosts else Home(dateline, f"the report is from {city}")
    owners = {country for index, country in first if syntax.words[index].dep in _OWNERS}
    acting = {country for index, country in first if _acts_first(syntax.words[index], mentions[index], lead)}
    if dateline is not None and city.casefold() in actors.hosts:
        return _only(countries, "its first sentence is on") if inside | acting else None
    if len(countries) > 1:
        return _only(inside | acting, "its first sentence is on what is done in")
    return _only(countries, "its first sentence is on") if inside | owners else None


@dataclass(frozen=True, slots=True)
class AtHome:
    """Tells who of one report is at home where it is set; `mentions` are those of the text by itself."""

    syntax: Syntax
    states: Container[str]
    relations: Relations
    home: Home
    mentions: Mapping[int, Mention]

    def is_local(self, word: Word, found: Mapping[int, Mention], *, known: bool) -> bool:
        """Tell whether somebody without a country is mostly where they are told of, and nothing says that they are not.

        `known` says that all have been found of whom somebody may be ("relatives of the soldiers").
        """
        one = found[word.i].participants[0]
        if not known and any(
            child.i in self.mentions and self.mentions[child.i].participants[0].kind in _PEOPLE
            for child in self._of(word)
        ):
            return False
        return (
            self._may_be_local(word, one)
            and not self._is_from_elsewhere(word, one)
            and (self._is_called_local(word) or not self._is_with_others(word, found))
        )

    def _is_called_local(self, word: Word) -> bool:
        """Tell whether a word beside them says that somebody is of where the report is set: "a local radio station"."""
        return any(child.lower in self.relations.local for child in word.having("amod", "compound"))

    def _may_be_local(self, word: Word, one: Participant) -> bool:
        """Tell whether the text names somebody without a country, of a kind that is mostly where it is told of."""
        if one.country is not None or one.id is not None or one.basis != "text" or one.kind not in _KINDS:
            return False
        if word.upos == "PROPN" and not (_is_definite(word) and " " not in one.name):
            return False  # but "the Church", "the Opposition"
        if self._is_called_local(word):
            return True
        if not one.sectors or not _PUBLIC.issuperset(one.sectors):
            return False
        if one.kind == "organisation" and _BUSINESS in one.sectors:
            return False
        if _ARMED in one.sectors and self._has_foreign_armies():
            return False
        return _CIVIL.issuperset(one.sectors) or self._acts(word, one)

    def _is_from_elsewhere(self, word: Word, one: Participant) -> bool:
        """Tell whether the words of a phrase say that somebody is another's, or of another place."""
        words = {
            other.lower for child in word.children for other in (child, *child.having("amod", "compound"))
        }
        role = {part.casefold() for part in (one.role or one.name).split()}
        is_body = one.kind == "organisation"  # "the foreign ministry" is nobody from elsewhere
        if (words - role if is_body else words | role) & self.relations.foreign:
            return True
        if (words | role) & self.relations.abroad:
            return True
        owners = (*word.having("nmod:poss"), *self._of(word))
        return any(child.upos in {"PRON", "PROPN"} for child in owners) or any(
            self._is_capital(child) for child in word.having("amod", "compound")
        )

    def _is_capital(self, word: Word) -> bool:
        """Tell whether a word is written with a capital that its place at the beginning of a sentence does not explain."""
        begins = word.i == self.syntax.sentences[word.sentence].start
        is_plain = word.upos == "NOUN" or word.lower in self.relations.local  # "Jewish" may be of anywhere
        return word.text[:1].isupper() and not (begins and is_plain)

    def _has_foreign_armies(self) -> bool:
        """Tell whether the report names anybody of another state's armed forces."""
        return any(
            _ARMED in one.sectors and one.country not in {None, self.home.country}
            for mention in self.mentions.values()
            for one in mention.participants
        )

    def _is_with_others(self, word: Word, found: Mapping[int, Mention]) -> bool:
        """Tell whether those of another state do it to somebody, or it is set there: "Kenyan soldiers beat two shepherds"."""
        beside = [
            child
            for verb in word.ancestors()
            for child in verb.children
            if (word.dep in _SUFFERING and child.dep in _SUBJECTS)
            or (child.dep == "obl" and _is_place(child, self.relations))
        ]
        return any(
            one.country in self.states and one.country != self.home.country
            for other in beside
            if other.i in found and other is not word
            for one in found[other.i].participants
        )

    def _acts(self, word: Word, one: Participant) -> bool:
        """Tell whether officials, soldiers or a body do something, or a body is "the" one; of bodies the one there is, or parties."""
        is_several = (
            word.xpos in _PLURAL and word.lemma != word.lower and not _PARTIES.issuperset(one.sectors)
        )
        is_one_of_many = any("Definite=Ind" in child.feats for child in word.having("det"))  # "a ministry"
        if one.kind == "organisation" and not is_several and _is_definite(word):
            return True
        if _POLICE in one.sectors and one.kind == "organisation" and word.first("det") is None:
            return True
        is_vague = is_several or (is_one_of_many and _COURT not in one.sectors)
        return word.dep in _SUBJECTS and not (one.kind == "organisation" and is_vague)

    def _of(self, word: Word) -> Iterator[Word]:
        """Yield whom the word's phrases say somebody is of."""
        for child in word.having("nmod"):
            case = child.first("case")
            if case is not None and case.lower in self.relations.possessing:
                yield child


def _is_definite(word: Word) -> bool:
    return any("Definite=Def" in child.feats for child in word.having("det"))


def _acts_first(word: Word, mention: Mention, lead: Sentence) -> bool:
    """Tell whether somebody who mostly acts at home is the subject of a report's first sentence: "Kenyan police"."""
    subject = word.head if word.dep == "conj" else word
    return (
        subject.head is lead.root
        and subject.dep in _SUBJECTS
        and any(_DOMESTIC.intersection(one.sectors) for one in mention.participants)
    )


def _named(mentions: Mapping[int, Mention], states: Container[str]) -> Iterator[tuple[int, str]]:
    for index, mention in mentions.items():
        for one in mention.participants:
            if one.country is not None and one.country in states:
                yield index, one.country


def _is_place(word: Word, relations: Relations) -> bool:
    case = word.first("case")
    return word.dep in {"obl", "nmod"} and case is not None and case.lower in relations.setting


def _only(countries: set[str], how: str) -> Home | None:
    country = next(iter(countries)) if len(countries) == 1 else None
    return None if country is None else Home(country, f"{how} {country}")
