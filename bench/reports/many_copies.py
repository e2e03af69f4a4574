"""How long linking takes where thousands of reports are copies of one text, each with the same events."""

import hashlib
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from bench.reports.many_texts import texts
from demarche.happenings.link import link
from demarche.ledger.store import Ledger
from demarche.lexicon.linking import load_link_rules
from demarche.model.codec import identified, report_id
from demarche.model.coded import Coded, CodedReport
from demarche.model.records import Event
from demarche.pipeline import Coder

_OUTLETS = 40


def milliseconds(copies: int) -> float:
    """Return how many milliseconds of the processor linking takes a report, among so many copies of one text."""
    coder = Coder.load()
    (text,) = texts(1)
    original = coder.code_text(text)
    run = coder.run()
    with tempfile.TemporaryDirectory() as folder, Ledger.create_or_open(Path(folder) / "ledger") as ledger:
        ledger.append_all(run, [_copy(original, number) for number in range(copies)])
        began = time.process_time()
        link(ledger, load_link_rules())
        return (time.process_time() - began) * 1000 / copies


def _copy(of: CodedReport, number: int) -> CodedReport:
    """Return the report as another outlet has it."""
    sha256 = hashlib.sha256(str(number).encode()).hexdigest()
    report = replace(
        of.report,
        id=report_id(sha256),
        sha256=sha256,
        path=f"{number}.txt",
        outlet=f"Gazette {number % _OUTLETS}",
    )
    events = tuple(
        Coded(identified(replace(one.claim, report=report.id)), one.reasons)
        for one in of.claims
        if isinstance(one.claim, Event)
    )
    return CodedReport(report, events, ())
