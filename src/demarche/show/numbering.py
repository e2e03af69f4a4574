"""The numbers of claims on a page: 1, 2 for events, a, b for statements, I, II for commitments.

The kind of a claim is so told by its numeral, as in the two apparatuses of a scholarly edition.
"""

from collections.abc import Iterable
from string import ascii_lowercase

from demarche.model.records import Claim, Commitment, Event, Statement

_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


def letters(number: int) -> str:
    """Return a number in letters: a to z, then aa, ab and so on."""
    found = ""
    while number:
        number, rest = divmod(number - 1, len(ascii_lowercase))
        found = ascii_lowercase[rest] + found
    return found


def roman(number: int) -> str:
    """Return a number in Roman numerals."""
    found = ""
    for value, numeral in _ROMAN:
        count, number = divmod(number, value)
        found += numeral * count
    return found


def numbers(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the number of each claim, counted by kind in the order given."""
    counts: dict[str, int] = {}
    found = []
    for claim in claims:
        counts[claim.kind] = counts.get(claim.kind, 0) + 1
        found.append(_numeral(claim, counts[claim.kind]))
    return tuple(found)


def _numeral(claim: Claim, count: int) -> str:
    match claim:
        case Event():
            return str(count)
        case Statement():
            return letters(count)
        case Commitment():
            return roman(count)
