"""A ledger of two invented years with places and happenings of several reports, drawn, always the same."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from demarche.index.file import Index
from demarche.index.update import update
from demarche.ledger.linking import set_membership
from demarche.ledger.query import events
from demarche.ledger.store import Ledger
from demarche.ledger.transaction import transaction
from demarche.model.codec import identified
from demarche.model.coded import Coded, CodedReport
from demarche.model.parts import Participant, When, Where
from demarche.model.records import Claim, Event
from tests.ledger import samples
from tests.ledger.measure import Draws, one_of
from tests.ledger.samples import AUTHOR, RUN, SAYS_RIOS, day, span

TYPES = {"AGREE": 1, "CONSULT": 1, "AID": 2, "REQUEST": 3, "ASSAULT": 4}
MUTUAL = ("AGREE", "CONSULT")
REPORTS = 60
_HERE = span("Visviri")


def _party(name: str, identifier: str | None, country: str | None) -> Participant:
    return Participant(name, identifier, "state", country, (), None, "dictionary", span("Chile"))


PARTIES = (
    _party("Chile", "state:CHL", "CHL"),
    _party("Bolivia", "state:BOL", "BOL"),
    _party("Marta Ríos", "person:BOL:marta-rios", "BOL"),
    _party("residents", None, None),
)
PLACES = (
    Where("Visviri", "CHL", "Arica y Parinacota", -17.6, -69.5, "city", None, _HERE),
    Where("La Paz", "BOL", "La Paz", -16.5, -68.1, "city", 3911925, _HERE),
    Where("La Paz", "BOL", "La Paz", -15.5, -68.0, "admin1", 3911924, _HERE),
    Where("Bolivia", "BOL", None, -17.0, -65.0, "country", 3923057, _HERE),
    Where("Atacama", None, None, -24.5, -69.3, "region", None, _HERE),
    Where("Chile", "CHL", None, -30.0, -71.0, "country", 3895114, _HERE),
)


@dataclass(frozen=True)
class Drawn:
    """The ledger and its index, open, and the happening of each event by its id."""

    ledger: Ledger
    index: Index
    happenings: dict[str, str | None]

    def events(self) -> Iterator[tuple[Event, str]]:
        """Yield every event and the id of its happening, its own where it is of none."""
        for event in events(self.ledger):
            yield event, self.happenings[event.id] or event.id


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
            return When(f"{first}T09:00", f"{first}T09:00", "minute", "stated", None)


def _event(number: int, draw: Draws) -> Event:
    kind = one_of(tuple(TYPES), draw())
    actors = tuple(PARTIES[int(draw() * 4)] for _ in range(2 if draw() < 0.3 else 1))
    recipients = tuple(PARTIES[int(draw() * 4)] for _ in range(int(draw() * 1.8)))
    chain = (AUTHOR, SAYS_RIOS) if draw() < 0.5 else (AUTHOR,)
    made = samples.event(samples.report(number), type_=kind, when=_when(draw), actors=actors, chain=chain)
    where = (PLACES[int(draw() * len(PLACES))],) if draw() < 0.7 else ()
    return identified(
        replace(
            made,
            recipients=recipients,
            quad=TYPES[kind],
            where=where,
            status=one_of(("happened", "ongoing", "planned"), draw()),  # type: ignore[arg-type]
        )
    )


def fill(path: Path) -> None:
    """Make the ledger and its index."""
    with Ledger.create_or_open(path) as ledger:
        for number in range(REPORTS):
            draw = Draws(number)
            claims: dict[str, Claim] = {one.id: one for one in (_event(number, draw) for _ in range(6))}
            ledger.append(
                RUN, CodedReport(samples.report(number), tuple(Coded(one, ()) for one in claims.values()), ())
            )
        numbers = [number for (number,) in ledger.select("SELECT number FROM claim WHERE kind = 'event'")]
        draw = Draws(4711)
        members = {number: f"h:{int(draw() * 25):016x}" for number in numbers if draw() < 0.4}
        with transaction(ledger.connection):
            set_membership(ledger.connection, members)
        with Index.open_to_write(path.with_name("drawn.page")) as index:
            update(index, ledger, lambda *_: None)
