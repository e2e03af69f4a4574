"""Verbal acts coded by what they are about."""

import pytest

from demarche.coding.events.content import with_content

from .drafts import occurrence
from .forest import grown, ontology, word


@pytest.mark.parametrize(
    ("sentence", "act", "content", "mode", "cameo"),
    [
        ("Kenya agreed to send aid.", ("agreed", "AGREE"), ("send", "AID", None), None, "033"),
        (
            "Kenya refused to release the prisoners.",
            ("refused", "REJECT"),
            ("release", "RETREAT", "release"),
            "yield",
            "1243",
        ),
        (
            "Kenya rejected calls for talks.",
            ("rejected", "REJECT"),
            ("talks", "CONSULT", None),
            "meet",
            "125",
        ),
        (
            "Kenya threatened to attack Sudan if it crossed the river.",
            ("threatened", "THREATEN"),
            ("attack", "ASSAULT", None),
            "violence",
            "138",
        ),
    ],
)
def test_acts_take_mode_and_code_from_their_content(
    sentence: str,
    act: tuple[str, str],
    content: tuple[str, str, str | None],
    mode: str | None,
    cameo: str,
) -> None:
    syntax = grown(sentence)
    drafts = [
        occurrence(word(syntax, act[0]), act[1]),
        occurrence(word(syntax, content[0]), content[1], content[2]),
    ]
    coded, about = with_content(drafts, ontology())
    assert (coded.mode, coded.cameo) == (mode, cameo)
    assert coded.notes == (("mode", f"by its content “{content[0]}”, {content[1]}"),)
    assert about == drafts[1]


def test_an_act_about_nothing_coded_stays_as_it_is() -> None:
    syntax = grown("Kenya agreed to send aid.")
    alone = [occurrence(word(syntax, "agreed"), "AGREE")]
    assert with_content(alone, ontology()) == alone


def test_deeds_are_not_about_anything() -> None:
    syntax = grown("Kenya sent troops to attack Sudan.")
    drafts = [occurrence(word(syntax, "sent"), "MOBILIZE"), occurrence(word(syntax, "attack"), "ASSAULT")]
    assert with_content(drafts, ontology()) == drafts
