"""Senses of the lexicon fitted to frames: company, conditions, and who plays which part."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from demarche.coding.clauses.cast import Cast
from demarche.coding.clauses.frames import Frame, noun_frame, verb_frame
from demarche.coding.events.roles import Fit, Misfit, fit
from demarche.lexicon.senses import Phrase, Sense
from demarche.model.parts import Span, Where
from demarche.model.resolved import PlaceMention
from demarche.model.syntax import Syntax

from .forest import carries, cast_of, grown, mentioned, ontology, senses, word

_PLAIN: Mapping[str, Any] = {
    "id": "test",
    "pos": "verb",
    "cameo": "190",
    "type": "ASSAULT",
    "mode": None,
    "contexts": (),
    "subject": frozenset(),
    "object": frozenset(),
    "oblique": frozenset(),
    "complement": frozenset(),
    "actor": ("subj",),
    "recipient": ("obj",),
    "mutual": False,
    "example": "",
    "counter": "",
}


def _sense(lemma: str, **asked: object) -> Sense:
    cells = {**_PLAIN, **asked}
    return Sense(words=tuple(lemma.split()), **cells, traits=ontology().types[cells["type"]].traits)


def _fitted(sentence: str, form: str, sense: Sense) -> Fit | Misfit:
    syntax = grown(sentence)
    trigger = word(syntax, form)
    frame: Frame = verb_frame(trigger) if sense.pos == "verb" else noun_frame(trigger, carries)
    return fit(sense, frame, cast_of(syntax))


def _with_places(syntax: Syntax, *forms: str) -> Cast:
    """Return the cast of a tree in which these words are places in Sudan, named by nobody else."""
    places = {}
    for place in (word(syntax, form) for form in forms):
        span = Span(place.start, place.end, place.text, None)
        where = Where(place.text, "SDN", None, None, None, "city", None, span)
        places[place.i] = PlaceMention(place.i, place.i + 1, place.i, where, "in the gazetteer")
    return Cast(replace(mentioned(syntax), places=places), senses())


def _names(outcome: Fit | Misfit) -> tuple[list[str], list[str]]:
    assert isinstance(outcome, Fit), outcome.reason
    return (
        [found.participant.name for found in outcome.actors],
        [found.participant.name for found in outcome.recipients],
    )


@pytest.mark.parametrize(
    ("sentence", "form", "sense", "actors", "recipients"),
    [
        # the same sense, whatever the construction
        ("Kenya attacked Sudan with missiles.", "attacked", _sense("attack"), ["Kenya"], ["Sudan"]),
        ("Sudan was attacked with drones.", "attacked", _sense("attack"), [], ["Sudan"]),
        ("Sudan, attacked by Kenya, withdrew.", "attacked", _sense("attack"), ["Kenya"], ["Sudan"]),
        ("It was Kenya that attacked Sudan.", "attacked", _sense("attack"), ["Kenya"], ["Sudan"]),
        ("Kenya plans to attack Sudan.", "attack", _sense("attack"), ["Kenya"], ["Sudan"]),
        # everybody who is coordinated
        (
            "Kenya, Uganda and Rwanda signed a treaty.",
            "signed",
            _sense("sign"),
            ["Kenya", "Uganda", "Rwanda"],
            [],
        ),
        # recipients after a preposition, as indirect object, as subject of the complement
        ("Kenya met with Uganda.", "met", _sense("meet", recipient=("with",)), ["Kenya"], ["Uganda"]),
        ("Kenya sent troops to Somalia.", "sent", _sense("send", recipient=("to",)), ["Kenya"], ["Somalia"]),
        ("Kenya gave Uganda tanks.", "gave", _sense("give", recipient=("iobj", "to")), ["Kenya"], ["Uganda"]),
        (
            "Kenya said that Uganda crossed the border.",
            "said",
            _sense("say", recipient=("comp",)),
            ["Kenya"],
            ["Uganda"],
        ),
        # nouns: by-phrase, possessor, adjective, support verb
        (
            "The attack by Kenya on Sudan failed.",
            "attack",
            _sense("attack", pos="noun", actor=("subj", "by"), recipient=("on",)),
            ["Kenya"],
            ["Sudan"],
        ),
        (
            "Kenya's attack on Sudan failed.",
            "attack",
            _sense("attack", pos="noun", recipient=("on",)),
            ["Kenya"],
            ["Sudan"],
        ),
        ("The Kenyan attack failed.", "attack", _sense("attack", pos="noun"), ["Kenya"], []),
        (
            "An attack was launched by Kenya on Sudan.",
            "attack",
            _sense("attack", pos="noun", recipient=("on",)),
            ["Kenya"],
            ["Sudan"],
        ),
        (
            "Kenya held talks with Uganda and Rwanda.",
            "talks",
            _sense("talk", pos="noun", recipient=("with",)),
            ["Kenya"],
            ["Uganda", "Rwanda"],
        ),
    ],
)
def test_parts(sentence: str, form: str, sense: Sense, actors: list[str], recipients: list[str]) -> None:
    assert _names(_fitted(sentence, form, sense)) == (actors, recipients)


@pytest.mark.parametrize(
    ("sentence", "form", "sense", "reason"),
    [
        ("Kenya sent troops to Somalia.", "sent", _sense("send off"), "“send off” is not complete"),
        (
            "Kenya agreed to send troops.",
            "agreed",
            _sense("agree", complement=frozenset({"that"})),
            "its complement is to, not that",
        ),
        (
            "Kenya sent troops to Somalia.",
            "sent",
            _sense("send", complement=frozenset({"to"})),
            "its complement is none, not to",
        ),
        (
            "Kenya met with Uganda.",
            "met",
            _sense("meet", oblique=frozenset({Phrase("in")})),
            "nothing stands with in",
        ),
        (
            "Kenya attacked Sudan with missiles.",
            "attacked",
            _sense("attack", oblique=frozenset({Phrase("with", "office-holder")})),
            "nothing stands with with office-holder",
        ),
        (
            "Kenya attacked Sudan with missiles.",
            "attacked",
            _sense("attack", without=frozenset({Phrase("with", "weapon")})),
            "something stands with with weapon",
        ),
        (
            "Kenya sold missiles to Uganda.",
            "sold",
            _sense("sell", barred=frozenset({"weapon"})),
            "its object is of the class weapon",
        ),
        (
            "Kenya sent troops to Somalia.",
            "sent",
            _sense("send", object=frozenset({"actor", "weapon"}) - {"actor"}),
            "its object is not of the class weapon",
        ),
        (
            "Kenya met with Uganda.",
            "met",
            _sense("meet", subject=frozenset({"weapon"})),
            "its subject is not of the class weapon",
        ),
        ("The bridge was destroyed.", "destroyed", _sense("destroy"), "no participant was found"),
    ],
)
def test_misfits_say_why(sentence: str, form: str, sense: Sense, reason: str) -> None:
    outcome = _fitted(sentence, form, sense)
    assert isinstance(outcome, Misfit)
    assert outcome.reason == reason


@pytest.mark.parametrize(
    ("sentence", "form", "asked"),
    [
        ("Kenya sent troops to Somalia.", "sent", {"object": frozenset({"force"})}),
        ("Kenya attacked Sudan with missiles.", "attacked", {"object": frozenset({"actor"})}),
        ("Kenya attacked Sudan with missiles.", "attacked", {"oblique": frozenset({Phrase("with")})}),
        (
            "Kenya attacked Sudan with missiles.",
            "attacked",
            {"oblique": frozenset({Phrase("with", "weapon")})},
        ),
        (
            "Kenya attacked Sudan with missiles.",
            "attacked",
            {"without": frozenset({Phrase("with", "truce")})},
        ),
        ("Kenya sold missiles to Uganda.", "sold", {"barred": frozenset({"truce"})}),
        ("Kenya would attack if Sudan crossed the river.", "attack", {"object": frozenset({"none"})}),
        ("Kenya agreed to send troops.", "agreed", {"complement": frozenset({"to"})}),
        ("Kenya sold missiles to Uganda.", "sold", {"object": frozenset({"weapon"})}),
    ],
)
def test_conditions_that_hold(sentence: str, form: str, asked: dict[str, frozenset[str]]) -> None:
    sense = _sense(word(grown(sentence), form).lemma, **asked)
    assert isinstance(_fitted(sentence, form, sense), Fit)


def test_company_is_found_beside_the_trigger() -> None:
    outcome = _fitted("Kenya pulled out its troops.", "pulled", _sense("pull out"))
    assert isinstance(outcome, Fit)
    assert [found.text for found in outcome.company] == ["out"]


def test_a_subject_that_cannot_act_makes_no_event() -> None:
    outcome = _fitted("The day they met was cold.", "met", _sense("meet"))
    assert isinstance(outcome, Misfit)
    outcome = _fitted("Soldiers attacked and looted the town.", "looted", _sense("loot"))
    assert _names(outcome) == (["Soldiers"], [])


def test_an_explosion_acts_for_nobody_named() -> None:
    outcome = _fitted(
        "The blast killed two hundred people and wounded more than 30.", "killed", _sense("kill")
    )
    assert _names(outcome) == ([], ["people"])


def test_parts_inside_phrases_are_owned() -> None:
    outcome = _fitted("Uganda's president met Kenya's ministers.", "met", _sense("meet"))
    assert _names(outcome) == (["Uganda"], ["Kenya"])
    assert isinstance(outcome, Fit)
    assert outcome.owned


def test_nobody_is_actor_and_recipient() -> None:
    sense = _sense("attack", recipient=("subj", "obj"))
    assert _names(_fitted("Kenya attacked Sudan with missiles.", "attacked", sense)) == (["Kenya"], ["Sudan"])


@pytest.mark.parametrize(
    ("sentence", "form", "type_", "recipients"),
    [
        ("Kenya agreed to send troops to Somalia.", "agreed", "AGREE", ["Somalia"]),
        ("Kenya agreed to attack Sudan.", "agreed", "AGREE", ["Sudan"]),
        ("Kenya agreed to give Uganda tanks.", "agreed", "AGREE", ["Uganda"]),
        ("Kenya asked for talks with Uganda.", "asked", "REQUEST", ["Uganda"]),
        # where the talks are to be held concerns nobody; a deed concerns only whom its slots name
        ("Kenya asked for talks in Uganda.", "asked", "REQUEST", []),
        ("Kenya agreed to attack Sudan.", "agreed", "COOPERATE", []),
    ],
)
def test_whom_a_deed_concerns_receives_the_words_about_it(
    sentence: str, form: str, type_: str, recipients: list[str]
) -> None:
    sense = _sense(word(grown(sentence), form).lemma, type=type_, recipient=("with",))
    assert _names(_fitted(sentence, form, sense)) == (["Kenya"], recipients)


@pytest.mark.parametrize(
    ("sentence", "form", "type_", "recipients"),
    [
        ("Kenya shelled the port of Klow.", "shelled", "ASSAULT", ["Klow"]),
        ("Kenya shelled the port of Klow.", "shelled", "CONSULT", []),
        ("Kenya deployed troops near Klow.", "deployed", "MOBILIZE", ["Klow"]),
        ("Kenya deployed troops near Klow.", "deployed", "AGREE", []),
    ],
)
def test_a_place_stands_for_its_people_where_deeds_are_aimed(
    sentence: str, form: str, type_: str, recipients: list[str]
) -> None:
    syntax = grown(sentence)
    trigger = word(syntax, form)
    sense = _sense(trigger.lemma, type=type_, recipient=("against",))
    outcome = fit(sense, verb_frame(trigger), _with_places(syntax, "Klow"))
    assert _names(outcome) == (["Kenya"], recipients)
    assert isinstance(outcome, Fit)
    assert [found.participant.country for found in outcome.recipients] == ["SDN"] * len(recipients)


def test_a_place_without_anybody_who_acts_receives_nothing() -> None:
    syntax = grown("The bridge was destroyed.")
    outcome = fit(_sense("destroy"), verb_frame(word(syntax, "destroyed")), _with_places(syntax, "bridge"))
    assert isinstance(outcome, Misfit)


def test_who_undergoes_receives() -> None:
    syntax = grown("Sudan suffered an attack from Kenya.")
    frame = noun_frame(word(syntax, "attack"), lambda verb: "undergoes" if verb.lemma == "suffer" else None)
    outcome = fit(_sense("attack", pos="noun", recipient=("on",)), frame, cast_of(syntax))
    assert _names(outcome) == (["Kenya"], ["Sudan"])
    assert isinstance(outcome, Fit)
    assert outcome.recipient_how == "subject of a verb of receiving"


@pytest.mark.parametrize(
    ("asked", "is_so"),
    [("state", True), ("place", False), ("person", False), ("some", True), ("actor", True)],
)
def test_built_in_classes(asked: str, *, is_so: bool) -> None:
    sense = _sense("attack", object=frozenset({asked}))
    outcome = _fitted("Kenya attacked Sudan with missiles.", "attacked", sense)
    assert isinstance(outcome, Fit) is is_so


def test_a_name_of_the_gazetteer_is_of_the_class_of_places() -> None:
    syntax = grown("Kenya deployed troops near Klow.")
    cast = _with_places(syntax, "Klow")
    assert cast.is_of_class(word(syntax, "Klow"), frozenset({"place"}))
    assert not cast.is_of_class(word(syntax, "troops"), frozenset({"place", "state"}))


@pytest.mark.parametrize(
    ("sentence", "form", "type_", "actors", "recipients"),
    [
        # who must act first, before what is only guessed; after "if", after it
        ("Kenya will not withdraw its troops until Sudan pays.", "withdraw", "REJECT", ["Kenya"], ["Sudan"]),
        ("Kenya will not withdraw its troops until Sudan pays.", "withdraw", "RETREAT", ["Kenya"], []),
        (
            "Kenya threatened to attack Sudan if Uganda leaves.",
            "threatened",
            "THREATEN",
            ["Kenya"],
            ["Sudan"],
        ),
        # what a protest is held to demand or decry, not what it is held on the strength of
        ("Soldiers marched to demand reforms by Kenya.", "marched", "PROTEST", ["Soldiers"], ["Kenya"]),
        ("Soldiers marched, denouncing Kenya.", "marched", "PROTEST", ["Soldiers"], ["Kenya"]),
        ("Soldiers marched, citing Kenya.", "marched", "PROTEST", ["Soldiers"], []),
        ("Soldiers marched to demand reforms by Kenya.", "marched", "MOBILIZE", ["Soldiers"], []),
        # whom it helps
        ("Kenya sent doctors to help Uganda rebuild.", "sent", "AID", ["Kenya"], ["Uganda"]),
        ("Kenya sent doctors to help Uganda rebuild.", "sent", "MOBILIZE", ["Kenya"], []),
        # who is to do what is agreed to, or stands in a slot inside the purpose; what a protest keeps away from
        ("Kenya agreed to open its border for Uganda to trade.", "agreed", "AGREE", ["Kenya"], ["Uganda"]),
        ("Soldiers boycotted contact with Kenya.", "boycotted", "PROTEST", ["Soldiers"], ["Kenya"]),
        # two who agree do so with each other
        ("Kenya and Sudan agreed to share reports on Uganda.", "agreed", "AGREE", ["Kenya", "Sudan"], []),
    ],
)
def test_whom_a_deed_is_for_or_against_may_stand_around_it(
    sentence: str, form: str, type_: str, actors: list[str], recipients: list[str]
) -> None:
    sense = _sense(word(grown(sentence), form).lemma, type=type_, recipient=("against",))
    assert _names(_fitted(sentence, form, sense)) == (actors, recipients)


def test_who_must_act_first_is_known_of_every_deed() -> None:
    sense = _sense("withdraw", type="RETREAT", recipient=("from",))
    outcome = _fitted("Kenya will not withdraw its troops until Sudan pays.", "withdraw", sense)
    assert isinstance(outcome, Fit)
    assert [found.participant.name for found in outcome.awaited] == ["Sudan"]


def test_a_preposition_before_the_verb_is_no_company() -> None:
    outcome = _fitted("On Monday Kenya called Uganda.", "called", _sense("call on"))
    assert isinstance(outcome, Misfit)
    assert outcome.is_partial


@pytest.mark.parametrize(
    ("sentence", "form", "type_", "country"),
    [
        ("Kenya killed people near Klow.", "killed", "ASSAULT", "SDN"),
        ("Kenya killed people near Klow.", "killed", "CONSULT", None),  # not aimed at anybody
    ],
)
def test_people_without_a_country_are_of_the_place_where_it_happens(
    sentence: str, form: str, type_: str, country: str | None
) -> None:
    syntax = grown(sentence)
    trigger = word(syntax, form)
    outcome = fit(_sense("kill", type=type_), verb_frame(trigger), _with_places(syntax, "Klow"))
    assert isinstance(outcome, Fit)
    assert [found.participant.country for found in outcome.recipients] == [country]
    assert [found.participant.country for found in outcome.actors] == ["KEN"]


def test_a_target_may_be_placed_by_a_direction() -> None:
    syntax = grown("Kenya shelled towns west of Klow.")
    outcome = fit(_sense("shell"), verb_frame(word(syntax, "shelled")), _with_places(syntax, "Klow"))
    assert _names(outcome) == (["Kenya"], ["Klow"])


def test_who_owns_the_words_of_an_attack_does_it() -> None:
    outcome = _fitted("Kenya attacked Sudan, killing soldiers.", "killing", _sense("kill"))
    assert _names(outcome) == (["Kenya"], ["soldiers"])
    outcome = _fitted("Soldiers were killed in Kenyan shelling.", "killed", _sense("kill shelling"))
    assert _names(outcome) == (["Kenya"], ["Soldiers"])


def test_who_arrests_in_a_state_is_of_the_state() -> None:
    sentence = "A soldier was arrested in Kenya."
    outcome = _fitted(sentence, "arrested", _sense("arrest", type="COERCE", mode="arrest"))
    assert [found.participant.name for found in getattr(outcome, "actors", ())] == ["Kenya"]
    outcome = _fitted(sentence, "arrested", _sense("arrest", type="ASSAULT"))
    assert getattr(outcome, "actors", None) == ()


def test_a_place_of_the_actors_own_state_stands_for_its_people() -> None:
    syntax = grown("Kenya deployed troops near Nairobi.")
    sense = _sense("deploy", type="MOBILIZE", recipient=("against",))
    outcome = fit(sense, verb_frame(word(syntax, "deployed")), _with_places(syntax, "Nairobi"))
    assert _names(outcome) == (["Kenya"], ["Nairobi"])
    assert isinstance(outcome, Fit)
    assert outcome.recipients[0].participant.kind == "unnamed"


def test_a_slot_may_be_filled_inside_the_purpose() -> None:
    sentence = "Kenya launched an effort to end a feud between Uganda and Sudan."
    sense = _sense("effort", pos="noun", type="CONSULT", recipient=("between",))
    assert _names(_fitted(sentence, "effort", sense)) == (["Kenya"], ["Uganda", "Sudan"])
    sense = _sense("effort", pos="noun", type="ASSAULT", recipient=("between",))
    assert _names(_fitted(sentence, "effort", sense)) == (["Kenya"], [])
