"""Whom a third-person pronoun stands for: a subject above it, then in its sentence, then in those before."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from demarche.lexicon.cues import PronounUse
from demarche.lexicon.relations import Relations
from demarche.model.parts import Participant
from demarche.model.resolved import Mention
from demarche.model.syntax import Sentence, Syntax, Word
from demarche.resolve.coreference.agreement import Agreement
from demarche.resolve.coreference.before import identity
from demarche.resolve.coreference.binding import SUBJECTS, own_subjects

REACH = 2  # sentences back
_BODIES = frozenset({"state", "organisation", "group"})
_BODY, _POSSESSIVE = "body", "nmod:poss"
_PLURAL = frozenset({"NNS", "NNPS"})
_MANY = frozenset({"people", "group", "unnamed", "organisation"})

Apart = AbstractSet[tuple[object, ...]]
"""Identities that a pronoun does not have: those of its own clause's subjects."""


@dataclass(frozen=True, slots=True)
class Antecedents:
    """Finds whom the pronouns of one report stand for; whoever does not agree with a pronoun is passed over."""

    syntax: Syntax
    agreement: Agreement
    relations: Relations

    def of(
        self, pronoun: Word, sentence: Sentence, use: PronounUse, found: Mapping[int, Mention]
    ) -> tuple[Mention, str] | None:
        """Return whom a third-person pronoun stands for and how that was found, or None."""
        above = [word for word in self._subjects_above(pronoun) if word.i in found]
        apart = {identity(found[word.i]) for word in own_subjects(pronoun, self.relations) if word.i in found}
        for word in above:
            if word.i < pronoun.i and self._suits(pronoun, word, use, found, apart):
                self.agreement.learn(pronoun, found[word.i])
                return self._standing(word, use, found), f"subject “{word.text}” of the governing clause"
        earlier = [
            word
            for word in self.syntax.words[sentence.start : pronoun.i]
            if word.i in found
            and self._suits(pronoun, word, use, found, apart)
            and not _is_within(pronoun, word)
        ]
        subjects = [word for word in earlier if word.dep in SUBJECTS]
        for chosen in (subjects, earlier):
            if len({identity(found[word.i]) for word in chosen}) == 1:
                return self._standing(chosen[-1], use, found), f"“{chosen[-1].text}” in the same sentence"
        return self._in_sentences_before(pronoun, sentence, use, found, apart)

    def _in_sentences_before(
        self, pronoun: Word, sentence: Sentence, use: PronounUse, found: Mapping[int, Mention], apart: Apart
    ) -> tuple[Mention, str] | None:
        for index in range(sentence.index - 1, max(sentence.index - 1 - REACH, -1), -1):
            before = self.syntax.sentences[index]
            if before.role != sentence.role or (
                pronoun.dep == _POSSESSIVE and use == _BODY and _is_on_a_thing(before, found)
            ):
                return None
            candidates = [
                word
                for word in self.syntax.words_of(before)
                if word.i in found
                and self._may_lead(pronoun, word)
                and self._suits(pronoun, word, use, found, apart)
            ]
            subjects = [word for word in candidates if word.dep in SUBJECTS]
            named = [word for word in candidates if found[word.i].participants[0].id is not None]
            if use == "person" and pronoun.dep not in SUBJECTS and named and not set(named) & set(subjects):
                subjects = candidates = (
                    named  # "A judge freed Ana Cruz. Her lawyers …": but "he said" is who spoke
                )
            for chosen in (subjects, candidates):
                if len({identity(found[word.i]) for word in chosen}) == 1 or (chosen is subjects and chosen):
                    main = next((word for word in chosen if word.head is before.root), chosen[0])
                    return self._standing(main, use, found), f"“{main.text}” in the sentence before"
        return None

    def _may_lead(self, pronoun: Word, word: Word) -> bool:
        """Tell whether a word of an earlier sentence can be what a pronoun goes back to: no pronoun, or the same person's."""
        gender = self.agreement.genders.of_pronoun(pronoun)
        return word.upos != "PRON" or (
            gender is not None and self.agreement.genders.of_pronoun(word) == gender
        )

    def _subjects_above(self, pronoun: Word) -> Iterable[Word]:
        """Yield the subjects of the clauses above the pronoun's own, nearest first; its own for a possessive."""
        for index, governor in enumerate(pronoun.ancestors()):
            if index == 0 and pronoun.dep in SUBJECTS:
                continue
            for child in governor.having(*SUBJECTS):
                if child is not pronoun:
                    yield governor.head if _is_relative(child, governor) else child

    def _suits(
        self, pronoun: Word, word: Word, use: PronounUse, found: Mapping[int, Mention], apart: Apart
    ) -> bool:
        mention = found[word.i]
        participant = mention.participants[0]
        if identity(mention) in apart:
            return False
        if participant.kind == "weapon" or not self.agreement.holds(pronoun, word, mention):
            return False
        if use == "person":
            return len(mention.participants) == 1 and (
                participant.kind == "person" or (participant.kind == "unnamed" and word.xpos not in _PLURAL)
            )
        if use == "body":
            return (
                len(mention.participants) == 1
                and participant.kind in _BODIES
                and (word.xpos not in _PLURAL or _is_plural_in_name_only(word, participant))
                and not _coordinated(word, found)
            )
        return (
            _coordinated(word, found)
            or len(mention.participants) > 1
            or (
                participant.kind in _MANY
                and (word.xpos in _PLURAL or participant.kind in {"people", "group"})
            )
        )

    def _standing(self, word: Word, use: PronounUse, found: Mapping[int, Mention]) -> Mention:
        """Return the mention of a word, for "they" with those coordinated with it."""
        if use != "several":
            return found[word.i]
        participants = [*found[word.i].participants]
        for other in word.having("conj"):
            if other.i in found:
                participants.extend(found[other.i].participants)
        return Mention(word.i, tuple(participants), found[word.i].reason)


def _coordinated(word: Word, found: Mapping[int, Mention]) -> bool:
    return any(other.i in found for other in word.having("conj"))


def _is_on_a_thing(sentence: Sentence, found: Mapping[int, Mention]) -> bool:
    """Tell whether a sentence's clause, or what is said in it, has a single thing as its subject, to which "its" may go back."""
    clauses = (sentence.root, *sentence.root.having("ccomp"))
    subjects = (child for clause in clauses for child in clause.having(*SUBJECTS))
    return any(
        subject.upos == "NOUN" and subject.xpos not in _PLURAL and subject.i not in found
        for subject in subjects
    )


def _is_plural_in_name_only(word: Word, participant: Participant) -> bool:
    """Tell whether a name is of one state or body though its last word is a plural: "the United States"."""
    return word.xpos == "NNPS" and participant.id is not None and participant.kind != "group"


def _is_relative(subject: Word, verb: Word) -> bool:
    """Tell whether a subject stands for what its clause is about: "the military, which said it had left"."""
    return verb.dep == "acl:relcl" and "PronType=Rel" in subject.feats


def _is_within(pronoun: Word, word: Word) -> bool:
    return any(ancestor is word for ancestor in pronoun.ancestors())
