"""People without a country who are of the place where it happens: "killed twelve villagers near Lima"."""

from collections.abc import Iterator
from dataclasses import replace

from demarche.coding.clauses.cast import Cast, Found
from demarche.coding.clauses.frames import Frame, Oblique, nominal_obliques
from demarche.coding.clauses.grammar import is_ing_form
from demarche.model.syntax import Word

_WITHIN = frozenset({"in", "at", "near", "inside", "outside", "across", "throughout", "around", "from"})
_TOLD_WITH = frozenset({"advcl", "conj"})
_PERSON = "person"
_COMMON = frozenset({"people", "group", "unnamed", _PERSON})  # kinds of those who are no particular body
_LOCAL = frozenset(
    {"CVL", "EDU", "LAB", "OPP", "AGR", "MED", "JRN", "COP", "JUD", "UNK"}
)  # sectors of those who are seldom from abroad
_AUTHORITIES = frozenset({"GOV", "COP", "JUD", "LEG"})
_SUBJECTS = _LOCAL | {"PTY", "REL", "REB"}  # whom a state's authorities arrest, ban or yield to


def at_home(people: tuple[Found, ...], frame: Frame, cast: Cast) -> tuple[Found, ...]:
    """Return the people; of those who may be from anywhere, civilians are of the country where it happens."""
    if not any(_is_from_anywhere(found) for found in people):
        return people
    country, place = next(_countries(frame, cast), (None, ""))
    if country is None:
        return people
    return tuple(
        _of(found, country, f"where it happens: “{place}”") if _is_from_anywhere(found) else found
        for found in people
    )


def under_law(people: tuple[Found, ...], actors: tuple[Found, ...]) -> tuple[Found, ...]:
    """Return the people; those of no country to whom the authorities of one state do something by law are of that state."""
    countries = {found.participant.country for found in actors}
    country = next(iter(countries)) if len(countries) == 1 else None
    if country is None or not all(_AUTHORITIES.intersection(found.participant.sectors) for found in actors):
        return people
    return tuple(
        _of(found, country, "whose authorities do it") if _is_subject(found) else found for found in people
    )


def _of(found: Found, country: str, why: str) -> Found:
    return replace(
        found,
        participant=replace(found.participant, country=country),
        how=f"{found.how}; of {country}, {why}",
    )


def _is_subject(found: Found) -> bool:
    """Tell whether a state's authorities mostly find somebody at home: its civilians, its opposition, its rebels."""
    one = found.participant
    return (
        one.country is None
        and one.id is None
        and one.kind in {*_COMMON, "organisation"}
        and found.word.upos != "PRON"
        and bool(one.sectors)
        and _SUBJECTS.issuperset(one.sectors)
    )


def _is_from_anywhere(found: Found) -> bool:
    one = found.participant
    return (
        one.country is None
        and one.id is None
        and one.kind in _COMMON
        and found.word.upos != "PRON"
        and not (one.kind == _PERSON and found.word.upos == "PROPN")
        and _LOCAL.issuperset(one.sectors)
    )


def _countries(frame: Frame, cast: Cast) -> Iterator[tuple[str, str]]:
    """Yield the countries of the places where a deed is done, with the word that names each."""
    predicate = frame.support or frame.trigger
    for oblique in (*frame.obliques, *frame.nearby, *_around(predicate), *_struck(predicate)):
        if oblique.preposition in _WITHIN:
            for found in cast.located(oblique.word):
                if found.participant.country is not None:
                    yield found.participant.country, found.word.text


def _around(word: Word) -> Iterator[Oblique]:
    """Yield the phrases of the deed that a participle or another predicate is told with."""
    if word.dep in _TOLD_WITH:
        yield from nominal_obliques(word.head)


def _struck(word: Word) -> Iterator[Oblique]:
    """Yield what is done to the object of the verb that a participle is told with: "shelled Lima, killing two people"."""
    if word.dep == "advcl" and is_ing_form(word):
        yield from (Oblique("in", child) for child in word.head.having("obj"))
