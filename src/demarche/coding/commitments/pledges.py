"""Finds commitments: who binds themselves, to what, towards whom, if what. Drafts, before ids.

Each kind has a finder: those that hang on a word of commitment ("vowed to", `lexical`), what speakers say their own side
will do (`spoken`), rights reserved and what will follow on a deed (`standing`), red lines (`lines`), what others may
and may not do (`regulated`), how officials say that a matter of theirs will go on (`courses`). Demands, deadlines and threats are joined to ultimatums at the end (`ultimatums`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from demarche.coding.clauses.cast import Cast
from demarche.coding.clauses.extent import ranges, trimmed
from demarche.coding.commitments.authorship import authors_of, spoken_for
from demarche.coding.commitments.binding import Pledge, Range, Setting, is_private
from demarche.coding.commitments.courses import CourseFinder
from demarche.coding.commitments.lexical import LexicalFinder
from demarche.coding.commitments.lines import RedLineFinder
from demarche.coding.commitments.regulated import RuleFinder
from demarche.coding.commitments.speaking import offices_of
from demarche.coding.commitments.spoken import SpokenFinder
from demarche.coding.commitments.standing import StandingFinder
from demarche.coding.commitments.terms import Terms
from demarche.coding.commitments.ultimatums import UltimatumFinder
from demarche.coding.events.occurrences import Occurrence
from demarche.coding.sayings.chains import Chains
from demarche.lexicon.commitments import Commitments
from demarche.lexicon.cues import Cues
from demarche.model.reading import BlockRole
from demarche.model.syntax import Syntax

__all__ = ["Pledge", "PledgeFinder", "Range"]

_BINDING = frozenset({"VERB", "AUX", "NOUN", "ADJ"})
_HEADLINE: frozenset[BlockRole] = frozenset({"title", "heading"})
_FIRST = frozenset({"authorisation", "red_line"})
_WEIGHTS = ("conditional commitment", "lexical commitment", "nominal commitment")


@dataclass(frozen=True, slots=True)
class PledgeFinder:
    """Finds the commitments of one report."""

    syntax: Syntax
    cast: Cast
    cues: Cues
    words: Commitments
    chains: Chains
    quads: Mapping[str, int]
    terms: Terms

    def _setting(self) -> Setting:
        makers = authors_of(self.syntax, self.cast)
        authors = makers or spoken_for(self.syntax, self.cast, self.chains)
        offices = offices_of(self.syntax, self.chains)
        return Setting(
            self.syntax, self.cast, self.cues, self.words, self.chains, self.terms, authors, makers, offices
        )

    def find(self, occurrences: Sequence[Occurrence]) -> list[Pledge]:
        """Return the commitments in text order, one for each act; one of a headline only if the text has no other."""
        setting = self._setting()
        lexical = LexicalFinder(setting)
        standing = StandingFinder(setting)
        spoken = SpokenFinder(setting, self.quads)
        words = [word for word in self.syntax.words if word.upos in _BINDING]
        verbs = [
            word
            for word in words
            if word.first("aux", "aux:pass", "cop") is not None or word.dep in {"xcomp", "conj"}
        ]
        found = [pledge for word in words for pledge in lexical.at(word)]
        found += standing.find(words)
        found += RedLineFinder(setting).find(words)
        found += RuleFinder(setting).find(verbs)
        found += CourseFinder(setting).find(words)
        found += spoken.find(verbs, occurrences)
        kept: list[Pledge] = []
        for pledge in sorted(filter(_is_public, found), key=_rank):
            pledge = self._before_another(pledge, kept)  # noqa: PLW2901
            if not any(_same_act(pledge, other) for other in kept):
                kept.append(pledge)
        kept = UltimatumFinder(setting).joined(kept)
        kept.sort(key=lambda pledge: pledge.anchor.i)
        return [pledge for pledge in kept if not self._is_repeated_below(pledge, kept)]

    def _before_another(self, pledge: Pledge, kept: Sequence[Pledge]) -> Pledge:
        """Return a pledge up to one of another force that is coordinated with it: "will free them and allow visits"."""
        ends = [
            other.anchor.start
            for other in kept
            if other.force != pledge.force
            and other.anchor.dep == "conj"
            and other.anchor.head is pledge.anchor
        ]
        if not ends:
            return pledge
        inside = [
            word
            for word in self.syntax.words_of(self.syntax.sentences[pledge.anchor.sentence])
            if word.start < min(ends) and any(start <= word.start < end for start, end in pledge.act)
        ]
        return replace(pledge, act=tuple(ranges(trimmed(inside))))

    def _is_repeated_below(self, pledge: Pledge, others: Sequence[Pledge]) -> bool:
        """Tell whether a headline's commitment stands in the text too: the same force by the same issuers."""
        if self.syntax.sentences[pledge.anchor.sentence].role not in _HEADLINE:
            return False
        return any(
            other is not pledge
            and (other.condition or not pledge.condition)
            and other.force == pledge.force
            and _same_issuers(pledge, other)
            and self.syntax.sentences[other.anchor.sentence].role not in _HEADLINE
            for other in others
        )


def _is_public(pledge: Pledge) -> bool:
    """Tell whether a commitment is a political actor's, and not one of private people and firms."""
    return not pledge.issuers or any(not is_private(found.participant) for found in pledge.issuers)


def _rank(pledge: Pledge) -> tuple[float, int]:
    """Return which of several drafts of one act counts.

    An authorisation that is announced ("said it would allow X to") is one, and not the promise of one; an event of
    the lexicon says more than a verb of the tables, and how a matter will go on says least.
    """
    if pledge.force in _FIRST:
        return -1, pledge.anchor.i
    is_weaker = 1.5 * pledge.rule.startswith("vowed") + 2 * pledge.rule.startswith("course")
    return _WEIGHTS.index(pledge.weight) + is_weaker, pledge.anchor.i


def _same_issuers(pledge: Pledge, other: Pledge) -> bool:
    own = {found.participant.id for found in pledge.issuers} - {None}
    countries = {found.participant.country for found in pledge.issuers} - {None}
    return any(
        found.participant.id in own or found.participant.country in countries for found in other.issuers
    )


def _same_act(pledge: Pledge, other: Pledge) -> bool:
    """Tell whether two drafts bind by the same words; one of them may not know whom."""
    overlap = any(start < right and left < end for start, end in pledge.act for left, right in other.act)
    known = bool(pledge.issuers and other.issuers)
    is_same = pledge.anchor.i == other.anchor.i or not known or _same_issuers(pledge, other)
    return overlap and is_same and pledge.anchor.sentence == other.anchor.sentence
