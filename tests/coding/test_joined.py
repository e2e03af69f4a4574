"""One event that two words of a sentence tell."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from demarche.coding.clauses.adjuncts import Found as FoundWhen
from demarche.coding.events.joined import joined
from demarche.coding.events.occurrences import Occurrence
from demarche.lexicon.quantities import Harm
from demarche.model.parts import Span, When
from demarche.model.syntax import Syntax
from demarche.model.values import Status

from .drafts import occurrence
from .forest import cast_of, grown, word

_HARM: Mapping[tuple[str, str], Harm] = {
    ("kill", "verb"): Harm("killed", "obj"),
    ("wound", "verb"): Harm("wounded", "obj"),
}
_ATTACK_AND_HARM = "Kenya attacked Sudan, killing soldiers."
_TALKS = "Kenya met Sudan to discuss the border."


def _draft(
    syntax: Syntax, form: str, type_: str, recipients: Sequence[str] = (), status: Status = "happened"
) -> Occurrence:
    made = occurrence(word(syntax, form), type_, status=status)
    cast = cast_of(syntax)
    found = tuple(one for name in recipients for one in cast.at(word(syntax, name)))
    return replace(made, fit=replace(made.fit, recipients=found, recipient_how="obj" if found else ""))


def _triggers(found: Sequence[Occurrence]) -> list[str]:
    return [" ".join(word.text for word in one.triggers) for one in found]


@pytest.mark.parametrize(
    ("sentence", "whole", "part"),
    [
        ("Airstrikes killed soldiers.", "Airstrikes", "killed"),
        (_ATTACK_AND_HARM, "attacked", "killing"),
        ("Soldiers were killed in an attack.", "attack", "killed"),
        ("Troops were attacked and killed.", "attacked", "killed"),
        ("Soldiers were killed when drones hit the camp.", "hit", "killed"),
    ],
)
def test_an_attack_and_its_harm_are_one_event(sentence: str, whole: str, part: str) -> None:
    syntax = grown(sentence)
    drafts = sorted((_draft(syntax, form, "ASSAULT") for form in (whole, part)), key=lambda one: one.anchor.i)
    (found,) = joined(drafts, _HARM)
    assert found.anchor.text == whole
    assert _triggers([found]) == [" ".join(one.anchor.text for one in drafts)]
    assert found.notes == (("trigger", f"“{part}” tells the same event"),)


def test_harm_of_what_is_joined_already_is_joined_too() -> None:
    syntax = grown("Kenya attacked Sudan, killing soldiers and wounding police.")
    drafts = [_draft(syntax, form, "ASSAULT") for form in ("attacked", "killing", "wounding")]
    assert _triggers(joined(drafts, _HARM)) == ["attacked killing wounding"]


def test_victims_of_both_are_recipients_and_words_of_both_belong_to_it() -> None:
    syntax = grown(_ATTACK_AND_HARM)
    drafts = [
        _draft(syntax, "attacked", "ASSAULT", ["Sudan"]),
        _draft(syntax, "killing", "ASSAULT", ["soldiers"]),
    ]
    (found,) = joined(drafts, _HARM)
    assert [one.participant.name for one in found.fit.recipients] == ["Sudan", "soldiers"]
    assert {word.text for word in found.extent} >= {"attacked", "Sudan", "killing", "soldiers"}


@pytest.mark.parametrize(
    ("sentence", "whole", "part"),
    [
        # a subject of its own
        ("Kenya attacked Sudan and rebels killed soldiers.", ("attacked", "ASSAULT"), ("killed", "ASSAULT")),
        # another type than an attack
        (_ATTACK_AND_HARM, ("attacked", "MOBILIZE"), ("killing", "ASSAULT")),
        (_ATTACK_AND_HARM, ("attacked", "ASSAULT"), ("killing", "COERCE")),
    ],
)
def test_two_events_stay_two(sentence: str, whole: tuple[str, str], part: tuple[str, str]) -> None:
    syntax = grown(sentence)
    drafts = [_draft(syntax, *whole), _draft(syntax, *part)]
    assert joined(drafts, _HARM) == drafts


def test_what_has_another_status_stays_apart() -> None:
    syntax = grown(_ATTACK_AND_HARM)
    attack = _draft(syntax, "attacked", "ASSAULT", status="planned")
    harm = _draft(syntax, "killing", "ASSAULT")
    assert joined([attack, harm], _HARM) == [attack, harm]
    done = replace(attack, judgement=harm.judgement)
    assert len(joined([done, harm], _HARM)) == 1


def test_a_participle_goes_on_to_tell_an_event_of_its_type() -> None:
    syntax = grown(_ATTACK_AND_HARM)
    attack, more = _draft(syntax, "attacked", "ASSAULT"), _draft(syntax, "killing", "ASSAULT")
    assert len(joined([attack, more], {})) == 1
    assert len(joined([replace(attack, mode="aerial"), replace(more, mode="beat")], {})) == 2
    assert len(joined([attack, replace(more, type="COERCE")], {})) == 2


def test_the_date_of_the_harm_is_taken_if_the_attack_has_none() -> None:
    syntax = grown(_ATTACK_AND_HARM)
    day = When("2025-03-02", "2025-03-02", "day", "reckoned", Span(0, 6, "Sunday", None))
    attack, harm = (_draft(syntax, form, "ASSAULT") for form in ("attacked", "killing"))
    harm = replace(harm, when=FoundWhen(day, "for the test"))
    (found,) = joined([attack, harm], _HARM)
    assert found.when.when == day


def test_the_purpose_of_a_meeting_is_no_second_one() -> None:
    syntax = grown(_TALKS)
    drafts = [_draft(syntax, "met", "CONSULT", ["Sudan"]), _draft(syntax, "discuss", "CONSULT")]
    (found,) = joined(drafts, _HARM)
    assert _triggers([found]) == ["met"]
    assert [one.participant.name for one in found.fit.recipients] == ["Sudan"]


@pytest.mark.parametrize(
    ("sentence", "second", "type_"),
    [
        ("Kenya met Sudan and discussed the border.", "discussed", "CONSULT"),
        (_TALKS, "discuss", "AGREE"),
    ],
)
def test_another_meeting_or_another_purpose_is_a_second_event(sentence: str, second: str, type_: str) -> None:
    syntax = grown(sentence)
    drafts = [_draft(syntax, "met", "CONSULT"), _draft(syntax, second, type_)]
    assert joined(drafts, _HARM) == drafts


def test_a_protest_and_what_it_is_held_to_protest_are_one_event() -> None:
    syntax = grown("Soldiers marched to protest against Kenya.")
    drafts = [_draft(syntax, "marched", "PROTEST"), _draft(syntax, "protest", "PROTEST", ["Kenya"])]
    (found,) = joined(drafts, _HARM)
    assert (found.anchor.text, _triggers([found])) == ("marched", ["marched"])
    assert [one.participant.name for one in found.fit.recipients] == ["Kenya"]


def test_a_demand_stays_an_event_beside_its_protest() -> None:
    syntax = grown("Soldiers marched to demand reforms by Kenya.")
    drafts = [_draft(syntax, "marched", "PROTEST"), _draft(syntax, "demand", "REQUEST")]
    assert len(joined(drafts, _HARM)) == len(drafts)
