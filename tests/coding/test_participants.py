"""Who does it to whom in whole reports: the sentences are read by the engine."""

import pytest

from demarche.model.records import Event
from tests.coder import coder


def _sides(text: str, type_: str) -> tuple[list[str | None], list[str | None]]:
    """Return the countries of the actors and the recipients of the first event of a type."""
    claims = [one.claim for one in coder().code_text(text, published="2025-05-14").claims]
    event = next(claim for claim in claims if isinstance(claim, Event) and claim.type == type_)
    return [one.country for one in event.actors], [one.country for one in event.recipients]


@pytest.mark.parametrize(
    ("text", "type_", "actors", "recipients"),
    [
        # whom something carries or houses
        ("Gunmen attacked a bus carrying Kenyan pilgrims.", "ASSAULT", [None], ["KEN"]),
        ("Ugandan soldiers attacked a camp for Congolese refugees.", "ASSAULT", ["UGA"], ["COD"]),
        # whom force is used to overpower
        ("Peruvian police opened fire to disperse Chilean miners.", "ASSAULT", ["PER"], ["CHL"]),
        # an adjective of a state that owns nothing
        ("Latvia lifted restrictions on the Russian language.", "CONCEDE", ["LVA"], []),
        # what a demand, a call or an offer wants done
        ("Norway rejected a demand to build a port in Somalia.", "REJECT", ["NOR"], ["SOM"]),
        # whom an attempt is on
        ("Two gunmen tried to assassinate Peru's interior minister.", "ASSAULT", [None], ["PER"]),
        # nobody by a pronoun of their own
        ("Chilean miners blocked a road to show their anger.", "PROTEST", ["CHL"], []),
        # where a protest is held, at home or abroad
        ("Kenyan and Ugandan activists staged a protest in Harare.", "PROTEST", ["KEN", "UGA"], ["ZWE"]),
        # the dead of a place that is struck, and a journalist killed there
        ("Rebels shelled the city of Lima, killing two people.", "ASSAULT", [None], ["PER", "PER"]),
        ("A journalist was killed in a bomb blast in a suburb of Lima.", "ASSAULT", [], ["PER"]),
        # what stands below a participle
        ("Rebels blew up three power lines leading into Lima.", "ASSAULT", [None], ["PER"]),
        # what a state's authorities do by law, and what its army does
        ("Kenyan police arrested three opposition activists.", "COERCE", ["KEN"], ["KEN"]),
        ("The Kenyan army captured three rebels.", "ASSAULT", ["KEN"], [None]),
        # the objects of passives
        ("Evidence against Ethiopia was presented by Kenya.", "ACCUSE", ["KEN"], ["ETH"]),
        # guests
        ("Kenya's president refused to meet Peru's visiting foreign minister.", "REJECT", ["KEN"], ["PER"]),
        ("Oman held talks with visiting Iranian Foreign Minister Ali Reza.", "CONSULT", ["OMN"], ["IRN"]),
        # a crowd against the police, and the police against a crowd
        ("Chilean students clashed with police.", "PROTEST", ["CHL"], ["CHL"]),
        ("Chilean police clashed with protesters.", "ASSAULT", ["CHL"], ["CHL"]),
    ],
)
def test_sides(text: str, type_: str, actors: list[str | None], recipients: list[str | None]) -> None:
    assert _sides(text, type_) == (actors, recipients)
