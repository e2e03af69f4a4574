"""Finds spoken commitments: what a speaker says their own side will do or will not do, and on which condition."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from demarche.coding.binding import Pledge, Setting
from demarche.coding.cast import Found, distinct
from demarche.coding.extent import clause_words, ranges, trimmed
from demarche.coding.frames import deep_subject
from demarche.coding.grammar import is_negated, is_passive
from demarche.coding.occurrences import Occurrence
from demarche.lexicon.commitments import CommitmentCue
from demarche.lexicon.cues import Modal
from demarche.model.syntax import Word
from demarche.model.values import Force

_CONFLICT = frozenset({3, 4})  # quad classes
_MOVEMENT = "movement"  # trait of types of conflict by their quad class; but ships are sent to friends too
_HOSTILE: frozenset[Force] = frozenset({"threat", "ultimatum"})


@dataclass(frozen=True, slots=True)
class _Will:
    """A verb that a modal puts ahead: "will continue to support" is led by "continue"."""

    verb: Word
    lead: Word
    auxiliary: Word
    modal: Modal
    saying: int | None
    issuers: tuple[Found, ...]
    condition: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class SpokenFinder:
    """Finds the commitments that speakers make by saying what they will do; `words` are the verbs that bind."""

    setting: Setting
    words: Mapping[tuple[str, str], tuple[CommitmentCue, ...]]
    quads: Mapping[str, int]

    def announced(self, occurrence: Occurrence) -> Iterator[Pledge]:
        """Yield the commitment to an event that is to be."""
        predicate = occurrence.fit.frame.support or occurrence.anchor
        will = self._will(predicate, occurrence.fit.actors)
        if will is None or (will.modal.strength == "could" and not will.condition):
            return
        is_hostile = self.quads[occurrence.type] in _CONFLICT
        if _MOVEMENT in occurrence.fit.sense.traits:
            is_hostile = bool(will.condition)
        force: Force = "threat" if is_hostile else "promise"
        if _is_denied(will):
            force = "promise" if is_hostile else "refusal"
        why = f"the speaker's own side “{will.auxiliary.text} {predicate.text}”: {occurrence.type}"
        yield self._pledge(will, force, why, occurrence)

    def vowed(self, verb: Word) -> Iterator[Pledge]:
        """Yield the commitment in "we will (not)" with a verb of the tables."""
        binds = any((verb.lemma, pos) in self.words for pos in ("will", "will not"))
        will = self._will(verb, ()) if binds and not is_passive(verb) else None
        if will is None or will.modal.strength != "will":
            return
        pos = "will not" if _is_denied(will) else "will"
        for cue in self.words.get((verb.lemma, pos), ()):
            why = f"the speaker's own side “{will.auxiliary.text} {verb.text}”, a verb of {cue.force}"
            yield self._pledge(will, cue.force, why, None)

    def or_else(self, verb: Word) -> Iterator[Pledge]:
        """Yield the threat in "if they do not …, we will …": what a speaker's side will do unless somebody acts."""
        if verb.first("aux") is None or not _is_refusal_condition(self.setting.condition(verb)):
            return
        will = self._will(verb, ())
        if will is not None and will.modal.strength == "will" and not _is_denied(will):
            why = f"“{verb.text}” is to follow if somebody does not do what is asked"
            yield self._pledge(will, "threat", why, None, name="or-else")

    def _will(self, verb: Word, actors: tuple[Found, ...]) -> _Will | None:
        """Return how a verb is put ahead by somebody who speaks for those who are to do it, or None."""
        lead = self._lead(verb)
        auxiliary = next(
            (child for child in lead.having("aux") if self.setting.modal(child) is not None), None
        )
        modal = None if auxiliary is None else self.setting.modal(auxiliary)
        if auxiliary is None or modal is None or modal.strength is None:
            return None
        around = self.setting.innermost(verb)
        subject = deep_subject(lead)
        word = None if subject is None else subject.word
        issuers = actors or distinct(self.setting.own_side(around, word))
        if not self.setting.speaks_for(around, issuers, word):
            return None
        condition = self.setting.condition(lead, *([verb] if verb is not lead else []))
        return _Will(verb, lead, auxiliary, modal, around, issuers, tuple(condition))

    def _lead(self, verb: Word) -> Word:
        """Return the verb that leads another: itself, or "continue" in "continue to support", which changes no status."""
        lead = verb
        while lead.dep == "xcomp" and lead.first("aux") is None and not lead.is_root:
            above = self.setting.cues.embedding_of(lead.head.lemma, "verb", "to")
            if above is None or above.plain not in {None, "ongoing"}:
                break
            lead = lead.head
        return lead

    def _pledge(
        self, will: _Will, force: Force, why: str, occurrence: Occurrence | None, *, name: str = ""
    ) -> Pledge:
        whole = self._said(clause_words(will.lead), will.saying)
        is_hostile = force in _HOSTILE
        act = whole if is_hostile else _after(will, whole)
        name = name or ("conditional" if will.condition else "spoken" if occurrence else "vowed")
        return Pledge(
            anchor=will.verb,
            force=force,
            strength=will.modal.strength or "will",
            issuers=will.issuers,
            act=tuple(ranges(act)),
            rule=f"{name}.{will.auxiliary.lemma}",
            weight="conditional commitment",
            reasons=(
                ("force", why),
                ("issuers", "those whom the speaker speaks for"),
                ("strength", f"auxiliary “{will.auxiliary.text}”"),
            ),
            addressees=self._affected(will, occurrence),
            condition=tuple(ranges(will.condition)),
            consequence=tuple(ranges(whole)) if is_hostile else (),
            deadline=self.setting.deadline([*will.condition, *act]),
            saying=will.saying,
            # the coder turns the event of a speaker's threat into the threat: there has to be a speaker
            occurrence=None if will.saying is None else occurrence,
        )

    def _said(self, words: Sequence[Word], saying: int | None) -> list[Word]:
        return trimmed(words) if saying is None else self.setting.said(words, saying)

    def _affected(self, will: _Will, occurrence: Occurrence | None) -> tuple[Found, ...]:
        """Return whom a commitment is aimed at: the event's recipients, or whoever acts in the condition."""
        if occurrence is not None and occurrence.fit.recipients:
            return occurrence.fit.recipients
        inside = {word.i for word in will.condition}
        cast = self.setting.cast
        subjects = [
            word for word in will.condition if word.dep in {"nsubj", "nsubj:pass"} and word.head.i in inside
        ]
        named = tuple(found for word in subjects for found in (cast.at(word) or cast.owning(word)))
        return distinct(named, will.issuers)


def _after(will: _Will, words: Sequence[Word]) -> list[Word]:
    """Return what is to be done: the words behind the auxiliary, without the subject."""
    subject = will.lead.first("nsubj")
    own = set() if subject is None else {word.i for word in subject.subtree()}
    return trimmed(word for word in words if word.i > will.auxiliary.i and word.i not in own)


def _is_denied(will: _Will) -> bool:
    return is_negated(will.lead) or is_negated(will.verb)


def _is_refusal_condition(condition: Sequence[Word]) -> bool:
    """Tell whether a condition is that somebody does not act: "unless", or a negation in it."""
    return any(word.lower == "unless" or "Polarity=Neg" in word.feats for word in condition)
