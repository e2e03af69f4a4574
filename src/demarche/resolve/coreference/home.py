"""Where a report is set, and who in it is at home there unless the text says otherwise: "residents", "the opposition"."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, replace

from demarche.lexicon.actors import Actors
from demarche.lexicon.relations import Relations
from demarche.model.parts import Participant
from demarche.model.resolved import Mention
from demarche.model.syntax import Syntax, Word

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
}  # of those who are if they act there
_PARTIES = frozenset({"OPP", "PTY"})
_ARMED = "MIL"
_KINDS = frozenset({"group", "people", "unnamed", "organisation", "person"})
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
    return _only(countries, "its first sentence is on") if inside | owners else None


@dataclass(frozen=True, slots=True)
class AtHome:
    """Tells who of one report is at home where it is set; `foreign_armies`: it tells of soldiers of other states."""

    relations: Relations
    foreign_armies: bool

    def is_local(self, word: Word, one: Participant) -> bool:
        """Tell whether somebody without a country is mostly where they are told of, and nothing says that they are not."""
        if one.country is not None or one.id is not None or one.basis != "text" or one.kind not in _KINDS:
            return False
        if not one.sectors or not _PUBLIC.issuperset(one.sectors) or word.upos == "PROPN":
            return False
        if one.kind == "organisation" and _BUSINESS in one.sectors:
            return False
        if _ARMED in one.sectors and self.foreign_armies:
            return False
        if not _CIVIL.issuperset(one.sectors) and not self._acts(word, one):
            return False
        words = {
            other.lower for child in word.children for other in (child, *child.having("amod", "compound"))
        }
        role = {part.casefold() for part in (one.role or one.name).split()}
        is_body = one.kind == "organisation"  # "the foreign ministry" is nobody from elsewhere
        if (words - role if is_body else words | role) & self.relations.foreign:
            return False
        if (words | role) & self.relations.abroad:
            return False
        owners = (*word.having("nmod:poss"), *self._of(word))
        return not any(child.upos in {"PRON", "PROPN"} for child in owners) and not any(
            child.text[:1].isupper() for child in word.having("amod", "compound") if child.i > 0
        )

    def _acts(self, word: Word, one: Participant) -> bool:
        """Tell whether officials, soldiers or a body do something, or a body is "the" one; of bodies the one there is, or parties."""
        is_several = (
            word.xpos in _PLURAL and word.lemma != word.lower and not _PARTIES.issuperset(one.sectors)
        )
        is_one_of_many = any("Definite=Ind" in child.feats for child in word.having("det"))  # "a ministry"
        if one.kind == "organisation" and not is_several and _is_definite(word):
            return True
        return word.dep in _SUBJECTS and not (one.kind == "organisation" and (is_several or is_one_of_many))

    def _of(self, word: Word) -> Iterator[Word]:
        """Yield whom the word's phrases say somebody is of."""
        for child in word.having("nmod"):
            case = child.first("case")
            if case is not None and case.lower in self.relations.possessing:
                yield child


def _is_definite(word: Word) -> bool:
    return any("Definite=Def" in child.feats for child in word.having("det"))


def has_foreign_armies(home: Home | None, mentions: Mapping[int, Mention]) -> bool:
    """Tell whether a report names anybody of another state's armed forces."""
    return home is not None and any(
        _ARMED in one.sectors and one.country not in {None, home.country}
        for mention in mentions.values()
        for one in mention.participants
    )


def served(
    word: Word, one: Participant, found: Mapping[int, Mention], relations: Relations
) -> Participant | None:
    """Return a person without a country as being of the body they serve: "the ministry's spokesman, Rustam Yuldashev"."""
    if one.kind != "person" or one.country is not None or one.id is None or not one.id.startswith(_PERSON):
        return None
    for title in (word, *word.having("appos", "nmod:desc")):
        for child in title.having("nmod:poss", "nmod", "compound"):
            case = child.first("case")
            if case is not None and case.lower not in relations.possessing:
                continue
            body = found.get(child.i)
            owner = None if body is None or len(body.participants) != 1 else body.participants[0]
            if owner is not None and owner.kind in {"organisation", "state"} and owner.country is not None:
                return of_country(one, owner.country, one.sectors or owner.sectors)
    return None


def is_with_others(
    word: Word,
    found: Mapping[int, Mention],
    country: str,
    states: Container[str],
    relations: Relations,
) -> bool:
    """Tell whether those of another state do it to somebody, or it is set there: "Kenyan soldiers beat two shepherds"."""
    beside = [
        child
        for verb in word.ancestors()
        for child in verb.children
        if (word.dep in _SUFFERING and child.dep in _SUBJECTS)
        or (child.dep == "obl" and _is_place(child, relations))
    ]
    return any(
        one.country in states and one.country != country
        for other in beside
        if other.i in found and other is not word
        for one in found[other.i].participants
    )


def of_country(one: Participant, country: str, sectors: tuple[str, ...]) -> Participant:
    """Return a person whom only the text introduces with a country, which is part of the id."""
    identity = None if one.id is None else one.id.replace(_PERSON, f"{_PERSON}{country}:", 1)
    return replace(one, country=country, id=identity, sectors=sectors)


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
