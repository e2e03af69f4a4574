"""Two who were named before: "both men", "the two leaders", "the two sides"."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from demarche.lexicon.cues import Cues
from demarche.model.reading import Reading
from demarche.model.resolved import Mention
from demarche.model.syntax import Sentence, Syntax, Word
from demarche.resolve.coreference.before import Before, key

_BEFORE_NOUN = frozenset({"det", "nummod", "det:predet"})


@dataclass(frozen=True, slots=True)
class Pairs:
    """Finds the two that a phrase of one report stands for."""

    reading: Reading
    syntax: Syntax
    cues: Cues

    def is_pair(self, word: Word) -> bool:
        """Tell whether a noun phrase stands for two known before: "both men", "the two leaders", "the two sides"."""
        if word.lemma not in self.cues.pairs:
            return False
        lowers = {child.lower for child in word.children}
        return "both" in lowers or ("two" in lowers and "the" in lowers)

    def of(
        self, word: Word, sentence: Sentence, found: Mapping[int, Mention], told: Before
    ) -> Mention | None:
        """Return the two last persons (or states and bodies) before the phrase, if there are exactly two.

        Whoever speaks to them or acts on them in the same sentence is neither, and two of one country are no two sides.
        """
        kinds = self.cues.pairs[word.lemma]
        speaking = {
            inner.i
            for above in word.ancestors()
            for subject in above.having("nsubj")
            if subject.i < word.i and word not in subject.subtree()
            for inner in subject.subtree()
        }
        for first in (sentence.start, self.syntax.sentences[max(sentence.index - 1, 0)].start):
            inside = (index for index in range(first, word.i) if index in found and index not in speaking)
            before = [
                participant
                for index in sorted(inside, key=lambda index: index in told.pronouns)
                for participant in found[index].participants
                if participant.kind in kinds and (participant.sectors or participant.kind == "person")
            ]
            distinct = {key(participant): participant for participant in before}
            countries = {participant.country for participant in distinct.values()}
            if len(distinct) == len(("one", "other")) and (None in countries or len(countries) > 1):
                words = [child for child in word.children if child.i < word.i and child.dep in _BEFORE_NOUN]
                span = self.reading.span(min([word.start, *(child.start for child in words)]), word.end)
                participants = tuple(
                    replace(one, basis="coreference", span=span) for one in distinct.values()
                )
                names = " and ".join(one.name for one in participants)
                return Mention(word.i, participants, f"“{span.text}” are the two named before: {names}")
        return None
