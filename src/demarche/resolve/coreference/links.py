"""Pronouns and repeated roles to the participants they stand for; conservative, and every step says its basis.

A pronoun takes the subject of its own clause's governor, then the subject of the sentence before, then the only
candidate there is. "The military" after "the Kenyan military" is the same military. First persons are left
to the coder, which knows who speaks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from demarche.lexicon.actors import Actors
from demarche.lexicon.cues import Cues
from demarche.model.parts import Participant
from demarche.model.quotations import Quotation
from demarche.model.reading import Reading
from demarche.model.resolved import Mention
from demarche.model.syntax import Sentence, Syntax, Word
from demarche.resolve.actors.described import Described
from demarche.resolve.coreference.agreement import agreement
from demarche.resolve.coreference.antecedents import REACH, Antecedents
from demarche.resolve.coreference.before import Before, Countries, identity, key
from demarche.resolve.coreference.binding import SUBJECTS
from demarche.resolve.coreference.home import (
    AtHome,
    Home,
    find_home,
    has_foreign_armies,
    is_with_others,
    of_country,
    served,
)
from demarche.resolve.terms import office_day

_THIRD_PERSON = frozenset({"person", "body", "several"})
_POINTING = frozenset({"PRON", "DET"})
_NATIONAL = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "OPP"})  # sectors that a country has one of
_SERVING = frozenset(
    {"GOV", "UNK", "SPY"}
)  # sectors of roles that say nothing beside the body that is served
_CIVIL = frozenset({"GOV", "COP", "LEG", "JUD", "OPP"})
_HOME = frozenset({"COP", "LEG", "JUD", "OPP"})
_AT_HOME = frozenset({"PTY", "OPP"})  # of bodies that act in a country of their own
_STATE = "state"


@dataclass(frozen=True, slots=True)
class Coreference:
    """Resolves the pronouns and repeated roles of one report."""

    reading: Reading
    syntax: Syntax
    quotations: Sequence[Quotation]
    cues: Cues
    actors: Actors
    dateline: str | None = None

    @property
    def _described(self) -> Described:
        day = office_day(self.reading.report.published)
        return Described(self.reading, self.syntax, self.actors, self.cues.relations, day)

    def resolve(self, mentions: Mapping[int, Mention]) -> dict[int, Mention]:
        """Return the mentions with those of third-person pronouns and repeated roles added."""
        home = self._home(mentions)
        found = self._with_officials_placed(mentions, home)
        before = Before(self.actors.states)
        agreeing = agreement(self.syntax, self.quotations, self.cues.pronouns, self.cues.genders, found)
        antecedents = Antecedents(self.syntax, agreeing, self.cues.relations)
        described = self._described
        at_home = AtHome(self.cues.relations, has_foreign_armies(home, mentions))
        served_by: dict[str, Participant] = {}
        for sentence in self.syntax.sentences:
            for word in self.syntax.words_of(sentence):
                if (
                    word.i not in found
                    and word.upos not in _POINTING
                    and word.lemma not in self.cues.pairs
                    and not described.may_stand(word)
                ):
                    continue
                resolved = self._resolved(word, sentence, found, before, antecedents)
                if resolved is None and word.i in found:
                    resolved = self._serving(word, found, served_by)
                    one = found[word.i].participants[0]
                    if (
                        resolved is None
                        and home is not None
                        and at_home.is_local(word, one)
                        and not is_with_others(
                            word, found, home.country, self.actors.states, self.cues.relations
                        )
                    ):
                        resolved = self._of_country(word, found[word.i], home.country, home.reason)
                if resolved is not None:
                    found[word.i] = resolved
                if word.i in found:
                    before.add(word, found[word.i], is_pronoun=word.i not in mentions)
        for index in list(found):  # "a spokesman for the group": the group is known only now
            owned = self._owned_by_described(self.syntax.words[index], found)
            if owned is not None:
                found[index] = owned
        return dict(sorted(found.items()))

    def _home(self, mentions: Mapping[int, Mention]) -> Home | None:
        place = self.reading.dateline_place
        city = "" if place is None else place.text.split(",")[0].strip()
        return find_home(self.syntax, mentions, self.actors, self.cues.relations, self.dateline, city)

    def _serving(
        self, word: Word, found: Mapping[int, Mention], served_by: dict[str, Participant]
    ) -> Mention | None:
        """Return a person as being of the country of the body that one of their mentions so far says they serve."""
        one = found[word.i].participants[0]
        if one.id is None:
            return None
        placed = served_by.get(one.id) or served(word, one, found, self.cues.relations)
        if placed is None or placed.country is None:
            return None
        served_by[one.id] = placed
        stated = of_country(one, placed.country, placed.sectors)
        return Mention(word.i, (stated,), f"{found[word.i].reason}; serves a body of {placed.country}")

    def _resolved(
        self,
        word: Word,
        sentence: Sentence,
        found: Mapping[int, Mention],
        before: Before,
        antecedents: Antecedents,
    ) -> Mention | None:
        """Return what a word stands for by what stands before it, or None if it stands for itself."""
        described = self._described
        use = self.cues.pronouns.get(word.lower) if word.upos in _POINTING else None
        if use in _THIRD_PERSON and word.dep != "expl":
            antecedent = antecedents.of(word, sentence, use, found)
            return None if antecedent is None else self._as_pronoun(word, *antecedent)
        if self._is_pair(word):
            pair = self._pair(word, sentence, found, before)
            is_of_states = self.cues.pairs[word.lemma] == {_STATE}  # "both parties" may be no states
            return described.two_states(word, found) if pair is None and is_of_states else pair
        if word.i not in found:
            return described.of_office(word, found) if described.may_stand(word) else None
        counterpart = described.counterpart(word, found)
        if counterpart is not None:
            return counterpart
        owned = (
            self._owned_by_pronoun(word, found)
            or self._owned_by_described(word, found)
            or described.in_hands(word, found)
        )
        if owned is not None or not self._is_bare_role(word, found[word.i]):
            return owned
        if word.lemma in self.cues.generic:
            return self._by_class(word, sentence, found) or self._repeated(word, found, before)
        return (
            self._by_office(word, found, before)
            or self._by_noun_of_name(word, found, before)
            or self._repeated(word, found, before)
            or self._of_only_country(word, found, before)
        )

    def _owned_by_pronoun(self, word: Word, found: Mapping[int, Mention]) -> Mention | None:
        """Return "its soldiers" as those of whom "its" stands for."""
        pronoun = next((child for child in word.having("nmod:poss") if child.upos == "PRON"), None)
        participant = found[word.i].participants[0]
        if pronoun is None or pronoun.i not in found or participant.country is not None:
            return None
        owners = found[pronoun.i].participants
        if word.lemma in self.cues.relations.beside:
            return None
        if len(owners) != 1 or participant.id is not None or owners[0].country is None:
            return None
        sectors = _sectors_of(participant, owners[0])
        stated = replace(participant, country=owners[0].country, sectors=sectors, basis="coreference")
        return Mention(word.i, (stated,), f"{found[word.i].reason}; “{pronoun.text}” is {owners[0].name}")

    def _owned_by_described(self, word: Word, found: Mapping[int, Mention]) -> Mention | None:
        """Return "the group's spokesman" as that of the group, once "the group" is known."""
        participant = found[word.i].participants[0]
        if participant.country is not None or participant.id is not None or participant.basis != "text":
            return None
        for child in word.having("nmod:poss", "nmod", "compound"):
            case = child.first("case")
            if case is not None and case.lower not in self.cues.relations.possessing:
                continue
            if child.i > word.i and child.text in participant.name and self.actors.role(participant.name):
                continue  # "the Ministry of Foreign Affairs": all of it is the role
            owner = found.get(child.i)
            if owner is None or child.upos == "PRON" or len(owner.participants) != 1:
                continue
            one = owner.participants[0]
            if one.country is None or one.kind == "person":
                continue
            sectors = participant.sectors if one.id is None else _sectors_of(participant, one)
            stated = replace(participant, country=one.country, sectors=sectors, basis="coreference")
            return Mention(word.i, (stated,), f"{found[word.i].reason}; “{child.text}” is {one.name}")
        return None

    def _by_noun_of_name(self, word: Word, found: Mapping[int, Mention], before: Before) -> Mention | None:
        """Return the body whose name has the noun, if one alone before has: "the coalition" after "the Global Coalition"."""
        named = before.by_word_of_name(word.lemma)
        if named is None or found[word.i].participants[0].kind == "person":
            return None
        span = found[word.i].participants[0].span
        stated = replace(named, basis="coreference", span=span)
        return Mention(word.i, (stated,), f"“{span.text}” is the one of that name: {named.name}")

    def _by_office(self, word: Word, found: Mapping[int, Mention], before: Before) -> Mention | None:
        """Return the person named before with the office that "the president" has, if it is one."""
        participant = found[word.i].participants[0]
        determiner = word.first("det")
        if participant.kind != "person" or participant.role is None or determiner is None:
            return None
        named = (
            before.by_office(participant.role)
            or self._described.former(participant.role, before.people())
            or before.by_office_ending(participant.role, self.cues.relations.seconds)
        )
        if named is None:
            return None
        stated = replace(named, basis="coreference", span=participant.span)
        return Mention(word.i, (stated,), f"“{participant.span.text}” is {named.name}, the only one named so")

    def _as_pronoun(self, word: Word, antecedent: Mention, how: str) -> Mention:
        span = self.reading.span(word.start, word.end)
        participants = tuple(replace(one, basis="coreference", span=span) for one in antecedent.participants)
        names = " and ".join(one.name for one in participants)
        return Mention(word.i, participants, f"“{word.text}” stands for {names}: {how}")

    def _is_bare_role(self, word: Word, mention: Mention) -> bool:
        """Tell whether a phrase is a role without a country that the text takes for known: "the army", "police"."""
        participant = mention.participants[0]
        determiner = word.first("det")
        if participant.country is not None or participant.id is not None or participant.basis != "text":
            return False
        if determiner is None:
            return word.lemma in self.cues.relations.domestic or (
                word.first("nmod:poss", "amod") is None and bool(_NATIONAL.intersection(participant.sectors))
            )
        return "PronType=Art" not in determiner.feats or "Definite=Def" in determiner.feats

    def _is_pair(self, word: Word) -> bool:
        """Tell whether a noun phrase stands for two known before: "both men", "the two leaders", "the two sides"."""
        if word.lemma not in self.cues.pairs:
            return False
        lowers = {child.lower for child in word.children}
        return "both" in lowers or ("two" in lowers and "the" in lowers)

    def _pair(
        self, word: Word, sentence: Sentence, found: Mapping[int, Mention], told: Before
    ) -> Mention | None:
        """Return the two last persons (or states and bodies) before the phrase, if there are exactly two.

        Whoever speaks to them or acts on them in the same sentence is neither, and two of one country are no two sides.
        """
        kinds = self.cues.pairs[word.lemma]
        speaking = {
            inner.i
            for above in word.ancestors()
            for subject in above.having("nsubj")
            if subject.i < word.i and word not in subject.subtree()
            for inner in subject.subtree()
        }
        for first in (sentence.start, self.syntax.sentences[max(sentence.index - 1, 0)].start):
            inside = (index for index in range(first, word.i) if index in found and index not in speaking)
            before = [
                participant
                for index in sorted(inside, key=lambda index: index in told.pronouns)
                for participant in found[index].participants
                if participant.kind in kinds and (participant.sectors or participant.kind == "person")
            ]
            distinct = {key(participant): participant for participant in before}
            countries = {participant.country for participant in distinct.values()}
            if len(distinct) == len(("one", "other")) and (None in countries or len(countries) > 1):
                words = [
                    child
                    for child in word.children
                    if child.i < word.i and child.dep in {"det", "nummod", "det:predet"}
                ]
                span = self.reading.span(min([word.start, *(child.start for child in words)]), word.end)
                participants = tuple(
                    replace(one, basis="coreference", span=span) for one in distinct.values()
                )
                names = " and ".join(one.name for one in participants)
                return Mention(word.i, participants, f"“{span.text}” are the two named before: {names}")
        return None

    def _by_class(self, word: Word, sentence: Sentence, found: Mapping[int, Mention]) -> Mention | None:
        """Return the group or body before "the group", "the alliance", "the country": the only one, nearest sentence first."""
        kinds = self.cues.generic[word.lemma]
        asked = set(found[word.i].participants[0].sectors) - _SERVING
        for index in range(sentence.index, max(sentence.index - REACH, 0) - 1, -1):
            start = self.syntax.sentences[index].start
            end = min(self.syntax.sentences[index].end, word.i)
            before = [
                found[at]
                for at in range(start, end)
                if at in found
                and len(found[at].participants) == 1
                and found[at].participants[0].kind in kinds
                and (
                    found[at].participants[0].id is not None
                    or (bool(asked) and self.syntax.words[at].upos == "PROPN")
                )
                and found[at].participants[0].sectors
                and (not asked or asked.intersection(found[at].participants[0].sectors))
                and not _is_of_a_state(found[at].participants[0])
                and self.syntax.words[at].head is not word
            ]
            if not before:
                continue
            if len({identity(mention) for mention in before}) != 1 and _STATE not in kinds:
                before = [mention for mention in before if self.syntax.words[mention.head].dep in SUBJECTS]
            if len({identity(mention) for mention in before}) != 1:
                return None
            span = found[word.i].participants[0].span
            participant = replace(before[-1].participants[0], basis="coreference", span=span)
            reason = f"“{span.text}” is the one named before: {participant.name}"
            return Mention(word.i, (participant,), reason)
        return None

    def _with_officials_placed(
        self, mentions: Mapping[int, Mention], home: Home | None
    ) -> dict[int, Mention]:
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
        if not _CIVIL.intersection(one.sectors) or self._is_abroad(one.role or ""):
            return None
        country = (
            offices.get(one.role or "")
            or self._of_sentence(index, mentions, countries)
            or self._at_home(index, mentions, countries, home)
        )
        if one.id not in placed and country is not None:
            placed[one.id] = replace(
                one, country=country, id=one.id.replace("person:", f"person:{country}:", 1)
            )
        if one.id not in placed:
            return None
        known = placed[one.id]
        return replace(one, country=known.country, id=known.id)

    def _at_home(
        self, index: int, found: Mapping[int, Mention], countries: Countries, home: Home | None
    ) -> str | None:
        """Return where the report is set for an official whose sentence names no other state, else the only state so far."""
        only = countries.only()
        if home is None or only == home.country:
            return only
        word = self.syntax.words[index]
        sentence = self.syntax.sentences[word.sentence]
        others = {
            one.country
            for at in range(sentence.start, sentence.end)
            if at in found
            for one in found[at].participants
            if one.country in self.actors.states and one.country != home.country
        }
        titles = (word, *word.having("appos", "nmod:desc"))
        is_of = any(child.upos == "PRON" for title in titles for child in title.having("nmod:poss"))
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

    def _of_only_country(self, word: Word, found: Mapping[int, Mention], before: Before) -> Mention | None:
        """Return "the government" as that of the one country that the report has named so far, if it named only one."""
        participant = found[word.i].participants[0]
        if not self._is_domestic(word, participant):
            return None
        country = before.countries.only() or self._of_sentence(word.i, found, before.countries)
        if country is None:
            return None
        return self._of_country(word, found[word.i], country, "the only country named so far")

    def _of_country(self, word: Word, mention: Mention, country: str, why: str) -> Mention:
        """Return a role without a country as that of a country; its government is the state itself."""
        stated = replace(mention.participants[0], country=country, basis="coreference")
        role = self.actors.role(word.text)
        if role is not None and role.institution == _STATE and stated.kind == "organisation":
            stated = replace(stated, id=f"state:{country}", kind="state")
        return Mention(word.i, (stated,), f"{mention.reason}, of {country}: {why}")

    def _is_domestic(self, word: Word, participant: Participant) -> bool:
        """Tell whether a role is of the country that is spoken of unless another is named: "the police", "protesters"."""
        if word.lemma in self.cues.relations.domestic:
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
        return not self.cues.relations.abroad.isdisjoint(role.casefold().split())

    def _is_owner_or_place(self, word: Word) -> bool:
        """Tell whether a name says whose or where something is, not who acts or is acted on: "Haiti's", "in Haiti"."""
        if word.dep in {"nmod:poss", "amod", "compound", "nmod:desc"}:
            return True
        case = word.first("case")
        return word.dep in {"obl", "nmod"} and case is not None and case.lower in self.cues.relations.placing

    def _repeated(self, word: Word, found: Mapping[int, Mention], before: Before) -> Mention | None:
        """Return the mention of a definite role without a country, if the report gave the same noun one country before."""
        last = before.by_noun(word.lemma)
        if last is None:
            return None
        span = found[word.i].participants[0].span
        participants = tuple(replace(one, basis="coreference", span=span) for one in last.participants)
        return Mention(word.i, participants, f"“{span.text}” repeats “{last.participants[0].span.text}”")


def _sectors_of(participant: Participant, owner: Participant) -> tuple[str, ...]:
    """Return the sectors of somebody's people: those of the body where the role itself says no more."""
    if owner.kind not in {"group", "organisation"}:
        return participant.sectors
    if owner.sectors and set(participant.sectors) <= _SERVING:
        return owner.sectors
    return tuple(dict.fromkeys([*participant.sectors, *owner.sectors]))


def _is_of_a_state(participant: Participant) -> bool:
    """Tell whether somebody is a body of a state, which is no "group": its id holds the state."""
    return participant.id is not None and f":{participant.country}:" in participant.id


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
