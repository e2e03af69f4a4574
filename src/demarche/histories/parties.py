"""Who takes part, as far as it is compared: by identity, and by the state for which they act."""

from collections.abc import Iterable
from dataclasses import dataclass

from demarche.lexicon.histories import HistoryRules
from demarche.model.parts import Participant

_UNKNOWN = "name:"  # begins the id of somebody whom no table knows


@dataclass(frozen=True, slots=True)
class Party:
    """Some participants by their ids (or names, where nobody knows them) and the countries for which they act."""

    ids: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ids or self.countries)

    def __or__(self, other: "Party") -> "Party":
        return Party(
            tuple(sorted({*self.ids, *other.ids})), tuple(sorted({*self.countries, *other.countries}))
        )

    def __sub__(self, other: "Party") -> "Party":
        return Party(
            tuple(sorted({*self.ids} - {*other.ids})),
            tuple(sorted({*self.countries} - {*other.countries})),
        )

    def shared(self, other: "Party") -> tuple[str, ...]:
        """Return the ids that both have, or else the countries."""
        ids = {*self.ids} & {*other.ids}
        return tuple(sorted(ids or {*self.countries} & {*other.countries}))

    @property
    def names(self) -> tuple[str, ...]:
        """Return all of it as names under which something can be looked for."""
        return (*self.ids, *self.countries)


def party_of(participants: Iterable[Participant], rules: HistoryRules) -> Party:
    """Return the party of some participants: rebels, a party or a firm of a country are not the country."""
    ids, countries = set[str](), set[str]()
    for one in participants:
        ids.add(one.id or f"{_UNKNOWN}{one.name.casefold()}")
        if one.country in rules.codes and (not one.sectors or not rules.sectors.isdisjoint(one.sectors)):
            countries.add(one.country)
    return Party(tuple(sorted(ids)), tuple(sorted(countries)))
