"""What commitments are made of before they are records, and the questions that all their finders ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from demarche.coding.clauses.cast import Cast, Found, distinct
from demarche.coding.clauses.extent import trimmed
from demarche.coding.clauses.frames import Filler, deep_subject
from demarche.coding.clauses.grammar import preposition
from demarche.coding.commitments.conditions import ConditionFinder
from demarche.coding.commitments.speaking import first_turn
from demarche.coding.commitments.terms import Terms
from demarche.coding.events.occurrences import Occurrence
from demarche.coding.sayings.chains import Chains
from demarche.lexicon.commitments import Commitments
from demarche.lexicon.cues import Cues, Modal
from demarche.model.parts import Participant
from demarche.model.resolved import TimeExpression
from demarche.model.syntax import Syntax, Word
from demarche.model.values import CommitmentState, Force, Strength

_OFFICIAL = frozenset({"GOV", "MIL", "LEG", "REB", "PTY", "SPY", "COP", "PRM", "JUD"})
_GOVERNING = frozenset({"GOV", "MIL", "REB", "SPY", "COP", "PRM", "JUD"})
_PRIVATE = frozenset({"BUS", "EDU", "JRN", "CVL", "MED", "AGR", "ELI"})
_COMMENTING = frozenset({"EDU", "JRN", "CVL", "MED"})
_DOCUMENTS = ("law", "communication")
_BODIES = ("body", *_DOCUMENTS)
_LAW_REACHES = 3  # sentences in which "shall" and "may not" go on with what a law says
_ISSUED = frozenset({"obj", "obl"})  # how a notice stands with what its issuer does: "announced in a notice"
_VERBAL = frozenset({"VERB", "AUX"})
LAYING_DOWN: frozenset[Force] = frozenset({"authorisation", "ban"})
_SERVED = frozenset({"for", "of"})
_FIRST_PERSON = frozenset({"speaker", "side"})

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pledge:
    """A commitment before it is a record; ranges are offsets into the report's text.

    `occurrence` is the event that a spoken one announces; `claimed` are later states that the author claims, with
    the words that claim them.
    """

    anchor: Word
    force: Force
    strength: Strength
    issuers: tuple[Found, ...]
    act: tuple[Range, ...]
    rule: str
    weight: str
    reasons: tuple[tuple[str, str], ...]
    addressees: tuple[Found, ...] = ()
    condition: tuple[Range, ...] = ()
    consequence: tuple[Range, ...] = ()
    deadline: TimeExpression | None = None
    saying: int | None = None
    occurrence: Occurrence | None = None
    claimed: tuple[tuple[CommitmentState, Word], ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """A report in which commitments are looked for: its words, who is in it, who says what, its deadlines.

    `authors` are those whose text it is, if it is a speech, statement or law of theirs, `makers` those of a statement or law;
    `offices` are the officials who were described before they were named, by name.
    """

    syntax: Syntax
    cast: Cast
    cues: Cues
    words: Commitments
    chains: Chains
    terms: Terms
    authors: tuple[Found, ...] = ()
    makers: tuple[Found, ...] = ()
    offices: Mapping[str, Found] = field(default_factory=dict)

    def condition(self, *predicates: Word) -> list[Word]:
        """Return the words of the condition that hangs on the predicates, or none."""
        return ConditionFinder(self.syntax, self.words.conditions).of(*predicates)

    def is_asked(self, word: Word) -> bool:
        """Tell whether a word stands in a question."""
        return self.syntax.words_of(self.syntax.sentences[word.sentence])[-1].text == "?" or any(
            child.text == "?" for child in word.children
        )

    def deadline(self, words: Sequence[Word]) -> TimeExpression | None:
        """Return the first deadline among the words, or None."""
        return self.terms.deadline(words)

    def said(self, words: Sequence[Word], saying: int) -> list[Word]:
        """Return those of the words that stand in what is said."""
        return trimmed(word for word in words if self.chains.sayings[saying].holds(word.start))

    def is_history(self, verb: Word) -> bool:
        """Tell whether a verb tells of long ago outside all speech: "in 1975 Peru promised", "Peru had agreed to" after it."""
        if self.innermost(verb) is not None:
            return False
        is_before = any(child.lower == "had" for child in verb.having("aux"))
        return self.terms.is_long_ago(verb) or (is_before and self._follows_long_ago(verb))

    def _follows_long_ago(self, verb: Word) -> bool:
        """Tell whether a time of long ago stands before a verb, in its sentence or the one before."""
        first = self.syntax.sentences[max(verb.sentence - 1, 0)].start
        return any(index in self.terms.past for index in range(first, verb.i))

    def innermost(self, word: Word) -> int | None:
        """Return the innermost saying that a word stands in, or None outside all speech."""
        around = self.chains.around(word.start, word.i)
        return around[-1] if around else None

    def who(self, filler: Filler | None) -> tuple[Found, ...]:
        """Return who stands in a place of a frame: named there, whose body it is ("its forces"), or who made the law."""
        if filler is None:
            return ()
        found = tuple(map(self._in_office, self.cast.at(filler.word)))
        if not found and any(self.is_of_class(filler.word, name) for name in _BODIES):
            found = self.cast.owning(filler.word)
        found = found or self._makers(filler.word)
        is_theirs = self.is_of_class(filler.word, "body") and self.innermost(filler.word) is None
        return found or (self.authors if is_theirs else ())

    def _makers(self, word: Word) -> tuple[Found, ...]:
        """Return who passed, adopted or signed a law: "a law that parliament passed"; of "the law", those of the one before.

        A notice or communiqué is of whoever issues it, or says something in it. Of a law that nobody is said to have made, it
        is whoever laid something down last.
        """
        is_law = self.is_of_class(word, "law")
        if not is_law and not self.is_of_class(word, "communication"):
            return ()
        before = (one for one in reversed(self.syntax.words[: word.i]) if one.lemma == word.lemma)
        for noun in (word, *before):
            found = self.cast.owning(noun)
            above = [noun.head] if noun.dep in _ISSUED and self._issues(noun.head) else []
            for clause in (*noun.having("acl:relcl", "acl"), *above):
                subject = deep_subject(clause)
                found = found or (
                    () if subject is None else self.cast.at(subject.word) or self.cast.owning(subject.word)
                )
            if found:
                return found
        return self._last_forbidding(word) if is_law else ()

    def _issues(self, verb: Word) -> bool:
        """Tell whether a verb may be of whoever makes a law or a notice, and not of whoever breaks it."""
        return verb.upos in _VERBAL and not self.is_of_class(verb, "flouting")

    def _last_forbidding(self, word: Word) -> tuple[Found, ...]:
        """Return who last laid something down before a word: who "banned" something, before "firms that break the rule"."""
        for verb in reversed(self.syntax.words[: word.i]):
            cues = self.words.cues.get((verb.lemma, "verb"), ()) if verb.upos == "VERB" else ()
            if any(cue.force in LAYING_DOWN for cue in cues):
                subject = deep_subject(verb)
                if (
                    subject is None or subject.word.i >= verb.i
                ):  # "what is banned by the law" asks for the law again
                    continue
                found = self.who(subject)
                if found:
                    return found
        return ()

    def last_lawgivers(self, word: Word) -> tuple[Found, ...]:
        """Return who made the law or notice that is named last before a word, in its sentence or the few before it."""
        first = self.syntax.sentences[max(word.sentence - _LAW_REACHES, 0)].start
        laws = (
            one
            for one in reversed(self.syntax.words[first : word.i])
            if one.upos == "NOUN" and any(self.is_of_class(one, name) for name in _DOCUMENTS)
        )
        return next(filter(None, map(self._makers, laws)), ())

    def lawgivers(self, deed: Word) -> tuple[Found, ...]:
        """Return who made the rule that a deed breaks: "companies that break the rule"."""
        laws = (word for word in deed.subtree() if self.is_of_class(word, "law"))
        return next(filter(None, map(self._makers, laws)), ())

    def is_of_class(self, word: Word, name: str) -> bool:
        """Tell whether a word is of a class of the event lexicon."""
        return name in self.cast.senses.classes_of(word.lemma)

    def modal(self, auxiliary: Word) -> Modal | None:
        """Return what an auxiliary does to its verb, or None if it is no modal."""
        return self.cues.modals.get(auxiliary.lower)

    def speakers(self, saying: int | None) -> tuple[Found, ...]:
        """Return who speaks, and those whom they speak for by office; outside all speech, those whose text it is."""
        if saying is None:
            return self.authors
        speaker = self.chains.sayings[saying].speaker
        if speaker is None:
            return ()
        owners = self.cast.owning(speaker.word) or self._makers(speaker.word)
        earlier = first_turn(saying, self.chains)
        before = () if earlier is None else self.speakers(earlier)
        return (self._in_office(speaker), *self._principals(speaker.word), *owners, *before)

    def authority(self, saying: int | None) -> tuple[Found, ...]:
        """Return who lays down what others may do, or what will be done to them: whoever speaks in office, or the text's authors."""
        if saying is None:
            return self.authors
        speakers = self.speakers(saying)
        if any(self.is_commentator(found) for found in speakers):
            return ()
        known = (found for found in speakers if is_official(found.participant) or found.participant.country)
        others = (
            found for found in speakers if found.participant.kind == "person" or self._is_spokesman(found)
        )
        together = _together(speakers)
        return together or next(((found,) for found in (*known, *others)), ())

    def is_commentator(self, speaker: Found) -> bool:
        """Tell whether somebody speaks of what others do: an analyst, a resident, a report."""
        role = speaker.participant.role or ""
        names = (speaker.word.lemma, role, *role.split())
        is_one = any("commentator" in self.cast.senses.classes_of(name) for name in names)
        is_former = any(self.is_of_class(child, "retired") for child in speaker.word.having("amod"))
        is_by_trade = bool(_COMMENTING.intersection(speaker.participant.sectors))
        return is_one or is_former or (is_by_trade and not is_official(speaker.participant))

    def speaks_for(self, saying: int | None, issuers: Sequence[Found], subject: Word | None) -> bool:
        """Tell whether somebody binds the issuers by saying it: their speaker, or the author's "we" outside all speech."""
        if saying is None and subject is not None and self.is_first_person(subject):
            return bool(issuers)
        speakers = self.speakers(saying)
        if any(
            self.is_commentator(found) and found.participant not in _participants(issuers)
            for found in speakers
        ):
            return False
        if any(_is_of(one.participant, found.participant) for one in speakers for found in issuers):
            return True
        return (
            saying is not None
            and bool(issuers)
            and any(self._is_spokesman(one) for one in speakers)
            and all(
                is_official(found.participant) and found.participant.kind != "person" for found in issuers
            )
        )

    def _is_spokesman(self, speaker: Found) -> bool:
        """Tell whether somebody of no known country speaks for others by trade."""
        return speaker.participant.country is None and self.is_of_class(speaker.word, "spokesman")

    def _in_office(self, found: Found) -> Found:
        """Return somebody, or the official that they are if they were described before they were named."""
        return self.offices.get(found.participant.name, found)

    def _principals(self, word: Word) -> tuple[Found, ...]:
        """Return those whom somebody speaks for by office: "a spokesman for the group"."""
        served = [child for child in word.having("nmod") if preposition(child) in _SERVED]
        return tuple(found for child in served for found in self.cast.at(child))

    def is_first_person(self, word: Word) -> bool:
        """Tell whether a word is "I", "we" or "ours"."""
        return self.cues.pronouns.get(word.lower) in _FIRST_PERSON

    def own_side(self, saying: int | None, subject: Word | None) -> tuple[Found, ...]:
        """Return who a subject stands for; "we" of a speaker whose side nobody knows is the speaker."""
        found = self.who(None if subject is None else Filler(subject, ""))
        if subject is None or not self.is_first_person(subject):
            return found
        if any(one.participant.country for one in found):
            return found
        if saying is None:
            return found or self.authors
        speakers = self.speakers(saying)
        known = next(((one,) for one in speakers if one.participant.country is not None), ())
        return known or found or speakers[:1]


