"""One record in full, for `demarche show ID`."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.text import Text

from demarche.model.coded import Reason
from demarche.model.records import Claim, Report
from demarche.show.fields import Field, Item, Wording, fields
from demarche.show.grid import grid
from demarche.show.labels import Labels, load_labels
from demarche.show.passage import marked
from demarche.show.visible import one_line
from demarche.show.words import author_name, day_words

_QUIET = "dim"


def record_panel(record: Claim | Report, report: Report) -> RenderableType:
    """Return everything a record holds, a claim with the sentences of its report."""
    if isinstance(record, Report):
        labels = load_labels()
        return _panel(record, grid(_report_fields(record, labels), (), labels))
    return claim_panel(record, report, ())


def claim_panel(claim: Claim, report: Report, reasons: Sequence[Reason]) -> RenderableType:
    """Return a claim's sentences with its words marked, and each field with its value and the reasons for it."""
    labels = load_labels()
    shown = (*fields(claim, Wording(labels, author_name(report))), *_provenance(claim, labels))
    body = Group(
        Text(_report_line(report), style=_QUIET),
        Text(),
        marked(claim, report),
        Text(),
        grid(shown, reasons, labels),
    )
    return _panel(claim, body)


def _panel(record: Claim | Report, body: RenderableType) -> Panel:
    title = Text(f"{record.kind} {record.id}")
    return Panel(body, title=title, title_align="left", padding=(1, 2))


def _report_line(report: Report) -> str:
    parts = (report.title, report.outlet, report.published, report.path)
    return " · ".join(one_line(part) for part in parts if part)


def _provenance(claim: Claim, labels: Labels) -> tuple[Field, ...]:
    values = (("rule", claim.rule), ("score", f"{claim.score:g}"), ("id", claim.id))
    return tuple(Field(key, labels.text("field", key), (Item(value),)) for key, value in values)


def _report_fields(report: Report, labels: Labels) -> tuple[Field, ...]:
    values: tuple[tuple[str, Sequence[Item]], ...] = (
        ("title", _given(report.title)),
        ("byline", [Item(one_line(name)) for name in report.byline] or _given(None)),
        ("outlet", _given(report.outlet)),
        ("published", _given(report.published and day_words(report.published, labels))),
        ("language", _given(report.language)),
        ("path", _given(report.path)),
        ("url", _given(report.url)),
        ("sha256", _given(report.sha256)),
        ("length", [Item(f"{len(report.text):,} characters, {len(report.text.split()):,} words")]),
        ("removed", [Item(f"{part.start}–{part.end}", one_line(part.why)) for part in report.removed]),
        ("mended", [Item(f"a break at {at}") for at in report.mended]),
        ("id", _given(report.id)),
    )
    found = (Field(key, labels.text("field", key), tuple(items)) for key, items in values)
    return tuple(field for field in found if field.items)


def _given(value: str | None) -> list[Item]:
    return [Item(one_line(value) if value else "none in the report")]
