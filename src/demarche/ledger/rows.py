"""Records as the rows of the ledger; pure functions."""

import unicodedata
from collections.abc import Iterator
from itertools import chain
from typing import Any, Literal

import msgspec

from demarche.model.coded import Reason
from demarche.model.parts import Attribution, Participant, Span, When
from demarche.model.records import Claim, Commitment, Event, Statement

Role = Literal["actor", "recipient", "instrument", "speaker", "addressee", "channel", "issuer", "source"]
ParticipantColumns = tuple[str | None, str, str, str | None, str, str]

_OWN_COLUMNS: dict[type[Claim], tuple[str, ...]] = {
    Event: ("type", "mode", "cameo", "quad", "goldstein", "status", "voice"),
    Statement: ("act", "form"),
    Commitment: ("force", "strength"),
}
_NO_COLUMNS = dict.fromkeys((*chain.from_iterable(_OWN_COLUMNS.values()), "state"))
_REASONS = msgspec.json.Decoder(tuple[Reason, ...])


def folded(name: str) -> str:
    """Return the name as names are compared: without case and without differences of encoding."""
    return unicodedata.normalize("NFKC", name).casefold()


def claim_columns(claim: Claim) -> dict[str, Any]:
    """Return the columns of the table `claim`, its number aside."""
    when = when_of(claim)
    return {
        "id": claim.id,
        "kind": claim.kind,
        "report": claim.report,
        "start": min(span.start for span in words_of(claim)),
        "earliest": when.earliest,
        "latest": when.latest,
        "precision": when.precision,
        "basis": when.basis,
        **_own_columns(claim),
        "rule": claim.rule,
        "score": claim.score,
    }


def _own_columns(claim: Claim) -> dict[str, Any]:
    own = {name: getattr(claim, name) for name in _OWN_COLUMNS[type(claim)]}
    if isinstance(claim, Commitment):
        own["state"] = claim.history[-1].state
    return _NO_COLUMNS | own


def when_of(claim: Claim) -> When:
    """Return the date by which a claim is sorted: for a commitment that of its first state."""
    return claim.history[0].when if isinstance(claim, Commitment) else claim.when


def words_of(claim: Claim) -> tuple[Span, ...]:
    """Return the words by which a claim is found in its report; there is at least one span."""
    match claim:
        case Event():
            return claim.trigger
        case Statement():
            return claim.cue + claim.content
        case Commitment():
            return claim.act


def participations(claim: Claim) -> Iterator[tuple[Role, int, Participant]]:
    """Yield who takes part in a claim, as what and in which place of the list."""
    for role, participants in _roles(claim):
        for position, participant in enumerate(participants):
            yield role, position, participant
    for position, link in enumerate(_chain(claim)):
        if isinstance(link.source, Participant):
            yield "source", position, link.source


def _roles(claim: Claim) -> tuple[tuple[Role, tuple[Participant, ...]], ...]:
    match claim:
        case Event():
            return (
                ("actor", claim.actors),
                ("recipient", claim.recipients),
                ("instrument", claim.instruments),
            )
        case Statement():
            speakers = () if claim.speaker is None else (claim.speaker,)
            return (
                ("speaker", speakers),
                ("addressee", claim.addressees),
                ("channel", claim.channels),
            )
        case Commitment():
            return ("issuer", claim.issuers), ("addressee", claim.addressees)


def _chain(claim: Claim) -> tuple[Attribution, ...]:
    if isinstance(claim, Commitment):
        return tuple(link for standing in claim.history for link in standing.attribution)
    return claim.attribution


def participant_columns(participant: Participant) -> ParticipantColumns:
    """Return the columns of the table `participant`, its number aside: what describes it in any report.

    The character 0, which not every database keeps, is the replacement character here.
    """
    sectors = "|".join(participant.sectors)
    name = participant.name.replace("\0", "\ufffd")
    return participant.id, name, folded(name), participant.country, participant.kind, sectors


def reasons_text(reasons: tuple[Reason, ...]) -> str:
    """Return the reasons as a JSON list."""
    return msgspec.json.encode(reasons).decode()


def reasons_of(text: str | None) -> tuple[Reason, ...]:
    """Return the reasons that a JSON list holds; None holds none."""
    return () if text is None else _REASONS.decode(text)
