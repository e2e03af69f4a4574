"""Finds the events of a report: a sense that fits, its status, its time and place. Drafts, before chains and ids."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from demarche.coding.clauses.adjuncts import Adjuncts
from demarche.coding.clauses.adjuncts import Found as FoundWhen
from demarche.coding.clauses.cast import Cast
from demarche.coding.clauses.extent import clause_words, phrase_words
from demarche.coding.clauses.frames import (
    Frame,
    SupportKind,
    headline_passive,
    noun_frame,
    told_frame,
    verb_frame,
)
from demarche.coding.clauses.grammar import is_passive, spellings
from demarche.coding.clauses.status import Judgement, judge
from demarche.coding.events.roles import Fit, fit, incomplete
from demarche.coding.sayings.chains import Vouched
from demarche.lexicon.cues import Cues
from demarche.lexicon.senses import BUILT_IN_CLASSES, Pos, Sense, Senses
from demarche.model.parts import Where
from demarche.model.syntax import Syntax, Word

_POS: dict[str, Pos] = {"VERB": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
# relations of what is part of another word's phrase
_NOT_ALONE = frozenset({"aux", "flat", "fixed", "goeswith"})
_SUPPORT = "support"
_UNDERGOING = "undergoing"
_BUNDLE = "bundle"
_TOLD = frozenset({"actor", "person"})  # who can be told to do something
_COMPLETING = "it completes another trigger"
_HEADLINE = frozenset({"title", "heading"})
_REAL = frozenset({"happened", "ongoing"})
_BEHIND = frozenset(
    {*_REAL, "habitual", "believed", "denied"}
)  # statuses of what lies before publication, if anywhere
_ACTS_IN_WORD = frozenset({1, 3})  # quad classes: verbal cooperation and verbal conflict


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event before it is a record: what fits, what the report claims of it, when and where."""

    fit: Fit
    type: str
    mode: str | None
    cameo: str
    judgement: Judgement
    triggers: tuple[Word, ...]
    extent: tuple[Word, ...]
    when: FoundWhen
    where: tuple[Where, ...]
    notes: tuple[tuple[str, str], ...] = ()
    vouched: Vouched | None = None

    @property
    def anchor(self) -> Word:
        """Return the main trigger word."""
        return self.fit.frame.trigger


@dataclass(frozen=True, slots=True)
class Rejection:
    """A trigger word that is no event here, and why: for `explain --rejected`."""

    word: Word
    sense: str
    reason: str
    is_partial: bool = False  # the sense has several words, and not all are there


@dataclass(frozen=True, slots=True)
class Miss:
    """A trigger word and senses that it has not here; `reasons` are by their ids, none where a sense's words are missing."""

    word: Word
    senses: Sequence[Sense]
    reasons: Mapping[str, str]

    def rejections(self) -> Iterator[Rejection]:
        """Yield what is to be shown of it; there are far more than anybody asks for."""
        for sense in self.senses:
            reason = self.reasons.get(sense.id)
            partial = incomplete(sense).reason
            yield Rejection(self.word, sense.id, reason or partial, is_partial=reason is None)


