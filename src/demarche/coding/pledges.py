"""Finds commitments: who binds themselves, to what, towards whom, if what. Drafts, before ids.

Lexical ones hang on a word of commitment ("vowed to", "authorised X to"). Spoken ones are what a speaker says their
own side will do. Standing ones are doctrines ("an attack … shall be considered as"), reservations of a right and red lines.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from demarche.coding.cast import Cast, Found, distinct
from demarche.coding.chains import Chains
from demarche.coding.extent import clause_words, ranges, trimmed
from demarche.coding.frames import Filler, complement_of, deep_object, deep_subject
from demarche.coding.grammar import is_infinitive, is_negated, is_passive, marker, phrase, preposition
from demarche.coding.occurrences import Occurrence
from demarche.coding.status import judge
from demarche.lexicon.commitments import CommitmentCue
from demarche.lexicon.cues import Cues
from demarche.model.reading import BlockRole
from demarche.model.resolved import TimeExpression
from demarche.model.syntax import Syntax, Word
from demarche.model.values import CommitmentState, Force, Strength

_VERBAL = frozenset({"VERB", "AUX"})
_DONE = frozenset({"happened", "ongoing", "habitual"})
_CONFLICT = frozenset({3, 4})
_HEADLINE: frozenset[BlockRole] = frozenset({"title", "heading"})
_OFFICIAL = frozenset({"GOV", "MIL", "LEG", "REB", "PTY", "SPY", "COP", "PRM"})
_AGAINST = frozenset({"against", "towards", "toward"})

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
class PledgeFinder:
    """Finds the commitments of one report."""

    syntax: Syntax
    cast: Cast
    cues: Cues
    words: Mapping[tuple[str, str], tuple[CommitmentCue, ...]]
    chains: Chains
    quads: Mapping[str, int]
    deadlines: tuple[TimeExpression, ...]

    def find(self, occurrences: Sequence[Occurrence]) -> list[Pledge]:
        """Return the commitments in text order, one for each act; one of a headline only if the text has no other."""
        found = [pledge for word in self.syntax.words for pledge in self._at(word)]
        found += [pledge for occurrence in occurrences for pledge in self._spoken(occurrence)]
        found += [pledge for word in self.syntax.words for pledge in self._or_else(word)]
        kept: list[Pledge] = []
        for pledge in sorted(found, key=lambda pledge: (pledge.anchor.i, pledge.weight)):
            if not any(_same_act(pledge, other) for other in kept):
                kept.append(pledge)
        return [pledge for pledge in kept if not self._is_repeated_below(pledge, kept)]

    def _at(self, word: Word) -> Iterator[Pledge]:
        pos = "verb" if word.upos in _VERBAL else "noun" if word.upos == "NOUN" else ""
        for cue in self.words.get((word.lemma, pos), ()):
            if cue.particle is not None and not any(child.lower == cue.particle for child in word.children):
                continue
            pledge = self._verb(word, cue) if pos == "verb" else self._noun(word, cue)
            if pledge is not None:
                yield pledge
                return
        if pos == "verb":
            yield from self._reservation(word)
            yield from self._doctrine(word)
        elif pos == "noun":
            yield from self._red_line(word)

    def _verb(self, verb: Word, cue: CommitmentCue) -> Pledge | None:
        subject = deep_subject(verb)
        issuers = self._who(subject)
        saying = self._innermost(verb)
        status = judge(verb, None, self.cues, is_deed=False, in_headline=True).status
        announced = status == "planned" and saying is not None and self._speaks_for(saying, issuers)
        act, form = self._act(verb, cue)
        if subject is None or not issuers or not act or (status not in _DONE and not announced):
            return None
        predicate = complement_of(verb)
        condition = self._condition(verb, *([] if predicate is None else [predicate.word]))
        name = cue.lemma if cue.particle is None else f"{cue.lemma}-{cue.particle}"
        return Pledge(
            anchor=verb,
            force=cue.force,
            strength=cue.strength,
            issuers=distinct(issuers),
            act=tuple(ranges(act)),
            rule=f"{name}.verb.{form}",
            weight="lexical commitment",
            reasons=(
                ("force", f"“{verb.text}” is a cue of {cue.force}"),
                ("issuers", f"{subject.how} of “{verb.text}”"),
                ("history", f"“{verb.text}” is {'announced' if announced else 'reported as done'}"),
            ),
            addressees=self._addressees(verb, cue, issuers),
            condition=tuple(ranges(condition)),
            consequence=tuple(ranges(act)) if cue.force in {"threat", "ultimatum"} else (),
            deadline=self._deadline([*act, *condition]),
            saying=saying,
        )

    def _noun(self, noun: Word, cue: CommitmentCue) -> Pledge | None:
        complement = complement_of(noun)
        carrier = noun.head if noun.dep in {"obj", "nsubj:pass"} and noun.head.upos in _VERBAL else None
        owner = noun.first("nmod:poss")
        issuers = self._who(
            Filler(owner, "") if owner is not None else None if carrier is None else deep_subject(carrier)
        )
        if not issuers or (complement is None and cue.force != "ultimatum"):
            return None
        if (
            carrier is not None
            and judge(carrier, None, self.cues, is_deed=False, in_headline=True).status not in _DONE
        ):
            return None
        act = trimmed(phrase(noun) if complement is None else complement.word.subtree())
        places = [child for child in noun.having("nmod") if preposition(child) == cue.addressee]
        if carrier is not None:
            places += [
                child
                for child in carrier.having("obl", "iobj")
                if preposition(child) in {None, cue.addressee}
            ]
        condition = self._condition(noun, *([] if carrier is None else [carrier]))
        return Pledge(
            anchor=noun,
            force=cue.force,
            strength=cue.strength,
            issuers=distinct(issuers),
            act=tuple(ranges(act)),
            rule=f"{cue.lemma}.noun",
            weight="nominal commitment",
            reasons=(
                ("force", f"“{noun.text}” is a cue of {cue.force}"),
                ("issuers", f"owner of “{noun.text}”"),
            ),
            addressees=distinct(tuple(found for place in places for found in self.cast.at(place)), issuers),
            condition=tuple(ranges(condition)),
            consequence=tuple(ranges(act)) if cue.force == "threat" else (),
            deadline=self._deadline([*act, *condition]),
            saying=self._innermost(noun),
        )

    def _spoken(self, occurrence: Occurrence) -> Iterator[Pledge]:
        """Yield the commitment of a speaker who says what their own side will do."""
        predicate = occurrence.fit.frame.support or occurrence.anchor
        saying = self._innermost(predicate)
        actors = occurrence.fit.actors
        if (
            saying is None
            or occurrence.judgement.status == "not_happened"
            or not self._speaks_for(saying, actors)
        ):
            return
        condition = self._condition(predicate)
        for auxiliary in predicate.having("aux"):
            modal = self.cues.modals.get(auxiliary.lower)
            if modal is None or modal.strength is None or (modal.strength == "could" and not condition):
                continue
            is_threat = self.quads[occurrence.type] in _CONFLICT
            whole = self._said(clause_words(predicate), saying)
            act = whole if is_threat else [word for word in whole if word.i >= predicate.i]
            yield Pledge(
                anchor=predicate,
                force="threat" if is_threat else "promise",
                strength=modal.strength,
                issuers=actors,
                act=tuple(ranges(act)),
                rule=f"{'conditional' if condition else 'spoken'}.{auxiliary.lemma}",
                weight="conditional commitment",
                reasons=(
                    (
                        "force",
                        f"the speaker's own side “{auxiliary.text} {predicate.text}”: {occurrence.type}",
                    ),
                    ("issuers", f"{occurrence.fit.actor_how}; the speaker speaks for them"),
                    ("strength", f"auxiliary “{auxiliary.text}”"),
                ),
                addressees=self._affected(occurrence, condition),
                condition=tuple(ranges(condition)),
                consequence=tuple(ranges(whole)) if is_threat else (),
                deadline=self._deadline([*condition, *act]),
                saying=saying,
                occurrence=occurrence,
            )
            return

    def _or_else(self, verb: Word) -> Iterator[Pledge]:
        """Yield the threat in "if they do not …, we will …": what a speaker's side will do unless somebody acts."""
        modal = next((child for child in verb.having("aux") if self._commits(child)), None)
        saying = self._innermost(verb) if verb.upos == "VERB" and modal is not None else None
        if modal is None or saying is None or is_negated(verb):
            return
        issuers = self._who(deep_subject(verb))
        condition = self._condition(verb)
        if not condition or not _is_refusal_condition(condition) or not self._speaks_for(saying, issuers):
            return
        whole = self._said(clause_words(verb), saying)
        subjects = [word for word in condition if word.dep in {"nsubj", "nsubj:pass"}]
        named = tuple(found for word in subjects for found in self.cast.at(word))
        yield Pledge(
            anchor=verb,
            force="threat",
            strength="will",
            issuers=distinct(issuers),
            act=tuple(ranges(whole)),
            rule=f"or-else.{modal.lemma}",
            weight="conditional commitment",
            reasons=(
                ("force", f"“{verb.text}” is to follow if somebody does not do what is asked"),
                ("issuers", "the speaker's own side"),
            ),
            addressees=distinct(named, issuers),
            condition=tuple(ranges(condition)),
            consequence=tuple(ranges(whole)),
            deadline=self._deadline([*condition, *whole]),
            saying=saying,
        )

    def _commits(self, auxiliary: Word) -> bool:
        modal = self.cues.modals.get(auxiliary.lower)
        return modal is not None and modal.strength == "will"

    def _reservation(self, verb: Word) -> Iterator[Pledge]:
        right = next((child for child in verb.having("obj") if child.lemma == "right"), None)
        if right is None or not self._is(verb, "reserving"):
            return
        complement = complement_of(right) or complement_of(verb)
        issuers = self._who(deep_subject(verb))
        if complement is None or not issuers:
            return
        condition = self._condition(verb, right, complement.word)
        yield self._standing(verb, issuers, condition, complement.word.subtree(), "reservation")

    def _doctrine(self, verb: Word) -> Iterator[Pledge]:
        """Yield the threat in "an attack on X shall be considered as an attack on all": the speaker's, or the text's."""
        modal = next((child for child in verb.having("aux") if child.lower in self.cues.modals), None)
        judged = next(
            (child for child in verb.having("obl", "xcomp", "advcl") if self._is(child, "hostility")), None
        )
        saying = self._innermost(verb)
        if (
            not self._is(verb, "deeming")
            or not is_passive(verb)
            or modal is None
            or judged is None
            or saying is None
        ):
            return
        speaker = self.chains.sayings[saying].speaker
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
            condition=tuple(ranges(_condition_words(condition))),
            consequence=tuple(ranges(trimmed(word for word in consequence if word.i not in inside))),
            saying=self._innermost(verb),
        )

    def _red_line(self, word: Word) -> Iterator[Pledge]:
        """Yield a red line: whose it is, what is said to follow from crossing it, and who is said to cross it."""
        if word.lemma != "line" or not any(child.lemma == "red" for child in word.having("amod")):
            return
        clause = word.first("acl:relcl")
        carrier = word.head if word.dep == "obj" and word.head.upos in _VERBAL else None
        owner = word.first("nmod:poss")
        source = Filler(owner, "") if owner is not None else None if clause is None else deep_subject(clause)
        if source is None and carrier is not None and self._is(carrier, "drawing"):
            source = deep_subject(carrier)
        issuers = self._who(source)
        if not issuers:
            return
        crossed = carrier is not None and self._is(carrier, "crossing")
        following = None if clause is None else clause.first("ccomp", "xcomp")
        modal = (
            None
            if following is None
            else next((c for c in following.having("aux") if c.lower in self.cues.modals), None)
        )
        strength = None if modal is None else self.cues.modals[modal.lower].strength
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
            saying=self._innermost(word),
            claimed=(("triggered", carrier),) if crossed and carrier is not None else (),
        )

    def _act(self, verb: Word, cue: CommitmentCue) -> tuple[list[Word], str]:
        """Return the words of what a verb of commitment commits to, and how they stand with it."""
        complement = complement_of(verb)
        if complement is not None and complement.form in cue.forms:
            inside = {word.i for word in self._condition(verb, complement.word)}
            purposes = [
                child
                for child in verb.having("advcl")
                if is_infinitive(child) and child.i > complement.word.i
            ]
            words = [word for clause in (complement.word, *purposes) for word in clause.subtree()]
            return trimmed(word for word in words if word.i not in inside), complement.form
        target = deep_object(verb)
        if (
            "np" in cue.forms
            and target is not None
            and complement is None
            and self._is(target.word, "concern")
        ):
            return trimmed(phrase(target.word, whole=True)), "np"
        return [], ""

    def _addressees(self, verb: Word, cue: CommitmentCue, issuers: tuple[Found, ...]) -> tuple[Found, ...]:
        places = list(verb.having("iobj"))
        target = deep_object(verb) if cue.addressee == "obj" else None
        if target is not None:
            places.append(target.word)
        places += [child for child in verb.having("obl") if preposition(child) in {cue.addressee, *_AGAINST}]
        return distinct(tuple(found for place in places for found in self.cast.at(place)), issuers)

    def _affected(self, occurrence: Occurrence, condition: Sequence[Word]) -> tuple[Found, ...]:
        """Return whom a spoken commitment is aimed at: the event's recipients, or whoever acts in the condition."""
        if occurrence.fit.recipients:
            return occurrence.fit.recipients
        inside = {word.i for word in condition}
        subjects = [
            word for word in condition if word.dep in {"nsubj", "nsubj:pass"} and word.head.i in inside
        ]
        named = tuple(found for word in subjects for found in (self.cast.at(word) or self.cast.owning(word)))
        return distinct(named, occurrence.fit.actors)

    def _condition(self, *predicates: Word) -> list[Word]:
        """Return the words of the condition that hangs on one of the predicates: a clause, or "in the event of"."""
        for predicate in predicates:
            for child in predicate.having("advcl", "conj"):
                known = self.cues.clauses.get(marker(child) or "")
                if known is not None and known.clause == "conditional":
                    return _condition_words(child.subtree())
            for child in predicate.having("obl", "nmod"):
                if self._is(child, "condition") and preposition(child) == "in":
                    return _condition_words(child.subtree())
        return []

    def _deadline(self, words: Sequence[Word]) -> TimeExpression | None:
        inside = {word.i for word in words}
        return next((time for time in self.deadlines if time.start in inside), None)

    def _said(self, words: Sequence[Word], saying: int) -> list[Word]:
        """Return those of the words that stand in what is said."""
        return trimmed(word for word in words if self.chains.sayings[saying].holds(word.start))

    def _innermost(self, word: Word) -> int | None:
        around = self.chains.around(word.start, word.i)
        return around[-1] if around else None

    def _who(self, filler: Filler | None) -> tuple[Found, ...]:
        if filler is None:
            return ()
        return self.cast.at(filler.word) or self.cast.owning(filler.word)

    def _is(self, word: Word, name: str) -> bool:
        return name in self.cast.senses.classes_of(word.lemma)

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
                and _OFFICIAL.intersection(who.sectors)
            ):
                return True
        return False

    def _is_repeated_below(self, pledge: Pledge, others: Sequence[Pledge]) -> bool:
        """Tell whether a headline's commitment stands in the text too: the same force by the same issuers."""
        if self.syntax.sentences[pledge.anchor.sentence].role not in _HEADLINE:
            return False
        return any(
            other is not pledge
            and other.force == pledge.force
            and _same_issuers(pledge, other)
            and self.syntax.sentences[other.anchor.sentence].role not in _HEADLINE
            for other in others
        )


