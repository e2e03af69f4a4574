"""Weapons beside an event."""

import pytest

from demarche.coding.clauses.cast import Cast
from demarche.coding.clauses.frames import noun_frame, verb_frame
from demarche.coding.events.instruments import instruments_of
from demarche.model.parts import Participant
from demarche.model.resolved import Mention, Resolved
from tests.trees import reading_of, tree

from .forest import cast_of, grown, senses, word


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
    found, reason = instruments_of(
        verb_frame(word(syntax, form)), senses(), reading_of(syntax), cast_of(syntax)
    )
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
    frame = noun_frame(word(syntax, "attack"), lambda _: None)
    found, reason = instruments_of(frame, senses(), reading_of(syntax), cast_of(syntax))
    assert [(one.name, one.span.text) for one in found] == [("cruise missile", "cruise missile")]
    assert reason == "modifier of “attack”"


def test_weapons_of_the_table_have_its_name_once() -> None:
    syntax = grown("Kenya attacked Sudan with missiles.")
    reading = reading_of(syntax)
    missiles = word(syntax, "missiles")
    span = reading.span(missiles.start, missiles.end)
    atacms = Participant(
        "ATACMS", "weapon:atacms", "weapon", None, (), "ballistic missile", "dictionary", span
    )
    cast = Cast(Resolved({missiles.i: Mention(missiles.i, (atacms,), "in the table")}, (), {}), senses())
    found, reason = instruments_of(verb_frame(word(syntax, "attacked")), senses(), reading, cast)
    assert (found, reason) == ((atacms,), "after “with”")


@pytest.mark.parametrize(
    ("rows", "form", "expected"),
    [
        (
            """Gunmen gunman NOUN nsubj 5
            armed arm VERB acl 1
            with with ADP case 4
            rifles rifle NOUN obl 2
            attacked attack VERB root 0""",
            "attacked",
            ("rifles", "what “Gunmen” are armed with"),
        ),
        (
            """A a DET det 3
            drone drone NOUN compound 3
            strike strike NOUN nsubj 4
            killed kill VERB root 0
            them they PRON obj 4""",
            "killed",
            ("drone", "modifier of “strike”"),
        ),
        (
            """Kenya Kenya PROPN nsubj 2
            attacked attack VERB root 0
            using use VERB advcl 2
            drones drone NOUN obj 3""",
            "attacked",
            ("drones", "“using” it"),
        ),
    ],
)
def test_weapons_that_are_carried_modify_or_are_used(rows: str, form: str, expected: tuple[str, str]) -> None:
    syntax = tree(rows)
    found, reason = instruments_of(
        verb_frame(word(syntax, form)), senses(), reading_of(syntax), cast_of(syntax)
    )
    assert ([one.name for one in found], reason) == ([expected[0]], expected[1])
