"""The promise that every span is words of its report: checked for each report before anything is written."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from demarche.model.checks import RecordError
from demarche.model.coded import CodedReport
from demarche.model.parts import Span


def verify(coded: CodedReport) -> CodedReport:
    """Return the report as it is; raise `RecordError` if a span's words are not those at its place in the text."""
    text = coded.report.text
    for span in _spans(coded.claims):
        if text[span.start : span.end] != span.text:
            found = text[span.start : span.end]
            raise RecordError(f"{coded.report.id}: {span.start}-{span.end} is {found!r}, not {span.text!r}")
    return coded


def _spans(value: object) -> Iterator[Span]:
    """Yield the spans in a record, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _spans(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _spans(getattr(value, field.name))
