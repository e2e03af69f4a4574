"""The actor tables: what they say, that they hold together, and how names are found."""

import re
import tracemalloc
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from demarche.lexicon import actor_rows
from demarche.lexicon.actors import LONGEST_ROLE, Actors, Leader, load_actors
from demarche.lexicon.names import make_folding, make_index
from demarche.lexicon.ontology import Ontology, load_ontology
from demarche.lexicon.tables import LexiconError, data_folder
from training.tables.leaders import load_hand

LIMIT_MB = 60
NAMED_AS_ADJECTIVE = {"ARE", "GBR", "PRK", "USA", "VAT"}  # "US troops", "Vatican officials"
TABLES = ("organisations", "groups", "parties", "media", "services")
# Two people who count as head at one time, and why.
TOGETHER = {
    ("KOR", "acting president"): "the president was suspended",
    ("THA", "acting prime minister"): "the prime minister was suspended",
    ("VGB", "acting prime minister"): "the premier was under arrest",
}


@pytest.fixture(scope="module")
def actors() -> Actors:
    return load_actors()


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology(data_folder() / "ontology")


@pytest.fixture(scope="module")
def leaders() -> list[Leader]:
    return list(actor_rows.read_leaders(data_folder() / "actors" / "leaders.tsv"))


@pytest.fixture(scope="module")
def bodies() -> dict[str, list[actor_rows.Named]]:
    folder = data_folder() / "actors"
    return {name: list(actor_rows.read_bodies(folder / f"{name}.tsv", "organisation")) for name in TABLES}


@pytest.fixture(scope="module")
def named(bodies: dict[str, list[actor_rows.Named]]) -> list[actor_rows.Named]:
    folder = data_folder() / "actors"
    states = [one for state in actor_rows.read_states(folder / "states.tsv") for one in state.named()]
    seats = list(actor_rows.read_seats(folder / "seats.tsv"))
    regions = list(actor_rows.read_regions(folder / "regions_unrecognised.tsv"))
    peoples = list(actor_rows.read_peoples(folder / "peoples.tsv"))
    return [*states, *seats, *regions, *peoples, *(one for rows in bodies.values() for one in rows)]


@pytest.fixture(scope="module")
def weapons() -> list[actor_rows.Weapon]:
    return list(actor_rows.read_weapons(data_folder() / "actors" / "weapons.tsv"))


def found(actors: Actors, text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.entries[0].id) for m in actors.match(text)]


