"""A ledger about invented matters that has what exports differ about: statuses, voices, dates, places, odd characters."""

from dataclasses import replace
from pathlib import Path

from demarche.ledger.store import Ledger
from demarche.model.codec import identified
from demarche.model.coded import Coded, CodedReport
from demarche.model.parts import Casualties, Count, Participant, When, Where
from demarche.model.records import Claim, Commitment, Event, Report
from tests.ledger import samples
from tests.ledger.samples import AUTHOR, BOLIVIA, CHILE, RUN, SAYS_RIOS, day, span

TITLE = 'Mast "repaired"\tat\nVisviri <b>&amp;</b>'
VISVIRI = Where("Visviri", "CHL", "Arica y Parinacota", -17.59, -69.48, "city", 3868308, span("Visviri"))
IN_BOLIVIA = Where("Bolivia", "BOL", None, -17.0, -65.0, "country", 3923057, span("Bolivia"))
REBELS = Participant("Free Mast", None, "group", "BOL", ("REB",), None, "text", span("observers"))
VILLAGERS = Participant("villagers", None, "people", "CHL", ("CVL",), None, "none", span("readings"))
WEEK = When("2024-05-06", "2024-05-12", "week", "reckoned", span("on Friday"))
MONTH = When("2024-04-01", "2024-04-30", "month", "stated", None)

REPORT = replace(
    samples.report(published="2024-05-14"),
    title=TITLE,
    outlet="Andes Wire",
    url="https://news.example/mast?a=1&b=2",
)
SECOND = replace(samples.report(1, published=None), title=None)


def _event(of: Report = REPORT, **values: object) -> Event:
    return identified(replace(samples.event(of), **values))  # type: ignore[arg-type]


AGREED = _event(when=day("2024-05-07", "2024-05-07"), where=(VISVIRI,))
ATTRIBUTED = _event(
    type="COERCE",
    mode="restrict",
    cameo="175",
    quad=4,
    goldstein=-9.0,
    trigger=(span("closed"),),
    actors=(CHILE,),
    recipients=(BOLIVIA,),
    voice="attributed",
    attribution=(AUTHOR, SAYS_RIOS),
    when=WEEK,
    where=(IN_BOLIVIA,),
)
KILLED = Casualties(Count(2, None), None, None, (span("mast"),))
ATTACK = _event(
    type="ASSAULT",
    mode="firearms",
    cameo="190",
    quad=4,
    goldstein=-10.0,
    trigger=(span("closed the gate"),),
    extent=(span("observers allegedly closed the gate on Friday"),),
    actors=(REBELS,),
    recipients=(VILLAGERS,),
    casualties=KILLED,
    when=MONTH,
    where=(VISVIRI,),
)
BATTLE = _event(
    of=SECOND,
    type="ASSAULT",
    mode=None,
    cameo="190",
    quad=4,
    goldstein=-10.0,
    actors=(replace(CHILE, sectors=("MIL",)),),
    recipients=(REBELS,),
    when=day("2024-05-03", "2024-05-03"),
    where=(VISVIRI,),
)
PLANNED = _event(status="planned", trigger=(span("would repair"),), when=day("2024-06-01", "2024-06-01"))
DENIED = _event(status="denied", when=day("2024-05-08", "2024-05-08"), where=(VISVIRI,))
ALLEGED = identified(replace(ATTACK, voice="alleged", when=day("2024-05-09", "2024-05-09")))
BOUNDED = _event(trigger=(span("said"),), when=day(None, "2024-05-14"), where=(VISVIRI,))
UNDATED = _event(trigger=(span("share"),), where=(VISVIRI,))
UNCODED = _event(of=SECOND, cameo=None, goldstein=None, when=day("2024-05-02", "2024-05-02"))
SAID = samples.statement(REPORT, when=day("2024-05-13", "2024-05-13"), addressees=(CHILE,))
DUE = identified(
    replace(
        samples.commitment(REPORT, when=day("2024-05-13", "2024-05-13")),
        deadline=When("2024-06-01", "2024-06-30", "month", "stated", span("by June")),
        condition=(span("said that"),),
    )
)
WITHDRAWN = identified(
    replace(
        samples.commitment(REPORT, state="withdrawn", force="offer"),
        deadline=When(None, "2024-07-01", "day", "publication", None),
    )
)
FACTS = (AGREED, ATTRIBUTED, ATTACK, BATTLE, BOUNDED, UNDATED, UNCODED)
NO_FACTS = (PLANNED, DENIED, ALLEGED)
COMMITMENTS: tuple[Commitment, ...] = (DUE, WITHDRAWN, samples.commitment(REPORT))


def fill(path: Path) -> Path:
    """Make the ledger at this path."""
    claims: tuple[Claim, ...] = (*FACTS, *NO_FACTS, SAID, *COMMITMENTS)
    with Ledger.create_or_open(path) as ledger:
        for report in (REPORT, SECOND):
            own = tuple(Coded(claim, ()) for claim in claims if claim.report == report.id)
            ledger.append(RUN, CodedReport(report, own, ()))
    return path
