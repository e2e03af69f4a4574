"""GeoJSON, TimelineJS, iCalendar, JSON-LD, brat and Parquet: read back by what reads them elsewhere."""

import json
import re
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import icalendar
import jsonschema
import pyarrow.parquet as pq
import pytest
from geojson_pydantic import FeatureCollection, Point
from pyld import jsonld
from rdflib import PROV, RDF, Graph, Literal, Namespace, URIRef

from demarche.export.jsonld import ANNOTATION_CONTEXT, TERMS
from demarche.model.codec import decode, encode
from demarche.model.records import Claim, Statement

from .anno import CONTEXT
from .conftest import Written
from .samples import (
    AGREED,
    ALLEGED,
    ATTRIBUTED,
    COMMITMENTS,
    DENIED,
    DUE,
    FACTS,
    NO_FACTS,
    PLANNED,
    REPORT,
    SAID,
    SECOND,
    TITLE,
    WITHDRAWN,
)

OA = Namespace("http://www.w3.org/ns/oa#")
_EVERY: tuple[Claim, ...] = (*FACTS, *NO_FACTS, SAID, *COMMITMENTS)
CLAIMS = {claim.id: claim for claim in _EVERY}
REPORTS = {report.id: report for report in (REPORT, SECOND)}

# TimelineJS, "JSON data format": https://timeline.knightlab.com/docs/json-format.html
_DATE = {
    "type": "object",
    "required": ["year"],
    "additionalProperties": False,
    "properties": {
        name: {"type": "integer"} for name in ("year", "month", "day", "hour", "minute", "second")
    },
}
_TEXT = {"type": "object", "properties": {"headline": {"type": "string"}, "text": {"type": "string"}}}
TIMELINE = {
    "type": "object",
    "required": ["events"],
    "properties": {
        "title": {"type": "object", "properties": {"text": _TEXT}},
        "events": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["start_date", "text"],
                "additionalProperties": False,
                "properties": {
                    "start_date": _DATE,
                    "end_date": _DATE,
                    "text": _TEXT,
                    "group": {"type": "string"},
                    "display_date": {"type": "string"},
                    "unique_id": {"type": "string", "pattern": r"^[\w-]+$"},
                    "autolink": {"type": "boolean"},
                },
            },
        },
    },
}


def test_geojson_is_valid_and_an_area_is_no_dot(written: Written) -> None:
    path, tally = written("geojson")
    collection: FeatureCollection[Any] = FeatureCollection.model_validate_json(path.read_bytes())
    found = {feature.id: feature for feature in collection.features}
    assert AGREED.id in found
    assert {DENIED.id, ALLEGED.id}.isdisjoint(found)
    point = found[AGREED.id].geometry
    assert isinstance(point, Point)
    assert (point.coordinates.longitude, point.coordinates.latitude) == (-69.48, -17.59)
    in_country = json.loads(found[ATTRIBUTED.id].model_dump_json())
    assert in_country["geometry"] is None
    assert in_country["properties"]["place_precision"] == "country"
    assert in_country["properties"]["attribution"] == ["AUTHOR CT+", "Marta Ríos CT+"]
    assert tally.left_out["no place"] == 1


def test_geojson_of_all_claims_says_what_they_are(written: Written) -> None:
    path, _ = written("geojson", claims="all")
    properties = {one["id"]: one["properties"] for one in json.loads(path.read_bytes())["features"]}
    assert properties[DENIED.id]["status"] == "denied"
    assert properties[ALLEGED.id]["voice"] == "alleged"


def test_timelinejs_follows_its_format(written: Written) -> None:
    path, _ = written("timelinejs", claims="all")
    made = json.loads(path.read_bytes())
    jsonschema.validate(made, TIMELINE)
    slides = {slide["unique_id"].replace("-", ":", 1): slide for slide in made["events"]}
    assert slides[AGREED.id]["start_date"] == {"year": 2024, "month": 5, "day": 7}
    assert slides[ATTRIBUTED.id]["end_date"] == {"year": 2024, "month": 5, "day": 12}
    assert slides[PLANNED.id]["text"]["headline"].startswith("planned: Chile, Bolivia: AGREE")
    assert slides[DENIED.id]["text"]["headline"].startswith("denied: ")
    assert slides[SAID.id]["group"] == "statements"
    assert slides[DUE.id]["text"]["headline"] == "issued: Bolivia: promise → Chile"


