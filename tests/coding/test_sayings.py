"""Who says what: cue, speaker, content, form, addressee."""

import pytest

from demarche.coding.sayings.finder import Saying

from .forest import rows
from .spoken import Scene, scene, spoken_rows

_CROSSED = "Uganda crossed the border"


def _only(sentence: str) -> tuple[Scene, Saying]:
    made = scene(sentence)
    (saying,) = made.sayings()
    return made, saying


def _speaker(saying: Saying) -> str | None:
    return None if saying.speaker is None else saying.speaker.participant.name


@pytest.mark.parametrize(
    ("sentence", "form", "content", "rule"),
    [
        ("Kenya said that Uganda crossed the border.", "indirect", f"that {_CROSSED}", "say.verb.that"),
        ("Uganda crossed the border, Kenya said.", "indirect", _CROSSED, "say.verb.that"),
        ("“Uganda crossed the border,” Kenya said.", "direct", f"“{_CROSSED},”", "say.verb.that"),
        ("“Uganda crossed the border,” said Kenya.", "direct", f"“{_CROSSED},”", "say.verb.that"),
        (
            "Kenya said that Uganda had “crossed the border”.",
            "mixed",
            "that Uganda had “crossed the border”",
            "say.verb.that",
        ),
        ("Kenya condemned the attack.", "narrated", "the attack", "condemn.verb.np"),
        ("Kenya told Uganda that Rwanda crossed the border.", "indirect", "that Rwanda crossed the border", "tell.verb.that"),
        ("Kenya pointed out that Uganda crossed the border.", "indirect", f"that {_CROSSED}", "point-out.verb.that"),
        ("Kenya's claim that Uganda crossed the border was false.", "indirect", f"that {_CROSSED}", "claim.noun.that"),
        ("Kenya made the claim that Uganda crossed the border.", "indirect", f"that {_CROSSED}", "claim.noun.that"),
        ("Kenya denied attacking Sudan.", "indirect", "attacking Sudan", "deny.verb.ing"),
    ],
)  # fmt: skip
def test_form_and_content(sentence: str, form: str, content: str, rule: str) -> None:
    made, saying = _only(sentence)
    assert (saying.form, made.words(saying.content), saying.rule) == (form, [content], rule)
    assert _speaker(saying) == "Kenya"


def test_according_to() -> None:
    made, saying = _only("According to Kenya, Uganda crossed the border.")
    assert (saying.form, made.words(saying.content), _speaker(saying)) == ("indirect", [_CROSSED], "Kenya")


@pytest.mark.parametrize(
    ("sentence", "quoted"),
    [
        ("“Uganda crossed the border,” Kenya said.", [f"{_CROSSED},"]),
        ("Kenya said that Uganda had “crossed the border”.", ["crossed the border"]),
        ("Kenya said that Uganda crossed the border.", []),
    ],
)
def test_what_is_quoted(sentence: str, quoted: list[str]) -> None:
    made, saying = _only(sentence)
    assert made.words(saying.quoted) == quoted


@pytest.mark.parametrize(
    ("sentence", "cue", "act", "certainty"),
    [
        ("Kenya said that Uganda crossed the border.", ["said"], "assert", "CT+"),
        ("Kenya denied that it attacked Sudan.", ["denied"], "deny", "CT-"),
        ("Kenya pointed out that Uganda crossed the border.", ["pointed out"], "assert", "CT+"),
        ("Kenya condemned the attack.", ["condemned"], "criticise", "CT+"),
        ("Kenya threatened to attack Sudan by Friday.", ["threatened"], "threaten", "PS+"),
        ("Kenya promised to withdraw its troops.", ["promised"], "promise", "PR+"),
    ],
)
def test_cue_and_act(sentence: str, cue: list[str], act: str, certainty: str) -> None:
    made, saying = _only(sentence)
    assert (made.words(saying.cue), saying.act, saying.certainty) == (cue, act, certainty)


def test_who_is_told() -> None:
    _, saying = _only("Kenya told Uganda that Rwanda crossed the border.")
    assert [one.name for one in saying.addressees] == ["Uganda"]
    assert saying.channels == ()


def test_a_speaker_whom_the_tables_do_not_know_is_unnamed() -> None:
    _, saying = _only("Officials said that Kenya attacked Sudan.")
    assert saying.speaker is not None
    assert (saying.speaker.participant.kind, saying.speaker.participant.basis) == ("unnamed", "none")
    assert saying.speaker.participant.name == "Officials"


def test_a_saying_within_a_saying() -> None:
    made = scene("Kenya said that Uganda said that Rwanda crossed the border.")
    outer, inner = made.sayings()
    assert [_speaker(saying) for saying in (outer, inner)] == ["Kenya", "Uganda"]
    assert outer.holds(inner.anchor.start)
    assert not inner.holds(outer.anchor.start)
    assert outer.size > inner.size
    chains = made.chains()
    assert (chains.outside(0), chains.outside(1)) == ([], [0])


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya did not say that Uganda crossed the border.",
        "Kenya sent troops to Somalia.",
        "Soldiers attacked and looted the town.",
        "Kenya did not promise to send troops.",
        "Kenya drew a red line.",
    ],
)
def test_nothing_is_said(sentence: str) -> None:
    assert scene(sentence).sayings() == ()


@pytest.mark.parametrize("sentence", [*rows(), *spoken_rows()])
def test_every_saying_is_sound(sentence: str) -> None:
    made = scene(sentence)
    for saying in made.sayings():
        assert saying.content
        assert all(0 <= start < end for start, end in (*saying.content, *saying.cue))
        assert all(text == text.strip() for text in made.words(saying.content))
        assert not saying.holds(saying.cue[0][0])
        assert dict(saying.reasons).keys() >= {"speaker", "act"}
        for start, end in saying.quoted:
            assert any(left <= start and end <= right for left, right in saying.content)
        assert (saying.form == "direct") <= bool(saying.quoted)
        assert (saying.form in {"indirect", "narrated"}) <= (not saying.quoted)
