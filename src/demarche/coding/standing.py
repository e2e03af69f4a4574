"""Finds standing commitments: a right reserved, a doctrine ("an attack … shall be considered as"), a red line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demarche.coding.binding import Pledge, Setting, condition_words
from demarche.coding.cast import Found, distinct
from demarche.coding.extent import clause_words, ranges, trimmed
from demarche.coding.frames import Filler, complement_of, deep_subject
from demarche.coding.grammar import is_passive, phrase
from demarche.model.syntax import Word
from demarche.model.values import Force

_VERBAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class StandingFinder:
    """Finds the standing commitments of one report."""

    setting: Setting

    def find(self, words: Sequence[Word]) -> list[Pledge]:
        """Return the standing commitments whose main words are among these."""
        found: list[Pledge] = []
        for word in words:
            if word.upos in _VERBAL:
                if self.setting.is_of_class(word, "reserving"):
                    found += self._reservation(word)
                if self.setting.is_of_class(word, "deeming"):
                    found += self._doctrine(word)
            elif word.lemma == "line" and word.upos == "NOUN":
                found += self._red_line(word)
        return found

    def _reservation(self, verb: Word) -> Iterator[Pledge]:
        right = next((child for child in verb.having("obj") if child.lemma == "right"), None)
        if right is None:
            return
        complement = complement_of(right) or complement_of(verb)
        issuers = self.setting.who(deep_subject(verb))
        if complement is None or not issuers:
            return
        condition = self.setting.condition(verb, right, complement.word)
        yield self._standing(verb, issuers, condition, complement.word.subtree(), "reservation")

    def _doctrine(self, verb: Word) -> Iterator[Pledge]:
        """Yield the threat in "an attack on X shall be considered as an attack on all": the speaker's, or the text's."""
        if not is_passive(verb):
            return
        modal = next((child for child in verb.having("aux") if child.lower in self.setting.cues.modals), None)
        judged = next(
            (
                child
                for child in verb.having("obl", "xcomp", "advcl")
                if self.setting.is_of_class(child, "hostility")
            ),
            None,
        )
        saying = self.setting.innermost(verb)
        if modal is None or judged is None or saying is None:
            return
        speaker = self.setting.chains.sayings[saying].speaker
        if speaker is None:
            return
        before = [word for word in clause_words(verb) if word.i < modal.i]
        yield self._standing(verb, (speaker,), before, judged.subtree(), "threat")

    def _standing(
        self,
        verb: Word,
        issuers: Sequence[Found],
        condition: Sequence[Word],
        consequence: Sequence[Word],
        force: Force,
    ) -> Pledge:
        inside = {word.i for word in condition}
        act = trimmed(word for word in clause_words(verb) if word.i not in inside)
        return Pledge(
            anchor=verb,
            force=force,
            strength="reserves" if force == "reservation" else "will",
            issuers=distinct(tuple(issuers)),
            act=tuple(ranges(act)),
            rule="reserve-right" if force == "reservation" else "doctrine",
            weight="conditional commitment",
            reasons=(("force", f"“{verb.text}” is a standing {force}"), ("issuers", "subject or speaker")),
            condition=tuple(ranges(condition_words(condition))),
            consequence=tuple(ranges(trimmed(word for word in consequence if word.i not in inside))),
            saying=self.setting.innermost(verb),
        )

    def _red_line(self, word: Word) -> Iterator[Pledge]:
        """Yield a red line: whose it is, what is said to follow from crossing it, and who is said to cross it."""
        if not any(child.lemma == "red" for child in word.having("amod")):
            return
        clause = word.first("acl:relcl")
        carrier = word.head if word.dep == "obj" and word.head.upos in _VERBAL else None
        owner = word.first("nmod:poss")
        source = Filler(owner, "") if owner is not None else None if clause is None else deep_subject(clause)
        if source is None and carrier is not None and self.setting.is_of_class(carrier, "drawing"):
            source = deep_subject(carrier)
        issuers = self.setting.who(source)
        if not issuers:
            return
        crossed = carrier is not None and self.setting.is_of_class(carrier, "crossing")
        following = None if clause is None else clause.first("ccomp", "xcomp")
        modal = (
            None
            if following is None
            else next((c for c in following.having("aux") if c.lower in self.setting.cues.modals), None)
        )
        strength = None if modal is None else self.setting.cues.modals[modal.lower].strength
        condition = (
            _without(clause_words(carrier.head), carrier)
            if crossed and carrier is not None and carrier.dep == "advcl"
            else []
        )
        yield Pledge(
            anchor=word,
            force="red_line",
            strength=strength or "will",
            issuers=distinct(issuers),
            act=tuple(ranges(trimmed(phrase(word)))),
            rule="red-line.noun",
            weight="nominal commitment",
            reasons=(
                ("force", f"“{word.text}” is called a red line"),
                ("issuers", "owner or source of the line"),
            ),
            condition=tuple(ranges(condition)),
            consequence=() if following is None else tuple(ranges(trimmed(following.subtree()))),
            saying=self.setting.innermost(word),
            claimed=(("triggered", carrier),) if crossed and carrier is not None else (),
        )


def _without(words: Sequence[Word], clause: Word) -> list[Word]:
    inside = {word.i for word in clause.subtree()}
    return trimmed(word for word in words if word.i not in inside)
