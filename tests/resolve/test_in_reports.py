"""Who is who in whole reports, as the engine reads them: the text goes before the tables, and the day before both."""

from pathlib import Path

import pytest

from demarche.lexicon.relations import load_relations
from demarche.lexicon.tables import LexiconError
from demarche.model.parts import Participant
from demarche.resolve.resolver import resolve
from tests.coder import coder

DAY = "2024-11-18"


def _who(text: str, words: str, day: str = DAY) -> list[Participant]:
    """Return whom the last mention of these words in a report stands for."""
    loaded = coder()
    reading = loaded.read_text(text, published=day)
    found = resolve(reading, loaded.parser.parse(reading), loaded.lexicon)
    mentions = [one for one in found.mentions.values() if one.participants[0].span.text == words]
    return list(mentions[-1].participants) if mentions else []


@pytest.mark.parametrize(
    ("text", "words", "day", "ids"),
    [
        # the office of the day, "former", elected
        ("Biden spoke.", "Biden", DAY, ["person:USA:joe-biden"]),
        ("Trump spoke in Ohio. The former president left.", "The former president", "2022-04-01", ["person:USA:donald-trump"]),
        # a title and a surname: of several words, shared, a place's, nobody's on another day
        ("President López Obrador spoke.", "President López Obrador", "2020-04-01", ["person:MEX:andres-manuel-lopez-obrador"]),
        ("President Barrow spoke.", "President Barrow", "2018-04-01", ["person:GMB:adama-barrow"]),
        ("Prime Minister Barrow spoke.", "Prime Minister Barrow", "2018-04-01", ["person:BLZ:dean-barrow"]),
        ("Prime Minister Muscat spoke.", "Prime Minister Muscat", "2018-04-01", ["person:MLT:joseph-muscat"]),
        ("President Masisi spoke.", "President Masisi", "2020-04-01", ["person:BWA:mokgweetsi-masisi"]),
        # nobody is the subject of the clause and "it" or "them" in it, unless something is done with or around them
        ("Russia said Ukraine attacked it on Sunday.", "it", DAY, ["state:RUS"]),
        ("Peru accused Chile of shelling it.", "it", DAY, ["state:PER"]),
        ("Peru asked Chile to join it.", "it", DAY, ["state:PER"]),
        ("Chile wants to invade it.", "it", DAY, []),
        ("Peru sent Chile a note after meeting it.", "it", DAY, ["state:CHL"]),
        ("Peru said it took the boats with it.", "it", DAY, ["state:PER"]),
        # pairs
        ("Peru accused Chile. It rained. The two countries signed a pact.", "The two countries", DAY, ["state:PER", "state:CHL"]),
        # by somebody else
        ("Kazakh Foreign Minister Ana Sery met her Russian counterpart.", "her Russian counterpart", "2023-01-05", ["person:RUS:sergei-lavrov"]),
        ("Defence Minister Ana Kova of Albania spoke. The minister left.", "The minister", DAY, ["person:ALB:ana-kova"]),
        # bodies by the report
        ("WASHINGTON, Nov 18 - Congress voted.", "Congress", DAY, ["org:USA:congress"]),
        ("The European Commission met. Brussels sent an envoy.", "Brussels", DAY, ["org:eu"]),
        ("Belgian ministers met. Brussels sent an envoy.", "Brussels", DAY, ["state:BEL"]),
        ("ICE agents left.", "ICE", DAY, ["org:USA:ice"]),
        # the text before the tables
        (
            "Guyana's president rejects claim\n\nGEORGETOWN, Nov 18 (Harbour Wire) - President Carl Sing rejected the claim.",
            "Guyana's president", DAY, ["person:GUY:carl-sing"],
        ),
    ],
)  # fmt: skip
def test_who(text: str, words: str, day: str, ids: list[str]) -> None:
    assert [one.id for one in _who(text, words, day)] == ids


