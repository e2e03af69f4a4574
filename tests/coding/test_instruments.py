"""Weapons beside an event."""

import pytest

from demarche.coding.frames import noun_frame, verb_frame
from demarche.coding.instruments import instruments_of
from tests.trees import reading_of, tree

from .forest import grown, senses, word


@pytest.mark.parametrize(
    ("sentence", "form", "expected", "how"),
    [
        ("Kenya attacked Sudan with missiles.", "attacked", ["missiles"], "after “with”"),
        ("Sudan was attacked with drones.", "attacked", ["drones"], "after “with”"),
        ("Kenya used drones to attack Sudan.", "attack", ["drones"], "used to attack"),
        ("Kenya sold missiles to Uganda.", "sold", ["missiles"], "object of “sold”"),
        ("Kenya attacked Sudan with missiles.", "missiles", [], ""),
        ("Kenya sent troops to Somalia.", "sent", [], ""),
    ],
)
def test_weapons_of_verbs(sentence: str, form: str, expected: list[str], how: str) -> None:
    syntax = grown(sentence)
    found, reason = instruments_of(verb_frame(word(syntax, form)), senses(), reading_of(syntax))
    assert [one.name for one in found] == expected
    assert reason == how
    assert all((one.kind, one.id, one.country) == ("weapon", None, None) for one in found)


def test_weapons_of_nouns_and_their_names() -> None:
    syntax = tree(
        """A a DET det 4
        cruise cruise NOUN compound 3
        missile missile NOUN compound 4
        attack attack NOUN root 0"""
    )
    frame = noun_frame(word(syntax, "attack"), lambda _: False)
    found, reason = instruments_of(frame, senses(), reading_of(syntax))
    assert [(one.name, one.span.text) for one in found] == [("cruise missile", "cruise missile")]
    assert reason == "modifier of “attack”"
