"""TimelineJS: its JSON file of events, with dates as precise as they are known, and text escaped for the page that shows it."""

from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from demarche.export.errors import UnsayableError
from demarche.export.listed import filled, listed
from demarche.export.source import Source, Sourced
from demarche.export.wish import Dates
from demarche.export.wording import chain, headline, words
from demarche.export.writer import Writer
from demarche.model.parts import When
from demarche.model.records import Claim, Commitment, Event, Statement

_PARTS = ("year", "month", "day", "hour", "minute")
_WHOLE_YEAR = ("-01-01", "-12-31")
_GROUPS = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}


class TimelineJs(Writer):
    """A slide a claim, in rows by quad class, statements and commitments."""

    def write(self, source: Source, part: Path) -> None:
        """Write the claims that have a date; events are facts unless all is asked for, and say so where they are not."""
        with listed(part, {"title": {"text": {"headline": "demarche"}}}, "events") as slides:
            for of in source.claims():
                try:
                    if isinstance(of.claim, Event):
                        self.wish.check(of.claim)
                    slides.add([_slide(of.claim, of, self.wish.dates)])
                    self.tally.written += 1
                except UnsayableError as reason:
                    self.tally.left_out[str(reason)] += 1


def _slide(claim: Claim, of: Sourced, dates: Dates) -> Mapping[str, Any]:
    source = ", ".join(
        part for part in (of.report.outlet, of.report.title, of.report.published or of.report.path) if part
    )
    match claim:
        case Event():
            when, said, group = claim.when, words(claim.extent), _GROUPS[claim.quad]
            vouched = chain(claim.attribution)
        case Statement():
            when, said, group = claim.when, words(claim.cue + claim.content), "statements"
            vouched = chain(claim.attribution)
        case Commitment():
            when, said, group = claim.history[0].when, words(claim.act + claim.condition), "commitments"
            vouched = chain(claim.history[-1].attribution)
    lines = [f"“{said}”", f"says {' < '.join(vouched)}", source]
    if of.happening is not None:
        lines.append(f"{of.happening.reports} reports, {len(of.happening.sources)} independent sources")
    lines.append(claim.id)
    return filled(
        **_dates(when, dates),
        text={
            "headline": escape(headline(claim)),
            "text": "".join(f"<p>{escape(line)}</p>" for line in lines),
        },
        group=group,
        unique_id=claim.id.replace(":", "-"),
        autolink=False,
    )


def _dates(when: When, dates: Dates) -> dict[str, object]:
    """Return start, end and the words that are shown; a last possible day says that it is one."""
    if when.earliest is None:
        if when.latest is None:
            raise UnsayableError("no date")
        if dates == "known":
            raise UnsayableError("no day is known")
        return {"start_date": _date(when.latest), "display_date": f"not after {when.latest}"}
    first, last = when.earliest, when.latest or when.earliest
    if first == last:
        return {"start_date": _date(first)}
    if (first[4:10], last[4:10]) == _WHOLE_YEAR and first[:4] == last[:4]:
        return {"start_date": _date(first[:4])}
    return {
        "start_date": _date(first),
        "end_date": _date(last),
        "display_date": f"between {first} and {last}",
    }


def _date(iso: str) -> dict[str, int]:
    numbers = (int(number) for number in iso.replace("T", "-").replace(":", "-").split("-"))
    return dict(zip(_PARTS, numbers, strict=False))
