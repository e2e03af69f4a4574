"""The participants at a word."""

from dataclasses import replace

import pytest

from demarche.coding.clauses.cast import Cast, Found, distinct
from demarche.model.parts import Participant, Span
from demarche.model.resolved import Mention

from .forest import cast_of, grown, mentioned, participant, senses, word


def _names(found: tuple[Found, ...]) -> list[str]:
    return [one.participant.name for one in found]


@pytest.mark.parametrize(
    ("sentence", "form", "expected"),
    [
        ("Kenya sent troops to Somalia.", "Kenya", ["Kenya"]),
        ("Kenya sent troops to Somalia.", "sent", []),
        ("Kenya, Uganda and Rwanda signed a treaty.", "Kenya", ["Kenya", "Uganda", "Rwanda"]),
        ("Dozens of soldiers fled.", "Dozens", ["soldiers"]),
        ("Uganda's president met Kenya's ministers.", "president", []),
    ],
)
def test_at(sentence: str, form: str, expected: list[str]) -> None:
    syntax = grown(sentence)
    assert _names(cast_of(syntax).at(word(syntax, form))) == expected


@pytest.mark.parametrize(
    ("sentence", "form", "expected"),
    [
        ("Uganda's president met Kenya's ministers.", "president", ["Uganda"]),
        ("The Kenyan attack failed.", "attack", ["Kenya"]),
        ("The attack by Kenya on Sudan failed.", "attack", ["Kenya"]),
        ("The attack on Sudan, which came at night, killed many.", "attack", []),
        ("Kenyan tank fire killed people.", "fire", ["Kenya"]),
        ("Kenya condemned acts and threats by Sudan.", "acts", ["Sudan"]),
    ],
)
def test_owning(sentence: str, form: str, expected: list[str]) -> None:
    syntax = grown(sentence)
    assert _names(cast_of(syntax).owning(word(syntax, form))) == expected


@pytest.mark.parametrize(
    ("sentence", "form", "asked", "holds"),
    [
        ("Kenya sent troops to Somalia.", "Kenya", "actor", True),
        ("Kenya sent troops to Somalia.", "troops", "force", True),
        ("Kenya sent troops to Somalia.", "Kenya", "force", False),
        ("Dozens of soldiers fled.", "Dozens", "person", True),
        ("Kenya attacked Sudan with missiles.", "missiles", "weapon", True),
        ("Kenya attacked Sudan with missiles.", "Sudan", "weapon", False),
        ("Kenya attacked Sudan with missiles.", "missiles", "actor", False),
        ("The bridge was destroyed.", "bridge", "some", True),
    ],
)
def test_classes(sentence: str, form: str, asked: str, *, holds: bool) -> None:
    syntax = grown(sentence)
    assert cast_of(syntax).is_of_class(word(syntax, form), frozenset({asked})) is holds


def test_a_partitive_stands_for_its_content() -> None:
    syntax = grown("Dozens of soldiers fled.")
    cast = cast_of(syntax)
    assert cast.content(word(syntax, "Dozens")) is word(syntax, "soldiers")
    assert cast.content(word(syntax, "soldiers")) is word(syntax, "soldiers")


def test_distinct_goes_by_id_and_for_the_unnamed_by_place() -> None:
    syntax = grown("Kenya sent troops to Somalia.")
    at = word(syntax, "Kenya")
    kenya = Found(participant("Kenya", "KEN"), at, "")
    again = Found(participant("Kenya", "KEN", start=40), at, "")
    some, others = (Found(participant("troops", None, "MIL", start=start), at, "") for start in (0, 20))
    assert distinct((kenya, again, some, others)) == (kenya, some, others)
    assert distinct((kenya, some), without=(again,)) == (some,)


def test_weapons_act_for_nobody_and_are_of_the_class_of_their_kind() -> None:
    syntax = grown("Kenya attacked Sudan with missiles.")
    resolved = mentioned(syntax)
    missiles = word(syntax, "missiles")
    span = Span(missiles.start, missiles.end, missiles.text, None)
    atacms = Participant(
        "ATACMS", "weapon:atacms", "weapon", None, (), "ballistic missile", "dictionary", span
    )
    mentions = {**resolved.mentions, missiles.i: Mention(missiles.i, (atacms,), "in the table")}
    cast = Cast(replace(resolved, mentions=mentions), senses())
    assert _names(cast.weapons(missiles)) == ["ATACMS"]
    assert cast.at(missiles) == ()
    assert cast.weapons(word(syntax, "Sudan")) == ()
    for asked in ("weapon", "projectile"):
        assert cast.is_of_class(missiles, frozenset({asked}))