@dataclass(frozen=True, slots=True)
class OccurrenceFinder:
    """Finds events with one lexicon in one report."""

    syntax: Syntax
    cast: Cast
    senses: Senses
    cues: Cues
    adjuncts: Adjuncts
    quads: dict[str, int]
    misses: list[Miss] = field(default_factory=list)

    def find(self) -> list[Occurrence]:
        """Return the events of the report in text order, nouns that only complete another trigger left out."""
        found = [
            occurrence
            for sentence in self.syntax.sentences
            for occurrence in self._among(self.syntax.words_of(sentence))
        ]
        deeds = {
            occurrence.anchor.i: occurrence.type for occurrence in found if self._takes_place(occurrence)
        }
        consumed = {
            companion.i
            for occurrence in found
            for companion in (*occurrence.fit.company, *self._objects(occurrence, deeds))
        }
        kept = [occurrence for occurrence in found if occurrence.anchor.i not in consumed]
        for occurrence in found:
            if occurrence.anchor.i in consumed:
                sense = occurrence.fit.sense
                self.misses.append(Miss(occurrence.anchor, (sense,), {sense.id: _COMPLETING}))
        return kept

    def _among(self, words: Sequence[Word]) -> Iterator[Occurrence]:
        """Yield the events of a sentence."""
        forms = {word.lemma for word in words}.union(word.lower for word in words)
        for word in words:
            pos = _POS.get(word.upos)
            senses = () if pos is None else self._senses(word, pos)
            if pos is not None and senses and word.dep not in _NOT_ALONE:
                yield from self._at(word, pos, senses, forms)

    def _senses(self, word: Word, pos: Pos) -> tuple[Sense, ...]:
        """Return the senses of the first spelling of a word that has some."""
        for lemma in spellings(word):
            senses = self.senses.of(lemma, pos)
            if senses:
                return senses
        return ()

    def _at(self, word: Word, pos: Pos, senses: Sequence[Sense], forms: set[str]) -> Iterator[Occurrence]:
        """Yield the event of a trigger; a sense some of whose words the sentence lacks is not looked at further."""
        possible = [sense for sense in senses if not sense.company or forms.issuperset(sense.company)]
        if not possible:
            self.misses.append(Miss(word, senses, {}))
            return
        for frame in self._frames(word, pos):
            reasons: dict[str, str] = {}
            for sense in possible:
                outcome = fit(sense, frame, self.cast)
                if isinstance(outcome, Fit):
                    self.misses.append(Miss(word, senses[: senses.index(sense)], reasons))
                    yield self._occurrence(outcome, frame)
                    return
                if not outcome.is_partial:
                    reasons[sense.id] = outcome.reason
            self.misses.append(Miss(word, senses, reasons))

    def _frames(self, word: Word, pos: Pos) -> Iterator[Frame]:
        """Yield the frames of a trigger, the likelier first: "Activist released" in a headline may be a passive."""
        if pos == "noun":
            yield noun_frame(word, self._support_kind)
            return
        frame = verb_frame(word)
        yield frame
        if frame.object is not None and frame.complement is None:
            told = told_frame(frame)
            if told is not None and self.cast.is_of_class(frame.object.word, _TOLD):
                yield told
        if self.syntax.sentences[word.sentence].role in _HEADLINE:
            passive = headline_passive(word)
            if passive is not None:
                yield passive

    def _occurrence(self, fitted: Fit, frame: Frame) -> Occurrence:
        word, sense = frame.trigger, fitted.sense
        role = self.syntax.sentences[word.sentence].role
        is_deed = self.quads[sense.type] not in _ACTS_IN_WORD
        judgement = judge(word, frame.support, self.cues, is_deed=is_deed, in_headline=role in _HEADLINE)
        if judgement.status in _BEHIND:
            narrated = judgement.status in _REAL and not _is_anterior(frame.support or word)
            when = self.adjuncts.when(word, frame.support, carry=narrated and not is_deed)
        else:
            when = self.adjuncts.when_ahead(word, frame.support)
        extent = (
            clause_words(frame.support or word)
            if word.upos == "VERB" or frame.support
            else phrase_words(word)
        )
        return Occurrence(
            fit=fitted,
            type=sense.type,
            mode=sense.mode,
            cameo=sense.cameo,
            judgement=judgement,
            triggers=tuple(
                sorted((word, *fitted.company, *_first_part(word, sense)), key=lambda part: part.i)
            ),
            extent=tuple(extent),
            when=when,
            where=self.adjuncts.where(word, frame.support, uttered="uttered" in sense.traits),
        )

    def _objects(self, occurrence: Occurrence, deeds: Mapping[int, str]) -> list[Word]:
        """Return the object that a sense asked for by class: it completes the trigger and is no event of its own.

        A deed or a meeting stays an event when words are about it: "authorised the strikes", "welcomed the visit".
        """
        asked = occurrence.fit.sense.object - BUILT_IN_CLASSES
        filler = occurrence.fit.frame.object
        if not asked or filler is None:
            return []
        if (
            "about deeds" in occurrence.fit.sense.traits
            and deeds.get(filler.word.i, occurrence.type) != occurrence.type
        ):
            return []
        return [filler.word]

    def _takes_place(self, occurrence: Occurrence) -> bool:
        return self.quads[occurrence.type] not in _ACTS_IN_WORD or "meeting" in occurrence.fit.sense.traits

    def _support_kind(self, word: Word) -> SupportKind | None:
        if word.upos == "NOUN":
            return "bundles" if _BUNDLE in self.senses.classes_of(word.lemma) else None
        particles = [f"{word.lemma} {child.lower}" for child in word.having("compound:prt")]
        for lemma in (*particles, word.lemma):
            classes = self.senses.classes_of(lemma)
            if _UNDERGOING in classes:
                return "undergoes"
            if _SUPPORT in classes:
                return "does"
        return None


def _first_part(word: Word, sense: Sense) -> list[Word]:
    """Return "cease" of "cease-fire" where the two were looked up as one word."""
    is_whole = sense.head in (word.lemma, word.lower)
    return [] if is_whole else [child for child in word.having("compound") if child.end + 1 == word.start]


def _is_anterior(verb: Word) -> bool:
    """Tell whether a verb steps back from the narrative: a past perfect."""
    return any(child.lower in {"had", "'d"} and child.lemma == "have" for child in verb.having("aux")) and (
        "VerbForm=Part" in verb.feats or is_passive(verb)
    )
