from pathlib import Path

import pytest

from bench.common.benchmark import BenchError
from bench.resolving.time_files import GoldTime, TimeText, read_texts, time_files

TIMEML = """<?xml version="1.0" ?>
<TimeML><DOCID>ferry</DOCID>
<DCT><TIMEX3 tid="t0" type="TIME" value="2024-11-18T10:00:00" functionInDocument="CREATION_TIME">18 Nov.</TIMEX3></DCT>
<TITLE>The ferry of 1998</TITLE>
<TEXT>
The ferry <EVENT eid="e1">sank</EVENT> <SIGNAL sid="s1">on</SIGNAL> <TIMEX3 tid="t1" type="DATE" value="2024-11-17">Sunday</TIMEX3> &amp; in
<TIMEX3 tid="t2" type="DURATION" value="P2D">two days</TIMEX3>.<TIMEX3 tid="t3" type="DATE" value="2024"/>
</TEXT></TimeML>"""
OLDER = """<TimeML>Lima, <TIMEX3 tid="t0" type="DATE" functionInDocument="CREATION_TIME" value="1998-02">Feb. 1998</TIMEX3>
It rained <TIMEX3 tid="t1" type="SET" value="P1D">every day</TIMEX3>.</TimeML>"""
TEI = """<text id="x" dateCreated="2024-11-11">
<head>
<s>
Ferry	NN
</s>
</head>
<p>
<s>
<date when="2024-11-18">
Monday	NP
,	,
18	CD
November	NP
</date>
</s>
</p>
<p>
<s>
It	PP
rained	VVD
(	(
<date from="2024-11-01" to="2024-11-03">
early	JJ
<w>
mid	JJ
-	HYPH
month	NN
</w>
</date>
)	)
<w>
do	VV
n't	RB
</w>
<date notBefore="2023">
later	RB
</date>
<date>
then	RB
</date>
.	SENT
</s>
</p>
</text>"""


def _read(folder: Path, **files: str) -> list[TimeText]:
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return read_texts(time_files(folder))


def _shown(item: TimeText) -> list[tuple[str, str]]:
    return [(item.text[gold.start : gold.end], gold.meaning) for gold in item.gold]


def test_timeml(tmp_path: Path) -> None:
    folder = tmp_path / "ours" / "tml"
    folder.mkdir(parents=True)
    (item,) = _read(folder, a_tml=TIMEML)
    assert (item.id, item.set, item.published) == ("ours/a", "ours", "2024-11-18")
    assert item.text == "\nThe ferry sank on Sunday & in\ntwo days.\n"
    assert _shown(item) == [("Sunday", "DATE 2024-11-17"), ("two days", "DURATION P2D")]
    assert item.has_values


def test_timeml_without_text_element_dates_itself(tmp_path: Path) -> None:
    (item,) = _read(tmp_path, b_tml=OLDER)
    assert item.published == "1998-02"
    assert item.text.startswith("Lima, Feb. 1998")
    assert _shown(item) == [("Feb. 1998", "DATE 1998-02"), ("every day", "SET P1D")]


def test_tei_is_put_together_from_its_tokens(tmp_path: Path) -> None:
    (item,) = _read(tmp_path, c_xml=TEI)
    assert item.text == "Ferry\n\nMonday, 18 November\n\nIt rained (early mid-month) don't later then.\n\n"
    assert item.published == "2024-11-18"
    assert _shown(item) == [
        ("Monday, 18 November", "2024-11-18 to 2024-11-18"),
        ("early mid-month", "2024-11-01 to 2024-11-03"),
        ("later", "2023-01-01 to None"),
    ]
    assert not item.has_values


def test_tei_without_dateline_has_the_day_of_its_making(tmp_path: Path) -> None:
    (item,) = _read(tmp_path, d_xml=TEI.replace('when="2024-11-18"', 'when="2024"'))
    assert item.published == "2024-11-11"


@pytest.mark.parametrize(
    ("type_", "value", "kind", "day"),
    [
        ("DATE", "2024-11-18", "date", "2024-11-18"),
        ("TIME", "2024-11-18T10:00", "time", "2024-11-18"),
        ("DATE", "2024-11-18TNI", "time", "2024-11-18"),
        ("DATE", "2024-02-30", "date", None),
        ("DATE", "2024-11", "date", None),
        ("DATE", "2024-W47-WE", "date", None),
        ("DATE", "199", "date", None),
        ("DATE", "PAST_REF", "reference", None),
        ("DURATION", "PT2H", "duration", None),
        ("DATE", "P3Y", "duration", None),
        ("SET", "P1D", "set", None),
        ("DATE", "BC0490", "before the era", None),
        ("DATE", "null", "none", None),
    ],
)
def test_the_kind_of_a_value_and_the_day_that_it_names(
    type_: str, value: str, kind: str, day: str | None
) -> None:
    gold = GoldTime(0, 1, type_, value)
    assert (gold.kind, gold.day) == (kind, day)


def test_what_is_neither_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match=r"no \.tml or \.xml"):
        time_files(tmp_path)
    with pytest.raises(BenchError, match=r"e\.xml: neither"):
        _read(tmp_path, e_xml="<root/>")
    with pytest.raises(BenchError, match=r"e\.xml"):
        _read(tmp_path, e_xml="<TimeML>")
