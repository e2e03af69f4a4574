"""GDELT, ICEWS, POLECAT and ACLED: read back with pandas, checked against the lists of columns and their values."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from demarche.export.delimited import MARKS
from demarche.export.gdelt import EVENT_COLUMNS, MENTION_COLUMNS
from demarche.export.run import export, wish_for
from demarche.ledger.filters import Filter
from demarche.ledger.store import Ledger
from demarche.lexicon.ontology import load_ontology
from demarche.lexicon.tables import data_folder
from demarche.model.codec import identified
from demarche.model.coded import Coded, CodedReport
from demarche.model.parts import Participant
from tests.ledger.samples import CHILE, RUN, span

from .conftest import Written
from .samples import (
    AGREED,
    ALLEGED,
    ATTACK,
    ATTRIBUTED,
    BATTLE,
    NO_FACTS,
    REBELS,
    REPORT,
    VILLAGERS,
)

TABLES = ("gdelt-events", "gdelt-mentions", "icews", "polecat", "acled")
WIDTH = {"gdelt-events": 61, "gdelt-mentions": 16, "icews": 20, "polecat": 40, "acled": 31}
GEO_TYPES = {0, 1, 2, 3, 4, 5}


def read(path: Path, name: str, *, marked: bool = False) -> pd.DataFrame:
    if name in {"polecat", "acled"}:
        return pd.read_csv(path, dtype=str, keep_default_na=False)
    if name == "icews":
        return pd.read_csv(path, sep="\t", dtype=str, keep_default_na=False)
    columns = EVENT_COLUMNS if name == "gdelt-events" else MENTION_COLUMNS
    names = [*columns, *(MARKS if marked else ())]
    return pd.read_csv(path, sep="\t", header=None, names=names, dtype=str, keep_default_na=False)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_the_columns_of_its_format(written: Written, name: str) -> None:
    path, tally = written(name)
    lines = path.read_text(encoding="utf-8").splitlines()
    if name not in {"polecat", "acled"}:
        assert {line.count("\t") + 1 for line in lines} == {WIDTH[name]}
    assert read(path, name).shape[1] == WIDTH[name]
    assert tally.written > 0


@pytest.mark.parametrize("name", TABLES)
def test_what_did_not_happen_is_left_out_and_counted(written: Written, name: str) -> None:
    _, tally = written(name, dates="latest")
    for reason in ("status planned", "status denied", "voice alleged"):
        assert tally.left_out[reason] == 1
    assert tally.written + tally.left_out.total() == 10


@pytest.mark.parametrize("name", TABLES)
def test_all_claims_say_what_they_are(written: Written, name: str) -> None:
    path, tally = written(name, claims="all", dates="latest")
    table = read(path, name, marked=True)
    assert tuple(table.columns[-2:]) == MARKS
    assert table.shape[1] == WIDTH[name] + 2
    marks = set(zip(*(table[mark] for mark in MARKS), strict=True))
    recorded = [ALLEGED] if name == "acled" else NO_FACTS
    assert {(claim.status, claim.voice) for claim in recorded} <= marks
    assert not [reason for reason in tally.left_out if reason.startswith(("status", "voice"))]


@pytest.mark.parametrize("name", ["gdelt-events", "icews", "polecat"])
def test_a_day_that_is_not_known_is_not_made_up(written: Written, name: str) -> None:
    _, tally = written(name)
    assert tally.left_out["no day is known"] == 1
    assert tally.left_out["dated to more than a day"] == 2
    assert tally.left_out["no date"] == 1
    _, with_bounds = written(name, dates="latest")
    assert with_bounds.left_out["no date"] == 1
    assert with_bounds.written == tally.written + 3


def test_gdelt_events_follow_the_code_book(written: Written) -> None:
    path, _ = written("gdelt-events", dates="latest")
    table = read(path, "gdelt-events")
    ontology = load_ontology(data_folder() / "ontology")
    for column, form in {
        "GLOBALEVENTID": r"\d{1,19}",
        "SQLDATE": r"\d{8}",
        "MonthYear": r"\d{6}",
        "Year": r"\d{4}",
        "FractionDate": r"\d{4}\.\d{4}",
        "EventCode": r"\d{3,4}",
        "EventBaseCode": r"\d{3}",
        "EventRootCode": r"\d{2}",
        "QuadClass": r"[1-4]",
        "IsRootEvent": r"[01]",
        "DATEADDED": r"\d{14}",
        "Actor1CountryCode": r"([A-Z]{3})?",
        "ActionGeo_CountryCode": r"([A-Z]{2})?",
    }.items():
        assert table[column].str.fullmatch(form).all(), column
    assert table["GLOBALEVENTID"].is_unique
    assert table["GLOBALEVENTID"].astype("int64").min() > 0
    assert set(table["EventCode"]) <= set(ontology.cameo)
    assert table["GoldsteinScale"].astype(float).between(-10, 10).all()
    assert set(table["ActionGeo_Type"].astype(int)) <= GEO_TYPES
    placed = table[table["ActionGeo_Type"] == "4"].iloc[0]
    assert placed["ActionGeo_FullName"] == "Visviri, Arica y Parinacota, Chile"
    assert (placed["ActionGeo_CountryCode"], placed["ActionGeo_Lat"]) == ("CI", "-17.59")
    assert set(table["SOURCEURL"]) == {REPORT.url, "wire/1.txt"}


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("Chile closes mast?\n\nBy a reporter\n\n14 May 2024\n\nChile closed it.\n\nPeru waits.", "1"),
        ("Chile closes mast?\n\nPeru waits.\n\nChile closed it.", "0"),
        ("Chile closed it.\n\nPeru waits.", "1"),
        ("Peru waits.\n\nChile closed it.", "0"),
    ],
)
def test_the_lead_of_gdelt_is_no_byline(tmp_path: Path, text: str, root: str) -> None:
    report = replace(REPORT, text=text, title="Chile closes mast?", mended=())
    words = span("closed it", text)
    event = identified(replace(AGREED, actors=(), where=(), trigger=(words,), extent=(words,)))
    with Ledger.create_or_open(tmp_path / "one.ledger") as ledger:
        ledger.append(RUN, CodedReport(report, (Coded(event, ()),), ()))
        export(
            ledger, "gdelt-events", tmp_path / "one", Filter(), wish_for("gdelt-events", None, "known"), ()
        )
    assert list(read(tmp_path / "one", "gdelt-events")["IsRootEvent"]) == [root]


def test_two_who_agree_are_two_rows_of_gdelt(written: Written) -> None:
    path, _ = written("gdelt-events")
    table = read(path, "gdelt-events")
    agreed = table[table["EventCode"] == AGREED.cameo]
    assert list(zip(agreed["Actor1Code"], agreed["Actor2Code"], strict=True)) == [
        ("CHLGOV", "BOLGOV"),
        ("BOLGOV", "CHLGOV"),
    ]


def test_gdelt_mentions_belong_to_its_events(written: Written) -> None:
    events, mentions = (
        read(written(name, dates="latest")[0], name) for name in ("gdelt-events", "gdelt-mentions")
    )
    assert list(events["GLOBALEVENTID"]) == list(mentions["GLOBALEVENTID"])
    for offset, words in (("Actor1CharOffset", "Chile"), ("ActionCharOffset", "agreed")):
        first = int(
            mentions[events["EventCode"].eq(AGREED.cameo) & events["SQLDATE"].eq("20240507")][offset].iloc[0]
        )
        assert REPORT.text[first:].startswith(words)
    assert mentions["Confidence"].astype(int).between(10, 100).all()
    assert set(mentions["MentionType"]) == {"1", "2"}


def test_icews_keeps_codes_as_strings(written: Written) -> None:
    path, _ = written("icews")
    table = read(path, "icews")
    assert table["CAMEO Code"].iloc[-1] == AGREED.cameo
    assert table["CAMEO Code"].str.fullmatch(r"0\d{2}|[12]\d{2}").all()
    assert table["Event Date"].str.fullmatch(r"\d{4}-\d{2}-\d{2}").all()
    assert list(table["Source Country"].iloc[-2:]) == ["Chile", "Bolivia"]
    assert table["Source Sectors"].iloc[-1] == "Government"


def test_polecat_is_plover(written: Written) -> None:
    path, _ = written("polecat", dates="latest")
    table = read(path, "polecat")
    ontology = load_ontology(data_folder() / "ontology")
    assert set(table["Event Type"]) <= set(ontology.types)
    coerced = table[table["Event ID"] == ATTRIBUTED.id].iloc[0]
    assert (coerced["Event Mode"], coerced["Intensity"], coerced["Quad Code"]) == ("restrict", "-7", "4")
    assert (coerced["Recipient Country"], coerced["Primary Recipient Sector"]) == ("BOL", "GOV")
    assert (coerced["Country"], coerced["City"]) == ("BOL", "")


def test_acled_says_how_precise_it_is(written: Written) -> None:
    path, tally = written("acled")
    table = read(path, "acled").set_index("event_date")
    attack, battle = table.loc["2024-04-15"], table.loc["2024-05-03"]
    assert (attack["time_precision"], attack["geo_precision"], attack["fatalities"]) == ("3", "1", "2")
    assert (attack["event_type"], attack["sub_event_type"]) == ("Violence against civilians", "Attack")
    assert attack["interaction"] == "Rebel group-Civilians"
    assert attack["civilian_targeting"] == "Civilian targeting"
    assert (battle["time_precision"], battle["event_type"]) == ("1", "Battles")
    assert (battle["inter1"], battle["iso"], battle["fatalities"]) == ("State forces", "152", "")
    assert re.fullmatch(r"CHL\d+", battle["event_id_cnty"])
    assert f"[{BATTLE.status}, {BATTLE.voice}; AUTHOR CT+; {BATTLE.id}]" in battle["notes"]
    assert tally.written == 2
    assert ATTACK.id in attack["notes"]


OFFICIAL = Participant("minister", None, "person", "CHL", ("GOV",), "minister", "none", span("observers"))
SOLDIERS = replace(OFFICIAL, name="soldiers", kind="group", sectors=("MIL",))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"actors": (), "recipients": (VILLAGERS,)}, ("Violence against civilians", "Civilian targeting")),
        ({"actors": (), "recipients": (SOLDIERS,)}, ("Battles", "")),
        ({"actors": (REBELS,), "recipients": (SOLDIERS,)}, ("Battles", "")),
        ({"actors": (REBELS,), "recipients": ()}, None),
        ({"actors": (REBELS,), "recipients": (CHILE,)}, None),
        ({"actors": (REBELS,), "recipients": (OFFICIAL,)}, None),
        ({"recipients": (), "mode": "aerial"}, ("Explosions/Remote violence", "")),
        ({"recipients": (CHILE,), "type": "PROTEST", "mode": None}, ("Protests", "")),
    ],
)
def test_acled_makes_nobody_a_victim(
    tmp_path: Path, values: dict[str, Any], said: tuple[str, str] | None
) -> None:
    event = identified(replace(ATTACK, **values))
    with Ledger.create_or_open(tmp_path / "one.ledger") as ledger:
        ledger.append(RUN, CodedReport(REPORT, (Coded(event, ()),), ()))
        tally = export(ledger, "acled", tmp_path / "one.csv", Filter(), wish_for("acled", None, "known"), ())
    rows = read(tmp_path / "one.csv", "acled")
    assert [*zip(rows["event_type"], rows["civilian_targeting"], strict=True)] == ([said] if said else [])
    assert tally.written + tally.left_out.total() == 1
    if event.type == "PROTEST":
        assert (rows["actor2"][0], rows["interaction"][0]) == ("", "Protesters")
