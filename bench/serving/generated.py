"""A ledger of generated reports, spread over ten years: five events, two statements and a commitment in each."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from demarche.ledger.store import Ledger
from demarche.model.codec import BLANK_ID, identified, report_id
from demarche.model.coded import Coded, CodedReport, Reason
from demarche.model.parts import Attribution, Participant, Span, When, Where
from demarche.model.records import Claim, Commitment, Event, Report, Standing, Statement
from demarche.model.run import Run
from demarche.model.values import STATUSES

EVENTS = 5  # of a report
RUN = Run(
    id="generated",
    started="2026-01-01T00:00:00+00:00",
    demarche="0",
    code="c",
    rules="r",
    lexicon="l",
    model="m",
)
COUNTRIES = tuple(f"{first}{second}{third}" for first in "BDFGKLMN" for second in "AEIO" for third in "LNRST")
DEEDS = (
    ("AGREE", 1, "signed an accord with"),
    ("CONSULT", 1, "met envoys of"),
    ("AID", 2, "sent grain to"),
    ("REQUEST", 3, "asked for the papers of"),
    ("ACCUSE", 3, "blamed the survey of"),
    ("THREATEN", 3, "warned the ferries of"),
    ("SANCTION", 4, "raised the tariffs of"),
    ("ASSAULT", 4, "fired at a post of"),
)
TOWNS = tuple(
    f"Port {name}" for name in ("Alder", "Birch", "Cedar", "Elm", "Hazel", "Larch", "Maple", "Rowan")
)
OUTLETS = tuple(
    f"{name} Gazette" for name in ("Harbour", "Quay", "Mole", "Shore", "Lock", "Pier", "Reef", "Buoy")
)
_FIRST = date(2016, 1, 1)
_DAYS = 3650
_SHARE = 0.7  # of events that happened
_AUTHOR = Attribution("AUTHOR", None, None, "CT+")
_FILLER = " The weather station at the lake measured a calm day, and the boats of both shores were out." * 18


@dataclass(frozen=True, slots=True)
class _Words:
    """A text that grows; each addition is a span of it."""

    parts: list[str]

    def add(self, text: str) -> Span:
        start = sum(map(len, self.parts))
        self.parts.append(text)
        return Span(start, start + len(text), text, ((start, start + len(text)),))


def make(path: Path, reports: int) -> None:
    """Write a ledger of so many reports."""
    with Ledger.create_or_open(path) as ledger:
        for coded in generated(reports):
            ledger.append(RUN, coded)


def generated(reports: int) -> Iterator[CodedReport]:
    """Yield reports with their claims, the same each time."""
    draw = Random(7)  # noqa: S311 - no secret
    for number in range(reports):
        yield _report(number, draw)


def _report(number: int, draw: Random) -> CodedReport:
    day = _FIRST + timedelta(days=draw.randrange(_DAYS))
    words = _Words([])
    digest = hashlib.sha256(f"generated {number}".encode()).hexdigest()
    told: list[Claim] = [_event(words, report_id(digest), day, draw) for _ in range(EVENTS)]
    told += _sayings(words, report_id(digest), day, draw)
    words.add(_FILLER)
    report = Report(
        id=report_id(digest), path=f"{number}.txt", url=None, sha256=digest, title=f"What was new on {day:%d %B %Y}", byline=(),
        outlet=draw.choice(OUTLETS), published=day.isoformat(), language="en", text="".join(words.parts), removed=(), mended=(),
    )  # fmt: skip
    reason = Reason("type", "the words are those of the sense", None)
    return CodedReport(report, tuple(Coded(claim, (reason,)) for claim in told), ())


def _somebody(draw: Random, words: _Words) -> Participant:
    code = COUNTRIES[int(len(COUNTRIES) * draw.random() ** 3)]
    return Participant(
        f"Land {code}",
        f"state:{code}",
        "state",
        code,
        ("GOV",),
        None,
        "dictionary",
        words.add(f"Land {code}"),
    )


def _on(day: date) -> When:
    return When(day.isoformat(), day.isoformat(), "day", "reckoned", None)


def _event(words: _Words, report: str, day: date, draw: Random) -> Event:
    name, quad, verb = draw.choice(DEEDS)
    actor = _somebody(draw, words)
    words.add(" ")
    trigger = words.add(verb)
    words.add(" ")
    recipient = _somebody(draw, words)
    words.add(" at ")
    town = draw.choice(TOWNS)
    place = Where(
        town,
        recipient.country,
        None,
        draw.uniform(-60, 70),
        draw.uniform(-180, 180),
        "city",
        None,
        words.add(town),
    )
    words.add(". ")
    return identified(
        Event(
            id=BLANK_ID[Event], report=report, type=name, mode=None, contexts=(), cameo=None, quad=quad, goldstein=0.0,
            trigger=(trigger,), extent=(trigger,), actors=(actor,), recipients=(recipient,), instruments=(), where=(place,),
            when=_on(day - timedelta(days=draw.randrange(3))), casualties=None,
            status="happened" if draw.random() < _SHARE else draw.choice(STATUSES), voice=draw.choice(("asserted", "attributed", "alleged")),
            attribution=(_AUTHOR,), rule="generated", score=round(draw.random(), 2),
        )
    )  # fmt: skip


def _sayings(words: _Words, report: str, day: date, draw: Random) -> list[Claim]:
    found: list[Claim] = []
    for act in ("assert", "demand"):
        speaker = _somebody(draw, words)
        words.add(" ")
        cue = words.add("said")
        words.add(" ")
        content = words.add(f"that the gate at {draw.choice(TOWNS)} was shut")
        words.add(". ")
        found.append(
            identified(
                Statement(
                    id=BLANK_ID[Statement], report=report, act=act, form="indirect", speaker=speaker, cue=(cue,),
                    content=(content,), quoted=(), addressees=(), channels=(), when=_on(day), parent=None,
                    attribution=(_AUTHOR,), rule="generated", score=1.0,
                )
            )
        )  # fmt: skip
    issuer = _somebody(draw, words)
    words.add(" ")
    act_words = words.add("will reopen the gate")
    words.add(".")
    until = day + timedelta(days=draw.randrange(5, 400))
    found.append(
        identified(
            Commitment(
                id=BLANK_ID[Commitment], report=report, force="promise", issuers=(issuer,), addressees=(), act=(act_words,),
                condition=(), consequence=(), deadline=_on(until), strength="will",
                history=(Standing("issued", _on(day), (_AUTHOR,)),), statements=(), events=(), rule="generated", score=1.0,
            )
        )
    )  # fmt: skip
    return found
