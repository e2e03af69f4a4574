"""What commitments are made of before they are records, and the questions that all their finders ask."""

from collections.abc import Sequence
from dataclasses import dataclass

from demarche.coding.cast import Cast, Found
from demarche.coding.chains import Chains
from demarche.coding.extent import trimmed
from demarche.coding.frames import Filler
from demarche.coding.grammar import marker, preposition
from demarche.coding.occurrences import Occurrence
from demarche.lexicon.cues import Cues, Modal
from demarche.model.parts import Participant
from demarche.model.resolved import TimeExpression
from demarche.model.syntax import Syntax, Word
from demarche.model.values import CommitmentState, Force, Strength

_OFFICIAL = frozenset({"GOV", "MIL", "LEG", "REB", "PTY", "SPY", "COP", "PRM"})
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
    """A report in which commitments are looked for: its words, who is in it, who says what, its deadlines."""

    syntax: Syntax
    cast: Cast
    cues: Cues
    chains: Chains
    deadlines: tuple[TimeExpression, ...]

    def condition(self, *predicates: Word) -> list[Word]:
        """Return the words of the condition that hangs on one of the predicates: a clause, or "in the event of"."""
        for predicate in predicates:
            for child in predicate.having("advcl", "conj"):
                known = self.cues.clauses.get(marker(child) or "")
                if known is not None and known.clause == "conditional":
                    return condition_words(child.subtree())
            for child in predicate.having("obl", "nmod"):
                if self.is_of_class(child, "condition") and preposition(child) == "in":
                    return condition_words(child.subtree())
        return []

    def deadline(self, words: Sequence[Word]) -> TimeExpression | None:
        """Return the first deadline among the words, or None."""
        inside = {word.i for word in words}
        return next((time for time in self.deadlines if time.start in inside), None)

    def said(self, words: Sequence[Word], saying: int) -> list[Word]:
        """Return those of the words that stand in what is said."""
        return trimmed(word for word in words if self.chains.sayings[saying].holds(word.start))

    def innermost(self, word: Word) -> int | None:
        """Return the innermost saying that a word stands in, or None outside all speech."""
        around = self.chains.around(word.start, word.i)
        return around[-1] if around else None

    def who(self, filler: Filler | None) -> tuple[Found, ...]:
        """Return who stands in a place of a frame."""
        if filler is None:
            return ()
        return self.cast.at(filler.word) or self.cast.owning(filler.word)

    def is_of_class(self, word: Word, name: str) -> bool:
        """Tell whether a word is of a class of the event lexicon."""
        return name in self.cast.senses.classes_of(word.lemma)

    def modal(self, auxiliary: Word) -> Modal | None:
        """Return what an auxiliary does to its verb, or None if it is no modal."""
        return self.cues.modals.get(auxiliary.lower)

    def speaks_for(self, saying: int | None, issuers: Sequence[Found], subject: Word | None) -> bool:
        """Tell whether somebody binds the issuers by saying it: their speaker, or the author's "we" outside all speech."""
        if saying is None:
            return bool(issuers) and subject is not None and self.is_first_person(subject)
        speaker = self.chains.sayings[saying].speaker
        if speaker is None:
            return False
        speakers = (speaker, *self._principals(speaker.word))
        return any(_is_of(one.participant, found.participant) for one in speakers for found in issuers)

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
        if found or saying is None or subject is None or not self.is_first_person(subject):
            return found
        speaker = self.chains.sayings[saying].speaker
        return () if speaker is None else (speaker,)


def condition_words(words: Sequence[Word]) -> list[Word]:
    """Return the words of a condition in text order with its conjunction, without "but" and marks at the ends."""
    kept = sorted(set(words), key=lambda word: word.i)
    while kept and (kept[0].upos == "PUNCT" or kept[0].dep == "cc"):
        kept.pop(0)
    while kept and kept[-1].upos == "PUNCT":
        kept.pop()
    return kept


def _is_of(speaker: Participant, bound: Participant) -> bool:
    """Tell whether a speaker speaks for somebody: themselves, their state, or the government they are in."""
    if bound.id is not None or speaker.id is not None:
        if bound.id == speaker.id:
            return True
    elif (bound.name, bound.kind) == (speaker.name, speaker.kind):
        return True
    if not _OFFICIAL.intersection(speaker.sectors):
        return False
    if bound.country is not None and bound.country == speaker.country:
        return True
    return (
        speaker.country is None
        and "GOV" in speaker.sectors
        and "GOV" in bound.sectors
        and bound.kind != "person"
    )
