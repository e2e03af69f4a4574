"""Keeps the claims of a report: those that the ledger lacks are added, with who takes part in them, and the reasons.

Few statements for all claims together, so that a server that is far away is asked seldom. Inside a transaction of the caller's.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from demarche.ledger.connection import Connection
from demarche.ledger.errors import LedgerError
from demarche.ledger.rows import ParticipantColumns, claim_columns, participant_columns, participations
from demarche.model.records import Claim

_KNOWN = """
SELECT id, number, body FROM claim JOIN claim_record ON claim_record.claim = claim.number
WHERE id IN (SELECT value FROM json_each(?))
"""
_NUMBERS = "SELECT id, number FROM claim WHERE id IN (SELECT value FROM json_each(?))"
_ADD_CLAIM = """
INSERT INTO claim (
    id, kind, report, start, earliest, latest, precision, basis, type, mode, cameo, quad, goldstein,
    status, voice, act, form, force, strength, state, rule, score
) VALUES (
    :id, :kind, :report, :start, :earliest, :latest, :precision, :basis, :type, :mode, :cameo, :quad, :goldstein,
    :status, :voice, :act, :form, :force, :strength, :state, :rule, :score
)
"""
_PARTICIPANTS = """
SELECT id, name, folded, country, kind, sectors, number FROM participant
WHERE folded IN (SELECT value FROM json_each(?))
"""
_ADD_PARTICIPANT = """
INSERT INTO participant (id, name, folded, country, kind, sectors) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
"""
_REASONINGS = """
SELECT claim, body, number FROM reasoning WHERE claim IN (SELECT CAST(value AS INTEGER) FROM json_each(?))
"""
_ADD_REASONING = "INSERT INTO reasoning (claim, body) VALUES (?, ?)"
_LAST_REASONINGS = """
SELECT claim, max(number) FROM reasoning WHERE claim IN (SELECT CAST(value AS INTEGER) FROM json_each(?)) GROUP BY claim
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """The numbers of claims in their order, and how many of them were new."""

    numbers: tuple[int, ...]
    added: int


def keep_claims(connection: Connection, claims: Sequence[Claim], lines: Sequence[str]) -> Kept:
    """Add the rows of the claims that the ledger lacks; raise `LedgerError` if it has one of them with another content."""
    given = {claim.id: (claim, line) for claim, line in reversed([*zip(claims, lines, strict=True)])}
    numbers: dict[str, int] = {}
    known = {identifier: (number, line) for identifier, number, line in _select(connection, _KNOWN, given)}
    for claim, line in zip(claims, lines, strict=True):
        number, there = known.get(claim.id, (None, given[claim.id][1]))
        if there != line:
            raise LedgerError(f"claim {claim.id} is in the ledger with another content")
        if number is not None:
            numbers[claim.id] = number
    new = {identifier: each for identifier, each in given.items() if identifier not in numbers}
    if new:
        numbers |= _added(connection, new)
    return Kept(tuple(numbers[claim.id] for claim in claims), len(new))


def keep_reasons(
    connection: Connection, claims: Sequence[int], texts: Sequence[str | None]
) -> tuple[int | None, ...]:
    """Return the numbers of the reasons for each of the claims, added where the claim has not had the same before."""
    wanted = {claim: text for claim, text in zip(claims, texts, strict=True) if text is not None}
    found = {
        claim: number
        for claim, text, number in _select(connection, _REASONINGS, wanted)
        if wanted[claim] == text
    }
    new = [(claim, text) for claim, text in wanted.items() if claim not in found]
    if new:
        connection.executemany(_ADD_REASONING, new)
        found |= dict(_select(connection, _LAST_REASONINGS, [claim for claim, _ in new]))
    return tuple(found.get(claim) for claim in claims)


def _added(connection: Connection, new: dict[str, tuple[Claim, str]]) -> dict[str, int]:
    connection.executemany(_ADD_CLAIM, [claim_columns(claim) for claim, _ in new.values()])
    numbers: dict[str, int] = dict(_select(connection, _NUMBERS, new))
    connection.executemany(
        "INSERT INTO claim_record VALUES (?, ?)", [(numbers[claim.id], line) for claim, line in new.values()]
    )
    parts = [
        (numbers[claim.id], role, position, participant_columns(participant))
        for claim, _ in new.values()
        for role, position, participant in participations(claim)
    ]
    known = _participants(connection, {columns for *_, columns in parts})
    connection.executemany(
        "INSERT INTO participation VALUES (?, ?, ?, ?)",
        [(claim, role, position, known[columns]) for claim, role, position, columns in parts],
    )
    return numbers


def _participants(
    connection: Connection, wanted: Collection[ParticipantColumns]
) -> dict[ParticipantColumns, int]:
    """Return the numbers of participants, added where they are lacking.

    In one order, so that two who add the same at once do not each wait for the other.
    """
    found = _described(connection, wanted)
    new = [columns for columns in wanted if columns not in found]
    if new:
        connection.executemany(_ADD_PARTICIPANT, sorted(new, key=repr))
        found |= _described(connection, new)
    return found


def _described(
    connection: Connection, wanted: Collection[ParticipantColumns]
) -> dict[ParticipantColumns, int]:
    rows = _select(connection, _PARTICIPANTS, {folded for _, _, folded, *_ in wanted})
    found: dict[ParticipantColumns, int] = {row[:-1]: row[-1] for row in rows}
    return {columns: found[columns] for columns in wanted if columns in found}


def _select(connection: Connection, statement: str, values: Iterable[str] | Iterable[int]) -> list[Any]:
    """Return the rows for a list of values; no question is asked for none."""
    wanted = list(values)
    return connection.execute(statement, (msgspec.json.encode(wanted).decode(),)).fetchall() if wanted else []
