"""Who says something, to whom, and which outlet or platform it is said through."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from demarche.coding.clauses.cast import Cast, Found
from demarche.coding.clauses.grammar import is_passive, is_relative, phrase, preposition
from demarche.coding.sayings.speech import Cued
from demarche.lexicon.cues import Cues
from demarche.model.parts import Participant, Span
from demarche.model.reading import Reading
from demarche.model.syntax import Word

_JOURNALISM = "JRN"
_ON = "on"
_HARM = "harm"
_NOUN_PHRASE = frozenset({"np", "pred"})
_CAN_SPEAK = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM", "ADJ"})
_NOT_NAMING = frozenset({"ADV", "PART", "SCONJ", "CCONJ", "AUX"})
_THROUGH = frozenset({"on", "through", "via", "in", "with"})


@dataclass(frozen=True, slots=True)
class Speakers:
    """Finds the speakers, addressees and channels of the cues of one report."""

    reading: Reading
    cast: Cast
    cues: Cues

    def of(self, cued: Cued) -> Found | None:
        """Return who says it: whoever the tree gives, if the engine has no other; their name is as long as the engine's."""
        word, name = cued.speaker, [] if cued.mark is None else cued.mark.name
        marked = None if cued.mark is None else cued.mark.speaker
        stands_for = (
            marked is not None and word is not None and is_relative(marked)
        )  # "who" for its antecedent
        if marked is not None and word not in name and not stands_for and not _is_title(marked, word):
            word = marked
        speaker = None if word is None else self._found(word)
        if speaker is None or (word not in name and not stands_for):
            return speaker
        return replace(speaker, participant=replace(speaker.participant, span=self._span(name)))

    def _found(self, word: Word) -> Found | None:
        found = self.cast.at(word)
        if word.upos != "PROPN" or not found or found[0].participant.kind == "organisation":
            # "the ministry's spokesman, X" and "one of them, X": X speaks
            named = [one for child in word.having("appos", "flat") for one in self.cast.at(child)]
            found = tuple(one for one in named if one.participant.kind == "person") or found
        if not found and self._is_utterance(word):  # "the ministry's report said"
            found = self.cast.owning(word)
        span = self._span(_named(word))
        if found:
            own = found[0].participant.span
            span = self.reading.span(min(own.start, span.start), max(own.end, span.end))
            return replace(found[0], participant=replace(found[0].participant, span=span))
        deeds = self.cast.senses.of(word.lemma, "noun") if word.upos == "NOUN" else ()
        if word.upos not in _CAN_SPEAK or any(_HARM in sense.traits for sense in deeds):
            return None  # "the attack underlined the need"
        bare = [one for one in _named(word) if one.upos != "DET"] or [word]
        name = self._span(bare).text
        participant = Participant(name, None, "unnamed", None, (), None, "none", span)
        return Found(participant, word, f"“{name}” is not known to the tables")

    def _is_utterance(self, word: Word) -> bool:
        return word.lemma in self.cues.utterances or (word.lemma, "noun") in self.cues.speech

    def _span(self, words: Sequence[Word]) -> Span:
        return self.reading.span(words[0].start, words[-1].end)

    def addressees(self, found: Cued) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
        """Return whom something is said to, and the outlets it is said through."""
        spoken_to = [one.participant for place in self._places(found) for one in self.cast.at(place)]
        channels = tuple(participant for participant in spoken_to if _is_outlet(participant))
        addressees = tuple(participant for participant in spoken_to if participant not in channels)
        return addressees, (*channels, *self._platforms(found.anchor))

    def _platforms(self, verb: Word) -> Iterator[Participant]:
        """Yield the platforms that something is said on: "on Telegram", "on the platform X"."""
        for child in verb.having("obl"):
            if preposition(child) == _ON and child.lower in self.cues.platforms:
                named = child.first("appos") or child
                words = [word for word in _named(named) if word.upos not in {"DET", "PUNCT"}] or [named]
                name = self._span(words).text.rstrip(".")
                span = self.reading.span(words[0].start, words[0].start + len(name))
                yield Participant(name, None, "organisation", None, (_JOURNALISM,), None, "text", span)

    def _places(self, found: Cued) -> Iterator[Word]:
        """Yield the words at which addressees and channels stand."""
        verb, cue = found.anchor, found.cue
        yield from verb.having("iobj")
        if cue.addressee == "obj" and is_passive(verb):
            yield from verb.having("nsubj:pass")
        elif cue.addressee == "obj" and found.form not in _NOUN_PHRASE:
            yield from verb.having("obj")
        for child in verb.having("obl", "nmod"):
            name = preposition(child)
            if name is not None and name in {"to", cue.addressee}:
                yield child
            elif self._is_utterance(child):
                yield from (inner for inner in child.having("nmod") if preposition(inner) in {"to", "with"})
            elif name in _THROUGH and any(_is_outlet(one.participant) for one in self.cast.at(child)):
                yield child


def _named(word: Word) -> list[Word]:
    """Return the run of neighbouring words that names somebody: the noun phrase without adverbs before it."""
    run: list[Word] = []
    for member in phrase(word):
        if run and member.i != run[-1].i + 1:
            if word in run:
                break
            run = []
        run.append(member)
    while run[0].upos in _NOT_NAMING and run[0] is not word:
        run.pop(0)
    return run


def _is_title(title: Word | None, name: Word | None) -> bool:
    """Tell whether a word is the title before a name: "spokesman Jan Orel"."""
    return title is not None and title.dep == "nmod:desc" and title.head is name


def _is_outlet(participant: Participant) -> bool:
    """Tell whether somebody is an outlet to speak through; reporters are people to speak to."""
    return _JOURNALISM in participant.sectors and participant.kind == "organisation"
