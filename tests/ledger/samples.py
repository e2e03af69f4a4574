"""Coded reports about invented matters, to fill ledgers with."""

import hashlib
from dataclasses import replace

from demarche.model.codec import BLANK_ID, identified, report_id
from demarche.model.coded import Coded, CodedReport, Reason
from demarche.model.parts import UNKNOWN_WHEN, Attribution, Participant, Span, When
from demarche.model.records import Claim, Commitment, Event, Problem, Report, Standing, Statement
from demarche.model.run import Run
from demarche.model.values import Act, CommitmentState, Force, ParticipantKind, Status

TEXT = (
    "Chile and Bolivia agreed on Tuesday to share the readings of the weather station at Visviri. "
    "The Bolivian environment minister, Marta Ríos, said that La Paz would repair the mast by June. "
    "Chile’s observers allegedly closed the gate on Friday."
)

RUN = Run(
    id="run-1",
    started="2024-06-01T08:00:00+00:00",
    demarche="0.1.0",
    code="c1",
    rules="r1",
    lexicon="l1",
    model="m1",
)
SAME_AGAIN = replace(RUN, id="run-2", started="2024-06-02T08:00:00+00:00")
NEWER = replace(RUN, id="run-3", started="2024-07-01T08:00:00+00:00", rules="r2")


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start, start + len(words), words, ((start, start + len(words)),))


def participant(
    name: str, identifier: str | None, country: str | None, words: str, kind: ParticipantKind = "state"
) -> Participant:
    return Participant(name, identifier, kind, country, ("GOV",), None, "dictionary", span(words))


CHILE = participant("Chile", "state:CHL", "CHL", "Chile")
BOLIVIA = participant("Bolivia", "state:BOL", "BOL", "Bolivia")
RIOS = participant("Marta Ríos", "person:BOL:marta-rios", "BOL", "Marta Ríos", "person")
OBSERVERS = participant("observers", None, None, "observers", "people")

AUTHOR = Attribution("AUTHOR", None, None, "CT+")
SAYS_RIOS = Attribution(RIOS, span("said"), None, "CT+")
SAY_OBSERVERS = Attribution(OBSERVERS, None, None, "PR+")


def day(earliest: str | None, latest: str | None) -> When:
    if earliest is None and latest is None:
        return UNKNOWN_WHEN
    return When(earliest, latest, "day", "publication" if earliest is None else "reckoned", None)


def report(number: int = 0, *, text: str = TEXT, published: str | None = "2024-05-14") -> Report:
    sha256 = hashlib.sha256(f"input {number}".encode()).hexdigest()
    return Report(
        id=report_id(sha256),
        path=f"wire/{number}.txt",
        url=None,
        sha256=sha256,
        title=f"Report {number}",
        byline=("A. Reporter",),
        outlet=None,
        published=published,
        language="en",
        text=text,
        removed=(),
        mended=(),
    )


def event(  # noqa: PLR0913 - a record has as many fields as it has
    of: Report,
    *,
    type_: str = "AGREE",
    status: Status = "happened",
    when: When = UNKNOWN_WHEN,
    actors: tuple[Participant, ...] = (CHILE, BOLIVIA),
    recipients: tuple[Participant, ...] = (),
    chain: tuple[Attribution, ...] = (AUTHOR,),
    trigger: str = "agreed",
) -> Event:
    return identified(
        Event(
            id=BLANK_ID[Event],
            report=of.id,
            type=type_,
            mode=None,
            contexts=("environment",),
            cameo="057",
            quad=1,
            goldstein=8.0,
            trigger=(span(trigger),),
            extent=(span("agreed on Tuesday to share the readings"),),
            actors=actors,
            recipients=recipients,
            instruments=(),
            where=(),
            when=when,
            casualties=None,
            status=status,
            voice="asserted",
            attribution=chain,
            rule="agree.verb.reciprocal",
            score=1.0,
        )
    )


def statement(
    of: Report,
    *,
    act: Act = "promise",
    when: When = UNKNOWN_WHEN,
    speaker: Participant | None = RIOS,
    addressees: tuple[Participant, ...] = (),
    chain: tuple[Attribution, ...] = (AUTHOR,),
) -> Statement:
    return identified(
        Statement(
            id=BLANK_ID[Statement],
            report=of.id,
            act=act,
            form="indirect",
            speaker=speaker,
            cue=(span("said"),),
            content=(span("La Paz would repair the mast"),),
            quoted=(),
            addressees=addressees,
            channels=(OBSERVERS,),
            when=when,
            parent=None,
            attribution=chain,
            rule="say.that",
            score=0.5,
        )
    )


def commitment(  # noqa: PLR0913 - a record has as many fields as it has
    of: Report,
    *,
    force: Force = "promise",
    when: When = UNKNOWN_WHEN,
    state: CommitmentState = "issued",
    issuers: tuple[Participant, ...] = (BOLIVIA,),
    addressees: tuple[Participant, ...] = (CHILE,),
    chain: tuple[Attribution, ...] = (AUTHOR, SAYS_RIOS),
) -> Commitment:
    issued = Standing("issued", when, chain)
    afterwards = Standing(state, day("2025-02-03", "2025-02-03"), (AUTHOR, SAY_OBSERVERS))
    later = () if state == "issued" else (afterwards,)
    return identified(
        Commitment(
            id=BLANK_ID[Commitment],
            report=of.id,
            force=force,
            issuers=issuers,
            addressees=addressees,
            act=(span("repair the mast"),),
            condition=(),
            consequence=(),
            deadline=None,
            strength="will",
            history=(issued, *later),
            statements=(),
            events=(),
            rule="promise.would",
            score=1.0,
        )
    )


def reasons(claim: Claim) -> tuple[Reason, ...]:
    return (
        Reason("rule", f"{claim.rule} matched", span("said")),
        Reason("when", "no date stands near", None),
    )


def problem(of: Report) -> Problem:
    return Problem(report=of.id, stage="resolve", code="outlet-unknown", message="no outlet is named")


def coded_report(of: Report, *claims: Claim) -> CodedReport:
    """Return the report with these claims, their reasons and a problem."""
    return CodedReport(of, tuple(Coded(claim, reasons(claim)) for claim in claims), (problem(of),))


def full_report(number: int = 0) -> CodedReport:
    """Return a report with a claim of each kind and more."""
    of = report(number)
    return coded_report(
        of,
        event(of, when=day("2024-05-07", "2024-05-07")),
        event(
            of, type_="COERCE", status="planned", trigger="closed", actors=(OBSERVERS,), recipients=(BOLIVIA,)
        ),
        statement(of, when=day("2024-05-06", "2024-05-14")),
        commitment(of, when=day(None, "2024-05-14")),
    )