# Names in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru and Ecuador agreed.", [("Peru", "state:PER"), ("Ecuador", "state:ECU")]),
        ("the U.S. and the US", [("U.S.", "state:USA"), ("US", "state:USA")]),
        ("give it to us", []),
        ("a turkey, Turkey", [("Turkey", "state:TUR")]),
        ("Nigeria, Niger", [("Nigeria", "state:NGA"), ("Niger", "state:NER")]),
        ("Papua New Guinea", [("Papua New Guinea", "state:PNG")]),
        ("Ecuador’s government", [("Ecuador", "state:ECU")]),
        ("a NATO-led force", [("NATO", "org:nato")]),
        ("anti-US", [("US", "state:USA")]),
        ("US$5m", []),
        ("Iranians", [("Iranians", "state:IRN")]),
        ("Iranianism", []),
        ("Omanisation", []),
        ("PERU SIGNS WITH EL SALVADOR", [("PERU", "state:PER"), ("EL SALVADOR", "state:SLV")]),
        ("Sino-Indian", [("Sino-", "state:CHN"), ("Indian", "state:IND")]),
        ("Sino", []),
        ("the Élysée and the Elysee", [("Élysée", "state:FRA"), ("Elysee", "state:FRA")]),
        ("The White House", [("White House", "state:USA")]),
        ("Latin America and America", [("America", "state:USA")]),
        ("in eastern Ukraine", []),
        ("Northern Ireland", []),
        ("al-Qaeda, Al Qaida, al‑Qaeda", [("al-Qaeda", "group:al-qaeda"), ("Al Qaida", "group:al-qaeda"), ("al‑Qaeda", "group:al-qaeda")]),
        ("Abdel Fattah Al Sisi", [("Abdel Fattah Al Sisi", "person:EGY:abdel-fattah-el-sisi")]),
        ("Putin", []),
        ("Vladimir V. Putin", [("Vladimir V. Putin", "person:RUS:vladimir-putin")]),
        ("Combined Joint Task Force – Operation Inherent Resolve", [("Combined Joint Task Force – Operation Inherent Resolve", "org:cjtf-oir")]),
        ("the New York Times", [("New York Times", "media:nyt")]),
        ("", []),
    ],
)  # fmt: skip
def test_names_are_found(actors: Actors, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(actors, text) == expected


def test_a_form_with_several_meanings_has_several_entries(actors: Actors) -> None:
    (match,) = actors.match("Congo")
    assert {entry.country for entry in match.entries} == {"COD", "COG"}
    assert match.ambiguous


@pytest.mark.parametrize("form", ["Georgia", "Jordan", "Chad", "Turkey", "Congress", "Washington"])
def test_forms_that_need_context_say_so(actors: Actors, form: str) -> None:
    (match,) = actors.match(form)
    assert match.ambiguous


def test_kinds_tell_how_a_state_is_named(actors: Actors) -> None:
    kinds = {
        form: [e.kind for e in actors.match(form)[0].entries]
        for form in ("Russia", "Russian", "Russians", "Moscow")
    }
    assert kinds == {
        "Russia": ["state"],
        "Russian": ["adjective", "demonym"],
        "Russians": ["demonym"],
        "Moscow": ["capital"],
    }


@given(st.text(max_size=60))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(make_folding().fold(text)) == len(text)


NAMES = ("US", "USSR", "New York", "York", "al-Sisi", "Elysée", "Niger", "Nigeria", "UN", "Sino-")


@given(st.lists(st.sampled_from([*NAMES, "a", " ", "-", "x", ".", "NIGER", "’s", "us"]), max_size=12))
def test_matches_are_in_order_apart_and_between_boundaries(pieces: list[str]) -> None:
    text = "".join(pieces)
    folding = make_folding()
    last = 0
    for hit in make_index([folding.fold(name) for name in NAMES], folding).find(text):
        surface = text[hit.start : hit.end]
        assert last <= hit.start < hit.end <= len(text)
        assert surface.casefold().replace("é", "e") == NAMES[hit.form].casefold().replace("é", "e")
        assert hit.start == 0 or not text[hit.start - 1].isalnum()
        assert surface == "Sino-" or hit.end == len(text) or not text[hit.end].isalnum()
        last = hit.end


# People by date


@pytest.mark.parametrize(
    ("identity", "day", "role", "sectors"),
    [
        ("person:USA:joe-biden", date(2024, 11, 18), "president", ("GOV",)),
        ("person:USA:donald-trump", date(2024, 11, 18), "president-elect", ()),
        ("person:USA:donald-trump", date(2025, 1, 20), "president", ("GOV",)),
        ("person:RUS:vladimir-putin", date(2010, 6, 1), "prime minister", ("GOV",)),
        ("person:NLD:mark-rutte", date(2023, 6, 1), "prime minister", ("GOV",)),
        ("person:NLD:mark-rutte", date(2024, 11, 18), "nato secretary general", ("GOV",)),
        ("person:GBR:charles-iii", date(2023, 1, 1), "king", ("GOV",)),
        ("person:SYR:ahmed-al-sharaa", date(2023, 1, 1), "leader of hayat tahrir al-sham", ("REB",)),
    ],
)
def test_the_office_of_a_person_on_a_day(
    actors: Actors, identity: str, day: date, role: str, sectors: tuple[str, ...]
) -> None:
    office = actors.office_on(identity, day)
    assert office is not None
    assert (office.role, office.sectors) == (role, sectors)


def test_terms_end_before_their_last_day(actors: Actors) -> None:
    assert actors.office_on("person:USA:barack-obama", date(2017, 1, 19)) is not None
    assert actors.office_on("person:USA:barack-obama", date(2017, 1, 20)) is None
    assert actors.office_on("person:XXX:nobody", date(2017, 1, 20)) is None


@pytest.mark.parametrize(
    ("country", "role", "day", "name"),
    [
        ("USA", "president", date(2024, 11, 18), "Joe Biden"),
        ("USA", "foreign minister", date(2024, 11, 18), "Antony Blinken"),
        ("GBR", "defence minister", date(2023, 1, 1), "Ben Wallace"),
        ("DEU", "prime minister", date(2020, 1, 1), "Angela Merkel"),
        ("UKR", "head of state", date(2014, 3, 1), "Oleksandr Turchynov"),
        ("FRA", "head of government", date(2024, 10, 1), "Michel Barnier"),
        ("CAN", "king", date(2024, 1, 1), "Charles III"),
        ("JPN", "prime minister", date(2019, 1, 1), "Shinzo Abe"),
        ("BRA", "president", date(2018, 1, 1), "Michel Temer"),
        ("ITA", "prime minister", date(2018, 12, 1), "Giuseppe Conte"),
        ("PAK", "prime minister", date(2019, 1, 1), "Imran Khan"),
    ],
)
def test_the_holder_of_an_office_on_a_day(
    actors: Actors, country: str, role: str, day: date, name: str
) -> None:
    holder = actors.holder(country, role, day)
    assert holder is not None
    assert holder.name == name


def test_nobody_holds_a_vacant_office(actors: Actors) -> None:
    assert actors.holder("LBN", "president", date(2024, 1, 1)) is None
    assert actors.holder("USA", "president", date(1900, 1, 1)) is None


@pytest.mark.parametrize(
    ("word", "identity"),
    [
        ("Putin", "person:RUS:vladimir-putin"),
        ("PUTIN", "person:RUS:vladimir-putin"),
        ("von der Leyen", "person:DEU:ursula-von-der-leyen"),
        ("bin Salman", "person:SAU:mohammed-bin-salman"),
        ("Erdoğan", "person:TUR:recep-tayyip-erdogan"),
        ("Erdogan", "person:TUR:recep-tayyip-erdogan"),
        ("Sisi", "person:EGY:abdel-fattah-el-sisi"),
        ("Lula", "person:BRA:luiz-inacio-lula-da-silva"),
        ("Kim", "person:PRK:kim-jong-un"),
    ],
)
def test_surnames_lead_to_people(actors: Actors, word: str, identity: str) -> None:
    assert identity in {leader.id for leader in actors.surname(word)}


def test_an_unknown_surname_leads_nowhere(actors: Actors) -> None:
    assert actors.surname("Zzyzx") == ()


# Roles


@pytest.mark.parametrize(
    ("words", "lemma"),
    [
        (["prime", "minister"], "prime minister"),
        (["Prime", "Ministers"], "prime minister"),
        (["vice-president"], "vice president"),
        (["gunmen"], "gunman"),
        (["troops"], "troops"),
        (["Gen."], "Gen."),
        (["MP"], "MP"),
    ],
)
def test_roles_by_their_words(actors: Actors, words: list[str], lemma: str) -> None:
    role = actors.role(words)
    assert role is not None
    assert role.lemma == lemma


@pytest.mark.parametrize("words", [["mp"], ["pm"], ["table"], []])
def test_what_is_no_role(actors: Actors, words: list[str]) -> None:
    assert actors.role(words) is None


def test_the_longest_role_at_a_word(actors: Actors) -> None:
    words = ["the", "deputy", "foreign", "minister", "said"]
    found = actors.role_at(words, 1)
    assert found is not None
    assert (found[0].lemma, found[1]) == ("deputy foreign minister", 4)
    assert actors.role_at(words, 4) is None


def test_plurals_by_rule() -> None:
    plurals = {
        lemma: actor_rows.plural_of(lemma) for lemma in ("ally", "envoy", "boss", "Gen.", "coach", "king")
    }
    assert plurals == {"ally": "allies", "envoy": "envoys", "boss": "bosses", "Gen.": "Gen.", "coach": "coaches", "king": "kings"}  # fmt: skip


# The tables hold together


def test_every_state_that_acts_has_an_adjective_and_a_capital(actors: Actors) -> None:
    cells = {
        state.code: (state.adjectives, state.demonyms, state.capitals) for state in actors.states.values()
    }
    assert cells["UKR"] == (("Ukrainian", "Ukrainain"), ("Ukrainian", "Ukrainians"), ("Kyiv", "Kiev"))
    for state in actors.states.values():
        others = {*state.names, *state.adjectives, *state.demonyms}
        assert others.isdisjoint(state.capitals) or state.code == "MNP", state.code
        assert not set(state.names) & set(state.adjectives) or state.code in NAMED_AS_ADJECTIVE, state.code


def test_weapons_are_named_once_and_are_nobodys(weapons: list[actor_rows.Weapon]) -> None:
    assert len({weapon.named.entry.id for weapon in weapons}) == len(weapons)
    assert sum(not weapon.generic for weapon in weapons) >= 300
    forms: dict[str, str] = {}
    for weapon in weapons:
        entry = weapon.named.entry
        assert (entry.country, entry.sectors, entry.participant) == (None, (), "weapon")
        assert (entry.sort is None) == weapon.generic
        assert weapon.named.ambiguous <= set(weapon.named.forms)
        for form in weapon.named.forms:
            assert forms.setdefault(form, entry.id) == entry.id, form


def test_weapons_in_text(actors: Actors) -> None:
    assert found(actors, "two F-16s and an F16") == [("F-16s", "weapon:f-16"), ("F16", "weapon:f-16")]
    assert [match.ambiguous for match in actors.match("a Javelin, an FGM-148")] == [True, False]
    rocket = actors.weapon(["rocket-propelled", "grenade"])
    assert rocket is not None
    assert (rocket.id, actors.weapon(["tea"])) == ("weapon:rocket-propelled-grenade", None)


def test_ids_stand_once(bodies: dict[str, list[actor_rows.Named]]) -> None:
    ids = [one.entry.id for rows in bodies.values() for one in rows]
    assert len(ids) == len(set(ids))


def test_ids_are_well_formed(leaders: list[Leader], bodies: dict[str, list[actor_rows.Named]]) -> None:
    pattern = re.compile(r"(org|group|party|media):([A-Z]{3}:)?[a-z0-9+-]+")
    assert [
        one.entry.id for rows in bodies.values() for one in rows if not pattern.fullmatch(one.entry.id)
    ] == []
    person = re.compile(r"person:[A-Z]{3}:[a-z0-9-]+")
    assert [term.id for term in leaders if not person.fullmatch(term.id)] == []


def test_codes_are_of_the_ontology_or_of_a_state(
    actors: Actors, ontology: Ontology, leaders: list[Leader], named: list[actor_rows.Named]
) -> None:
    countries = set(actors.states) | ontology.international
    for one in named:
        assert one.entry.country in countries, one
        assert ontology.sectors.issuperset(one.entry.sectors), one
        assert set(actors.states).issuperset(one.entry.members), one
    for term in leaders:
        assert term.country in countries, term
        assert ontology.sectors.issuperset(term.sectors), term
    for role in actor_rows.read_roles(data_folder() / "actors" / "roles.tsv"):
        assert ontology.sectors.issuperset(role.sectors), role
    for state in actors.states.values():
        assert state.sovereign is None or state.sovereign in actors.states


def test_no_form_is_short_or_has_loose_blanks(leaders: list[Leader], named: list[actor_rows.Named]) -> None:
    forms = [form for one in named for form in one.forms]
    forms += [form for term in leaders for form in (term.name, *term.names, *term.surnames)]
    assert [form for form in forms if len(form) < 2 or form != " ".join(form.split())] == []


def test_ambiguous_forms_are_forms(named: list[actor_rows.Named]) -> None:
    forms: dict[str, set[str]] = defaultdict(set)
    for one in named:
        forms[one.entry.id].update(one.forms)
    assert [one.entry.id for one in named if not one.ambiguous <= forms[one.entry.id]] == []


def test_heads_of_one_country_do_not_overlap_without_reason(leaders: list[Leader]) -> None:
    heads: dict[tuple[str, str], list[Leader]] = defaultdict(list)
    for term in leaders:
        for head in term.heads:
            heads[term.country, head].append(term)
    for terms in heads.values():
        ordered = sorted(terms, key=lambda t: t.start)
        for place, first in enumerate(ordered):
            for second in ordered[place + 1 :]:
                if first.id != second.id and (first.end is None or second.start < first.end):
                    assert {(t.country, t.role) for t in (first, second)} & set(TOGETHER), (first, second)


def test_the_hand_made_terms_are_in_the_table(leaders: list[Leader]) -> None:
    built = {
        (t.country, t.role, t.start.isoformat(), t.end.isoformat() if t.end else "", t.id) for t in leaders
    }
    terms = load_hand().terms
    assert [t for t in terms if (t.country, t.role, t.start, t.end, t.id) not in built] == []


def test_one_person_has_one_name(leaders: list[Leader]) -> None:
    names: dict[str, set[tuple[str, tuple[str, ...], tuple[str, ...]]]] = defaultdict(set)
    for term in leaders:
        names[term.id].add((term.name, term.names, term.surnames))
    assert [identity for identity, own in names.items() if len(own) > 1] == []


@pytest.mark.parametrize("day", [date(year, 7, 1) for year in range(2014, 2026)])
def test_nearly_every_sovereign_state_has_heads(actors: Actors, day: date) -> None:
    later = {"SUN", "YUG", "SCG", "CSK", "DDR", "VDR", "YMD", "ATA", "ESH", "BES", "IOT", "SMR"}
    missing = {
        (state.code, head)
        for state in actors.states.values()
        if state.sovereign is None and state.code not in later
        for head in ("head of state", "head of government")
        if actors.holder(state.code, head, day) is None
    }
    assert len(missing) <= 5, missing


def test_memory() -> None:
    tracemalloc.start()
    actors = load_actors()
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert actors.states
    assert size < LIMIT_MB * 1_000_000


# Overrides and errors

COLUMNS = "kind\tid\tname\tnames\tsurname\tcountry\tsectors\trole\tstart\tend\n"


def test_a_user_adds_and_overrides(tmp_path: Path) -> None:
    file = tmp_path / "actors.tsv"
    file.write_text(
        COLUMNS
        + "leader\tperson:PER:elena-quispe\tElena Quispe\t\tQuispe\tPER\tGOV\tforeign minister\t2023-12-01\t\n"
        + "organisation\torg:nato\tNATO\tNorth Atlantic Treaty\t\tIGO\tMIL\t\t\t\n",
        encoding="utf-8",
    )
    actors = load_actors(file)
    assert found(actors, "Elena Quispe") == [("Elena Quispe", "person:PER:elena-quispe")]
    holder = actors.holder("PER", "foreign minister", date(2024, 3, 5))
    assert holder is not None
    assert (holder.name, holder.basis) == ("Elena Quispe", "user")
    (match,) = actors.match("NATO")
    assert match.entries[0].sectors == ("MIL",)
    assert actors.match("Atlantic Alliance") == []


def test_a_row_may_add_to_what_is_known(tmp_path: Path) -> None:
    file = tmp_path / "actors.tsv"
    file.write_text(
        COLUMNS
        + "organisation\t+org:nato\t\tthe Brussels Pact|Brussels Pact\t\t\t\t\t\t\n"
        + "leader\t+person:RUS:vladimir-putin\tVladimir V. Putin\tV. V. Putin\t\tRUS\tBUS\tjudoka\t1975-01-01\t1976-01-01\n",
        encoding="utf-8",
    )
    usual, actors = load_actors(), load_actors(file)
    assert found(actors, "Brussels Pact") == [("Brussels Pact", "org:nato")]
    assert found(actors, "NATO") == found(usual, "NATO")
    assert found(actors, "V. V. Putin") == [("V. V. Putin", "person:RUS:vladimir-putin")]
    assert found(actors, "Vladimir Putin") == found(usual, "Vladimir Putin")
    terms = actors.leaders("person:RUS:vladimir-putin")
    before = {replace(term, names=()) for term in usual.leaders("person:RUS:vladimir-putin")}
    assert len(before) == len(terms) - 1
    assert before <= {replace(term, names=()) for term in terms}
    office = actors.office_on("person:RUS:vladimir-putin", date(1975, 6, 1))
    assert office is not None
    assert (office.role, office.name) == ("judoka", "Vladimir Putin")


def test_the_table_of_the_manual_can_be_read(tmp_path: Path) -> None:
    file = tmp_path / "actors.tsv"
    manual = (Path(__file__).parents[2] / "docs" / "actors.md").read_text(encoding="utf-8")
    file.write_text(manual.split("```\n")[1], encoding="utf-8")
    text = "Elena Quispe of the Harbour Council"
    assert found(load_actors(file), text) == [
        ("Elena Quispe", "person:PER:elena-quispe"),
        ("Harbour Council", "org:harbour-council"),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("wizard\tx:y\tX\t\t\tPER\tGOV\t\t\t\n", "line 2: kind: 'wizard' is none of"),
        ("group\t\tX\t\t\tPER\tREB\t\t\t\n", "id is empty"),
        ("group\tgroup:x\t\t\t\tPER\tREB\t\t\t\n", "name is empty"),
        ("group\t+group:no-such\tX\t\t\tPER\tREB\t\t\t\n", "nothing of kind group is known as group:no-such"),
        ("leader\t+person:PER:no-such\tX\t\t\tPER\tGOV\t\t\t\n", "nobody is known as person:PER:no-such"),
        ("leader\tperson\tX Y\t\t\tPER\tGOV\tminister\t\t\n", "id: 'person' is not like"),
        ("leader\tperson:PER:x\tX Y\t\t\tPERU\tGOV\tminister\t\t\n", "no code of three capitals"),
        ("leader\tperson:PER:x\tX Y\t\t\tQQQ\tGOV\tminister\t\t\n", "line 2: no country is known as QQQ"),
        ("organisation\torg:x\tX\t\t\tQQQ\tGOV\t\t\t\n", "line 2: no country is known as QQQ"),
        ("leader\tperson:PER:x\tX Y\t\t\tPER\tZZZ\tminister\t\t\n", "a sector is unknown"),
        ("leader\tperson:PER:x\tX Y\t\t\tPER\tGOV\tminister\t2024-13-01\t\n", "no day"),
        (
            "leader\tperson:PER:x\tX Y\t\t\tPER\tGOV\tminister\t2024-02-01\t2024-01-01\n",
            "not after the start",
        ),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    file = tmp_path / "actors.tsv"
    file.write_text(COLUMNS + line, encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        load_actors(file)


def test_a_wrong_header_is_named(tmp_path: Path) -> None:
    file = tmp_path / "actors.tsv"
    file.write_text("kind\tname\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"actors\.tsv, line 1"):
        load_actors(file)


def test_no_role_is_longer_than_is_looked_for() -> None:
    rows = (data_folder() / "actors" / "roles.tsv").read_text(encoding="utf-8").splitlines()
    assert max(len(row.split("\t")[0].split()) for row in rows if not row.startswith("#")) <= LONGEST_ROLE


def test_every_role_is_looked_for_at_its_last_word(actors: Actors) -> None:
    roles = actor_rows.read_roles(data_folder() / "actors" / "roles.tsv")
    forms = [form.split() for role in roles for form in (role.lemma, role.plural)]
    assert [words for words in forms if actors.longest_role(words[-1]) < len(words)] == []
    assert actors.longest_role("table") == 0


def test_every_kind_of_weapon_is_looked_for_at_its_last_word(
    actors: Actors, weapons: list[actor_rows.Weapon]
) -> None:
    forms = [form for weapon in weapons if weapon.generic for form in weapon.named.forms]
    assert [form for form in forms if not actors.ends_weapon(form.split()[-1])] == []
    assert not actors.ends_weapon("tea")
