"""Short reports of happenings: which words of which report tell of which; `docs/happenings.md` has the format."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import yaml

from bench.common.benchmark import BenchError, Item

REPORTS = Path(__file__).parents[2] / "tests" / "happenings" / "reports"
HELD = "held"  # the folder, and part, of reports that nothing is tuned on


@dataclass(frozen=True, slots=True)
class MergeReport(Item):
    """A report; `mentions` are the words that tell of a happening, `text_of` the id of the report whose text it has."""

    part: str
    outlet: str
    published: str
    text: str
    mentions: Mapping[str, tuple[str, ...]]
    text_of: str


class _Own(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    outlet: str
    published: date
    text: str
    mentions: dict[str, tuple[str, ...]]


class _Copy(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    of: str
    outlet: str
    published: date
    edits: list[tuple[str, str]]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    reports: list[_Own]
    copies: list[_Copy] = []


def read_reports(path: Path) -> list[MergeReport]:
    """Return the reports of a file and the copies made of them; raise `BenchError` if it is not of the format."""
    part = HELD if path.parent.name == HELD else "open"
    try:
        file = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), type=_File)
    except (msgspec.ValidationError, yaml.YAMLError) as error:
        raise BenchError(f"{path.name}: {error}") from error
    own = {report.id: _checked(report, path) for report in file.reports}
    found = [
        MergeReport(
            one.id, part, one.outlet, one.published.isoformat(), one.text, one.mentions, text_of=one.id
        )
        for one in own.values()
    ]
    return found + [_copy(copy, own, part, path) for copy in file.copies]


def _checked(report: _Own, path: Path) -> _Own:
    for words in (one for several in report.mentions.values() for one in several):
        if words not in report.text:
            raise BenchError(f"{path.name}: {report.id} does not say {words!r}")
    return report


def _copy(copy: _Copy, own: Mapping[str, _Own], part: str, path: Path) -> MergeReport:
    if copy.of not in own:
        raise BenchError(f"{path.name}: {copy.id} is a copy of {copy.of}, which is not there")
    original, text = own[copy.of], own[copy.of].text
    for before, after in copy.edits:
        if before not in text:
            raise BenchError(f"{path.name}: {copy.of} does not say {before!r}")
        text = text.replace(before, after)
    published = copy.published.isoformat()
    return MergeReport(copy.id, part, copy.outlet, published, text, original.mentions, text_of=copy.of)
