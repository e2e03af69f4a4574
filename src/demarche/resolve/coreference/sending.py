"""People who go by the body that sends or commands them: "sent observers", "peacekeepers", "officers" after "police"."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from demarche.lexicon.actors import Actors
from demarche.lexicon.relations import Relations
from demarche.model.parts import Participant
from demarche.model.resolved import Mention
from demarche.model.syntax import Word

_KINDS = frozenset({"group", "unnamed", "organisation"})
_SENDERS = frozenset({"state", "organisation", "person"})
_GOING_OF_THEMSELVES = frozenset({"CVL", "REF", "JRN", "CRM"})
_FORCES = frozenset({"COP", "MIL"})
_UNKNOWN = ("UNK",)
_PLACED = frozenset({"obj", "nsubj:pass"})


@dataclass(frozen=True, slots=True)
class Sending:
    """Finds whose such people of one report are."""

    actors: Actors
    relations: Relations

    def of(self, word: Word, found: Mapping[int, Mention]) -> Mention | None:
        """Return people or a body without a country as being of who sends them, of the only mission or of the only force."""
        one = found[word.i].participants[0]
        if one.country is not None or one.id is not None or one.kind not in _KINDS or one.basis != "text":
            return None
        return (
            self._sent(word, one, found)
            or self._of_mission(word, one, found)
            or self._officers(word, one, found)
        )

    def _sent(self, word: Word, one: Participant, found: Mapping[int, Mention]) -> Mention | None:
        """Return "observers" that a state or a body sent as its own; "a team of inspectors" too."""
        top = word
        while top.dep == "nmod" and _counts(top.head, found):
            top = top.head
        if top.dep not in _PLACED or top.head.lemma not in self.relations.sending:
            return None
        if _GOING_OF_THEMSELVES.intersection(one.sectors):
            return None
        for subject in top.head.having("nsubj", "obl:agent"):
            senders = found[subject.i].participants if subject.i in found else ()
            if len(senders) == 1 and senders[0].kind in _SENDERS and senders[0].country is not None:
                return self._of(word, one, senders[0].country, found, f"sent by {senders[0].name}")
        return None

    def _of_mission(self, word: Word, one: Participant, found: Mapping[int, Mention]) -> Mention | None:
        """Return "peacekeepers" as those of the only international body that the report has named so far."""
        if word.lemma not in self.relations.missions:
            return None
        bodies = {
            other.country
            for other in _before(word, found)
            if other.kind == "organisation" and other.country not in self.actors.states and other.country
        }
        if len(bodies) != 1:
            return None
        return self._of(word, one, bodies.pop(), found, "the only international body named so far")

    def _officers(self, word: Word, one: Participant, found: Mapping[int, Mention]) -> Mention | None:
        """Return "officers" as police or soldiers, if the report has named one of the two forces so far, of one country."""
        if word.lemma not in self.relations.officers or one.sectors:
            return None
        forces = {
            (sector, other.country)
            for other in _before(word, found)
            for sector in other.sectors
            if sector in _FORCES
        }
        if len(forces) != 1:
            return None
        sector, country = forces.pop()
        stated = replace(one, sectors=(sector,))
        return (
            None
            if country is None
            else self._of(word, stated, country, found, f"the only force named so far is {sector}")
        )

    def _of(
        self, word: Word, one: Participant, country: str, found: Mapping[int, Mention], why: str
    ) -> Mention:
        stated = replace(one, country=country, basis="coreference")
        return Mention(word.i, (stated,), f"{found[word.i].reason}, of {country}: {why}")


def _counts(word: Word, found: Mapping[int, Mention]) -> bool:
    """Tell whether a word only says how many there are of somebody: "a team" of inspectors."""
    return word.i not in found or found[word.i].participants[0].sectors == _UNKNOWN


def _before(word: Word, found: Mapping[int, Mention]) -> Iterator[Participant]:
    for index, mention in found.items():
        if index < word.i:
            yield from mention.participants
