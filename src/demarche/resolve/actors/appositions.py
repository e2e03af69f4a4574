"""Descriptions beside the name of whom they describe: "Steve Grey, a spokesman for the port"; both are one participant."""

from collections.abc import Mapping
from dataclasses import replace

from demarche.model.parts import Participant
from demarche.model.resolved import Mention
from demarche.model.syntax import Syntax, Word
from demarche.resolve.identity import Name

_PLURAL = frozenset({"NNS", "NNPS"})
_PEOPLE = frozenset({"person", "unnamed", "people"})


def with_appositions(
    mentions: Mapping[int, Mention], syntax: Syntax, names: Mapping[int, Name]
) -> dict[int, Mention]:
    """Return the mentions; a noun in apposition to a person's name stands for that person, in its own words."""
    found = dict(mentions)
    for index, mention in mentions.items():
        word = syntax.words[index]
        name = names.get(word.head.i) if word.dep == "appos" else None
        if name is None or name.sort != "person" or word.head.i not in mentions:
            continue
        described, (person, *others) = mention.participants, mentions[word.head.i].participants
        if others or len(described) > 1 or not _may_be(word, described[0], person):
            continue
        stated = replace(person, basis="coreference", span=described[0].span)
        found[index] = Mention(index, (stated,), f"{mention.reason}; beside {person.name}")
    return found


def _may_be(word: Word, described: Participant, person: Participant) -> bool:
    """Tell whether a description is of one person and of no other country than the one with the name."""
    return (
        described.id is None
        and described.kind in _PEOPLE
        and word.upos == "NOUN"
        and word.xpos not in _PLURAL
        and described.country in {None, person.country}
    )
