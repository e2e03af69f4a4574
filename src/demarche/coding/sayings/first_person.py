"""Who "I" and "we" are: the speaker whose words they stand in, or the speaker's side; outside all speech, the outlet."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from demarche.coding.sayings.finder import Saying
from demarche.lexicon.actors import Actors
from demarche.lexicon.cues import PronounUse
from demarche.model.parts import Participant
from demarche.model.reading import Reading
from demarche.model.resolved import Mention, Resolved
from demarche.model.syntax import Syntax, Word

_OFFICIAL = frozenset({"GOV", "MIL", "LEG"})
_FIRST_PERSON = frozenset({"speaker", "side"})


@dataclass(frozen=True, slots=True)
class FirstPerson:
    """Resolves first-person pronouns; `states` names the states by country, `outlet` is who writes, if known."""

    reading: Reading
    pronouns: Mapping[str, PronounUse]
    states: Mapping[str, str]

    def resolve(
        self, syntax: Syntax, resolved: Resolved, sayings: Sequence[Saying], outlet: Participant | None
    ) -> Resolved:
        """Return what was resolved, with the first-person pronouns added."""
        mentions = dict(resolved.mentions)
        for word in syntax.words:
            use = self.pronouns.get(word.lower) if word.upos in {"PRON", "DET"} else None
            if use not in _FIRST_PERSON:
                continue
            around = [saying for saying in sayings if saying.holds(word.start)]
            if around:
                innermost = min(around, key=lambda saying: saying.size)
                speaker = None if innermost.speaker is None else innermost.speaker.participant
            else:
                speaker = outlet
            mention = None if speaker is None else self._mention(word, use == "side", speaker)
            if mention is not None:
                mentions[word.i] = mention
        return replace(resolved, mentions=dict(sorted(mentions.items())))

    def _mention(self, word: Word, is_side: bool, speaker: Participant) -> Mention | None:
        span = self.reading.span(word.start, word.end)
        if not is_side or speaker.kind in {"organisation", "group", "state"}:
            participant = replace(speaker, basis="coreference", span=span)
        elif speaker.country in self.states and _OFFICIAL.intersection(speaker.sectors):
            name = self.states[speaker.country or ""]
            participant = Participant(
                name,
                f"state:{speaker.country}",
                "state",
                speaker.country,
                speaker.sectors,
                None,
                "coreference",
                span,
            )
        else:
            return None
        return Mention(word.i, (participant,), f"“{word.text}” in the words of {speaker.name}")


def author_of(syntax: Syntax, resolved: Resolved, utterances: Container[str]) -> Participant | None:
    """Return whose statement a report is by its headline: "Statement by the minister on …"; the words outside are theirs."""
    for word in syntax.words:
        if syntax.sentences[word.sentence].role != "title":
            return None
        if word.lemma in utterances and word.is_root:
            owners = [child for child in word.children if child.dep in {"nmod", "nmod:poss", "compound"}]
            for owner in owners:
                mention = resolved.mentions.get(owner.i)
                if mention is not None and mention.participants[0].kind == "person":
                    return mention.participants[0]
    return None


def outlet_of(reading: Reading, actors: Actors) -> Participant | None:
    """Return who publishes the report, if the outlet is a body of the tables that can say "we" (a ministry, a command)."""
    outlet = reading.report.outlet
    block = next((block for block in reading.blocks if block.role == "outlet"), None)
    if outlet is None or block is None:
        return None
    for match in actors.match(outlet):
        for entry in match.entries:
            if (
                match.end - match.start == len(outlet)
                and entry.participant != "person"
                and "JRN" not in entry.sectors
            ):
                span = reading.span(block.start, block.end)
                return Participant(
                    entry.name,
                    entry.id,
                    entry.participant,
                    entry.country,
                    entry.sectors,
                    None,
                    "dictionary",
                    span,
                )
    return None