def test_timelinejs_takes_no_markup_from_a_report(written: Written) -> None:
    path, tally = written("timelinejs")
    texts = [slide["text"]["text"] for slide in json.loads(path.read_bytes())["events"]]
    assert not any("<b>" in text for text in texts)
    assert any("&lt;b&gt;" in text for text in texts)
    assert tally.left_out["status planned"] == 1


def test_icalendar_has_the_deadlines(written: Written) -> None:
    path, tally = written("icalendar")
    read = icalendar.Calendar.from_ical(path.read_bytes())
    assert (str(read["version"]), bool(read["prodid"])) == ("2.0", True)
    entries = {str(entry["uid"]).removeprefix("urn:demarche:"): entry for entry in read.walk("VEVENT")}
    assert set(entries) == {DUE.id, WITHDRAWN.id}
    due = entries[DUE.id]
    assert (due.decoded("dtstart"), due.decoded("dtend")) == (date(2024, 6, 1), date(2024, 7, 1))
    assert due.decoded("dtstamp").utcoffset() == timedelta(0)
    assert due.decoded("dtstamp") <= datetime.now(UTC)
    assert "“repair the mast”" in str(due["description"])
    assert "Marta Ríos" in str(due["description"])
    assert "status" not in due
    assert str(entries[WITHDRAWN.id]["status"]) == "CANCELLED"
    assert tally.left_out == {"no deadline": 1}


def test_icalendar_lines_are_as_rfc_5545_wants_them(written: Written) -> None:
    raw = written("icalendar")[0].read_bytes()
    assert raw.endswith(b"END:VCALENDAR\r\n")
    lines = raw.split(b"\r\n")
    assert not any(b"\n" in line or len(line) > 75 for line in lines)


@pytest.fixture(name="graph")
def linked(written: Written) -> Graph:
    path, _ = written("jsonld")

    def load(url: str, _: object) -> dict[str, Any]:
        assert url == ANNOTATION_CONTEXT
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": CONTEXT,
        }

    quads = jsonld.to_rdf(
        json.loads(path.read_bytes()), {"documentLoader": load, "format": "application/n-quads"}
    )
    return Graph().parse(data=quads, format="nt")


def test_jsonld_is_web_annotations_of_the_words(graph: Graph) -> None:
    annotations = {
        str(one).removeprefix("urn:demarche:"): one for one in graph.subjects(RDF.type, OA.Annotation)
    }
    assert set(annotations) == set(CLAIMS)
    for annotation in annotations.values():
        assert graph.value(annotation, OA.motivatedBy) == OA.classifying
        assert graph.value(annotation, OA.hasBody) is not None
        targets = list(graph.objects(annotation, OA.hasTarget))
        assert targets
        for target in targets:
            source = graph.value(target, OA.hasSource)
            report = REPORTS[str(source).removeprefix("urn:demarche:")]
            kinds = {}
            for selector in graph.objects(target, OA.hasSelector):
                kinds[graph.value(selector, RDF.type)] = selector
            position, quote = kinds[OA.TextPositionSelector], kinds[OA.TextQuoteSelector]
            start, end = (int(str(graph.value(position, name))) for name in (OA.start, OA.end))
            assert report.text[start:end] == str(graph.value(quote, OA.exact))


@pytest.mark.parametrize("claim", [SAID, PLANNED, DUE], ids=lambda claim: claim.kind)
def test_jsonld_keeps_the_whole_record(written: Written, claim: Claim) -> None:
    path, _ = written("jsonld")
    graph = json.loads(path.read_bytes())["@graph"]
    (body,) = (node["body"] for node in graph if node["id"] == f"urn:demarche:{claim.id}")
    record = {key: value for key, value in json.loads(encode(claim)).items() if value not in (None, [])}
    assert {f"dem:{key}" for key in record.keys() - {"kind", "id", "report"}} == body.keys() - {"type"}
    if isinstance(claim, Statement):
        assert body["dem:act"] == claim.act


def test_jsonld_says_status_and_origin(graph: Graph) -> None:
    planned = URIRef(f"urn:demarche:{PLANNED.id}")
    body = graph.value(planned, OA.hasBody)
    assert graph.value(body, URIRef(f"{TERMS}status")) == Literal("planned")
    assert graph.value(planned, PROV.wasDerivedFrom) == URIRef(f"urn:demarche:{REPORT.id}")
    run = graph.value(planned, PROV.wasGeneratedBy)
    assert graph.value(run, RDF.type) == PROV.Activity
    agent = graph.value(run, PROV.wasAssociatedWith)
    assert graph.value(agent, RDF.type) == PROV.SoftwareAgent
    assert graph.value(URIRef(f"urn:demarche:{REPORT.id}"), URIRef(f"{TERMS}title")) == Literal(TITLE)


