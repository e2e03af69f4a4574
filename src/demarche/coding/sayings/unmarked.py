"""Sayings that the layout shows: "X released the following statement:", "WALLACE: …", "Ministry: …", "“…” — X"."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from demarche.coding.clauses.cast import Cast
from demarche.coding.clauses.frames import deep_subject
from demarche.coding.sayings.speech import Cued
from demarche.lexicon.cues import SpeechCue
from demarche.model.quotations import Quotation
from demarche.model.reading import BlockRole
from demarche.model.syntax import Sentence, Syntax, Word

_HEADLINE: frozenset[BlockRole] = frozenset({"title", "heading"})
_SPEAKERS = frozenset({"person", "organisation", "state", "group", "unnamed"})
_QUOTES = frozenset({'"', "“", "'", "‘", "''"})  # a transcript may be quoted as a whole
_DASHES = frozenset({"―", "—", "–", "-", "--"})
_RELEASED = SpeechCue("statement", None, "assert", frozenset({"quote"}), "CT+", None)
_ANSWER = SpeechCue("?", None, "assert", frozenset({"quote"}), "CT+", None)
_INTERVIEW, _RULE = "interview", "interview.verbatim"
_FEWEST_QUESTIONS = 2
_MARK = SpeechCue(":", None, "assert", frozenset({"that", "quote"}), "CT+", None)
# Words before the colon: "Pentagon Press Secretary Peter Cook:" has five; what is longer is a clause that leads to a list.
_LONGEST_LABEL = 6

Owned = tuple[Cued, tuple[Quotation, ...]]


@dataclass(frozen=True, slots=True)
class LayoutFinder:
    """Finds the sayings that the layout of a report shows; `utterances` are nouns for things said or written."""

    syntax: Syntax
    cast: Cast
    utterances: Container[str]
    quotations: Sequence[Quotation]

    def find(self, owners: Mapping[int, Sequence[Quotation]]) -> list[Owned]:
        """Return the cues with the quotations that are theirs; `owners` are those that words have found."""
        taken = {quotation for found in owners.values() for quotation in found}
        free = [found for found in self.quotations if found.is_speech and found not in taken]
        labels = [self._label(sentence) for sentence in self.syntax.sentences]
        counted = Counter(labels)
        found: list[Owned] = []
        for sentence, label in zip(self.syntax.sentences, labels, strict=True):
            words = self.syntax.words_of(sentence)
            found += self._released(sentence, words, free)
            found += self._labelled(sentence, words, label, is_transcript=counted[label] > 1)
        found += [signed for quotation in free for signed in self._signed(quotation)]
        found += self._interviewed()
        return found

    def _interviewed(self) -> Iterator[Owned]:
        """Yield the answers of an interview: paragraphs in the first person that come after a question.

        That a report is one is said in its first lines, and there must be several questions; who answers is the first
        person whom the lines before the first question name.
        """
        blocks = [list(group) for _, group in groupby(self.syntax.sentences, key=attrgetter("block"))]
        asked = [at for at, block in enumerate(blocks) if self.syntax.words_of(block[-1])[-1].text == "?"]
        if len(asked) < _FEWEST_QUESTIONS:
            return
        before = [
            word for block in blocks[: asked[0] + 1] for one in block for word in self.syntax.words_of(one)
        ]
        people = (word for word in before for one in self.cast.at(word) if one.participant.kind == "person")
        person = next(people, None)
        if person is None or all(word.lemma != _INTERVIEW for word in before):
            return
        for at, question in enumerate(asked):
            following = blocks[question + 1 : asked[at + 1] if at + 1 < len(asked) else len(blocks)]
            mark = self.syntax.words_of(blocks[question][-1])[-1]
            for block in following:
                words = tuple(word for one in block for word in self.syntax.words_of(one))
                if any("Person=1" in word.feats for word in words):
                    cued = Cued(
                        mark, (), _ANSWER, words, "verbatim", person, "answers in an interview", _RULE
                    )
                    yield cued, ()

    def _released(
        self, sentence: Sentence, words: Sequence[Word], free: Sequence[Quotation]
    ) -> Iterator[Owned]:
        """Yield "X released the following statement:" with the quotation that comes next."""
        if words[-1].text != ":":
            return
        for noun in words:
            if noun.lemma not in self.utterances or noun.dep != "obj":
                continue
            subject = deep_subject(noun.head)
            following = [
                one for one in free if one.start > words[-1].start and 0 <= one.block - sentence.block <= 1
            ]
            if subject is not None and following:
                cue = tuple(word for word in words if noun.head.i <= word.i <= noun.i)
                how = f"subject of “{noun.head.text}”"
                rule = f"{noun.lemma}.following"
                yield Cued(noun, cue, _RELEASED, (), "quote", subject.word, how, rule), (following[0],)

    def _label(self, sentence: Sentence) -> str | None:
        """Return the capitals before a colon with which a sentence begins: "WALLACE", or None."""
        words = [word.text for word in self.syntax.words_of(sentence)[: _LONGEST_LABEL + 2]]
        words = words[1:] if words[0] in _QUOTES else words
        label = words[: words.index(":")] if ":" in words else []
        return " ".join(label) if label and all(word.isupper() for word in label) else None

    def _labelled(
        self, sentence: Sentence, words: Sequence[Word], capitals: str | None, *, is_transcript: bool
    ) -> Iterator[Owned]:
        """Yield what stands behind the name of a speaker and a colon, in a headline or a transcript.

        A label that comes again and again in a transcript is a speaker, though no table or name in the text says so.
        """
        at = next((index for index, word in enumerate(words) if word.text == ":"), 0)
        if not 0 < at <= _LONGEST_LABEL:
            return
        label, rest = [word for word in words[:at] if word.text not in _QUOTES], words[at + 1 :]
        if not rest or any(word.upos in {"VERB", "NUM"} for word in label):
            return
        is_headline = sentence.role in _HEADLINE
        if not is_headline and capitals is None:
            return
        named = [word for word in label if self._is_speaker(word)]
        if is_transcript and not is_headline and not named and label[-1].text.isalpha():
            named = [label[-1]]
        if not named:
            return
        if is_headline:
            content, form = tuple(rest), "that"
        else:
            content, form = tuple(self._paragraph(sentence, rest[0].i)), "verbatim"
        cue = (words[at],)
        yield (
            Cued(words[at], cue, _MARK, content, form, named[-1], "stands before the colon", f"colon.{form}"),
            (),
        )

    def _signed(self, quotation: Quotation) -> Iterator[Owned]:
        """Yield a quotation with a dash and a name behind it."""
        words = self.syntax.words
        behind = words[bisect_left(words, quotation.end, key=attrgetter("start")) :]
        if len(behind) < 2 or behind[0].text not in _DASHES or not quotation.opens_sentence:  # noqa: PLR2004
            return
        block = self.syntax.sentences[behind[1].sentence].block
        line = [word for word in behind[1:] if self.syntax.sentences[word.sentence].block == block]
        person = next((word for word in line if self._is_speaker(word)), None)
        if person is None or len(line) > _LONGEST_LABEL or block - quotation.block > 1:
            return
        dash = behind[0]
        yield Cued(dash, (dash,), _MARK, (), "quote", person, "signs the quotation", "signed"), (quotation,)

    def _is_speaker(self, word: Word) -> bool:
        return any(found.participant.kind in _SPEAKERS for found in self.cast.at(word))

    def _paragraph(self, sentence: Sentence, first: int) -> Iterator[Word]:
        for other in self.syntax.sentences[sentence.index :]:
            if other.block != sentence.block:
                return
            yield from (word for word in self.syntax.words_of(other) if word.i >= first)
