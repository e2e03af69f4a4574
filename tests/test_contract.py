"""The promises of the contract, over the example reports and the texts of the gold cases."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from demarche.model import codec
from demarche.model.coded import CodedReport
from demarche.model.reading import Reading
from demarche.model.records import Commitment, Event, Statement
from demarche.pipeline import example_reports
from demarche.show import jsonl
from tests.coder import coder
from tests.gold.cases import cases
from tests.model.records import identified

Json = Mapping[str, Any]

_SPAN = ["start", "end", "text", "source"]
_WHEN = ["earliest", "latest", "precision", "basis", "span"]
_WHERE = ["name", "country", "admin1", "lat", "lon", "precision", "geoname", "span"]
_PARTICIPANT = ["name", "id", "kind", "country", "sectors", "role", "basis", "span"]
_ATTRIBUTION = ["source", "cue", "statement", "factuality"]
_LINES = {
    "report": [
        "kind", "id", "path", "url", "sha256", "title", "byline", "outlet", "published", "language", "text", "removed",
        "mended",
    ],
    "event": [
        "kind", "id", "report", "type", "mode", "contexts", "cameo", "quad", "goldstein", "trigger", "extent", "actors",
        "recipients", "instruments", "where", "when", "casualties", "status", "voice", "attribution", "rule", "score",
    ],
    "statement": [
        "kind", "id", "report", "act", "form", "speaker", "cue", "content", "quoted", "addressees", "channels", "when",
        "parent", "attribution", "rule", "score",
    ],
    "commitment": [
        "kind", "id", "report", "force", "issuers", "addressees", "act", "condition", "consequence", "deadline",
        "strength", "history", "statements", "events", "rule", "score",
    ],
    "problem": ["kind", "report", "stage", "code", "message", "span"],
}  # fmt: skip
_PARTS = {
    "casualties": ["killed", "wounded", "missing", "span"],
    "killed": ["at_least", "at_most"],
    "wounded": ["at_least", "at_most"],
    "missing": ["at_least", "at_most"],
    "removed": ["start", "end", "why"],
    "history": ["state", "when", "attribution"],
    "attribution": _ATTRIBUTION,
    "where": _WHERE,
    "when": _WHEN,
    "deadline": _WHEN,
    **dict.fromkeys(("actors", "recipients", "instruments", "issuers", "addressees", "channels"), _PARTICIPANT),
    **dict.fromkeys(("speaker", "source"), _PARTICIPANT),
    **dict.fromkeys(("span", "trigger", "extent", "cue", "content", "quoted", "act", "condition", "consequence"), _SPAN),
}  # fmt: skip


@cache
def _readings() -> tuple[Reading, ...]:
    with example_reports() as folder:
        examples = [coder().load_reading(path) for path in sorted(folder.iterdir())]
    gold = [coder().read_text(case.text, published=case.published) for case in cases()]
    return (*examples, *gold)


@cache
def _coded() -> tuple[CodedReport, ...]:
    return tuple(coder().code(reading) for reading in _readings())


def _bytes(coded: CodedReport) -> bytes:
    stream = io.BytesIO()
    jsonl.write(stream, coded)
    return stream.getvalue()


@cache
def _lines() -> tuple[tuple[Json, ...], ...]:
    """Return the lines of each report, as they are read from JSON."""
    return tuple(tuple(json.loads(line) for line in _bytes(coded).splitlines()) for coded in _coded())


def _parts(value: object, name: str = "") -> Iterator[tuple[str, Json]]:
    """Yield every object below a line with the key that it stands under."""
    if isinstance(value, dict):
        if name:
            yield name, value
        for key, inner in value.items():
            yield from _parts(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _parts(inner, name)


def test_there_is_something_of_every_kind_to_test() -> None:
    kinds = {line["kind"] for lines in _lines() for line in lines}
    assert kinds == set(_LINES)
    assert sum(line["kind"] == "event" for lines in _lines() for line in lines) > 100


def test_every_line_is_of_the_schema() -> None:
    Draft202012Validator.check_schema(codec.schema())
    validator = Draft202012Validator(codec.schema())
    for lines in _lines():
        for line in lines:
            validator.validate(line)


def test_keys_stand_in_the_order_of_the_contract() -> None:
    for lines in _lines():
        for line in lines:
            assert list(line) == _LINES[line["kind"]]
            for name, part in _parts(line):
                assert list(part) == _PARTS[name], name


def test_the_report_comes_first_and_problems_last() -> None:
    for lines in _lines():
        kinds = [line["kind"] for line in lines]
        assert kinds[0] == "report"
        assert kinds.count("report") == 1
        assert "problem" not in kinds[: len(kinds) - kinds.count("problem")]


def test_every_span_is_words_of_the_text() -> None:
    for coded, lines in zip(_coded(), _lines(), strict=True):
        for line in lines[1:]:
            for name, part in _parts(line):
                if _PARTS[name] == _SPAN:
                    assert part["text"] == coded.report.text[part["start"] : part["end"]]


def test_sources_lead_to_the_words_in_the_input() -> None:
    """What stands at the source of a span are its words, but for breaks that were mended and signs spelt out."""
    with example_reports() as folder:
        inputs = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    for coded, lines in zip(_coded()[: len(inputs)], _lines(), strict=False):
        raw = inputs[Path(coded.report.path).name]
        for line in lines[1:]:
            for name, part in _parts(line):
                if _PARTS[name] == _SPAN:
                    found = "".join(raw[start:end] for start, end in part["source"])
                    assert _letters(found) == _letters(part["text"])


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def test_what_was_removed_is_not_in_the_text() -> None:
    with example_reports() as folder:
        inputs = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    removed = 0
    for coded in _coded()[: len(inputs)]:
        raw = inputs[Path(coded.report.path).name]
        for one in coded.report.removed:
            words = raw[one.start : one.end].strip()
            assert coded.report.text.count(words) < raw.count(words), words
            removed += 1
    assert removed


def test_ids_are_hashes_of_content_and_stand_once() -> None:
    for coded in _coded():
        claims = [one.claim for one in coded.claims]
        assert len({claim.id for claim in claims}) == len(claims)
        assert coded.report.id == codec.report_id(coded.report.sha256)
        for claim in claims:
            assert identified(claim).id == claim.id


def test_statements_and_events_that_are_named_exist() -> None:
    for coded in _coded():
        claims = [one.claim for one in coded.claims]
        statements = {claim.id for claim in claims if isinstance(claim, Statement)}
        events = {claim.id for claim in claims if isinstance(claim, Event)}
        for line in _bytes(coded).splitlines():
            named = {part["statement"] for name, part in _parts(json.loads(line)) if name == "attribution"}
            assert named - {None} <= statements
        for claim in claims:
            if isinstance(claim, Commitment):
                assert set(claim.statements) <= statements
                assert set(claim.events) <= events
            if isinstance(claim, Statement) and claim.parent is not None:
                assert claim.parent in statements - {claim.id}


def test_codes_are_of_the_ontology() -> None:
    ontology = coder().lexicon.ontology
    sectors = ontology.sectors
    for coded in _coded():
        for event in (one.claim for one in coded.claims if isinstance(one.claim, Event)):
            assert event.quad == ontology.types[event.type].quad
            assert event.mode is None or event.mode in ontology.types[event.type].modes
            assert event.cameo is not None
            assert event.goldstein == ontology.cameo[event.cameo].goldstein
            assert ontology.contexts.issuperset(event.contexts)
            for participant in (*event.actors, *event.recipients):
                assert sectors.issuperset(participant.sectors), participant


def test_who_vouches_fits_the_voice() -> None:
    for coded in _coded():
        for event in (one.claim for one in coded.claims if isinstance(one.claim, Event)):
            assert event.attribution[0].source == "AUTHOR"
            assert (event.voice == "attributed") <= (len(event.attribution) > 1)
            assert (event.voice == "asserted") <= (len(event.attribution) == 1)


def test_the_innermost_source_is_as_certain_as_the_status_says() -> None:
    factuality = coder().lexicon.ontology.factuality
    certain = {status for status, value in factuality.items() if value == "CT+"}
    for coded in _coded():
        for event in (one.claim for one in coded.claims if isinstance(one.claim, Event)):
            if event.status not in certain:
                assert event.attribution[-1].factuality != "CT+", event


def test_every_claim_gives_its_reasons() -> None:
    for coded in _coded():
        for one in coded.claims:
            assert {"event": "status", "statement": "act", "commitment": "force"}[one.claim.kind] in {
                reason.field for reason in one.reasons
            }


def test_a_report_is_coded_alike_alone_and_in_company() -> None:
    for reading, before in list(zip(_readings(), _coded(), strict=True))[::-7]:
        assert _bytes(coder().code(reading)) == _bytes(before)


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    paths = []
    for name, case in (("a", cases()[0]), ("b", cases()[-1])):
        paths.append(tmp_path / f"{name}.txt")
        paths[-1].write_text(case.text, encoding="utf-8")
    with example_reports() as folder:
        paths.extend(sorted(folder.iterdir()))
        expected = b"".join(_bytes(coder().code(coder().load_reading(path))) for path in paths)
        command = [sys.executable, "-m", "demarche", "code", *map(str, paths), "--format", "jsonl"]
        environment = {**os.environ, "PYTHONHASHSEED": "4711"}
        found = subprocess.run(command, check=True, capture_output=True, env=environment)  # noqa: S603 - our own program
    assert found.stdout == expected


# Deeds that are events when they are plainly told, and settings in which none of them has happened.
_DEEDS = [
    ("attack the camp", "attacked the camp", "ASSAULT"),
    ("arrest the mayor", "arrested the mayor", "COERCE"),
    ("shell the village", "shelled the village", "ASSAULT"),
    ("close the border", "closed the border", "COERCE"),
    ("release the prisoners", "released the prisoners", "RETREAT"),
]
_SETTINGS = [
    "{who} will {do}.",
    "{who} may {do} soon.",
    "{who} might {do}.",
    "{who} could {do}.",
    "{who} must {do}.",
    "{who} should {do}.",
    "{who} did not {do}.",
    "{who} have not {did}.",
    "{who} never {did}.",
    "{who} plan to {do}.",
    "{who} want to {do}.",
    "{who} are ready to {do}.",
    "{who} refused to {do}.",
    "{who} failed to {do}.",
    "{who} threatened to {do}.",
    "{who} promised to {do}.",
    "{who} agreed to {do}.",
    "{who} were ordered to {do}.",
    "{who} were asked to {do}.",
    "{who} tried to {do}.",
    "If {who} {do}, Chad will protest.",
    "Chad will protest if {who} {do}.",
    "Unless {who} {do}, the talks will end.",
    "Chad fears that {who} will {do}.",
    "Chad demanded that {who} {do}.",
    "Chad urged {who} to {do}.",
    "Chad allowed {who} to {do}.",
    "Chad denied that {who} had {did}.",
    "Chad asked whether {who} had {did}.",
    "{who} to {do}",
    "It is not true that {who} {did}.",
    "There is no evidence that {who} {did}.",
]


def _happened(text: str) -> set[str]:
    coded = coder().code_text(text, published="2025-03-05")
    events = [one.claim for one in coded.claims if isinstance(one.claim, Event)]
    return {event.type for event in events if event.status in {"happened", "ongoing", "habitual"}}


@pytest.mark.parametrize(("_do", "did", "type_"), _DEEDS)
def test_deeds_plainly_told_have_happened(_do: str, did: str, type_: str) -> None:
    assert type_ in _happened(f"Sudanese troops {did}.")


@pytest.mark.parametrize("setting", _SETTINGS)
def test_what_is_not_told_as_done_has_not_happened(setting: str) -> None:
    for do, did, type_ in _DEEDS:
        text = setting.format(who="Sudanese troops", do=do, did=did)
        assert type_ not in _happened(text), text
