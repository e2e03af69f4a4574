"""Whose officials, bodies and people are of whom nothing says a state: the dateline's, whoever sends them, whom they serve."""

import pytest

from demarche.model.parts import Participant
from demarche.model.records import Statement
from demarche.resolve.resolver import resolve
from tests.coder import coder


def _country(text: str) -> str | None:
    claims = coder().code_text(text, published="2025-03-05").claims
    found = [one.claim for one in claims if isinstance(one.claim, Statement)]
    speaker = found[-1].speaker
    assert speaker is not None
    return speaker.country


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("LIMA — The foreign ministry said on Monday that the crossing was open.", "PER"),
        ("LIMA — Prime Minister Elena Quispe said on Monday that the crossing was open.", "PER"),
        ("LIMA — Chile closed its port. The foreign ministry said the crossing was open.", None),
        ("LIMA — A ministry said on Monday that the crossing was open.", None),
        ("LIMA — A fisherman, Luis Paz, said on Monday that the crossing was open.", "PER"),
        ("LIMA — A traveller was there. Luis Paz said on Monday that the crossing was open.", None),
        (
            "LIMA — Peru closed a port and Chile a road. Captain Luis Paz said on Monday that Chile was far away.",
            None,
        ),
        ("LIMA — Peru would send ships to Haiti, President Luis Paz said on Monday.", "PER"),
        ("LIMA — Peru arrested a trader, Ana Cruz. Her lawyer, Luis Paz, said she was innocent.", "PER"),
        ("The foreign ministry said on Monday that the crossing was open.", None),
    ],
)
def test_whose_officials_they_are(text: str, country: str | None) -> None:
    assert _country(text) == country


def _who(text: str, form: str) -> Participant:
    """Return whom the last mention by a word stands for."""
    parser = coder().parser
    reading = coder().read_text(text, published="2025-03-05")
    syntax = parser.parse(reading)
    mentions = resolve(reading, syntax, coder().lexicon).mentions
    found = [mention for index, mention in mentions.items() if syntax.words[index].text == form]
    return found[-1].participants[0]


@pytest.mark.parametrize(
    ("text", "form", "country"),
    [
        ("A judge in Nairobi freed a Ugandan trader on Monday. Prosecutors said they would appeal.", "they", "KEN"),
        ("Russian drones hit a Ukrainian depot on Monday. Firefighters put out the blaze.", "Firefighters", None),
        ("BRUSSELS — The European Union fined a Chilean mill on Monday. Importers protested.", "Importers", None),
        ("ASTANA — Kazakhstan closed a dam on Monday. Brazilian drivers told a local newspaper that it was dry.", "newspaper", "KAZ"),
        ("ASTANA — Kazakhstan closed a dam on Monday. Angry residents clashed with police.", "police", "KAZ"),
        ("ASTANA — Kazakhstan closed a dam on Monday. The Church offered to mediate.", "Church", "KAZ"),
        ("ASTANA — Kazakhstan closed a dam on Monday. Displaced families left a camp.", "families", "KAZ"),
        ("ASTANA — Kazakhstan closed a dam on Monday. Foreign families left a camp.", "families", None),
        ("Australia and Peru met in Lima. Canberra sent a team of inspectors.", "inspectors", "AUS"),
        ("The Organization of American States sent observers to Chile.", "observers", "IGO"),
        ("Chile sent refugees to Peru.", "refugees", None),
        ("Chile and the United Nations met. Officials said peacekeepers would stay.", "peacekeepers", "UNO"),
        ("Chile, the United Nations and NATO met. Officials said peacekeepers would stay.", "peacekeepers", None),
        ("Chilean police and a Peruvian judge met. Officers seized a boat.", "Officers", "CHL"),
        ("Chilean police and Peruvian police met. Officers seized a boat.", "Officers", None),
        ("Chile sent soldiers to Haiti. Peru has made a pledge of 500 soldiers.", "soldiers", None),
        ("A Chilean judge freed Ana Cruz of Peru. Her lawyers left.", "Her", "PER"),
        ("A Chilean official blamed Ana Cruz of Peru. She said it was late.", "She", "CHL"),
        ("LIMA — Peru freed two Chilean soldiers. Relatives of the soldiers waited.", "Relatives", "CHL"),
    ],
)  # fmt: skip
def test_whose_people_they_are(text: str, form: str, country: str | None) -> None:
    assert _who(text, form).country == country


def test_officers_are_of_the_force_spoken_of() -> None:
    assert _who("Chilean police and a judge met. Officers seized a boat.", "Officers").sectors == ("COP",)
    assert _who("The Chilean army and a judge met. Officers seized a boat.", "Officers").sectors == ("MIL",)


def test_a_description_beside_a_name_is_whom_it_describes() -> None:
    text = (
        "Steve Grey, a spokesman for the port of Lima, left. Ana Cruz met a doctor, two students and a judge."
    )
    assert _who(text, "spokesman").name == "Steve Grey"
    assert _who(text, "doctor").name == "doctor"
    assert _who("The police chief, Ana Cruz, and Luis Paz, both lawyers, met.", "lawyers").name == "lawyers"
