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
from demarche.resolve.coreference.before import Before, identity
from demarche.resolve.coreference.binding import SUBJECTS
from demarche.resolve.coreference.home import AtHome, Home, find_home
from demarche.resolve.coreference.pairs import Pairs
from demarche.resolve.coreference.placing import Placing
from demarche.resolve.coreference.sending import Sending
from demarche.resolve.coreference.serving import Serving
from demarche.resolve.terms import office_day

_THIRD_PERSON = frozenset({"person", "body", "several"})
_POINTING = frozenset({"PRON", "DET"})
_NATIONAL = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "OPP"})  # sectors that a country has one of
_SERVING = frozenset(
    {"GOV", "UNK", "SPY"}
)  # sectors of roles that say nothing beside the body that is served
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
    def _placing(self) -> Placing:
        return Placing(self.syntax, self.actors, self.cues.relations)

    @property
    def _described(self) -> Described:
        day = office_day(self.reading.report.published)
        return Described(self.reading, self.syntax, self.actors, self.cues.relations, day)

    def resolve(self, mentions: Mapping[int, Mention]) -> dict[int, Mention]:
        """Return the mentions with those of third-person pronouns and repeated roles added."""
        home = self._home(mentions)
        found = self._placing.officials(mentions, home)
        before = Before(self.actors.states)
        agreeing = agreement(self.syntax, self.quotations, self.cues.pronouns, self.cues.genders, found)
        antecedents = Antecedents(self.syntax, agreeing, self.cues.relations)
        at_home = (
            None
            if home is None
            else AtHome(self.syntax, self.actors.states, self.cues.relations, home, mentions)
        )
        serving, sending = Serving(self.cues.relations), Sending(self.actors, self.cues.relations)
        described = self._described
        for sentence in self.syntax.sentences:
            for word in self.syntax.words_of(sentence):
                if not self._may_stand(word, found, described):
                    continue
                resolved = self._resolved(word, sentence, found, before, antecedents)
                if resolved is None and word.i in found:
                    resolved = serving.of(word, found) or sending.of(word, found)
                    resolved = resolved or self._local(word, found, at_home, known=False)
                if resolved is not None:
                    found[word.i] = resolved
                if word.i in found:
                    before.add(word, found[word.i], is_pronoun=word.i not in mentions)
        for index in list(found):  # "a spokesman for the group": the group is known only now
            word = self.syntax.words[index]
            owned = self._owned_by_described(word, found) or self._local(word, found, at_home, known=True)
            if owned is not None:
                found[index] = owned
        return dict(sorted(found.items()))

    def _may_stand(self, word: Word, found: Mapping[int, Mention], described: Described) -> bool:
        """Tell whether a word names somebody or may stand for somebody named before."""
        return (
            word.i in found
            or word.upos in _POINTING
            or word.lemma in self.cues.pairs
            or described.may_stand(word)
        )

    def _local(
        self, word: Word, found: Mapping[int, Mention], at_home: AtHome | None, *, known: bool
    ) -> Mention | None:
        """Return somebody without a country as being of the one that the report is set in, if they are at home there."""
        if at_home is None or not at_home.is_local(word, found, known=known):
            return None
        return self._placing.of_country(word, found[word.i], at_home.home.country, at_home.home.reason)

    def _home(self, mentions: Mapping[int, Mention]) -> Home | None:
        place = self.reading.dateline_place
        city = "" if place is None else place.text.split(",")[0].strip()
        return find_home(self.syntax, mentions, self.actors, self.cues.relations, self.dateline, city)

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
        pairs = Pairs(self.reading, self.syntax, self.cues)
        if pairs.is_pair(word):
            pair = pairs.of(word, sentence, found, before)
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
            or self._placing.role(word, found, before.countries)
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
        """Return the body whose name has the noun, if one alone before has: "the coalition" after "the Global Coalition".

        A noun with words of its own is another's: "member states" are not the United States.
        """
        named = before.by_word_of_name(word.lemma)
        if (
            named is None
            or word.first("compound", "amod") is not None
            or found[word.i].participants[0].kind == "person"
        ):
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
                word.first("nmod:poss", "amod", "nummod") is None  # "500 soldiers" are others
                and bool(_NATIONAL.intersection(participant.sectors))
            )
        return "PronType=Art" not in determiner.feats or "Definite=Def" in determiner.feats

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

    def _repeated(self, word: Word, found: Mapping[int, Mention], before: Before) -> Mention | None:
        """Return the mention of a definite role without a country, if the report gave the same noun one country before."""
        last = before.by_noun(word.lemma)
        if last is None or not _is_called_so(word, last):
            return None
        span = found[word.i].participants[0].span
        participants = tuple(replace(one, basis="coreference", span=span) for one in last.participants)
        return Mention(word.i, participants, f"“{span.text}” repeats “{last.participants[0].span.text}”")


def _is_called_so(word: Word, mention: Mention) -> bool:
    """Tell whether a phrase adds no word to those of a mention: "the interior ministry" is not "the health ministry"."""
    called = {
        part for one in mention.participants for part in f"{one.name} {one.span.text}".casefold().split()
    }
    return all(child.lower in called for child in word.having("compound", "amod"))


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
