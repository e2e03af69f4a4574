"""Measures a ledger of synthetic reports: `python -m ledger.measure FILE REPORTS CODINGS` in the folder of the tests.

Each report has 2,600 characters, five events, two statements, a commitment, six reasons a claim, and one problem.
Who takes part is drawn from 160 countries, the first of which has about one event in five. Every report is
coded as often as CODINGS says, by another version each time, that changes every second event. Prints one
JSON object: reports a second, bytes of the file, and for each filter how many events pass, and the median of five
first pages of 50 events and of five counts, in milliseconds.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path
from statistics import median

from demarche.ledger.filters import Filter
from demarche.ledger.query import coded, count, events, find, reports, runs
from demarche.ledger.store import Ledger
from demarche.model.codec import identified
from demarche.model.coded import Coded, CodedReport, Reason
from demarche.model.parts import Participant, When
from demarche.model.records import Claim, Event
from demarche.model.values import ACTS

from .samples import (
    AUTHOR,
    RUN,
    SAYS_RIOS,
    TEXT,
    commitment,
    day,
    event,
    problem,
    report,
    span,
    statement,
)

COUNTRIES = tuple(a + b + c for a, b, c in product("BDFGKLMN", "AEIO", "LNRST"))
TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "AID",
    "REQUEST",
    "ACCUSE",
    "PROTEST",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
PAGE = 50
FILTERS = {
    "none": Filter(limit=PAGE),
    "actor of many": Filter(actor=COUNTRIES[0], limit=PAGE),
    "actor of few": Filter(actor=COUNTRIES[-1], limit=PAGE),
    "actor by name": Filter(actor=f"land {COUNTRIES[0].lower()}", limit=PAGE),
    "both sides": Filter(actor=COUNTRIES[0], recipient=COUNTRIES[1], limit=PAGE),
    "source": Filter(source="BOL", limit=PAGE),
    "common type": Filter(type=TYPES[0], limit=PAGE),
    "rare type": Filter(type=TYPES[-1], limit=PAGE),
    "status": Filter(status="denied", limit=PAGE),
    "type and status": Filter(type=TYPES[-1], status="denied", limit=PAGE),
    "last month": Filter(since="2024-12", limit=PAGE),
    "month in the middle": Filter(since="2019-06", until="2019-06", limit=PAGE),
    "status in a month": Filter(status="happened", since="2024-12", until="2024-12", limit=PAGE),
    "all": Filter(
        actor=COUNTRIES[0],
        recipient=COUNTRIES[1],
        source="BOL",
        type=TYPES[0],
        status="happened",
        since="2016",
        until="2023",
        limit=PAGE,
    ),
    "no such actor": Filter(actor="nobody", limit=PAGE),
    "report": Filter(report=report(7).id, limit=PAGE),
}


class Draws:
    """Numbers from 0 to 1 that look drawn by lot and are the same each time."""

    def __init__(self, seed: int) -> None:
        self.state = seed * 7919 + 1

    def __call__(self) -> float:
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 11) / 2**53


def one_of(values: tuple[str, ...], drawn: float) -> str:
    """Return a value; the first are drawn far more often than the last."""
    return values[int(len(values) * drawn**3)]


def somebody(draw: Draws) -> Participant:
    country = one_of(COUNTRIES, draw())
    name = f"Land {country}" if draw() < 0.6 else f"Minister {int(draw() * 40)} of {country}"
    identifier = f"state:{country}" if name.startswith("Land") else f"person:{country}:{name.lower()}"
    return Participant(name, identifier, "state", country, ("GOV",), None, "dictionary", span("Chile"))


def some_day(draw: Draws) -> When:
    date = f"{2015 + int(draw() * 10)}-{1 + int(draw() * 12):02}-{1 + int(draw() * 28):02}"
    match int(draw() * 10):
        case 0:
            return day(None, None)
        case 1 | 2 | 3:
            return day(None, date)
        case _:
            return day(date, date)


def with_reasons(claim: Claim) -> Coded:
    fields = ("type", "actors", "recipients", "status", "voice", "when")
    return Coded(claim, tuple(Reason(field, "so it stands in the rule", span("agreed")) for field in fields))


def made(number: int, version: int) -> CodedReport:
    draw, of = Draws(number), report(number, text=" ".join((TEXT,) * 10))
    claims: list[Claim] = []
    for position in range(5):
        happening = event(
            of,
            type_=one_of(TYPES, draw()),
            status="happened" if draw() < 0.6 else "denied" if draw() < 0.2 else "planned",
            when=some_day(draw),
            actors=(somebody(draw),),
            recipients=(somebody(draw),),
            chain=(AUTHOR, SAYS_RIOS) if draw() < 0.5 else (AUTHOR,),
        )
        rule = f"rule.{position}.{version if position % 2 else 0}"
        claims.append(identified(replace(happening, rule=rule)))
    claims.extend(statement(of, act=act, when=some_day(draw), speaker=somebody(draw)) for act in ACTS[:2])
    claims.append(commitment(of, when=some_day(draw), issuers=(somebody(draw),)))
    return CodedReport(of, tuple(with_reasons(claim) for claim in claims), (problem(of),))


def fill(path: Path, size: int, codings: int) -> tuple[float, float]:
    """Append the reports; return the seconds and those of the processor, the making of the records left out."""
    seconds = processor = 0.0
    with Ledger.create_or_open(path) as ledger:
        for version in range(codings):
            run = replace(RUN, id=f"run-{version}", rules=f"r{version}")
            for number in range(size):
                given = made(number, version)
                begun, begun_processor = time.perf_counter(), time.process_time()
                ledger.append(run, given)
                seconds += time.perf_counter() - begun
                processor += time.process_time() - begun_processor
    return seconds, processor


def milliseconds(work: Callable[[], object]) -> float:
    """Return the median of five times that the work takes of the processor; the file is in memory by then."""
    times = []
    for _ in range(5):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return round(median(times) * 1000, 1)


def page(ledger: Ledger, chosen: Filter) -> list[Event]:
    return list(events(ledger, chosen))


def queries(ledger: Ledger) -> dict[str, list[float]]:
    """Return for each filter how many events pass, and the milliseconds of the first page and of counting."""
    return {
        name: [
            count(ledger, "event", chosen).matching,
            milliseconds(partial(page, ledger, chosen)),
            milliseconds(partial(count, ledger, "event", chosen)),
        ]
        for name, chosen in FILTERS.items()
    }


def lookups(ledger: Ledger) -> dict[str, float]:
    """Return the milliseconds of what is asked beside the lists of entries."""
    wanted = report(7).id
    return {
        "find": milliseconds(lambda: find(ledger, wanted[:12])),
        "coded": milliseconds(lambda: coded(ledger, wanted)),
        "reports": milliseconds(lambda: list(reports(ledger, Filter(limit=PAGE)))),
        "runs": milliseconds(lambda: runs(ledger)),
    }


def measure(path: Path, size: int, codings: int) -> dict[str, object]:
    seconds, processor = fill(path, size, codings)
    with Ledger.open(path) as ledger:
        begun = time.process_time()
        read = sum(1 for _ in events(ledger))
        return {
            "appended_per_second": round(size * codings / seconds, 1),
            "appended_per_second_of_processor": round(size * codings / processor, 1),
            "bytes": path.stat().st_size,
            "events": read,
            "events_read_per_second": round(read / (time.process_time() - begun)),
            "filters": queries(ledger),
            "lookups": lookups(ledger),
        }


if __name__ == "__main__":
    figures = measure(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")
