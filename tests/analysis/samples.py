"""A ledger of two invented years: who does what to whom is drawn, always the same."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from demarche.ledger.linking import set_membership
from demarche.ledger.store import Ledger
from demarche.ledger.transaction import transaction
from demarche.model.codec import identified
from demarche.model.coded import Coded, CodedReport
from demarche.model.parts import Attribution, Participant, When
from demarche.model.records import Claim, Commitment, Event, Standing
from tests.ledger import samples
from tests.ledger.measure import Draws, one_of
from tests.ledger.samples import AUTHOR, NEWER, RUN, SAYS_RIOS, day, span

TYPES = {"AGREE": 1, "AID": 2, "REQUEST": 3, "THREATEN": 3, "SANCTION": 4, "ASSAULT": 4}
GOLDSTEIN = {"AGREE": 4.0, "AID": 7.0, "REQUEST": -5.0, "THREATEN": -6.0, "SANCTION": -4.0, "ASSAULT": None}
REPORTS = 40
HAPPENING = "h:00000000000000aa"


def _party(name: str, identifier: str | None, country: str | None) -> Participant:
    return Participant(name, identifier, "state", country, (), None, "dictionary", span("Chile"))


PARTIES = (
    _party("Chile", "state:CHL", "CHL"),
    _party("Bolivia", "state:BOL", "BOL"),
    _party("Marta Ríos", "person:BOL:marta-rios", "BOL"),
    _party("Andean Bank", "org:andean-bank", "IGO"),
    _party("residents", None, None),
)


def _when(draw: Draws) -> When:
    month, start = 1 + int(draw() * 12), 1 + int(draw() * 20)
    year = 2022 + int(draw() * 2)
    first = f"{year}-{month:02}-{start:02}"
    match int(draw() * 6):
        case 0:
            return day(None, None)
        case 1:
            return day(None, first)
        case 2:
            return When(first, f"{year}-{month:02}-{start + 6:02}", "week", "reckoned", None)
        case 3:
            return When(f"{year}-01-01", f"{year}-12-31", "year", "stated", None)
        case _:
            return day(first, first)


def _event(number: int, draw: Draws) -> Event:
    kind = list(TYPES)[int(draw() * len(TYPES))]
    several = draw() < 0.3
    actors = tuple(PARTIES[int(draw() * 5)] for _ in range(2 if several else 1))
    recipients = tuple(PARTIES[int(draw() * 5)] for _ in range(int(draw() * 2.5)))
    chain: tuple[Attribution, ...] = (AUTHOR, SAYS_RIOS) if draw() < 0.5 else (AUTHOR,)
    made = samples.event(samples.report(number), type_=kind, when=_when(draw), actors=actors, chain=chain)
    return identified(
        replace(
            made,
            recipients=recipients,
            quad=TYPES[kind],
            goldstein=GOLDSTEIN[kind],
            status=one_of(("happened", "ongoing", "planned", "denied"), draw()),  # type: ignore[arg-type]
            voice=one_of(("asserted", "attributed", "alleged"), draw()),  # type: ignore[arg-type]
        )
    )


def _commitment(number: int, draw: Draws) -> Commitment:
    first, last = sorted((_when(draw), _when(draw)), key=lambda when: when.latest or "")
    made = samples.commitment(
        samples.report(number), when=first, issuers=(PARTIES[int(draw() * 3)],), addressees=(PARTIES[0],)
    )
    if draw() < 0.5:
        made = replace(made, history=(*made.history, Standing("fulfilled", last, (AUTHOR,))))
    return identified(made)


def coded_reports() -> Iterator[CodedReport]:
    for number in range(REPORTS):
        draw = Draws(number)
        claims: list[Claim] = [_event(number, draw) for _ in range(5)]
        claims.append(_commitment(number, draw))
        known = {claim.id: claim for claim in claims}
        report = replace(samples.report(number), outlet="Andes Wire" if number % 3 else None)
        yield CodedReport(report, tuple(Coded(claim, ()) for claim in known.values()), ())


_TOLD_TWICE = """
SELECT claim FROM participation JOIN participant ON participant.number = participant
WHERE role = 'recipient' AND id = 'state:BOL' AND claim IN (SELECT number FROM claim WHERE kind = 'event')
"""


def fill(path: Path) -> Path:
    """Make the ledger; the first report is coded again and then has no claims."""
    with Ledger.create_or_open(path) as ledger:
        for coded in coded_reports():
            ledger.append(RUN, coded)
        with transaction(ledger.connection):
            # that Bolivia receives it is all that these events have in common: the test needs no more
            set_membership(ledger.connection, {number: HAPPENING for (number,) in ledger.select(_TOLD_TWICE)})
        first = next(coded_reports())
        ledger.append(NEWER, CodedReport(first.report, (), ()))
    return path
