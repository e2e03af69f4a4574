"""demarche's linking as `merge` sees it: reports coded, kept in a ledger that is thrown away, and linked."""

import hashlib
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench.common.events import ranges_of
from bench.reports.copies import CopyPrediction, CopyText, Find
from bench.reports.merge import Link, LinkedEvent, MergePrediction
from bench.reports.merge_reports import MergeReport
from demarche.happenings.copies import bands, overlap, shingles
from demarche.happenings.link import link
from demarche.ledger.store import Ledger
from demarche.lexicon.linking import load_link_rules
from demarche.model.codec import report_id
from demarche.model.coded import CodedReport
from demarche.model.records import Event
from demarche.pipeline import Coder


def load_link() -> Link:
    """Return the coder and the linking, loaded."""
    coder, rules = Coder.load(), load_link_rules()

    def linked(items: Sequence[MergeReport]) -> Sequence[MergePrediction]:
        coded = [_coded(coder, item) for item in items]
        with (
            tempfile.TemporaryDirectory() as folder,
            Ledger.create_or_open(Path(folder) / "ledger") as ledger,
        ):
            run = coder.run()
            for report in coded:
                ledger.append(run, report)
            link(ledger, rules)
            happenings = dict(ledger.select("SELECT id, happening FROM current_member"))
            copies = ledger.select("SELECT one, other FROM copy")
        return _predictions(items, coded, happenings, copies)

    return linked


def _coded(coder: Coder, item: MergeReport) -> CodedReport:
    """Return a report coded, as if its file named its outlet: two copies without edits are two reports."""
    reading = coder.read_text(item.text, published=item.published)
    sha256 = hashlib.sha256(f"{item.id}\n{item.text}".encode()).hexdigest()
    report = replace(
        reading.report,
        id=report_id(sha256),
        sha256=sha256,
        path=item.id,
        outlet=reading.report.outlet or item.outlet,
    )
    return coder.code(replace(reading, report=report, problems=()))


def _predictions(
    items: Sequence[MergeReport],
    coded: Sequence[CodedReport],
    happenings: dict[str, str],
    copies: Sequence[tuple[str, str]],
) -> list[MergePrediction]:
    names = {report.report.id: item.id for item, report in zip(items, coded, strict=True)}
    others = defaultdict(list)
    for one, other in copies:
        others[one].append(names[other])
        others[other].append(names[one])
    return [
        MergePrediction(
            id=item.id,
            text=report.report.text,
            events=tuple(
                LinkedEvent(
                    ranges_of(each.claim.trigger),
                    " ".join(span.text for span in each.claim.trigger),
                    happenings.get(each.claim.id),
                )
                for each in report.claims
                if isinstance(each.claim, Event)
            ),
            copies=tuple(sorted(others[report.report.id])),
        )
        for item, report in zip(items, coded, strict=True)
    ]


def load_find() -> Find:
    """Return what finds copies as `link` does, without a ledger: texts that share a band, and enough of their words."""
    rules = load_link_rules().copies

    def found(items: Sequence[CopyText]) -> Sequence[CopyPrediction]:
        texts = {item.id: shingles(item.text, rules) for item in items}
        sharing: dict[int, list[str]] = defaultdict(list)
        copies: dict[str, set[str]] = defaultdict(set)
        for name, text in texts.items():
            for band in bands(text, rules):
                for other in sharing[band]:
                    if other not in copies[name] and overlap(text, texts[other]) >= rules.least:
                        copies[name].add(other)
                sharing[band].append(name)
        return [CopyPrediction(item.id, tuple(sorted(copies[item.id]))) for item in items]

    return found
