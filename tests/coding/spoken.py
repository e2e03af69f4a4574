"""The trees of `spoken.txt`, and what the finders of sayings and commitments see of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from demarche.coding.clauses.adjuncts import Adjuncts, gather
from demarche.coding.clauses.cast import Cast
from demarche.coding.commitments.pledges import Pledge, PledgeFinder
from demarche.coding.commitments.terms import find_terms
from demarche.coding.events.occurrences import Occurrence, OccurrenceFinder
from demarche.coding.sayings.chains import Chains
from demarche.coding.sayings.finder import Saying, SayingFinder
from demarche.coding.sayings.first_person import FirstPerson
from demarche.coding.sayings.rebuttals import with_rebuttals
from demarche.coding.sayings.speech import CueFinder
from demarche.lexicon.commitments import load_commitments
from demarche.lexicon.cues import Cues, load_cues
from demarche.lexicon.tables import data_folder
from demarche.model.parts import Span, When
from demarche.model.quotations import find_quotations
from demarche.model.reading import Reading
from demarche.model.resolved import Mention, Resolved, TimeExpression
from demarche.model.syntax import Syntax, Word
from tests.trees import reading_of, tree

from .forest import mentioned, ontology, rows, senses

_STATES = {"KEN": "Kenya", "SDN": "Sudan", "UGA": "Uganda"}
_LIMITS = frozenset({"by"})


@dataclass(frozen=True)
class Scene:
    """A sentence with all that is known of it before sayings are sought; "it" and "its" stand for its first state."""

    reading: Reading
    syntax: Syntax
    resolved: Resolved

    def cast(self) -> Cast:
        """Return the cast, with "I" and "we" for the speakers."""
        plain = Cast(self.resolved, senses())
        first_person = FirstPerson(self.reading, cues().pronouns, _STATES)
        return Cast(first_person.resolve(self.syntax, self.resolved, self.sayings(plain), None), senses())

    def sayings(self, cast: Cast | None = None) -> tuple[Saying, ...]:
        """Return what is said in the sentence."""
        quotations = find_quotations(self.reading, self.syntax)
        plain = Cast(self.resolved, senses()) if cast is None else cast
        words = self.syntax.words
        cued = with_rebuttals(CueFinder(cues()).find(words), words, cues())
        finder = SayingFinder(self.reading, self.syntax, plain, cues(), quotations)
        return finder.joined(finder.drafts(cued))

    def chains(self) -> Chains:
        """Return the chains of sources."""
        sayings = self.sayings()
        ids = {index: f"s:{index:016d}" for index in range(len(sayings))}
        return Chains(self.reading, sayings, ids, ontology().factuality)

    def adjuncts(self) -> Adjuncts:
        """Return the times and places."""
        return gather(self.resolved, self.syntax, self.reading.report.published, _LIMITS, frozenset())

    def occurrences(self) -> list[Occurrence]:
        """Return the events, as drafts."""
        return OccurrenceFinder(self.syntax, self.cast(), senses(), cues(), self.adjuncts(), _quads()).find()

    def pledges(self) -> list[Pledge]:
        """Return the commitments, as drafts; a time after "by" is a deadline."""
        words = load_commitments(data_folder() / "cues" / "en")
        terms = find_terms(self.resolved, self.syntax, self.reading.report.published, _LIMITS)
        finder = PledgeFinder(self.syntax, self.cast(), cues(), words, self.chains(), _quads(), terms)
        return finder.find(self.occurrences())

    def words(self, ranges: tuple[tuple[int, int], ...]) -> list[str]:
        """Return the words of ranges of offsets."""
        return [self.reading.report.text[start:end] for start, end in ranges]


def scene(sentence: str, published: str = "2025-03-05") -> Scene:
    """Return the scene of a sentence of `spoken.txt` or `trees.txt`."""
    syntax = tree(spoken_rows().get(sentence) or rows()[sentence])
    reading = reading_of(syntax, published=published)
    return Scene(reading, syntax, _resolved(syntax))


@cache
def cues() -> Cues:
    """Return the cue words of the package."""
    return load_cues(data_folder() / "cues" / "en")


@cache
def spoken_rows() -> Mapping[str, str]:
    """Return the rows of each tree of `spoken.txt` by its sentence."""
    text = (Path(__file__).parent / "spoken.txt").read_text(encoding="utf-8")
    blocks = [block.strip().partition("\n") for block in text.split("\n\n")[1:] if block.strip()]
    return {head.removeprefix("# "): body for head, _, body in blocks}


def _resolved(syntax: Syntax) -> Resolved:
    plain = mentioned(syntax)
    mentions = dict(plain.mentions)
    first = next(iter(mentions.values()), None)
    for word in syntax.words:
        if word.lower in {"it", "its"} and first is not None:
            span = Span(word.start, word.end, word.text, None)
            kenya = replace(first.participants[0], basis="coreference", span=span)
            mentions[word.i] = Mention(word.i, (kenya,), f"“{word.text}” is {kenya.name}")
    times = tuple(_friday(word) for word in syntax.words if word.text == "Friday")
    return Resolved(mentions, times, {})


def _friday(word: Word) -> TimeExpression:
    when = When("2025-03-07", "2025-03-07", "day", "reckoned", Span(word.start, word.end, word.text, None))
    return TimeExpression(word.i - 1, word.i + 1, "date", when, "the Friday after publication")


def _quads() -> dict[str, int]:
    return {name: event_type.quad for name, event_type in ontology().types.items()}
