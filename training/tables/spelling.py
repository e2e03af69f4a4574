"""Spelling variants of people's names that follow a rule; what follows none is written by hand."""

import re
from collections.abc import Iterator

_ARTICLE = re.compile(r"\b([Aa]l|[Ee]l)-(?=\w)")
_EASTERN = frozenset({"KOR", "PRK", "TWN"})
_INITIALS = re.compile(r"\b[A-Z]\.")
_INITIAL = re.compile(r"(?<=[a-z]) [A-Z]\.(?= )")


def variants(name: str, country: str) -> Iterator[str]:
    """Yield other spellings of a full name.

    The ways to write an Arabic article (al-, el-, Al-, Al) are one when names are matched; here it is left out.
    """
    if _ARTICLE.search(name):
        yield _ARTICLE.sub("", name)
    if country in _EASTERN:
        yield from _eastern(name)
    if len(_INITIALS.findall(name)) == 1 and _INITIAL.search(name):
        yield _INITIAL.sub("", name)


def _eastern(name: str) -> Iterator[str]:
    """Yield the ways to write a two-syllable given name: "Jae-in", "Jae In", "Jae-In"."""
    match = re.fullmatch(r"([A-Z][a-z]+) ([A-Z][a-z']+)[- ]([A-Za-z][a-z']+)", name)
    if match is not None:
        family, first, second = match.groups()
        yield f"{family} {first}-{second.lower()}"
        yield f"{family} {first}-{second.capitalize()}"
        yield f"{family} {first} {second.capitalize()}"
