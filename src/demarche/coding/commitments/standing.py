"""Finds standing commitments: a right reserved, a doctrine ("an attack … shall be considered as"), a red line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demarche.coding.clauses.cast import Found, distinct
from demarche.coding.clauses.extent import clause_words, ranges, trimmed
from demarche.coding.clauses.frames import complement_of, deep_subject
from demarche.coding.clauses.grammar import is_infinitive, is_negated, is_passive, phrase, surface_subject
from demarche.coding.commitments.binding import Pledge, Setting, is_official
from demarche.coding.commitments.conditions import condition_words
from demarche.lexicon.commitments import Answer
from demarche.model.syntax import Word
from demarche.model.values import Strength

_OPTION, _TABLE = "option", "table"  # "all options are open", "all measures are on the table"
_VERBAL = frozenset({"VERB", "AUX"})
_EVERY = frozenset({"all", "any", "every"})
_ANY = frozenset({"any", "each", "every", "further", "whichever", "whatever"})


@dataclass(frozen=True, slots=True)
class StandingFinder:
    """Finds the standing commitments of one report."""

    setting: Setting

    def find(self, words: Sequence[Word]) -> list[Pledge]:
        """Return the standing commitments whose main words are among these."""
        found: list[Pledge] = []
        for word in words:
            if self.setting.is_of_class(word, "option"):
                found += self._option(word)
            if word.upos in _VERBAL:
                if self.setting.is_of_class(word, "reserving"):
                    found += self._reservation(word)
                if word.lemma in self.setting.words.answers:
                    found += self._answer(word)
        return found

    def _reservation(self, verb: Word) -> Iterator[Pledge]:
        right = next((child for child in verb.having("obj") if child.lemma == "right"), None)
        if right is None:
            return
        complement = complement_of(right) or complement_of(verb)
        issuers = self.setting.who(deep_subject(verb))
        is_all = any(child.lower in _EVERY for child in right.having("det", "det:predet"))
        if (complement is None and not is_all) or not issuers:
            return
        what = right if complement is None else complement.word
        condition = self.setting.condition(verb, right, what)
        inside = {word.i for word in condition}
        act = trimmed(word for word in what.subtree() if word.i not in inside)
        yield Pledge(
            anchor=verb,
            force="reservation",
            strength="reserves",
            issuers=distinct(tuple(issuers)),
            act=tuple(ranges(act)),
            rule="reserve-right",
            weight="conditional commitment",
            reasons=(("force", f"“{verb.text}” keeps a right"), ("issuers", f"subject of “{verb.text}”")),
            condition=tuple(ranges(condition)),
            saying=self.setting.innermost(verb),
        )

    def _option(self, noun: Word) -> Iterator[Pledge]:
        """Yield the reservation in "all options are on the table" and "the use of force remains an option"."""
        is_named = noun.lemma == _OPTION or any(child.lemma == _TABLE for child in noun.head.children)
        if not is_named and noun.head.lemma != _TABLE:
            return
        is_every = any(child.lower in _EVERY for child in noun.having("det"))
        kept = noun.head if noun.dep in {"xcomp", "obj", "nsubj"} else noun
        is_kept = self.setting.is_of_class(kept, "remaining") and noun.dep in {"xcomp", "obj"}
        saying = self.setting.innermost(noun)
        issuers = self.setting.authority(saying)
        if not issuers or is_negated(kept) or not (is_kept or (is_every and noun.dep.startswith("nsubj"))):
            return
        yield Pledge(
            anchor=noun,
            force="reservation",
            strength="reserves",
            issuers=distinct(issuers),
            act=tuple(ranges(trimmed(clause_words(noun.head)))),
            rule="option.noun",
            weight="conditional commitment",
            reasons=(("force", f"“{noun.text}” is kept open"), ("issuers", "whoever says so")),
            saying=saying,
        )

    def _answer(self, verb: Word) -> Iterator[Pledge]:
        """Yield the threat in "any attack will be met with force": the speaker's, or that of those whose text it is."""
        rows = [one for one in self.setting.words.answers[verb.lemma] if _fits(one, verb)]
        saying = self.setting.innermost(verb)
        subject = surface_subject(verb) or whoever(verb)
        if subject is None and verb.dep == "conj":
            subject = surface_subject(verb.head)
        issuers = self.setting.authority(saying)
        if not issuers and saying is None and subject is not None and self._is_deed(subject):
            issuers = self.setting.lawgivers(subject) or self.setting.last_lawgivers(verb)
        if not rows or not issuers or subject is None or is_negated(verb):
            return
        doers = self.setting.cast.at(subject)
        is_own = not self._is_deed(subject) and self.setting.speaks_for(saying, doers, subject)
        target = verb.first("obj")
        deed = target if is_own and target is not None else subject
        if is_own != any(one.voice == "own" for one in rows) or (is_own and not self._is_deed(deed)):
            return
        condition = self.setting.condition(verb)
        if self._is_deed(deed):
            condition = condition_words(phrase(deed, whole=True))
        strength = self._strength(verb, is_deed=self._is_deed(deed))
        is_aimed = self._is_aimed(verb, doers) and verb.first("aux") is not None
        if (condition or is_aimed) and strength is not None:
            yield self._answered(verb, strength, doers if is_own else issuers, doers, condition)

    def _is_aimed(self, verb: Word, doers: Sequence[Found]) -> bool:
        """Tell whether somebody is told that they will pay for what they do: "the South will pay for each leaflet"."""
        return (
            self.setting.is_of_class(verb, "paying")
            and bool(doers)
            and all(is_official(found.participant) for found in doers)
        )

    def _strength(self, verb: Word, *, is_deed: bool) -> Strength | None:
        """Return how firmly something is to follow; a rule has no modal: "firms that break it face fines"."""
        modal = next((child for child in verb.having("aux") if self.setting.modal(child) is not None), None)
        if modal is None and is_infinitive(verb):
            return "will"  # a headline: "any strike to be met with force"
        if modal is None:
            return "will" if is_deed and "Tense=Pres" in verb.feats and not is_passive(verb) else None
        known = self.setting.cues.modals[modal.lower]
        judges = known.is_demand and is_deed and self.setting.is_of_class(verb, "deeming")
        return (
            "will" if judges else known.strength
        )  # "should be considered an attack"; "should be punished" only asks

    def _answered(
        self,
        verb: Word,
        strength: Strength,
        issuers: tuple[Found, ...],
        doers: tuple[Found, ...],
        condition: Sequence[Word],
    ) -> Pledge:
        inside = {word.i for word in condition}
        saying = self.setting.innermost(verb)
        clause = [word for word in clause_words(verb) if word.i not in inside]
        act = trimmed(clause) if saying is None else self.setting.said(clause, saying)
        return Pledge(
            anchor=verb,
            force="threat",
            strength=strength,
            issuers=distinct(issuers),
            act=tuple(ranges(act)),
            rule=f"answer.{verb.lemma}",
            weight="conditional commitment",
            reasons=(
                ("force", f"“{verb.text}” says what is to follow on a deed"),
                ("issuers", "whoever says what is to follow"),
            ),
            addressees=distinct(doers, issuers),
            condition=tuple(ranges(condition)),
            consequence=tuple(ranges(act)),
            deadline=self.setting.deadline([*condition, *act]),
            saying=saying,
        )

    def _is_deed(self, subject: Word) -> bool:
        """Tell whether a subject is a deed, or whoever does it: "any attack", "those who fire", "ships that anchor"."""
        if self.setting.is_of_class(subject, "hostility") or subject.first("acl", "acl:relcl") is not None:
            return True
        free = subject.lower == "anyone" or subject.subtree()[0].lower.startswith("whoever")
        return free or any(child.lower in _ANY for child in subject.having("det"))


def whoever(verb: Word) -> Word | None:
    """Return the clause that stands for the subject: "whoever cuts the cable will pay", or None."""
    clauses = verb.having("advcl", "csubj", "advcl:relcl")
    return next((clause for clause in clauses if clause.subtree()[0].lower.startswith("whoever")), None)


def _fits(answer: Answer, verb: Word) -> bool:
    """Tell whether a verb stands as its row says: in its voice, with one of its company."""
    if is_passive(verb) != (answer.voice == "passive"):
        return False
    return not answer.company or any(word.lemma in answer.company for word in verb.subtree())
