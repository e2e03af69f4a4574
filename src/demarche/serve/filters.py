"""The form of filters beside a list: what can be chosen, what is chosen, and how much there is of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from demarche.index.listing import Tally
from demarche.index.told import is_known
from demarche.index.wanted import Kind
from demarche.serve.choice import Choice
from demarche.serve.view import Asked, Kit

_NAMED = ("actor", "recipient", "who", "source", "place")
_VOCABULARIES: Mapping[Kind, Mapping[str, str]] = {
    "event": {"type": "type", "quad": "quad", "status": "status", "voice": "voice"},
    "statement": {"type": "act"},
    "commitment": {"type": "force", "status": "state"},
}
_HEADINGS: Mapping[Kind, Mapping[str, str]] = {
    "event": {"quad": "class", "type": "type", "status": "status", "voice": "voice"},
    "statement": {"type": "speech act"},
    "commitment": {"type": "force", "status": "state"},
}


@dataclass(frozen=True, slots=True)
class Option:
    """A value that can be chosen: what it is called and means, how many entries there would be, whether it is chosen."""

    value: str
    label: str
    gloss: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """Values of which any number can be chosen."""

    name: str
    heading: str
    options: Sequence[Option]


@dataclass(frozen=True, slots=True)
class Chip:
    """A condition that is set: its name, its value in words, the choice without it as a query, whether the ledger has such a one."""

    name: str
    value: str
    rest: str
    is_known: bool = True


def facets(asked: Asked, kind: Kind, tally: Tally) -> list[Facet]:
    """Return what can be chosen from lists, with the counts that there would be."""
    return [
        Facet(name, heading, _options(asked.kit, kind, name, asked.choice, tally.facets[name]))
        for name, heading in _HEADINGS[kind].items()
    ]


def strangers(asked: Asked) -> list[str]:
    """Return those who are asked for and of whom the ledger has nothing, as they are asked for."""
    names = ((role, getattr(asked.choice, role)) for role in _NAMED)
    return [name for role, name in names if name is not None and not is_known(asked.index, role, name)]


def chosen_words(asked: Asked, kind: Kind) -> list[Chip]:
    """Return each condition that is set."""
    choice, kit, unknown = asked.choice, asked.kit, strangers(asked)
    found = []
    for name, value in choice.given().items():
        if isinstance(value, tuple):
            for one in value:
                rest = tuple(other for other in value if other != one)
                words = _called(kit, kind, name, str(one))
                found.append(Chip(name, words, choice.changed(**{name: rest}).query()))
        else:
            is_known_ = name not in _NAMED or value not in unknown
            found.append(Chip(name, value, choice.changed(**{name: None}).query(), is_known_))
    return found


def _options(kit: Kit, kind: Kind, name: str, choice: Choice, counts: Mapping[str, int]) -> list[Option]:
    chosen = {str(value) for value in getattr(choice, name)}
    vocabulary = _VOCABULARIES[kind][name]
    known = kit.labels.values(vocabulary) or tuple(sorted(counts, key=lambda value: (-counts[value], value)))
    values = [value for value in (*known, *sorted(chosen - {*known})) if counts.get(value) or value in chosen]
    return [
        Option(
            value,
            _called(kit, kind, name, value),
            _gloss(kit, vocabulary, value),
            counts.get(value, 0),
            value in chosen,
        )
        for value in values
    ]


def _called(kit: Kit, kind: Kind, name: str, value: str) -> str:
    vocabulary = _VOCABULARIES[kind].get(name)
    return value if vocabulary in {None, "type"} else kit.labels.text(str(vocabulary), value)


def _gloss(kit: Kit, vocabulary: str, value: str) -> str:
    if vocabulary == "type":
        return kit.ontology.types[value].definition if value in kit.ontology.types else ""
    return kit.labels.of(vocabulary, value).gloss