def _condition_words(words: Sequence[Word]) -> list[Word]:
    """Return the words of a condition in text order with its conjunction, without "but" and marks at the ends."""
    kept = sorted(set(words), key=lambda word: word.i)
    while kept and (kept[0].upos == "PUNCT" or kept[0].dep == "cc"):
        kept.pop(0)
    while kept and kept[-1].upos == "PUNCT":
        kept.pop()
    return kept


def _is_refusal_condition(condition: Sequence[Word]) -> bool:
    """Tell whether a condition is that somebody does not act: "unless", or a negation in it."""
    return any(word.lower == "unless" or "Polarity=Neg" in word.feats for word in condition)


def _without(words: Sequence[Word], clause: Word) -> list[Word]:
    inside = {word.i for word in clause.subtree()}
    return trimmed(word for word in words if word.i not in inside)


def _same_issuers(pledge: Pledge, other: Pledge) -> bool:
    own = {found.participant.id for found in pledge.issuers} - {None}
    return bool(own & {found.participant.id for found in other.issuers})


def _same_act(pledge: Pledge, other: Pledge) -> bool:
    """Tell whether two drafts bind the same people by the same words."""
    overlap = any(start < right and left < end for start, end in pledge.act for left, right in other.act)
    return overlap and _same_issuers(pledge, other) and pledge.anchor.sentence == other.anchor.sentence
