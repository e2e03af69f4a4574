"""Runs of a ledger and the differences between two, as tables and as lines of JSON."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from rich.table import Table

from demarche.ledger.difference import Comparison
from demarche.ledger.query import RunEntry
from demarche.model.parts import Participant
from demarche.model.records import Claim, Commitment, Event, Statement
from demarche.show.folding import Column, FoldingTable, cell
from demarche.show.visible import shortened
from demarche.show.words import counted, names

_ID = 8  # digits of a run's id that are shown
_FOLD_AT = 130
_WORDS = 60
_QUIET = "dim"


def run_lines(entries: Sequence[RunEntry]) -> list[bytes]:
    """Return the runs as JSON, one a line, with their duration in seconds."""
    return [
        msgspec.json.encode(
            {
                "kind": "run",
                **msgspec.to_builtins(entry.run),
                "fingerprint": entry.run.fingerprint,
                **{
                    name: getattr(entry, name)
                    for name in ("reports", "current", "claims", "problems", "last")
                },
                "seconds": _seconds(entry),
                "ending": None if entry.ending is None else msgspec.to_builtins(entry.ending),
            }
        )
        for entry in entries
    ]


def runs_table(entries: Sequence[RunEntry]) -> Table:
    """Return the runs: when, how long, versions, what was coded, how it ended; in the order given."""
    table = FoldingTable(
        (
            Column("run", width=_ID),
            Column("began, took", width=25),
            Column("versions", ratio=5),
            Column("reports", ratio=3),
            Column("claims, problems", ratio=3),
            Column("inputs", ratio=4),
        ),
        (Column("run, began, took", width=25), Column("versions", ratio=3), Column("coded", ratio=3)),
        _FOLD_AT,
    )
    for entry in entries:
        run = entry.run
        identity = (run.id[:_ID], "bold")
        began, took = (run.started, ""), (str(timedelta(seconds=_seconds(entry))), "")
        versions = (
            (f"demarche {run.demarche}, fingerprint {run.fingerprint}", ""),
            (f"code {run.code}, rules {run.rules}, lexicon {run.lexicon}, model {run.model}", _QUIET),
        )
        reports = (f"{counted(entry.reports, 'report')}, {entry.current:,} of them current", "")
        found = (f"{counted(entry.claims, 'claim')}, {counted(entry.problems, 'problem')}", "")
        ending = (_ended(entry), "")
        table.add(
            (cell(identity), cell(began, took), cell(*versions), cell(reports), cell(found), cell(ending)),
            (cell(identity, began, took), cell(*versions), cell(reports, found, ending)),
        )
    return table


def _seconds(entry: RunEntry) -> int:
    """Return how long a run took: to its end or, where none is noted, to the last report it added."""
    last = entry.last if entry.ending is None else entry.ending.ended
    return round((datetime.fromisoformat(last) - datetime.fromisoformat(entry.run.started)).total_seconds())


def _ended(entry: RunEntry) -> str:
    end = entry.ending
    if end is None:
        return "no end noted: killed, or going on"
    return f"{end.how}: {end.inputs:,} inputs, {end.known:,} known, {end.failed:,} failed"


def difference_lines(comparison: Comparison) -> list[bytes]:
    """Return the differences as JSON, one a line; claims stand in them as in the contract."""
    return [msgspec.json.encode(one) for report in comparison.reports for one in report.differences]


def differences_table(comparison: Comparison) -> Table:
    """Return the differences by report: what happened to which claim, and in which fields."""
    table = FoldingTable(
        (
            Column("report", width=18),
            Column("change", width=8),
            Column("claim before", ratio=4),
            Column("claim after", ratio=4),
            Column("fields", ratio=3),
        ),
        (Column("report, change", width=18), Column("claim", ratio=4), Column("fields", ratio=2)),
        _FOLD_AT,
    )
    for report in comparison.reports:
        for one in report.differences:
            where, change = (one.report, _QUIET), (one.change, "bold")
            before, after = _words(one.before), _words(one.after)
            fields = (", ".join(one.fields), "")
            table.add(
                (cell(where), cell(change), cell(before), cell(after), cell(fields)),
                (cell(where, change), cell(before, after), cell(fields)),
            )
    return table


def comparison_line(comparison: Comparison) -> str:
    """Return in one line how much changed."""
    counts = Counter(one.change for report in comparison.reports for one in report.differences)
    same = sum(report.same for report in comparison.reports)
    changed = sum(bool(report.differences) for report in comparison.reports)
    parts = [f"{counts[change]} {change}" for change in ("added", "gone", "changed")]
    only = comparison.only_before, comparison.only_after
    return (
        f"{counted(len(comparison.reports), 'report')} coded by both, {changed} of them with differences: "
        f"{', '.join(parts)}, {counted(same, 'claim')} the same; "
        f"{counted(only[0], 'report')} coded by the first only, {only[1]} by the second"
    )


def _words(claim: Claim | None) -> tuple[str, str]:
    if claim is None:
        return "", ""
    who, what, words = _told(claim)
    return f"{names(who) or '–'}: {what} “{shortened(words, _WORDS)}” {claim.id}", ""


def _told(claim: Claim) -> tuple[tuple[Participant, ...], str, str]:
    match claim:
        case Event():
            return (
                claim.actors,
                f"{claim.type} {claim.status}",
                " … ".join(span.text for span in claim.trigger),
            )
        case Statement():
            speakers = () if claim.speaker is None else (claim.speaker,)
            return speakers, claim.act, " … ".join(span.text for span in claim.content or claim.cue)
        case Commitment():
            return claim.issuers, claim.force, " … ".join(span.text for span in claim.act)
