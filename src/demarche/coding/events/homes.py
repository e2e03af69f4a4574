"""People without a country who are of the place where it happens: "killed twelve villagers near Lima"."""

from collections.abc import Iterator
from dataclasses import replace

from demarche.coding.clauses.cast import Cast, Found
from demarche.coding.clauses.frames import Frame, Oblique, nominal_obliques
from demarche.model.syntax import Word

_WITHIN = frozenset({"in", "at", "near", "inside", "outside", "across", "throughout", "around", "from"})
_TOLD_WITH = frozenset({"advcl", "conj"})
_COMMON = frozenset({"people", "group", "unnamed"})  # kinds of those who are no particular person or body
_LOCAL = frozenset({"CVL", "EDU", "LAB", "OPP", "AGR"})  # sectors of those who are seldom from abroad


def at_home(people: tuple[Found, ...], frame: Frame, cast: Cast) -> tuple[Found, ...]:
    """Return the people; of those who may be from anywhere, civilians are of the country where it happens."""
    if not any(_is_from_anywhere(found) for found in people):
        return people
    country, place = next(_countries(frame, cast), (None, ""))
    if country is None:
        return people
    return tuple(
        replace(
            found,
            participant=replace(found.participant, country=country),
            how=f"{found.how}; of {country}, where it happens: “{place}”",
        )
        if _is_from_anywhere(found)
        else found
        for found in people
    )


def _is_from_anywhere(found: Found) -> bool:
    one = found.participant
    return (
        one.country is None
        and one.id is None
        and one.kind in _COMMON
        and found.word.upos != "PRON"
        and _LOCAL.issuperset(one.sectors)
    )


def _countries(frame: Frame, cast: Cast) -> Iterator[tuple[str, str]]:
    """Yield the countries of the places where a deed is done, with the word that names each."""
    for oblique in (*frame.obliques, *frame.nearby, *_around(frame.support or frame.trigger)):
        if oblique.preposition in _WITHIN:
            for found in cast.located(oblique.word):
                if found.participant.country is not None:
                    yield found.participant.country, found.word.text


def _around(word: Word) -> Iterator[Oblique]:
    """Yield the phrases of the deed that a participle or another predicate is told with."""
    if word.dep in _TOLD_WITH:
        yield from nominal_obliques(word.head)
