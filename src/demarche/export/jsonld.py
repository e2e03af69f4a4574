"""JSON-LD: every claim as a W3C Web Annotation of the report's words, with its origin in PROV-O.

Positions count Unicode code points of the report's text, as in the ledger; what the text is stands in its report node.
Terms of our own are in the namespace `urn:demarche:terms:`, named as in the contract.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from demarche import __version__
from demarche.export.errors import UnsayableError
from demarche.export.listed import filled, listed
from demarche.export.source import Source, Told
from demarche.export.writer import Writer
from demarche.model.codec import encode
from demarche.model.parts import Span
from demarche.model.records import Claim, Commitment, Event, Report, Statement

ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
TERMS = "urn:demarche:terms:"
_OWN_CONTEXT = {
    "dem": TERMS,
    "prov": "http://www.w3.org/ns/prov#",
    "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "wasGeneratedBy": {"@id": "prov:wasGeneratedBy", "@type": "@id"},
    "wasAssociatedWith": {"@id": "prov:wasAssociatedWith", "@type": "@id"},
    "wasAttributedTo": {"@id": "prov:wasAttributedTo", "@type": "@id"},
    "startedAtTime": {
        "@id": "prov:startedAtTime",
        "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
    },
}
_AROUND = (
    32  # characters of the text before and behind the words, so that they are found again in a changed one
)
_SOFTWARE = f"urn:demarche:software:{__version__}"
_SAID_ELSEWHERE = frozenset({"kind", "id", "report"})  # keys of a record that the annotation has itself


class JsonLd(Writer):
    """One graph: the software, runs, reports, and the claims about each."""

    def write(self, source: Source, part: Path) -> None:
        """Write the graph report by report."""
        runs: set[str] = set()
        head = {"@context": [ANNOTATION_CONTEXT, _OWN_CONTEXT]}
        with listed(part, head, "@graph") as graph:
            graph.add([{"id": _SOFTWARE, "type": "prov:SoftwareAgent", "name": f"demarche {__version__}"}])
            for told in source.reports():
                if told.run not in runs:
                    runs.add(told.run)
                    graph.add([_run(told)])
                graph.add(_about(told, self._wanted(told.claims)))

    def _wanted(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        for claim in claims:
            try:
                if isinstance(claim, Event):
                    self.wish.check(claim)
            except UnsayableError as reason:
                self.tally.left_out[str(reason)] += 1
                continue
            self.tally.written += 1
            yield claim


def _run(told: Told) -> Mapping[str, Any]:
    return {
        "id": _run_id(told),
        "type": "prov:Activity",
        "startedAtTime": told.started,
        "wasAssociatedWith": _SOFTWARE,
    }


def _run_id(told: Told) -> str:
    return f"urn:demarche:run:{told.run}"


def _about(told: Told, claims: Iterable[Claim]) -> Iterator[Mapping[str, Any]]:
    report = told.report
    yield {
        "id": f"urn:demarche:{report.id}",
        "type": ["prov:Entity", "dem:Report"],
        "dem:sha256": report.sha256,
        **{f"dem:{key}": value for key, value in _known(report).items()},
    }
    for claim in claims:
        yield {
            "id": f"urn:demarche:{claim.id}",
            "type": ["Annotation", "prov:Entity"],
            "motivation": "classifying",
            "created": told.coded.replace("+00:00", "Z"),
            "generator": _SOFTWARE,
            "wasDerivedFrom": f"urn:demarche:{report.id}",
            "wasGeneratedBy": _run_id(told),
            "body": {"type": f"dem:{claim.kind.title()}", **_body(claim)},
            "target": [_target(span, report) for span in _spans(claim)],
        }


def _known(report: Report) -> dict[str, object]:
    return filled(
        path=report.path,
        url=report.url,
        title=report.title,
        outlet=report.outlet,
        published=report.published,
        language=report.language,
        text=report.text,
    )


def _spans(claim: Claim) -> tuple[Span, ...]:
    match claim:
        case Event():
            return claim.trigger
        case Statement():
            return claim.cue + claim.content
        case Commitment():
            return claim.act + claim.condition


def _target(span: Span, report: Report) -> Mapping[str, Any]:
    text = report.text
    quote = filled(
        prefix=text[max(span.start - _AROUND, 0) : span.start], suffix=text[span.end : span.end + _AROUND]
    )
    return {
        "source": f"urn:demarche:{report.id}",
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {"type": "TextQuoteSelector", "exact": span.text, **quote},
        ],
    }


def _body(claim: Claim) -> dict[str, Any]:
    """Return what the record says, in our own terms."""
    record: dict[str, Any] = json.loads(encode(claim))
    return {
        f"dem:{key}": _term(value)
        for key, value in record.items()
        if key not in _SAID_ELSEWHERE and value not in (None, [])
    }


def _term(value: object) -> object:
    """Return a value with its keys in our terms; lists keep their order, spans are without their place in the input."""
    if isinstance(value, list):
        return {"@list": [_term(one) for one in value]}
    if isinstance(value, dict):
        left_out = "source" if "start" in value else None
        return {
            f"dem:{key}": _term(one)
            for key, one in value.items()
            if one not in (None, []) and key != left_out
        }
    return value
