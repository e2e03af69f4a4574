"""People whom one of their mentions says to serve a body of a country: "the ministry's spokesman, Rustam Yuldashev"."""

from collections.abc import Mapping
from dataclasses import replace

from demarche.lexicon.relations import Relations
from demarche.model.parts import Participant
from demarche.model.resolved import Mention
from demarche.model.syntax import Word

_PERSON = "person:"


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
        return Mention(word.i, (stated,), f"{found[word.i].reason}; serves a body of {placed.country}")

    def _served(self, word: Word, one: Participant, found: Mapping[int, Mention]) -> Participant | None:
        """Return a person without a country as being of the body they serve: "the ministry's spokesman, Rustam Yuldashev"."""
        if (
            one.kind != "person"
            or one.country is not None
            or one.id is None
            or not one.id.startswith(_PERSON)
        ):
            return None
        for title in (word, *word.having("appos", "nmod:desc")):
            for child in title.having("nmod:poss", "nmod", "compound"):
                case = child.first("case")
                if case is not None and case.lower not in self._relations.possessing:
                    continue
                body = found.get(child.i)
                owner = None if body is None or len(body.participants) != 1 else body.participants[0]
                if (
                    owner is not None
                    and owner.kind in {"organisation", "state"}
                    and owner.country is not None
                ):
                    return of_country(one, owner.country, one.sectors or owner.sectors)
        return None


def of_country(one: Participant, country: str, sectors: tuple[str, ...]) -> Participant:
    """Return a person whom only the text introduces with a country, which is part of the id."""
    identity = None if one.id is None else one.id.replace(_PERSON, f"{_PERSON}{country}:", 1)
    return replace(one, country=country, id=identity, sectors=sectors)
