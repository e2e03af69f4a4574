"""Finds red lines: "Egypt's red line", "the filling would cross a red line", "a line that must not be crossed"."""

from collections.abc import Sequence
from dataclasses import dataclass

from demarche.coding.clauses.cast import Found, distinct
from demarche.coding.clauses.extent import clause_words, ranges, trimmed
from demarche.coding.clauses.frames import Filler, deep_subject
from demarche.coding.clauses.grammar import is_negated, is_passive, phrase, preposition
from demarche.coding.commitments.binding import Pledge, Setting
from demarche.coding.commitments.conditions import condition_words
from demarche.model.syntax import Word
from demarche.model.values import Strength

_VERBAL = frozenset({"VERB", "AUX"})
_PRONOUNS = frozenset({"PRON", "DET"})


@dataclass(frozen=True, slots=True)
class RedLineFinder:
    """Finds the red lines of one report."""

    setting: Setting

    def find(self, words: Sequence[Word]) -> list[Pledge]:
        """Return the red lines whose noun is among these words."""
        found = (self._line(word) for word in words if word.lemma == "line" and word.upos == "NOUN")
        return [pledge for pledge in found if pledge is not None]

    def _line(self, word: Word) -> Pledge | None:
        """Return a red line: whose it is, what crosses it, what is said to follow, and who is said to have crossed it."""
        is_red = any(child.lemma == "red" for child in (*word.having("amod"), *word.having("compound")))
        if not is_red and not self._is_not_to_be_crossed(word):
            return None
        clause = word.first("acl:relcl")
        carrier = word.head if word.dep == "obj" and word.head.upos in _VERBAL else None
        crosses = carrier is not None and self.setting.is_of_class(carrier, "crossing")
        deed = self._deed(word, carrier if crosses else None)
        saying = self.setting.innermost(word)
        issuers = self._issuers(word, clause, carrier, saying, is_defined=bool(deed))
        if not issuers or (word.first("cop") is not None and (not deed or is_negated(word))):
            return None
        following = None if clause is None or not is_red else clause.first("ccomp", "xcomp") or _verb(clause)
        crossed = carrier if crosses and carrier is not None and not deed else None
        condition = deed
        if crossed is not None and crossed.dep == "advcl":
            condition = _without(clause_words(crossed.head), crossed)
        return Pledge(
            anchor=word,
            force="red_line",
            strength=self._strength(following),
            issuers=distinct(issuers),
            act=tuple(ranges(deed or trimmed(phrase(word)))),
            rule="red-line.noun",
            weight="nominal commitment",
            reasons=(
                ("force", f"“{word.text}” is called a red line"),
                ("issuers", "owner or source of the line"),
            ),
            condition=tuple(ranges(condition)),
            consequence=() if following is None else tuple(ranges(trimmed(following.subtree()))),
            saying=saying,
            claimed=() if crossed is None else (("triggered", crossed),),
        )

    def _is_not_to_be_crossed(self, line: Word) -> bool:
        """Tell whether a line is one "that must not be crossed"."""
        clause = line.first("acl:relcl")
        return (
            clause is not None
            and is_passive(clause)
            and is_negated(clause)
            and self.setting.is_of_class(clause, "crossing")
        )

    def _deed(self, line: Word, carrier: Word | None) -> list[Word]:
        """Return what is said to be, or to be about to cross, the line: "harm to the crew would be a red line"."""
        subject = line.first("nsubj", "csubj") if line.first("cop") is not None else None
        if carrier is not None and any(
            self.setting.modal(child) is not None for child in carrier.having("aux")
        ):
            subject = carrier.first("nsubj", "csubj")
        if line.dep == "xcomp":
            subject = line.head.first("obj")  # "called the sale a red line"
        if subject is None or subject.upos in _PRONOUNS:
            return []
        return condition_words(phrase(subject, whole=True))

    def _issuers(
        self, line: Word, clause: Word | None, carrier: Word | None, saying: int | None, *, is_defined: bool
    ) -> tuple[Found, ...]:
        owner = line.first("nmod:poss") or next(
            (child for child in line.having("nmod") if preposition(child) == "for"), None
        )
        source = None if owner is None else Filler(owner, "")
        if source is None and clause is not None and clause.first("ccomp", "xcomp") is not None:
            source = deep_subject(clause)
        if source is None and carrier is not None and self.setting.is_of_class(carrier, "drawing"):
            source = deep_subject(carrier)
        if source is None and line.dep == "xcomp" and is_defined:
            source = deep_subject(line.head)
        found = self.setting.who(source)
        return found or (self.setting.speakers(saying)[:1] if is_defined else ())

    def _strength(self, following: Word | None) -> Strength:
        modals = [] if following is None else [self.setting.modal(child) for child in following.having("aux")]
        return next((modal.strength for modal in modals if modal is not None and modal.strength), "will")


def _verb(clause: Word) -> Word | None:
    """Return the relative clause if it says what follows ("a line that brings consequences"), not what is done to it."""
    return None if is_passive(clause) or clause.first("nsubj") is None else clause


def _without(words: Sequence[Word], clause: Word) -> list[Word]:
    inside = {word.i for word in clause.subtree()}
    return trimmed(word for word in words if word.i not in inside)
