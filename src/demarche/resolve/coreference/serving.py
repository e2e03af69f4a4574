"""People whom one of their mentions says to serve a body of a country: "the ministry's spokesman, Rustam Yuldashev"."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from demarche.lexicon.relations import Relations
from demarche.model.parts import Participant
from demarche.model.resolved import Mention
from demarche.model.syntax import Word

_PERSON = "person:"
_BODIES = frozenset({"organisation", "state"})


class Serving:
    """The people of one report who are known, mention by mention, to serve a body of a country."""

    def __init__(self, relations: Relations) -> None:
        self._relations = relations
        self._placed: dict[str, Participant] = {}

    def of(self, word: Word, found: Mapping[int, Mention]) -> Mention | None:
        """Return a person's mention as being of the country of the body that one of their mentions so far says they serve."""
        one = found[word.i].participants[0]
        if one.id is None:
            return None
        placed = self._placed.get(one.id) or self._served(word, one, found)
        if placed is None or placed.country is None:
            return None
        self._placed[one.id] = placed
        stated = of_country(one, placed.country, placed.sectors)
        return Mention(word.i, (stated,), f"{found[word.i].reason}; is {placed.country}’s by whom they serve")

    def _served(self, word: Word, one: Participant, found: Mapping[int, Mention]) -> Participant | None:
        """Return a person as being of the country of whom they serve: "the ministry's spokesman, Rustam Yuldashev".

        They have the sectors of a body, too, if their title says none: nobody's lawyer is of what the client does.
        """
        if one.kind != "person" or one.id is None or not one.id.startswith(_PERSON):
            return None
        if one.country is not None and one.sectors:
            return None
        for title in (word, *word.having("appos", "nmod:desc")):
            for owner in self._owners(title, found):
                is_body = owner.kind in _BODIES
                if owner.country is not None and one.country in {None, owner.country}:
                    return of_country(one, owner.country, one.sectors or (owner.sectors if is_body else ()))
        return None

    def _owners(self, title: Word, found: Mapping[int, Mention]) -> Iterator[Participant]:
        """Yield the bodies that a title says somebody serves, and the persons whose they are by a pronoun: "his lawyer"."""
        for child in title.having("nmod:poss", "nmod", "compound"):
            case = child.first("case")
            if (case is not None and case.lower not in self._relations.possessing) or child.i not in found:
                continue
            owners = found[child.i].participants
            is_persons = child.upos == "PRON" and title.lemma not in self._relations.beside
            if len(owners) == 1 and (is_persons or owners[0].kind in _BODIES):
                yield owners[0]


def of_country(one: Participant, country: str, sectors: tuple[str, ...]) -> Participant:
    """Return a person whom only the text introduces with a country, which is part of the id."""
    if one.country is not None:
        return replace(one, sectors=sectors)
    identity = None if one.id is None else one.id.replace(_PERSON, f"{_PERSON}{country}:", 1)
    return replace(one, country=country, id=identity, sectors=sectors)
