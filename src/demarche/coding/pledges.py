"""Finds commitments: who binds themselves, to what, towards whom, if what. Drafts, before ids.

Lexical ones hang on a word of commitment ("vowed to", "authorised X to"). Spoken ones are what a speaker says their
own side will do (`spoken`). Standing ones are doctrines, reservations of a right and red lines (`standing`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from demarche.coding.binding import Pledge, Range, Setting
from demarche.coding.cast import Cast, Found, distinct
from demarche.coding.chains import Chains
from demarche.coding.extent import ranges, trimmed
from demarche.coding.frames import Filler, complement_of, deep_object, deep_subject
from demarche.coding.grammar import is_infinitive, is_ing_form, phrase, preposition
from demarche.coding.occurrences import Occurrence
from demarche.coding.speech import is_made
from demarche.coding.spoken import SpokenFinder
from demarche.coding.standing import StandingFinder
from demarche.coding.status import judge
from demarche.lexicon.commitments import CommitmentCue
from demarche.lexicon.cues import Cues
from demarche.model.reading import BlockRole
from demarche.model.resolved import TimeExpression
from demarche.model.syntax import Syntax, Word

__all__ = ["Pledge", "PledgeFinder", "Range"]

_VERBAL = frozenset({"VERB", "AUX"})
_BINDING = frozenset({*_VERBAL, "NOUN"})
_DONE = frozenset({"happened", "ongoing", "habitual"})
_HEADLINE: frozenset[BlockRole] = frozenset({"title", "heading"})
_AGAINST = frozenset({"against", "towards", "toward"})
_REACTIONS = frozenset({"refuse", "deny", "criticise", "praise", "question"})
_MARKS = frozenset({",", "–", "—"})
_TELLING = frozenset({"assert", "report", "question"})
_GIVING = frozenset({"promise", "offer", "guarantee"})
_WEIGHTS = ("conditional commitment", "lexical commitment", "nominal commitment")


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

    @property
    def _setting(self) -> Setting:
        return Setting(self.syntax, self.cast, self.cues, self.chains, self.deadlines)

    def find(self, occurrences: Sequence[Occurrence]) -> list[Pledge]:
        """Return the commitments in text order, one for each act; one of a headline only if the text has no other."""
        standing = StandingFinder(self._setting)
        spoken = SpokenFinder(self._setting, self.words, self.quads)
        words = [word for word in self.syntax.words if word.upos in _BINDING]
        verbs = [word for word in words if word.upos == "VERB"]
        binding = {lemma for lemma, _ in self.words}
        found = [pledge for word in words if word.lemma in binding for pledge in self._at(word)]
        found += standing.find(words)
        found += [pledge for occurrence in occurrences for pledge in spoken.announced(occurrence)]
        found += [pledge for verb in verbs for pledge in spoken.or_else(verb)]
        found += [pledge for verb in verbs for pledge in spoken.vowed(verb)]
        kept: list[Pledge] = []
        for pledge in sorted(found, key=_rank):
            if not any(_same_act(pledge, other) for other in kept):
                kept.append(pledge)
        kept.sort(key=lambda pledge: pledge.anchor.i)
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

    def _verb(self, verb: Word, cue: CommitmentCue) -> Pledge | None:
        subject = deep_subject(verb)
        issuers = self._setting.who(subject)
        saying = self._setting.innermost(verb)
        status = judge(verb, None, self.cues, is_deed=False, in_headline=True).status
        announced = (
            status == "planned" and saying is not None and self._setting.speaks_for(saying, issuers, None)
        )
        act, form = self._act(verb, cue)
        if subject is None or not issuers or not act or not (announced or is_made(verb, self.cues)):
            return None
        predicate = complement_of(verb)
        if cue.force == "refusal" and predicate is not None and self._is_telling(predicate.word):
            return None
        condition = self._setting.condition(verb, *([] if predicate is None else [predicate.word]))
        name = cue.lemma if cue.particle is None else f"{cue.lemma}-{cue.particle}"
        return Pledge(
            anchor=verb,
            force=cue.force,
            strength=cue.strength,
            issuers=distinct(issuers),
            act=tuple(ranges(act)),
            rule=f"{name}.verb.{form}",
            weight="conditional commitment" if announced else "lexical commitment",
            reasons=(
                ("force", f"“{verb.text}” is a cue of {cue.force}"),
                ("issuers", f"{subject.how} of “{verb.text}”"),
                ("history", f"“{verb.text}” is {'announced' if announced else 'reported as done'}"),
            ),
            addressees=self._addressees(verb, cue, issuers),
            condition=tuple(ranges(condition)),
            consequence=tuple(ranges(act)) if cue.force in {"threat", "ultimatum"} else (),
            deadline=self._setting.deadline([*act, *condition]),
            saying=saying,
        )

    def _noun(self, noun: Word, cue: CommitmentCue) -> Pledge | None:
        complement = complement_of(noun)
        carrier = noun.head if noun.dep in {"obj", "nsubj:pass"} and noun.head.upos in _VERBAL else None
        owner = noun.first("nmod:poss")
        issuers = self._setting.who(
            Filler(owner, "") if owner is not None else None if carrier is None else deep_subject(carrier)
        )
        if not issuers or (complement is None and cue.force != "ultimatum"):
            return None
        if owner is None and carrier is not None and self._reacts(carrier):
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
        condition = self._setting.condition(noun, *([] if carrier is None else [carrier]))
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
            deadline=self._setting.deadline([*act, *condition]),
            saying=self._setting.innermost(noun),
        )

    def _act(self, verb: Word, cue: CommitmentCue) -> tuple[list[Word], str]:
        """Return the words of what a verb of commitment commits to, and how they stand with it."""
        complement = complement_of(verb)
        if complement is not None and complement.form in cue.forms:
            inside = {word.i for word in self._setting.condition(verb, complement.word)}
            purposes = [
                child
                for child in verb.having("advcl", "xcomp")
                if is_infinitive(child) and child.i > complement.word.i
            ]
            words = [word for clause in (complement.word, *purposes) for word in clause.subtree()]
            inside |= {word.i for aside in self._set_off(complement.word) for word in aside.subtree()}
            return trimmed(word for word in words if word.i not in inside), complement.form
        target = deep_object(verb)
        if (
            "np" in cue.forms
            and target is not None
            and complement is None
            and self._is_given(target.word, cue)
        ):
            return trimmed(phrase(target.word, whole=True)), "np"
        return [], ""

    def _set_off(self, clause: Word) -> list[Word]:
        """Return the participles that a comma sets off from what is committed to: the author's comment on it."""
        return [
            word
            for word in clause.subtree()
            if word.dep == "advcl" and is_ing_form(word) and self._opens_with_mark(word)
        ]

    def _opens_with_mark(self, clause: Word) -> bool:
        first = clause.subtree()[0]
        return any(self.syntax.words[at].text in _MARKS for at in (first.i, first.i - 1))

    def _is_given(self, noun: Word, cue: CommitmentCue) -> bool:
        """Tell whether a noun can be committed to: a matter of the event lexicon, or a sum that is given."""
        counted = cue.force in _GIVING and noun.first("nummod") is not None
        return counted or self._setting.is_of_class(noun, "concern")

    def _is_telling(self, verb: Word) -> bool:
        """Tell whether a verb only tells: whoever declined to comment refused nothing."""
        return any(cue.act in _TELLING for cue in self.cues.speech.get((verb.lemma, "verb"), ()))

    def _reacts(self, verb: Word) -> bool:
        """Tell whether a verb answers somebody else's commitment: "rejected the threat to …"."""
        return any(cue.act in _REACTIONS for cue in self.cues.speech.get((verb.lemma, "verb"), ()))

    def _addressees(self, verb: Word, cue: CommitmentCue, issuers: tuple[Found, ...]) -> tuple[Found, ...]:
        places = list(verb.having("iobj"))
        target = deep_object(verb) if cue.addressee == "obj" else None
        if target is not None:
            places.append(target.word)
        places += [child for child in verb.having("obl") if preposition(child) in {cue.addressee, *_AGAINST}]
        return distinct(tuple(found for place in places for found in self.cast.at(place)), issuers)

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


def _rank(pledge: Pledge) -> tuple[float, int]:
    """Return which of several drafts of one act counts.

    An authorisation that is announced ("said it would allow X to") is one, and not the promise of one; an event of
    the lexicon says more than a verb of the tables.
    """
    if pledge.force == "authorisation":
        return -1, pledge.anchor.i
    return _WEIGHTS.index(pledge.weight) + pledge.rule.startswith("vowed") / 2, pledge.anchor.i


def _same_issuers(pledge: Pledge, other: Pledge) -> bool:
    own = {found.participant.id for found in pledge.issuers} - {None}
    return bool(own & {found.participant.id for found in other.issuers})


def _same_act(pledge: Pledge, other: Pledge) -> bool:
    """Tell whether two drafts bind the same people by the same words."""
    overlap = any(start < right and left < end for start, end in pledge.act for left, right in other.act)
    return overlap and _same_issuers(pledge, other) and pledge.anchor.sentence == other.anchor.sentence
