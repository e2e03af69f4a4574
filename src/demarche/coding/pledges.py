"""Finds commitments: who binds themselves, to what, towards whom, if what. Drafts, before ids.

Lexical ones hang on a word of commitment ("vowed to", "authorised X to"). Spoken ones are what a speaker says their
own side will do. Standing ones are doctrines ("an attack … shall be considered as"), reservations of a right and red lines.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from demarche.coding.cast import Cast, Found, distinct
from demarche.coding.chains import Chains
from demarche.coding.extent import clause_words, ranges, trimmed
from demarche.coding.frames import Complement, complement_of, deep_object, deep_subject
from demarche.coding.grammar import conjuncts, is_passive, marker, phrase, preposition
from demarche.coding.occurrences import Occurrence
from demarche.coding.status import judge
from demarche.lexicon.commitments import CommitmentCue
from demarche.lexicon.cues import Cues
from demarche.model.resolved import TimeExpression
from demarche.model.syntax import Syntax, Word
from demarche.model.values import CommitmentState, Force, Strength

_VERBAL = frozenset({"VERB", "AUX"})
_DONE = frozenset({"happened", "ongoing", "habitual"})
_CONFLICT = frozenset({3, 4})
_STATES = frozenset({"GOV", "MIL", "LEG", "REB", "PTY", "SPY", "COP", "PRM"})
_INTENT: Mapping[str, Strength] = {
    "will": "will", "'ll": "will", "wo": "will", "shall": "will", "would": "will", "'d": "will",
    "may": "could", "might": "could", "could": "could", "can": "could",
}  # fmt: skip

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pledge:
    """A commitment before it is a record; ranges are offsets into the report's text."""

    anchor: Word
    force: Force
    strength: Strength
    issuers: tuple[Found, ...]
    addressees: tuple[Found, ...]
    act: tuple[Range, ...]
    condition: tuple[Range, ...]
    consequence: tuple[Range, ...]
    deadline: TimeExpression | None
    saying: int | None
    occurrence: Occurrence | None
    claimed: tuple[tuple[CommitmentState, Word], ...]
    rule: str
    weight: str
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PledgeFinder:
    """Finds the commitments of one report."""

    syntax: Syntax
    cast: Cast
    cues: Cues
    words: Mapping[tuple[str, str], tuple[CommitmentCue, ...]]
    chains: Chains
    occurrences: Sequence[Occurrence]
    quads: Mapping[str, int]
    deadlines: tuple[TimeExpression, ...]

    def find(self) -> list[Pledge]:
        """Return the commitments in text order, one for each act."""
        found = [pledge for word in self.syntax.words for pledge in self._at(word)]
        found += [pledge for occurrence in self.occurrences for pledge in self._spoken(occurrence)]
        kept: list[Pledge] = []
        for pledge in sorted(found, key=lambda pledge: (pledge.anchor.i, pledge.weight)):
            if not any(_same_act(pledge, other) for other in kept):
                kept.append(pledge)
        return kept

    def _at(self, word: Word) -> Iterator[Pledge]:
        pos = "verb" if word.upos in _VERBAL else "noun" if word.upos == "NOUN" else ""
        for cue in self.words.get((word.lemma, pos), ()):
            if cue.particle is not None and not any(child.lower == cue.particle for child in word.children):
                continue
            pledge = self._lexical(word, cue) if pos == "verb" else self._nominal(word, cue)
            if pledge is not None:
                yield pledge
                return
        yield from self._reservation(word)
        yield from self._doctrine(word)
        yield from self._red_line(word)

    def _lexical(self, verb: Word, cue: CommitmentCue) -> Pledge | None:
        subject = deep_subject(verb)
        issuers = () if subject is None else self.cast.at(subject.word) or self.cast.owning(subject.word)
        if not issuers:
            return None
        judgement = judge(verb, None, self.cues, is_deed=False, in_headline=True)
        saying = self._innermost(verb)
        announced = judgement.status == "planned" and saying is not None and self._speaks_for(saying, issuers)
        if judgement.status not in _DONE and not announced:
            return None
        act, form = self._act_of(verb, cue)
        if not act:
            return None
        addressees = self._addressees(verb, cue, issuers)
        condition = self._condition(verb, *act)
        consequence = act if cue.force in {"threat", "ultimatum"} else []
        return Pledge(
            anchor=verb,
            force=cue.force,
            strength=cue.strength,
            issuers=distinct(issuers),
            addressees=addressees,
            act=tuple(ranges(act)),
            condition=tuple(ranges(condition)),
            consequence=tuple(ranges(consequence)),
            deadline=self._deadline(act),
            saying=saying,
            occurrence=None,
            claimed=(),
            rule=f"{cue.lemma}{'-' + cue.particle if cue.particle else ''}.verb.{form}",
            weight="lexical commitment",
            reasons=(
                ("force", f"“{verb.text}” is a cue of {cue.force}"),
                ("issuers", subject.how if subject is not None else ""),
                ("history", f"“{verb.text}” {'is announced' if announced else 'is reported as done'}"),
            ),
        )

    def _nominal(self, noun: Word, cue: CommitmentCue) -> Pledge | None:
        complement = complement_of(noun)
        addressed = [child for child in noun.having("nmod") if preposition(child) == cue.addressee]
        carrier = noun.head if noun.dep in {"obj", "nsubj:pass"} and noun.head.upos in _VERBAL else None
        owner = noun.first("nmod:poss") or (None if carrier is None else _word(deep_subject(carrier)))
        issuers = () if owner is None else self.cast.at(owner) or self.cast.owning(owner)
        if not issuers or (complement is None and cue.force != "ultimatum"):
            return None
        if (
            carrier is not None
            and judge(carrier, None, self.cues, is_deed=False, in_headline=True).status not in _DONE
        ):
            return None
        act = trimmed(phrase(noun) if complement is None else complement.word.subtree())
        obliques = (
            []
            if carrier is None
            else [c for c in carrier.having("obl", "iobj") if preposition(c) in {None, cue.addressee}]
        )
        addressees = [found for child in (*addressed, *obliques) for found in self.cast.at(child)]
        return Pledge(
            anchor=noun,
            force=cue.force,
            strength=cue.strength,
            issuers=distinct(issuers),
            addressees=distinct(tuple(addressees), issuers),
            act=tuple(ranges(act)),
            condition=tuple(ranges(self._condition(noun if carrier is None else carrier, *act))),
            consequence=tuple(ranges(act)) if cue.force == "threat" else (),
            deadline=self._deadline(act),
            saying=self._innermost(noun),
            occurrence=None,
            claimed=(),
            rule=f"{cue.lemma}.noun",
            weight="nominal commitment",
            reasons=(
                ("force", f"“{noun.text}” is a cue of {cue.force}"),
                ("issuers", f"owner of “{noun.text}”"),
            ),
        )

    def _spoken(self, occurrence: Occurrence) -> Iterator[Pledge]:
        """Yield the commitment of a speaker who says what their own side will do."""
        predicate = occurrence.fit.frame.support or occurrence.anchor
        modal = next((child for child in predicate.having("aux") if child.lower in _INTENT), None)
        saying = self._innermost(predicate)
        if (
            modal is None
            or saying is None
            or predicate.upos != "VERB"
            or occurrence.judgement.status == "not_happened"
        ):
            return
        actors = occurrence.fit.actors
        if not actors or not self._speaks_for(saying, actors):
            return
        condition = self._condition(predicate)
        strength = _INTENT[modal.lower]
        if strength == "could" and not condition:
            return
        is_threat = self.quads[occurrence.type] in _CONFLICT
        whole = clause_words(predicate)
        act = whole if is_threat else [word for word in whole if word.i >= predicate.i]
        yield Pledge(
            anchor=predicate,
            force="threat" if is_threat else "promise",
            strength=strength,
            issuers=actors,
            addressees=self._affected(occurrence, condition),
            act=tuple(ranges(act)),
            condition=tuple(ranges(condition)),
            consequence=tuple(ranges(whole)) if is_threat else (),
            deadline=self._deadline([*condition, *act]),
            saying=saying,
            occurrence=occurrence,
            claimed=(),
            rule=f"{'conditional' if condition else 'spoken'}.{modal.lemma}",
            weight="conditional commitment",
            reasons=(
                ("force", f"the speaker's own side “{modal.text} {predicate.text}”: {occurrence.type}"),
                ("issuers", occurrence.fit.actor_how),
                ("strength", f"auxiliary “{modal.text}”"),
            ),
        )

    def _reservation(self, word: Word) -> Iterator[Pledge]:
        if word.lemma != "reserve" or word.upos not in _VERBAL:
            return
        right = next((child for child in word.having("obj") if child.lemma == "right"), None)
        complement = None if right is None else complement_of(right) or complement_of(word)
        if right is not None and complement is not None:
            yield from self._standing(word, complement, "reservation", "reserves", "reserve-right")

    def _doctrine(self, word: Word) -> Iterator[Pledge]:
        """Yield the threat in "an attack on X shall be considered as an attack on all"."""
        if "deem" not in self.cast.senses.classes_of(word.lemma) or not is_passive(word):
            return
        modal = next(
            (
                child
                for child in word.having("aux")
                if child.lower in {"should", "shall", "will", "would", "must"}
            ),
            None,
        )
        target = deep_object(word)
        judged = [
            child
            for child in word.having("obl", "xcomp", "advcl")
            if self.cast.is_of_class(child, frozenset({"hostility"}))
        ]
        if modal is None or target is None or not judged:
            return
        subject = target.word
        yield from self._standing(
            word, Complement("as", judged[0]), "threat", "will", "doctrine", phrase(subject, whole=True)
        )

    def _standing(  # noqa: PLR0917 - the parts of one record
        self,
        verb: Word,
        complement: Complement,
        force: Force,
        strength: Strength,
        rule: str,
        condition: Sequence[Word] = (),
    ) -> Iterator[Pledge]:
        saying = self._innermost(verb)
        subject = deep_subject(verb)
        own = () if subject is None else self.cast.at(subject.word)
        speaker = (
            ()
            if saying is None or self.chains.sayings[saying].speaker is None
            else (self.chains.sayings[saying].speaker,)
        )
        issuers = own or tuple(found for found in speaker if found is not None)
        if not issuers:
            return
        conditions = list(condition) or self._condition(verb, complement.word)
        inside = {word.i for word in conditions}
        act = trimmed(word for word in clause_words(verb) if word.i not in inside)
        consequence = trimmed(word for word in complement.word.subtree() if word.i not in inside)
        yield Pledge(
            anchor=verb,
            force=force,
            strength=strength,
            issuers=distinct(issuers),
            addressees=(),
            act=tuple(ranges(act)),
            condition=tuple(ranges(trimmed(conditions))),
            consequence=tuple(ranges(consequence)),
            deadline=None,
            saying=saying,
            occurrence=None,
            claimed=(),
            rule=rule,
            weight="conditional commitment",
            reasons=(
                ("force", f"“{verb.text} … {complement.word.text}” is a standing {force}"),
                ("issuers", "subject or speaker"),
            ),
        )

    def _red_line(self, word: Word) -> Iterator[Pledge]:
        """Yield a red line: whose it is, what is said to follow, and what is said to cross it."""
        if word.lemma != "line" or not any(child.lemma == "red" for child in word.having("amod")):
            return
        clause = word.first("acl:relcl")
        speech = None if clause is None else clause
        owner = word.first("nmod:poss") or (None if speech is None else _word(deep_subject(speech)))
        carrier = word.head if word.dep == "obj" and word.head.upos in _VERBAL else None
        if owner is None and carrier is not None and carrier.lemma in {"draw", "set"}:
            owner = _word(deep_subject(carrier))
        issuers = () if owner is None else self.cast.at(owner)
        if not issuers:
            return
        crossing = (
            carrier if carrier is not None and carrier.lemma in {"cross", "breach", "violate"} else None
        )
        following = None if speech is None else speech.first("ccomp", "xcomp")
        condition = (
            []
            if crossing is None or crossing.dep != "advcl"
            else _without(clause_words(crossing.head), crossing)
        )
        yield Pledge(
            anchor=word,
            force="red_line",
            strength="could"
            if following is not None and any(c.lower in {"could", "may", "might"} for c in following.children)
            else "will",
            issuers=distinct(issuers),
            addressees=(),
            act=tuple(ranges(trimmed(phrase(word)))),
            condition=tuple(ranges(condition)),
            consequence=() if following is None else tuple(ranges(trimmed(following.subtree()))),
            deadline=None,
            saying=self._innermost(word),
            occurrence=None,
            claimed=() if crossing is None else (("triggered", crossing),),
            rule="red-line.noun",
            weight="nominal commitment",
            reasons=(
                ("force", f"“{word.text}” is called a red line"),
                ("issuers", "owner or source of the line"),
            ),
        )

    def _act_of(self, verb: Word, cue: CommitmentCue) -> tuple[list[Word], str]:
        complement = complement_of(verb)
        if complement is not None and complement.form in cue.forms:
            inside = {word.i for word in self._condition(verb, complement.word)}
            words = [word for word in complement.word.subtree() if word.i not in inside]
            return trimmed(words), complement.form
        target = deep_object(verb)
        if "np" in cue.forms and target is not None and complement is None:
            return trimmed(phrase(target.word, whole=True)), "np"
        return [], ""

    def _addressees(self, verb: Word, cue: CommitmentCue, issuers: tuple[Found, ...]) -> tuple[Found, ...]:
        places: list[Word] = []
        if cue.addressee == "obj":
            target = deep_object(verb)
            places = [] if target is None else [target.word]
        places += verb.having("iobj")
        places += [
            child
            for child in verb.having("obl")
            if preposition(child) in {cue.addressee, "against", "towards", "toward"}
        ]
        return distinct(tuple(found for place in places for found in self.cast.at(place)), issuers)

    def _affected(self, occurrence: Occurrence, condition: Sequence[Word]) -> tuple[Found, ...]:
        """Return whom a spoken commitment is aimed at: the event's recipients, or whoever the condition names."""
        if occurrence.fit.recipients:
            return occurrence.fit.recipients
        named = tuple(found for word in condition for found in self.cast.at(word))
        return distinct(named, occurrence.fit.actors)

    def _condition(self, *predicates: Word) -> list[Word]:
        """Return the words of the condition that hangs on one of the predicates: a clause, or "in the event of"."""
        for predicate in predicates:
            for child in predicate.having("advcl", "conj"):
                known = self.cues.clauses.get(marker(child) or "")
                if known is not None and known.clause == "conditional":
                    before = [
                        word
                        for word in predicate.children
                        if word.dep == "advmod" and word.i == min(w.i for w in child.subtree()) - 1
                    ]
                    return trimmed_condition([*before, *child.subtree()])
            for child in predicate.having("obl", "nmod"):
                if "condition" in self.cast.senses.classes_of(child.lemma) and preposition(child) == "in":
                    return trimmed_condition(child.subtree())
        return []

    def _deadline(self, words: Sequence[Word]) -> TimeExpression | None:
        inside = {word.i for word in words}
        return next((time for time in self.deadlines if time.start in inside), None)

    def _innermost(self, word: Word) -> int | None:
        around = self.chains.around(word.start, word.i)
        return around[-1] if around else None

    def _speaks_for(self, saying: int, actors: Sequence[Found]) -> bool:
        """Tell whether the speaker speaks for one of the actors: the same, their state, or "we"."""
        speaker = self.chains.sayings[saying].speaker
        if speaker is None:
            return False
        who = speaker.participant
        for found in actors:
            other = found.participant
            if other == who or (other.id is not None and other.id == who.id):
                return True
            if (
                other.country is not None
                and other.country == who.country
                and _STATES.intersection(who.sectors)
            ):
                return True
        return False


def trimmed_condition(words: Sequence[Word]) -> list[Word]:
    """Return the words of a condition in text order with its conjunction, without punctuation at the ends."""
    kept = sorted(set(words), key=lambda word: word.i)
    while kept and kept[0].upos == "PUNCT":
        kept.pop(0)
    while kept and kept[-1].upos == "PUNCT":
        kept.pop()
    return kept


def _word(filler: object) -> Word | None:
    return getattr(filler, "word", None)


def _without(words: Sequence[Word], clause: Word) -> list[Word]:
    inside = {word.i for word in clause.subtree()}
    return trimmed(word for word in words if word.i not in inside)


def _same_act(pledge: Pledge, other: Pledge) -> bool:
    """Tell whether two drafts bind the same people to the same words."""
    overlap = any(start < right and left < end for start, end in pledge.act for left, right in other.act)
    same = {found.participant.id for found in pledge.issuers} & {
        found.participant.id for found in other.issuers
    }
    return overlap and bool(same) and pledge.anchor.sentence == other.anchor.sentence


__all__ = ["Pledge", "PledgeFinder", "conjuncts"]
