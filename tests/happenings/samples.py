"""Coded reports about invented matters: each with one event, to be linked or not."""

import hashlib

from demarche.model.codec import BLANK_ID, identified, report_id
from demarche.model.coded import Coded, CodedReport
from demarche.model.parts import Attribution, Casualties, Count, Participant, Span, When, Where
from demarche.model.records import Event, Report
from demarche.model.run import Run
from demarche.model.values import Status

RUN = Run(
    id="run-1", started="2025-05-01T08:00:00+00:00", demarche="0", code="c", rules="r", lexicon="l", model="m"
)
NEWER = Run(
    id="run-2",
    started="2025-06-01T08:00:00+00:00",
    demarche="0",
    code="c",
    rules="r2",
    lexicon="l",
    model="m",
)
CITIES = {"Arica": (-18.48, -70.33), "Tacna": (-18.01, -70.25), "Ilo": (-17.64, -71.34)}
AUTHOR = Attribution("AUTHOR", None, None, "CT+")


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words, None)


def state(code: str, text: str, words: str) -> Participant:
    return Participant(
        words, f"state:{code}", "state", code, ("GOV",), None, "dictionary", _span(text, words)
    )


def report(name: str, text: str, *, published: str = "2025-05-13", outlet: str | None = None) -> Report:
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    return Report(
        id=report_id(sha256),
        path=f"{name}.txt",
        url=None,
        sha256=sha256,
        title=None,
        byline=(),
        outlet=outlet,
        published=published,
        language="en",
        text=text,
        removed=(),
        mended=(),
    )


def meeting(  # noqa: PLR0913 - what differs between reports
    of: Report,
    *,
    day: str | None = "2025-05-12",
    place: str | None = None,
    status: Status = "happened",
    type_: str = "CONSULT",
    countries: tuple[str, ...] = ("PER", "CHL"),
    killed: int | None = None,
    said: str | None = None,
) -> Event:
    """Return an event whose trigger is the first word of the report."""
    names = {"PER": "Peru", "CHL": "Chile", "BOL": "Bolivia"}
    text = of.text
    trigger = _span(text, text.split()[0])
    when = (
        When(day, day, "day", "reckoned", None)
        if day
        else When(None, of.published, "day", "publication", None)
    )
    source = () if said is None else (Attribution(state(said, text, text.split()[0]), None, None, "CT+"),)
    spots: tuple[Where, ...] = ()
    if place is not None:
        lat, lon = CITIES[place]
        spots = (Where(place, "CHL", None, lat, lon, "city", None, trigger),)
    return identified(
        Event(
            id=BLANK_ID[Event],
            report=of.id,
            type=type_,
            mode=None,
            contexts=(),
            cameo="040",
            quad=1,
            goldstein=None,
            trigger=(trigger,),
            extent=(trigger,),
            actors=tuple(
                Participant(names[one], f"state:{one}", "state", one, ("GOV",), None, "dictionary", trigger)
                for one in countries
            ),
            recipients=(),
            instruments=(),
            where=spots,
            when=when,
            casualties=None if killed is None else Casualties(Count(killed, killed), None, None, (trigger,)),
            status=status,
            voice="asserted",
            attribution=(AUTHOR, *source),
            rule="meet",
            score=1.0,
        )
    )


def coded(of: Report, *events: Event) -> CodedReport:
    return CodedReport(of, tuple(Coded(event, ()) for event in events), ())
