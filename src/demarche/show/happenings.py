"""Happenings for the terminal and as lines of JSON."""

from collections.abc import Sequence

import msgspec
from rich.console import RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from demarche.happenings.sources import Telling, teller
from demarche.happenings.tell import Happening
from demarche.show.folding import Column, FoldingTable, cell
from demarche.show.labels import load_labels
from demarche.show.visible import one_line, shortened
from demarche.show.words import counted, names, when_short

_FOLD_AT = 120
_PASSAGE = 200
_QUIET = "dim"


def happening_line(happening: Happening) -> bytes:
    """Return a happening as a line of JSON, with the ids of its events and reports."""
    return msgspec.json.encode(
        {
            "kind": "happening",
            "id": happening.id,
            "reports": happening.reports,
            "independent_sources": len(happening.sources),
            "events": [
                {"event": one.event.id, "report": one.report.id, "says": teller(one), "agency": one.agency}
                for one in happening.tellings
            ],
            "sources": [[one.event.id for one in source] for source in happening.sources],
            "conflicts": happening.conflicts,
            "merges": happening.merges,
        }
    )


def happenings_table(found: Sequence[Happening]) -> Table:
    """Return the happenings: when, who, did what, to whom, how many reports and sources, what they differ on, id."""
    labels = load_labels()
    table = FoldingTable(
        (
            Column("when", width=10),
            Column("who", ratio=3),
            Column("did what", ratio=3),
            Column("to whom", ratio=3),
            Column("told by", ratio=3),
            Column("differing on", ratio=3),
            Column("id", width=18),
        ),
        (Column("when", width=12), Column("who → to whom", ratio=4), Column("told by", ratio=3)),
        _FOLD_AT,
    )
    for happening in found:
        event = _fullest(happening).event
        when, identity = (when_short(event.when, labels), ""), (happening.id, _QUIET)
        who, whom = (names(event.actors), ""), names(event.recipients)
        what = (" · ".join(part for part in (event.type, event.mode) if part), "bold")
        by, differ = (_count(happening), ""), (", ".join(one.field for one in happening.conflicts), "")
        table.add(
            (cell(when), cell(who), cell(what), cell((whom, "")), cell(by), cell(differ), cell(identity)),
            (cell(when), cell(who, (f"→ {whom}" if whom else "", ""), what, identity), cell(by, differ)),
        )
    return table


def told(happening: Happening) -> list[RenderableType]:
    """Return a happening in full: counts, its tellings by source, what they differ on, why they are held to be one."""
    parts: list[RenderableType] = [
        Panel(Text(_count(happening), style="bold"), title=Text(happening.id, style=_QUIET))
    ]
    for number, source in enumerate(happening.sources, start=1):
        parts.append(Text(f"source {number}", style="italic"))
        parts.extend(_telling(one) for one in source)
    if happening.conflicts:
        parts.append(_conflicts(happening))
    parts.append(_merges(happening))
    return parts


def _count(happening: Happening) -> str:
    reports, sources = happening.reports, len(happening.sources)
    return f"1 happening, {counted(reports, 'report')}, {counted(sources, 'independent source')}"


def _fullest(happening: Happening) -> Telling:
    """Return the telling that gives most: the first of those with the most of date, actors, recipients and places."""
    return max(
        happening.tellings,
        key=lambda one: sum(
            map(
                bool,
                (
                    one.event.when.earliest,
                    one.event.actors,
                    one.event.recipients,
                    one.event.where,
                    one.event.mode,
                ),
            )
        ),
    )


def _telling(one: Telling) -> Text:
    report, event = one.report, one.event
    start = report.text.rfind("\n", 0, event.trigger[0].start) + 1
    passage = shortened(one_line(report.text[start:].split("\n", 1)[0]), _PASSAGE)
    named = " · ".join(
        part
        for part in (
            report.published,
            report.outlet,
            f"from {one.agency}" if one.agency else None,
            report.path,
        )
        if part
    )
    return Text.assemble(
        "  ",
        (one_line(named), "bold"),
        f", says {one_line(teller(one))}\n    “{passage}”\n    ",
        (event.id, _QUIET),
    )


def _conflicts(happening: Happening) -> Table:
    table = FoldingTable(
        (Column("they differ on", width=14), Column("some say", ratio=3), Column("who says so", ratio=4)),
        (Column("they differ on", width=14), Column("who says what", ratio=4)),
        _FOLD_AT,
    )
    for conflict in happening.conflicts:
        for number, version in enumerate(conflict.versions):
            field = (conflict.field if not number else "", "bold")
            value, says = (version.value, ""), (", ".join(version.says), "")
            table.add(
                (cell(field), cell(value), cell(says)), (cell(field), cell(value, (f"says {says[0]}", "")))
            )
    return table


def _merges(happening: Happening) -> Table:
    table = FoldingTable(
        (Column("held to be one", width=18), Column("score", width=6), Column("because", ratio=4)),
        (Column("held to be one", width=18), Column("because", ratio=4)),
        _FOLD_AT,
    )
    for merge in happening.joining():
        pair = (merge.one, _QUIET), (merge.other, _QUIET)
        grounds = [(f"{one.weight:+.2f} {one.field}: {one.text}", "") for one in merge.grounds]
        score = (f"{merge.score:.2f}", "")
        table.add((cell(*pair), cell(score), cell(*grounds)), (cell(*pair, score), cell(*grounds)))
    return table
