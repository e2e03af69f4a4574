"""Finds spoken commitments: what a speaker says their own side will do or will not do, and on which condition."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from demarche.coding.clauses.cast import Found, distinct
from demarche.coding.clauses.extent import clause_words, ranges, trimmed
from demarche.coding.clauses.frames import deep_object, deep_subject
from demarche.coding.clauses.grammar import is_negated, is_passive, marker, phrase, surface_subject
from demarche.coding.commitments.ahead import auxiliary_of, is_left_open
from demarche.coding.commitments.binding import Pledge, Setting, is_official
from demarche.coding.commitments.conditions import condition_words, is_refusal
from demarche.coding.commitments.standing import whoever
from demarche.coding.events.occurrences import Occurrence
from demarche.lexicon.commitments import Vow
from demarche.lexicon.cues import Modal
from demarche.model.syntax import Word
from demarche.model.values import Force

_CONFLICT = frozenset({3, 4})  # quad classes
_MOVEMENT = "movement"  # trait of types of conflict by their quad class; but ships are sent to friends too
_REQUEST = "REQUEST"  # of conflict by its quad class
_NOBODY = frozenset({"no", "nobody", "none"})
_PLANNED = Modal(
    "planned", "planned", "will", is_demand=False
)  # "is to", which is no auxiliary of the tables
_SPEAKING = ("body", "spokesman")
_SAID = frozenset({"ccomp", "parataxis"})
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
    """Finds the commitments that speakers make by saying what their side will do."""

    setting: Setting
    quads: Mapping[str, int]

    def find(self, verbs: Sequence[Word], occurrences: Sequence[Occurrence]) -> Iterator[Pledge]:
        """Yield the commitments to events that are to be, then those of other verbs."""
        for occurrence in occurrences:
            yield from self._announced(occurrence)
        for verb in verbs:
            yield from self._vowed(verb)

    def _announced(self, occurrence: Occurrence) -> Iterator[Pledge]:
        """Yield the commitment to an event that is to be."""
        predicate = occurrence.fit.frame.support or occurrence.anchor
        will = self._will(predicate, occurrence.fit.actors)
        if will is None:
            return
        vow = self._vow(predicate)
        is_hostile = self.quads[occurrence.type] in _CONFLICT and not self._helps(vow, occurrence)
        if _MOVEMENT in occurrence.fit.sense.traits:
            is_hostile = bool(will.condition)
        force: Force = "threat" if is_hostile else "promise"
        if vow is not None and vow.force == "refusal":
            force = vow.force
        if _is_denied(will):
            force = "refusal" if vow is None else vow.denied
        if _of_nobody(will.lead):
            force = "guarantee"
        if force == "promise" and self._is_warned(will):
            force = "threat"
        if will.modal.strength == "could" and not (will.condition and force == "threat"):
            return
        if force == "promise" and self._is_programme(will):
            return
        why = f"the speaker's own side “{will.auxiliary.text} {predicate.text}”: {occurrence.type}"
        yield self._pledge(will, force, why, occurrence)

    def _helps(self, vow: Vow | None, occurrence: Occurrence) -> bool:
        """Tell whether what counts as conflict does nobody harm: "will ask the council", "will suspend the sanctions"."""
        if vow is None or vow.force != "promise":
            return False
        return bool(vow.company) or occurrence.type == _REQUEST

    def _vowed(self, verb: Word) -> Iterator[Pledge]:
        """Yield the commitment in "we will (not)" with a verb of the tables, or with any on a condition."""
        vow = self._vow(verb)
        will = self._will(verb, ())
        if will is None:
            return
        force = self._force(will, vow)
        if force is None or (will.modal.strength == "could" and not (will.condition and force == "threat")):
            return
        if force == "promise" and self._is_programme(will):
            return
        known = "a verb of the tables" if vow is not None else "on a condition"
        why = f"the speaker's own side “{will.auxiliary.text} {verb.text}”, {known}"
        yield self._pledge(will, force, why, None)

    def _vow(self, verb: Word) -> Vow | None:
        """Return the row of a verb, whose company has to stand below it."""
        rows = self.setting.words.vows.get(verb.lemma, ()) if verb.upos == "VERB" else ()
        below = {word.lemma for word in verb.subtree()} if rows else set()
        return next((vow for vow in rows if not vow.company or vow.company & below), None)

    def _force(self, will: _Will, vow: Vow | None) -> Force | None:
        """Return what a will is that names no event of the lexicon, or None if it binds nobody."""
        if _of_nobody(will.lead):
            return "guarantee"
        if _is_denied(will):
            return (
                vow.denied
                if vow is not None
                else "refusal"
                if will.condition or self._is_done(will)
                else None
            )
        if vow is not None and vow.force is not None:
            is_withheld = is_refusal(will.condition) or self._is_warned(will)
            return "threat" if vow.force == "promise" and is_withheld else vow.force
        is_bound = all(is_official(found.participant) for found in will.issuers)
        if not will.issuers or not is_bound or self._comes_about(will):
            return None
        if not will.condition:
            return "promise" if self._is_done(will) else None
        if will.lead.upos != "VERB" and not self._is_of_us(will):
            return None
        return "threat" if is_refusal(will.condition) else "promise"

    def _will(self, verb: Word, actors: tuple[Found, ...]) -> _Will | None:
        """Return how a verb is put ahead by somebody who speaks for those who are to do it, or None."""
        lead = self._lead(verb)
        auxiliary = auxiliary_of(self.setting, lead)
        if auxiliary is not None and auxiliary is lead.head:
            lead = auxiliary
        modal = None if auxiliary is None else self.setting.modal(auxiliary) or _PLANNED
        if auxiliary is None or modal is None or modal.strength is None:
            return None
        around = self.setting.innermost(verb)
        if is_left_open(self.setting, lead, around):
            return None
        issuers = self._issuers(verb, lead, actors, around)
        if issuers is None:
            return None
        saying_verb = [lead.head] if lead.dep in _SAID else []
        condition = self.setting.condition(lead, *([verb] if verb is not lead else []), *saying_verb)
        if auxiliary in condition:
            return None
        return _Will(verb, lead, auxiliary, modal, around, issuers, tuple(condition))

    def _issuers(
        self, verb: Word, lead: Word, actors: tuple[Found, ...], saying: int | None
    ) -> tuple[Found, ...] | None:
        """Return who is bound: the speaker's side that is to do it; whoever lays down what is to be done; None if nobody."""
        subject = deep_subject(lead)
        word = None if subject is None else subject.word
        if word is not None and is_passive(lead) and not self.setting.who(subject):
            word = None  # "by Friday" is nobody
        if whoever(lead) is not None:
            return None
        if _of_nobody(lead):
            spared = not self.setting.is_of_class(verb, "befalling") and not self.setting.who(subject)
            return _officials(self.setting.authority(saying)) or None if spared else None
        if word is None and not actors and is_passive(lead):
            is_known = self._vow(verb) is not None and not self.setting.is_of_class(verb, "scheduled")
            is_bound = saying is not None and bool(self.setting.condition(lead)) and not self._befalls(verb)
            return (self.setting.authority(saying) or None) if is_known or is_bound else None
        own = distinct(self.setting.own_side(saying, word))
        for issuers in filter(None, (actors, own)):
            is_told = self._is_told(lead, issuers, saying) or self._is_headline(lead, issuers)
            if is_told or self.setting.speaks_for(saying, issuers, word):
                return issuers
        if word is not None and saying is None and not (actors or own) and self.setting.is_first_person(word):
            return ()
        return None

    def _is_warned(self, will: _Will) -> bool:
        """Tell whether somebody is warned of it: "warned that it would withdraw"."""
        return will.saying is not None and self.setting.chains.sayings[will.saying].act == "warn"

    def _is_headline(self, lead: Word, issuers: tuple[Found, ...]) -> bool:
        """Tell whether a headline says what a state or its officials are to do: "Peru to send soldiers to Haiti"."""
        is_infinitive = lead.is_root and any(child.lower == "to" for child in lead.having("mark"))
        return is_infinitive and bool(issuers) and all(is_official(one.participant) for one in issuers)

    def _is_told(self, lead: Word, issuers: tuple[Found, ...], saying: int | None) -> bool:
        """Tell whether it is said, by whom nobody knows: "Peru will send a ship, the two governments announced"."""
        if saying is not None or not issuers:
            return False
        above = [lead.head] if lead.dep in _SAID else []
        aside = [
            child for child in lead.having("advcl", "parataxis") if child.i > lead.i and marker(child) is None
        ]
        for verb in (*above, *aside):
            by = surface_subject(verb)
            if by is not None and (verb.lemma, "verb") in self.setting.cues.speech:
                in_office = any(is_official(one.participant) for one in self.setting.cast.at(by))
                speaks = in_office or any(self.setting.is_of_class(by, name) for name in _SPEAKING)
                return speaks and all(is_official(found.participant) for found in issuers)
        return False

    def _is_done(self, will: _Will) -> bool:
        """Tell whether a verb without a row is of a deed that officials say their own side will do."""
        verb = will.verb
        if will.lead.upos != "VERB" or verb.upos != "VERB" or not will.issuers:
            return False
        if any(self.setting.is_of_class(verb, name) for name in ("befalling", "scheduled")):
            return False
        return all(is_official(found.participant) for found in will.issuers)

    def _is_programme(self, will: _Will) -> bool:
        """Tell whether something is only to take place: "they will meet on Friday", but not "we will meet them"."""
        is_of_them = not will.condition and not self._is_of_us(will)
        return is_of_them and self.setting.is_of_class(will.verb, "convening")

    def _befalls(self, verb: Word) -> bool:
        """Tell whether a verb is of what happens to one: "would be flooded if", "would be lost unless"."""
        return any(self.setting.is_of_class(verb, name) for name in ("befalling", "suffering", "scheduled"))

    def _comes_about(self, will: _Will) -> bool:
        """Tell whether a verb is of what one sees, has or comes to: it binds nobody."""
        return self.setting.is_of_class(will.verb, "befalling")

    def _is_of_us(self, will: _Will) -> bool:
        subject = will.lead.first("nsubj")
        return subject is not None and self.setting.is_first_person(subject)

    def _lead(self, verb: Word) -> Word:
        """Return the verb that leads another: itself, or "continue" in "continue to support", which changes no status."""
        lead = verb
        while lead.dep == "xcomp" and lead.first("aux") is None and not lead.is_root:
            above = self.setting.cues.embedding_of(lead.head.lemma, "verb", "to")
            if above is None or above.plain not in {None, "ongoing"}:
                break
            lead = lead.head
        return lead

    def _pledge(self, will: _Will, force: Force, why: str, occurrence: Occurrence | None) -> Pledge:
        outside = {word.i for word in will.condition}
        clause = [word for word in clause_words(will.lead) if word.i not in outside]
        whole = self._said(clause, will.saying)
        is_hostile = force in _HOSTILE
        act = whole if is_hostile or is_passive(will.lead) else _after(will, whole)
        condition: Sequence[Word] = will.condition
        target = deep_object(will.verb) if force == "red_line" else None
        if target is not None:
            act = condition = condition_words(phrase(target.word, whole=True))
        name = "conditional" if will.condition else "spoken" if occurrence else "vowed"
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
            condition=tuple(ranges(condition)),
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


def _of_nobody(lead: Word) -> bool:
    """Tell whether something is to happen to nobody: "no family will be sent away"."""
    subject = surface_subject(lead)
    return subject is not None and (
        subject.lower in _NOBODY or any(child.lower in _NOBODY for child in subject.having("det"))
    )


def _officials(found: Sequence[Found]) -> tuple[Found, ...]:
    return tuple(one for one in found if is_official(one.participant))


def _is_denied(will: _Will) -> bool:
    return is_negated(will.lead) or is_negated(will.verb)
