"""Whose officials those are of whom nothing says a state: in a report from Lima, "the foreign ministry" is Peru's.

Asked for are offices and bodies that every state has. They are of the dateline's state if that is the last one named in their
sentence, or the last that did something in the two sentences before, or if none is; else they stay without a country.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from demarche.lexicon.actors import Actors
from demarche.model.parts import Participant
from demarche.model.resolved import Mention
from demarche.model.syntax import Syntax, Word
from demarche.resolve.actors.titles import TitleReader

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_NEAR = 2  # sentences back in which another state would have been meant
_PLURAL = frozenset({"NNS", "NNPS"})
_ANOTHER = frozenset({"nmod", "nmod:poss"})  # "the fund's chief executive", "the minister of the region"
_GOVERNMENT = "GOV"


@dataclass(frozen=True, slots=True)
class HomeOfficials:
    """Gives the officials of one report the state it is datelined from; `home` is that state's country."""

    syntax: Syntax
    actors: Actors
    titles: TitleReader
    home: str

    def placed(self, mentions: Mapping[int, Mention]) -> dict[int, Mention]:
        """Return the mentions in the same order, with the country of officials that had none."""
        found: dict[int, Mention] = {}
        for index, mention in mentions.items():
            found[index] = mention
            word = self.syntax.words[index]
            if self._is_unplaced(word, mention) and self._is_of_home(word, mentions):
                reason = f"{mention.reason}; of nobody else's state, in a report from {self.home}"
                at_home = tuple(replace(one, country=self.home) for one in mention.participants)
                found[index] = Mention(mention.head, at_home, reason)
        return found

    def _is_unplaced(self, word: Word, mention: Mention) -> bool:
        if len(mention.participants) > 1 or word.xpos in _PLURAL or word.first(*_ANOTHER) is not None:
            return False
        one = mention.participants[0]
        return one.country is None and one.basis == "text" and self._is_national(word, one)

    def _is_national(self, word: Word, one: Participant) -> bool:
        """Tell whether somebody has an office, or is a body, such as every state has."""
        if one.kind == "person":
            return _GOVERNMENT in one.sectors and one.role is not None and self.actors.is_of_states(one.role)
        run = self.titles.role_ending_at(word) if one.kind == "organisation" else None
        is_definite = all("Definite=Def" in child.feats for child in word.having("det"))
        return run is not None and run.role.institution is not None and is_definite

    def _is_of_home(self, word: Word, mentions: Mapping[int, Mention]) -> bool:
        """Tell whether the last state before a word, in its sentence or as a subject, is that of the dateline, or there is none."""
        sentences = self.syntax.sentences
        first = sentences[max(word.sentence - _NEAR, 0)].start
        for before in reversed(self.syntax.words[first : word.i]):
            mention = mentions.get(before.i)
            if mention is None or (before.sentence != word.sentence and before.dep not in _SUBJECTS):
                continue
            countries = {one.country for one in mention.participants} - {None}
            if countries:
                return self.home in countries
        return True
