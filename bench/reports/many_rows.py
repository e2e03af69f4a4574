"""A ledger of very many events, made of records without a coder, and how long questions to it take.

The events are drawn by lot, the same each time: five a report, over ten years, between 160 countries of which some are in the
news far more than others; one in five is told again by up to four other reports, as one happening.
"""

import hashlib
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median

from demarche.analysis.columns import columns
from demarche.analysis.figures import figures
from demarche.analysis.question import Question, dyads
from demarche.happenings.tell import tell
from demarche.ledger import linking
from demarche.ledger.append import append, encoded
from demarche.ledger.store import Ledger
from demarche.lexicon.linking import load_link_rules
from demarche.model.codec import BLANK_ID, identified, report_id
from demarche.model.coded import Coded, CodedReport, Reason
from demarche.model.parts import Attribution, Participant, Span, When
from demarche.model.records import Event, Report
from demarche.model.run import Run

_RUN = Run(
    id="rows",
    started="2025-01-01T00:00:00+00:00",
    demarche="0",
    code="c",
    rules="r",
    lexicon="l",
    model="m",
)
_TEXT = "Land A met Land B on the day that is given here, and the two agreed on what was on the table. " * 8
_EVENTS = 5  # a report
_TOLD = 5  # one event in so many is told again
_AT_ONCE = 500  # reports in a transaction
_DAYS = 3650
_TYPES = (
    ("CONSULT", "040", 1, 1.0),
    ("AGREE", "057", 1, 6.5),
    ("AID", "070", 2, 7.0),
    ("ACCUSE", "112", 3, -2.0),
    ("SANCTION", "163", 4, -8.0),
    ("ASSAULT", "190", 4, -10.0),
)
_ACTOR, _RECIPIENT, _TRIGGER = (
    Span(0, 6, "Land A", ((0, 6),)),
    Span(11, 17, "Land B", ((11, 17),)),
    Span(7, 10, "met", ((7, 10),)),
)
_RUNS = 7


@dataclass(frozen=True, slots=True)
class Asked:
    """Seconds of the clock and of the processor that a question takes, the median of seven."""

    clock_s: float
    processor_s: float


def fill(path: Path, events: int) -> None:
    """Make a ledger of so many events."""
    lot = random.Random(1)  # noqa: S311 - for variety, not for secrets
    reports = _reports(lot, events // _EVENTS)
    with Ledger.create_or_open(path) as ledger:
        while group := list(islice(reports, _AT_ONCE)):
            lines = [encoded(one) for one in group]
            with ledger.writing() as connection:
                for one, line in zip(group, lines, strict=True):
                    append(connection, _RUN, one, line)
                _put_together(ledger, lot, group)


def _reports(lot: random.Random, count: int) -> Iterator[CodedReport]:
    countries = [f"{chr(65 + n // 26)}{chr(65 + n % 26)}Z" for n in range(160)]
    people = {
        (code, place): Participant(
            f"Land {code}", f"state:{code}", "state", code, ("GOV",), None, "dictionary", span
        )
        for code in countries
        for place, span in enumerate((_ACTOR, _RECIPIENT))
    }
    for number in range(count):
        day = date(2015, 1, 1) + timedelta(days=int(lot.random() * _DAYS))
        report = _report(number, day)
        claims = []
        for position in range(_EVENTS):
            one, other = (countries[int(len(countries) * lot.random() ** 3)] for _ in range(2))
            happened = (day - timedelta(days=int(lot.random() * 3))).isoformat()
            event = _event(report, lot.choice(_TYPES), (people[one, 0], people[other, 1]), happened, position)
            claims.append(Coded(event, (Reason("type", "so it stands in the rule", _TRIGGER),)))
        yield CodedReport(report, tuple(claims), ())


def _report(number: int, day: date) -> Report:
    sha256 = hashlib.sha256(str(number).encode()).hexdigest()
    return Report(
        id=report_id(sha256), path=f"{number}.txt", url=None, sha256=sha256, title="Two lands meet", byline=(),
        outlet=f"Gazette {number % 300}", published=day.isoformat(), language="en", text=_TEXT, removed=(), mended=(),
    )  # fmt: skip


def _event(
    report: Report,
    kind: tuple[str, str, int, float],
    sides: tuple[Participant, Participant],
    day: str,
    position: int,
) -> Event:
    type_, cameo, quad, goldstein = kind
    return identified(
        Event(
            id=BLANK_ID[Event], report=report.id, type=type_, mode=None, contexts=(), cameo=cameo, quad=quad,
            goldstein=goldstein, trigger=(_TRIGGER,), extent=(_TRIGGER,), actors=sides[:1], recipients=sides[1:],
            instruments=(), where=(), when=When(day, day, "day", "stated", None), casualties=None, status="happened",
            voice="asserted", attribution=(Attribution("AUTHOR", None, None, "CT+"),), rule=f"rows.{position}", score=1.0,
        )
    )  # fmt: skip


def _put_together(ledger: Ledger, lot: random.Random, group: list[CodedReport]) -> None:
    """Write for some events that others are the same, as linking does."""
    numbers = [
        [number for (number,) in ledger.select("SELECT number FROM claim WHERE report = ?", (one.report.id,))]
        for one in group
    ]
    number = linking.begin_linking(ledger.connection, "0", "rows")
    for place, claims in enumerate(numbers):
        others = [numbers[one] for one in range(place + 1, min(place + 5, len(numbers)))]
        if lot.randrange(_TOLD) or not others:
            continue
        together = [claims[0], *(other.pop() for other in others[: 1 + lot.randrange(4)] if other)]
        for one in together[1:]:
            linking.add_merge(ledger.connection, (together[0], one), 4.0, "[]", number)
        happening = linking.happening_id(ledger, together[0])
        linking.set_membership(ledger.connection, dict.fromkeys(together, happening))


@dataclass(frozen=True, slots=True)
class Tables:
    """How long tables by month take: of all dyads, of those of the busiest actor, of one; and copying the columns before (seconds)."""

    every: Asked
    actor: Asked
    dyad: Asked
    copied_s: float


def dyad_months(path: Path) -> Tables:
    """Return how long tables of dyads by month take."""
    with Ledger.open(path) as ledger:
        began = time.perf_counter()
        with columns(ledger, lambda _: None) as connection:
            copied = time.perf_counter() - began
            questions = (Question(), Question(actor="AAZ"), Question(actor="AAZ", recipient="ABZ"))
            every, actor, dyad = (
                _asked(partial(figures, connection, asked, dyads(asked))) for asked in questions
            )
            return Tables(every, actor, dyad, copied)


def happenings(path: Path) -> Asked:
    """Return how long one happening with its evidence takes."""
    rules = load_link_rules()
    with Ledger.open(path) as ledger:
        rows = ledger.select("SELECT happening FROM membership WHERE happening IS NOT NULL LIMIT 5000")
        waiting = iter(sorted({happening for (happening,) in rows}))
        return _asked(lambda: tell(ledger, next(waiting), rules))


def _asked(work: Callable[[], object]) -> Asked:
    times = []
    for _ in range(_RUNS):
        clock, processor = time.perf_counter(), time.process_time()
        work()
        times.append((time.perf_counter() - clock, time.process_time() - processor))
    return Asked(median(one for one, _ in times), median(one for _, one in times))
