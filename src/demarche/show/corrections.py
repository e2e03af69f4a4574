"""Corrections for the terminal and as lines of JSON."""

from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from demarche.ledger.correction_lines import encode
from demarche.ledger.replay import Lost, changed_fields
from demarche.ledger.rows import words_of
from demarche.ledger.said import Mark
from demarche.model.corrections import Correction
from demarche.model.parts import Attribution, When
from demarche.model.records import Claim, Commitment, Event, Statement
from demarche.show.folding import Column, FoldingTable, cell
from demarche.show.visible import one_line, shortened

_FOLD_AT = 110
_QUIET = "dim"
_WORDS = 60
_VALUE = 80
PAST = {
    "accept": "accepted", "reject": "rejected", "edit": "edited", "add": "added", "merge": "merged", "split": "split off",
    "dissolve": "parted", "confirm": "confirmed", "strike": "struck", "reviewed": "read through", "undo": "undid",
}  # fmt: skip


def correction_line(correction: Correction) -> str:
    """Return what was done, in one line, with the ids that it made."""
    made = "".join(f", now {claim.id}" for claim in correction.after if correction.action in {"edit", "add"})
    return f"{correction.id}: {_subjects(correction)} {PAST[correction.action]} by {correction.who}{made}"


def corrections_lines(corrections: Iterable[Correction]) -> Iterator[bytes]:
    """Yield each as a line of JSON, as its digest was made of it."""
    return (encode(one) + b"\n" for one in corrections)


def lost_lines(lost: Iterable[Lost]) -> Iterator[bytes]:
    """Yield each as a line of JSON, with the reason."""
    return (
        msgspec.json.encode(
            {"kind": "lost", "why": one.why, "correction": msgspec.Raw(encode(one.correction))}
        )
        + b"\n"
        for one in lost
    )


def corrections_table(shown: Sequence[Correction], standing: Collection[Correction]) -> Table:
    """Return the corrections: when, who, what of what, why; those that were undone are said to be."""
    ids = {one.id for one in standing}
    table = FoldingTable(
        (
            Column("when", width=19),
            Column("who", ratio=2),
            Column("did", ratio=2),
            Column("what", ratio=5),
            Column("why", ratio=4),
            Column("id", width=18),
        ),
        (Column("when, who", width=20), Column("what, why", ratio=4)),
        _FOLD_AT,
    )
    for one in shown:
        undone = one.action != "undo" and one.id not in ids
        did = (PAST[one.action] + (" (undone)" if undone else ""), "bold")
        when, who = (one.written[:19].replace("T", " "), ""), (one_line(one.who), "")
        what = [(line, "") for line in what_lines(one)]
        why, identity = (one_line(one.why), "italic"), (one.id, _QUIET)
        table.add(
            (cell(when), cell(who), cell(did), cell(*what), cell(why), cell(identity)),
            (cell(when, who), cell(did, *what, why, identity)),
        )
    return table


def lost_table(lost: Sequence[Lost]) -> Table:
    """Return the corrections that no longer stand: what was said, and why it does not hold."""
    table = FoldingTable(
        (
            Column("who, did", ratio=2),
            Column("what", ratio=4),
            Column("why it is lost", ratio=4),
            Column("id", width=18),
        ),
        (Column("who, did", width=20), Column("what, why it is lost", ratio=4)),
        _FOLD_AT,
    )
    for each in lost:
        one = each.correction
        did = (f"{one_line(one.who)} {PAST[one.action]}", "bold")
        what = [(line, "") for line in what_lines(one)]
        why, identity = (one_line(each.why), "italic"), (one.id, _QUIET)
        table.add(
            (cell(did), cell(*what), cell(why), cell(identity)), (cell(did), cell(*what, why, identity))
        )
    return table


def marks_shown(marks: Sequence[Mark]) -> list[RenderableType]:
    """Return a line for each claim of a list that somebody has corrected: who did what to it, and why."""
    return [
        Text.assemble(
            (mark.claim, _QUIET), f" {PAST[mark.action]} by {one_line(mark.who)} on {mark.written[:10]}",
            f": {one_line(mark.why)}" if mark.why else "", (f" {mark.correction}", _QUIET),
        )
        for mark in marks
    ]  # fmt: skip


def said_shown(corrections: Sequence[Correction], now: str | None) -> list[RenderableType]:
    """Return who corrected what and why, if anybody did, and which claim stands in the place of this one `now`."""
    if not corrections:
        return []
    lines = [
        Text.assemble(
            (f"{PAST[one.action]} by {one_line(one.who)}", "bold"), f" on {one.written[:10]}",
            f": {one_line(one.why)}" if one.why else "", (f" {one.id}", _QUIET),
            *(f"\n  {change}" for change in (what_lines(one)[1:] if one.action == "edit" else ())),
        )
        for one in corrections
    ]  # fmt: skip
    place = [Text(f"in its place stands {now}")] if now else []
    return [Panel(Group(*lines, *place), title=Text("corrected"), title_align="left", padding=(0, 2))]


def what_lines(correction: Correction) -> list[str]:
    """Return what a correction is about: the claims with their words, and each field with its value before and after."""
    if correction.action == "edit":
        (before,), (after,) = correction.before, correction.after
        return [_claim(before), *changes(before, after)]
    claims = correction.before or correction.after
    lines = [_claim(claim) for claim in claims] or [_subjects(correction)]
    return [*lines, f"state: {correction.state}"] if correction.state else lines


def changes(before: Claim, after: Claim) -> list[str]:
    """Return what an edit changed, field by field."""
    return [
        f"{name}: {short(getattr(before, name))} → {short(getattr(after, name))}"
        for name in changed_fields(before, after)
    ]


def short(value: object) -> str:
    """Return a value in few words: names of participants and places, days, the words of spans."""
    if value is None or value == ():
        return "none"
    if isinstance(value, tuple):
        return shortened(", ".join(short(one) for one in value), _VALUE)
    for name in ("name", "text", "state"):
        if hasattr(value, name):
            return one_line(str(getattr(value, name)))
    if isinstance(value, When):
        days = [day for day in dict.fromkeys((value.earliest, value.latest)) if day]
        return "–".join(days) or "no date"
    if isinstance(value, Attribution):
        return f"{'the report' if value.source == 'AUTHOR' else value.source.name} {value.factuality}"
    return one_line(str(value))


def code_of(claim: Claim) -> str:
    """Return the one word for what a claim is: an event's type, a statement's act, a commitment's force."""
    match claim:
        case Event():
            return claim.type
        case Statement():
            return claim.act
        case Commitment():
            return claim.force


def _claim(claim: Claim) -> str:
    words = shortened(one_line(" … ".join(span.text for span in words_of(claim))), _WORDS)
    return f"{claim.id} {code_of(claim)} “{words}”"


def _subjects(correction: Correction) -> str:
    if correction.action == "reviewed":
        return f"{', '.join(correction.reports)} ({len(correction.subjects)} claims)"
    return ", ".join(correction.subjects)
