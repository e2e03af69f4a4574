"""Writes coded reports as the lines of the contract."""

from collections.abc import Iterator
from typing import BinaryIO

from demarche.model import codec
from demarche.model.coded import CodedReport
from demarche.model.records import Commitment, Event, Record, Statement
from demarche.show.order import in_text_order, problems_in_text_order


def write(stream: BinaryIO, coded: CodedReport) -> None:
    """Write a report, its events, statements, commitments and problems, each in text order; flush at the end.

    Everything is encoded before the first byte is written, so that no half report is left behind.
    """
    lines = [codec.encode(record) + b"\n" for record in _records(coded)]
    stream.write(b"".join(lines))
    stream.flush()


def _records(coded: CodedReport) -> Iterator[Record]:
    claims = [entry.claim for entry in coded.claims]
    yield coded.report
    yield from in_text_order(claim for claim in claims if isinstance(claim, Event))
    yield from in_text_order(claim for claim in claims if isinstance(claim, Statement))
    yield from in_text_order(claim for claim in claims if isinstance(claim, Commitment))
    yield from problems_in_text_order(coded.problems)