@pytest.mark.parametrize(
    ("text", "words", "country", "sectors"),
    [
        ("Trump spoke.", "Trump", "USA", ()),
        ("LA PAZ, Bolivia, Nov 18 - The Congress voted.", "Congress", "BOL", ("LEG",)),
        ("The National Security Council met in Kyiv.", "National Security Council", "UKR", ("GOV",)),
        (
            "Kazakh Foreign Minister Ana Sery met her Kyrgyz colleagues.",
            "her Kyrgyz colleagues",
            "KGZ",
            ("GOV",),
        ),
        ("Ana Kova, the mayor of Riga, was sued. Her office denied it.", "Her office", "LVA", ("GOV",)),
        ("Washington - Officials said talks had begun.", "Officials", "USA", ("GOV",)),
        # where people act, or the police act on them
        ("US forces killed two militants in Somalia.", "two militants", "SOM", ("REB",)),
        ("US forces killed two militants.", "two militants", None, ("REB",)),
        ("Egyptian police dispersed demonstrators.", "demonstrators", "EGY", ("CVL",)),
        ("Egyptian soldiers dispersed demonstrators.", "demonstrators", "EGY", ("CVL",)),
        ("The broadcaster Radio Sol said so.", "The broadcaster Radio Sol", None, ("JRN",)),
        ("President Carl Sing left.", "President Carl Sing", None, ("GOV",)),
        # a plural in name only, who flees where they are from, peoples, adjectives
        ("The United States said it would leave.", "it", "USA", ("GOV",)),
        ("The United Nations left Mali. It gave no reason.", "It", "UNO", ("GOV",)),
        ("Chad took in families fleeing Sudan.", "families", "SDN", ("CVL",)),
        ("The court met people who fled from Chile.", "people", "CHL", ("CVL",)),
        # where the report is set: by its dateline, or by its first sentence; not by a seat of international bodies
        ("LIMA — A mine was closed on Monday. Two residents welcomed it.", "Two residents", "PER", ("CVL",)),
        ("GENEVA — A mine was closed on Monday. Two residents welcomed it.", "Two residents", None, ("CVL",)),
        (
            "GENEVA — A mine in Mali was closed on Monday. Peru's envoys left. Two residents spoke.",
            "Two residents",
            "MLI",
            ("CVL",),
        ),
        (
            "LIMA — Peru shut a mine. Chile did, too. The opposition protested.",
            "The opposition",
            "PER",
            ("OPP",),
        ),
        ("LIMA — Peru shut a mine. In Santiago, Chile, an official said no.", "an official", None, ("GOV",)),
        ("LIMA — Peru shut a mine. Chilean soldiers beat two shepherds.", "two shepherds", None, ("AGR",)),
        ("LIMA — Peru shut a mine. Foreign workers left.", "Foreign workers", None, ("LAB",)),
        ("LIMA — Peru shut a mine. Pirates left.", "Pirates", None, ("CRM",)),
        ("BISHKEK — Kyrgyz herders left. Tajik troops came. The army said so.", "The army", None, ("MIL",)),
        ("LIMA — A mine was closed. US envoys came. Congress voted.", "Congress", "PER", ("LEG",)),
        # whom somebody serves, what stands beside a body, the beginning of its name, its kind
        (
            "Peru's ministry spoke. The ministry's spokesman, Raul Soto, left. Soto returned.",
            "Soto",
            "PER",
            ("GOV",),
        ),
        (
            "Redstone Metals, its Australian owner, left. Redstone said so on Monday.",
            "Redstone",
            "AUS",
            ("BUS",),
        ),
        ("Its Australian owner, Harbour Metals, left. The company said so.", "The company", "AUS", ("BUS",)),
        ("Ethnic Serb mayors in Kosovo resigned.", "Ethnic Serb mayors", "XKX", ("GOV",)),
        ("The Emirates and Qatar met.", "The Emirates", "ARE", ("GOV",)),
        ("Ethnic Turks marched in Sofia.", "Turks", None, ("CVL",)),
    ],
)
def test_country_and_sectors(text: str, words: str, country: str | None, sectors: tuple[str, ...]) -> None:
    assert [(one.country, one.sectors) for one in _who(text, words)] == [(country, sectors)]


def test_they_are_not_those_who_speak() -> None:
    assert _who("The dockers marched. “They promised us talks,” one docker said.", "They") == []


def test_the_end_of_a_name_is_its_bearer() -> None:
    whole, end = (
        _who("Mario Vargas Peña spoke. Vargas Peña left.", words)
        for words in ("Mario Vargas Peña", "Vargas Peña")
    )
    assert [one.id for one in end] == [one.id for one in whole] == ["person:mario-vargas-pena"]
    assert end[0].basis == "coreference"


@pytest.mark.parametrize(
    ("rows", "message"),
    [("ex\tonce\n", "use: 'once' is none of"), ("ex\tformer\nex\tformer\n", "ex stands twice")],
)
def test_a_broken_table_of_relations_is_refused(tmp_path: Path, rows: str, message: str) -> None:
    file = tmp_path / "relations.tsv"
    file.write_text("form\tuse\n" + rows, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        load_relations(file)
