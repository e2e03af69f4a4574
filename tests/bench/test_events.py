from dataclasses import replace

import pytest

from bench.coding.event_types import load_codes, load_types
from bench.common.events import coded_event, joined, meets, side_of
from demarche.model.codec import BLANK_ID
from demarche.model.parts import UNKNOWN_WHEN, Attribution, Participant, Span
from demarche.model.records import Event
from tests.bench.fakes import event

TEXT = "Ruritania and Graustark met Borduria."


def test_an_event_joins_each_actor_with_each_recipient() -> None:
    found = joined(event(TEXT, "CONSULT", ["Ruritania", "Graustark"], ["Borduria"]))
    assert [(a.name, b.name) for a, b in found] == [("Ruritania", "Borduria"), ("Graustark", "Borduria")]


def test_actors_without_recipients_are_joined_both_ways() -> None:
    found = joined(event(TEXT, "CONSULT", ["Ruritania", "Graustark"]))
    assert [(a.name, b.name) for a, b in found] == [("Ruritania", "Graustark"), ("Graustark", "Ruritania")]
    assert list(joined(event(TEXT, "CONSULT", ["Ruritania"]))) == []


@pytest.mark.parametrize(("one", "other", "shared"), [((0, 4), (3, 6), True), ((0, 4), (4, 6), False)])
def test_ranges_meet_when_they_share_a_character(
    one: tuple[int, int], other: tuple[int, int], *, shared: bool
) -> None:
    assert meets([one], [other]) is shared
    assert meets([other], [one]) is shared


def test_places_are_those_of_the_text_that_was_given() -> None:
    spans = [Span(0, 4, "Peru", ((2, 6),)), Span(10, 17, "Ecuador", ((12, 14), (16, 21)))]
    actor, recipient = (
        Participant(span.text, None, "state", code, ("GOV",), None, "dictionary", span)
        for span, code in zip(spans, ("PER", "ECU"), strict=True)
    )
    made = Event(
        id=BLANK_ID[Event],
        report="r:" + "0" * 16,
        type="CONSULT",
        mode="visit",
        contexts=(),
        cameo="042",
        quad=1,
        goldstein=None,
        trigger=(Span(5, 9, "told", None),),
        extent=(Span(0, 17, "Peru told Ecuador", None),),
        actors=(actor,),
        recipients=(recipient,),
        instruments=(),
        where=(),
        when=UNKNOWN_WHEN,
        casualties=None,
        status="planned",
        voice="asserted",
        attribution=(Attribution("AUTHOR", None, None, "CT+"),),
        rule="visit.verb",
        score=1.0,
    )
    found = coded_event(made, {})
    assert (found.type, found.mode, found.cameo, found.status) == ("CONSULT", "visit", "042", "planned")
    assert found.trigger == ((5, 9),)
    assert found.actors[0].ranges == ((2, 6),)
    assert found.recipients[0].ranges == ((12, 14), (16, 21))
    assert (found.recipients[0].country, found.recipients[0].sectors) == ("ECU", ("GOV",))


def test_who_a_pronoun_stands_for_is_also_where_the_claims_name_them() -> None:
    named = Participant("Peru", "state:PER", "state", "PER", (), None, "dictionary", Span(0, 4, "Peru", None))
    pronoun = replace(named, basis="coreference", span=Span(10, 12, "it", None))
    places = {"state:PER": ((0, 4),)}
    assert side_of(pronoun, places).ranges == ((10, 12), (0, 4))
    assert side_of(named, {"state:PER": ((0, 4), (20, 24))}).ranges == ((0, 4),)


def test_every_type_has_a_root_and_a_quad_class() -> None:
    types = load_types()
    assert len(types.plv) == 16
    assert set(types.of_root) == {f"{number:02}" for number in range(3, 21)}
    assert types.root("ASSAULT", "190") == "19"
    assert types.root("ASSAULT", None) == "18"
    assert types.quad_of_plv("YIELD") == 2
    assert types.quad_of_plv("none of them") is None
    assert types.of_name["INVESTIGATE"] == types.of_name["ACCUSE"] == "ACCUSE"


def test_codes_stand_for_others_in_their_field_only() -> None:
    codes = load_codes()
    assert [codes.country(code) for code in ("UNO", "EUR", "JAP", "CIV", "PER")] == [
        "IGO",
        "IGO",
        "JPN",
        "CIV",
        "PER",
    ]
    assert [codes.sector(code) for code in ("CIV", "GOV", "UNO")] == ["CVL", "GOV", "UNO"]