_LINES = {
    "T": re.compile(r"(\w+) (\d+ \d+(?:;\d+ \d+)*)\t(.+)"),
    "E": re.compile(r"(\w+):(T\d+)((?: \w+:T\d+)*)"),
    "A": re.compile(r"(\w+) (E\d+) (\w+)"),
    "#": re.compile(r"AnnotatorNotes (E\d+)\t(\S+) .+"),
}


def stand_off(path: Path) -> dict[str, list[tuple[str, re.Match[str]]]]:
    """Return the lines of an `.ann` file by their letter; a line that is none of brat's fails."""
    found: dict[str, list[tuple[str, re.Match[str]]]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        number, _, rest = line.partition("\t")
        match = _LINES[number[0]].fullmatch(rest)
        assert match is not None, line
        found[number[0]].append((number, match))
    return found


def test_brat_marks_the_words(written: Written) -> None:
    folder, tally = written("brat")
    assert tally.written == len(CLAIMS)
    assert len(list(folder.glob("*.ann"))) == len(REPORTS)
    for report in REPORTS.values():
        base = folder / report.id.replace(":", "-")
        text = base.with_suffix(".txt").read_text(encoding="utf-8")
        assert text == report.text
        lines = stand_off(base.with_suffix(".ann"))
        for _, match in lines["T"]:
            pieces = [piece.split() for piece in match[2].split(";")]
            assert " ".join(text[int(start) : int(end)] for start, end in pieces) == match[3]
        marks = {number for number, _ in lines["T"]}
        events = {number for number, _ in lines["E"]}
        assert {tie for _, match in lines["E"] for tie in re.findall(r"T\d+", match[0])} <= marks
        assert {match[2] for _, match in lines["A"]} == events
        assert {match[2] for _, match in lines["#"]} == {
            claim.id for claim in CLAIMS.values() if claim.report == report.id
        }


def test_brat_has_what_its_lines_use_in_its_configuration(written: Written) -> None:
    folder, _ = written("brat")
    text = (folder / "annotation.conf").read_text(encoding="utf-8")
    parts = re.split(r"^\[(\w+)\]\n", text, flags=re.MULTILINE)
    sections = dict(zip(parts[1::2], (part.strip() for part in parts[2::2]), strict=True))
    entities, events = (
        {line.split()[0] for line in sections[name].splitlines()} for name in ("entities", "events")
    )
    values = {
        line.split()[0]: set(re.findall(r"[\w|]+$", line)[0].split("|"))
        for line in sections["attributes"].splitlines()
    }
    for path in folder.glob("*.ann"):
        lines = stand_off(path)
        assert {match[1] for _, match in lines["T"]} <= entities | events
        assert {match[1] for _, match in lines["E"]} <= events
        for _, match in lines["A"]:
            assert match[3] in values[match[1]]


@pytest.mark.parametrize("kind", ["event", "statement", "commitment"])
def test_parquet_keeps_everything(written: Written, kind: Any) -> None:
    path, tally = written("parquet", kinds=(kind,))
    rows = pq.read_table(path).to_pylist()
    wanted = [claim for claim in CLAIMS.values() if claim.kind == kind]
    assert tally.written == len(rows) == len(wanted)
    for row in rows:
        assert record_of(row, kind) == CLAIMS[row["id"]]


def record_of(row: dict[str, Any], kind: str) -> Claim:
    claim = CLAIMS[row["id"]]
    keys = json.loads(encode(claim)).keys()
    record = {"kind": kind} | {key: value for key, value in row.items() if key in keys}
    for chain in (record, *record.get("history", ())):
        for link in chain.get("attribution", ()):
            link["source"] = link["source"] or "AUTHOR"
    made = decode(json.dumps(record))
    assert not isinstance(made, type(REPORT))
    return made  # type: ignore[return-value]


def test_parquet_is_read_by_duckdb(written: Written) -> None:
    path, _ = written("parquet")
    rows = duckdb.execute(
        "SELECT id, first_day, outlet FROM read_parquet(?) WHERE status = 'happened' AND actors[1].country = 'CHL' "
        "AND len(recipients) = 1 AND voice = 'attributed'",
        [str(path)],
    ).fetchall()
    assert rows == [(ATTRIBUTED.id, date(2024, 5, 6), "Andes Wire")]
