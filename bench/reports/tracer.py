"""demarche's histories as `histories` sees them: reports coded, kept in a ledger that is thrown away, and traced."""

import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from bench.reports.histories import Place, PredictedEntry, PredictedLink, StoryPrediction, Trace
from bench.reports.stories import Story, StoryReport
from demarche.histories.docket import Entry, Question, docket, entry_of
from demarche.histories.passages import sentences
from demarche.histories.trace import trace
from demarche.ledger.store import Ledger
from demarche.lexicon.histories import HistoryRules, load_history_rules
from demarche.model.codec import report_id
from demarche.model.coded import CodedReport
from demarche.model.records import Report
from demarche.pipeline import Coder

_Known = Mapping[str, tuple[str, str]]  # story and name of a report by its id


def load_trace() -> Trace:
    """Return the coder and the tracing, loaded."""
    coder, rules = Coder.load(), load_history_rules()

    def traced(items: Sequence[Story]) -> Sequence[StoryPrediction]:
        coded = {(story.id, one.id): _coded(coder, story, one) for story in items for one in story.reports}
        known = {report.report.id: name for name, report in coded.items()}
        with (
            tempfile.TemporaryDirectory() as folder,
            Ledger.create_or_open(Path(folder) / "ledger") as ledger,
        ):
            run = coder.run()
            for report in coded.values():
                ledger.append(run, report)
            trace(ledger, rules)
            found = docket(ledger, Question(), rules).entries
            return [
                StoryPrediction(
                    id=story.id,
                    texts={one.id: coded[story.id, one.id].report.text for one in story.reports},
                    entries=tuple(
                        _entry(entry, story, known, ledger, rules)
                        for entry in found
                        if known[entry.commitment.report][0] == story.id
                    ),
                )
                for story in items
            ]

    return traced


def _coded(coder: Coder, story: Story, one: StoryReport) -> CodedReport:
    """Return a report coded, as if its file named its outlet."""
    reading = coder.read_text(one.text, published=one.published.isoformat())
    sha256 = hashlib.sha256(f"{story.id} {one.id}\n{one.text}".encode()).hexdigest()
    report = replace(
        reading.report,
        id=report_id(sha256),
        sha256=sha256,
        path=f"{story.id}-{one.id}",
        outlet=reading.report.outlet or one.outlet,
    )
    return coder.code(replace(reading, report=report, problems=()))


def _entry(entry: Entry, story: Story, known: _Known, ledger: Ledger, rules: HistoryRules) -> PredictedEntry:
    told = tuple(
        (known[report.id][1], span.start, span.end)
        for one, report in entry.tellings
        for span in (*one.act, *one.condition, *one.consequence)
        if known[report.id][0] == story.id
    )
    days = {story.day(one) for one in story.commitments}
    return PredictedEntry(
        told=told,
        links=tuple(_link(one.report, one.at, one.kind, known) for one in entry.evidence),
        states={day: entry_of(ledger, entry.id, rules, day).state.state for day in sorted(days)},
    )


def _link(report: Report, at: int, kind: str, known: _Known) -> PredictedLink:
    story, name = known[report.id]
    start, end = next((start, end) for start, end in sentences(report.text) if start <= at < end)
    place: Place = (name, start, end)
    return PredictedLink(story, place, report.text[start:end].strip(), kind)