def _together(speakers: Sequence[Found]) -> tuple[Found, ...]:
    """Return the states of several who speak as one: "the defence ministers of Peru and Chile"; else nobody."""
    states = distinct(tuple(found for found in speakers[1:] if found.participant.kind == "state"))
    is_group = bool(speakers) and speakers[0].participant.kind == "group"
    return states if is_group and len(states) > 1 else ()


def _participants(found: Sequence[Found]) -> list[Participant]:
    return [one.participant for one in found]


def is_official(participant: Participant) -> bool:
    """Tell whether somebody can bind others by office: a government, an army, a party in arms or what is theirs."""
    return bool(_OFFICIAL.intersection(participant.sectors))


def is_private(participant: Participant) -> bool:
    """Tell whether somebody is no political actor: a person without office, a trade, a firm."""
    if is_official(participant) or participant.kind in {"state", "people"}:
        return False
    if participant.kind == "person":
        return not participant.sectors and participant.role is None and participant.country is None
    return bool(_PRIVATE.issuperset(participant.sectors)) and bool(participant.sectors)


def _is_of(speaker: Participant, bound: Participant) -> bool:
    """Tell whether a speaker speaks for somebody: themselves, their state, or the government they are in."""
    if bound.id is not None or speaker.id is not None:
        if bound.id == speaker.id:
            return True
    elif (bound.name, bound.kind) == (speaker.name, speaker.kind):
        return True
    if bound.kind == "person":
        return False
    if bound.country is not None and bound.country == speaker.country and _shares_office(speaker, bound):
        return True
    if not _GOVERNING.intersection(speaker.sectors):
        return False
    if bound.country is not None and bound.country == speaker.country:
        return bound.kind == "state" or is_official(bound)
    return speaker.country is None and "GOV" in speaker.sectors and "GOV" in bound.sectors


def _shares_office(speaker: Participant, bound: Participant) -> bool:
    """Tell whether two of one state are of one kind of body: a committee of parliament, and parliament."""
    return bool(_OFFICIAL.intersection(speaker.sectors) & set(bound.sectors))
