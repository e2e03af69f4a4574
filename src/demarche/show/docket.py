"""The docket of commitments for the terminal, as rows and as lines of JSON."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from rich.console import RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from demarche.histories.docket import Entry, Evidence, State
from demarche.lexicon.histories import EvidenceKind
from demarche.model.codec import encode
from demarche.model.parts import Span
from demarche.model.records import Report
from demarche.show.excerpt import excerpts
from demarche.show.folding import Column, FoldingTable, cell
from demarche.show.labels import Labels, load_labels
from demarche.show.visible import one_line, shortened
from demarche.show.words import author_name, chain_words, counted, names, when_short

_FOLD_AT = 130
_QUIET = "dim"
_PASSAGE = 140
_SENTENCE = 400
_RECKONED = "reckoned"


def docket_table(entries: Sequence[Entry]) -> Table:
    """Return the entries: state with who says so, issuer, force and act, condition, addressee, deadline, reports, id."""
    labels = load_labels()
    table = FoldingTable(
        (
            Column("standing", width=13),
            Column("who", ratio=4),
            Column("commits to what", ratio=7),
            Column("if", ratio=6),
            Column("towards", ratio=3),
            Column("deadline", width=10),
            Column("reports", width=7),
            Column("id", width=18),
        ),
        (Column("standing", width=13), Column("who → to whom", ratio=4), Column("commits to what", ratio=5)),
        _FOLD_AT,
    )
    for entry in entries:
        _add(table, entry, labels)
    return table


def _add(table: FoldingTable, entry: Entry, labels: Labels) -> None:
    bound = entry.commitment
    state = (labels.text("state", entry.state.state), "bold")
    by = (_by(entry.state, labels), "")
    who = (names(bound.issuers) or labels.text("absent", "actor"), "")
    whom, condition = names(bound.addressees), _passage(bound.condition)
    force = (f"{labels.text('force', bound.force)} ({labels.text('strength', bound.strength)})", "bold")
    act, identity = (_passage(bound.consequence or bound.act), ""), (entry.id, _QUIET)
    reports, deadline = str(entry.reports), entry.deadline or ""
    table.add(
        (
            cell(state, by),
            cell(who),
            cell(force, act),
            cell((condition, "")),
            cell((whom, "")),
            cell((deadline, "")),
            cell((reports, "")),
            cell(identity),
        ),
        (
            cell(state, by, (f"deadline {deadline}" if deadline else "", "")),
            cell(who, (f"→ {whom}" if whom else "", ""), (counted(entry.reports, "report"), "")),
            cell(force, act, (f"if: {condition}" if condition else "", ""), identity),
        ),
    )


def _by(state: State, labels: Labels) -> str:
    """Return in words by whose word a commitment is in a state, and since when."""
    if state.voice == _RECKONED:
        return f"the deadline {state.last} has passed"
    since = state.last or state.first or ""
    voice = "" if state.voice == "asserted" else f", {labels.text('voice', state.voice)}"
    return f"{since} says {one_line(state.says or '')}{voice}".strip()


def entry_line(entry: Entry) -> bytes:
    """Return an entry as a line of JSON: the first telling's record with all that is known of it."""
    return msgspec.json.encode(
        {
            "kind": "docket",
            "id": entry.id,
            "state": entry.state,
            "open": entry.is_open,
            "deadline": entry.deadline,
            "reports": entry.reports,
            "commitment": msgspec.Raw(encode(entry.commitment)),
            "tellings": [
                {"commitment": one.id, "report": report.id, "says": _teller(chain, report)}
                for one, report in entry.tellings
                for chain in (one.history[0].attribution,)
            ],
            "states": entry.states,
            "evidence": [
                {
                    "id": one.id, "evidence": one.kind, "state": one.state and one.state.state, "claim": one.claim.id,
                    "report": one.report.id, "commitment": one.commitment, "first": one.first, "last": one.last,
                    "says": one.says, "voice": one.voice, "sentence": sentence(one.report, one.at), "score": one.score,
                    "grounds": one.grounds,
                }
                for one in entry.evidence
            ],
            "versions": entry.versions,
        }
    )  # fmt: skip


def docket_rows(entries: Sequence[Entry]) -> tuple[tuple[str, ...], Iterator[tuple[Any, ...]]]:
    """Return the columns and rows of the docket for CSV, one row an entry."""
    columns = (
        "id", "force", "strength", "issuers", "addressees", "act", "condition", "consequence", "issued_first",
        "issued_last", "deadline", "state", "state_first", "state_last", "state_says", "state_voice", "open", "reports",
        "evidence",
    )  # fmt: skip
    return columns, (_row(entry) for entry in entries)


def _row(entry: Entry) -> tuple[Any, ...]:
    bound, state = entry.commitment, entry.state
    issued = bound.history[0].when
    return (
        entry.id, bound.force, bound.strength, names(bound.issuers), names(bound.addressees), _joined(bound.act),
        _joined(bound.condition), _joined(bound.consequence), issued.earliest, issued.latest, entry.deadline, state.state,
        state.first, state.last, state.says, state.voice, entry.is_open, entry.reports,
        " | ".join(f"{one.kind}: {one.claim.id}" for one in entry.evidence),
    )  # fmt: skip


def story(entry: Entry, evidence_labels: Mapping[EvidenceKind, str]) -> list[RenderableType]:
    """Return an entry in full: what it says, the versions of it, and all that came of it in order of time with its words."""
    labels = load_labels()
    bound = entry.commitment
    title = f"{names(bound.issuers) or labels.text('absent', 'actor')}: {labels.text('force', bound.force)}"
    if bound.addressees:
        title += f" towards {names(bound.addressees)}"
    facts = [Text(title, style="bold"), Text(f"“{_passage(bound.act)}”")]
    facts += [Text(f"if: {_passage(bound.condition)}")] if bound.condition else []
    facts += [Text(f"then: {_passage(bound.consequence)}")] if bound.consequence else []
    facts += [Text(f"deadline {entry.deadline}")] if entry.deadline else []
    standing = labels.text("state", entry.state.state)
    facts.append(Text(f"{standing}: {_by(entry.state, labels)}"))
    parts: list[RenderableType] = [Panel(Text("\n").join(facts), title=Text(entry.id, style=_QUIET))]
    parts.extend(_told(entry, labels))
    parts.extend(_evident(one, evidence_labels, labels) for one in entry.evidence)
    if entry.state.voice == _RECKONED:
        parts.append(
            Text(
                f"{entry.state.last}  the deadline passed, by the calendar; nobody is known to say what came of it"
            )
        )
    if entry.versions:
        parts.append(_versions(entry))
    return parts


def _told(entry: Entry, labels: Labels) -> Iterator[Text]:
    for number, (one, report) in enumerate(entry.tellings):
        standing = one.history[0]
        when = when_short(standing.when, labels)
        head = labels.text("state", standing.state) if number == 0 else "told"
        who = chain_words(standing.attribution, author_name(report))
        yield Text.assemble(
            f"{when}  ",
            (head, "bold"),
            f", says {one_line(who)}\n",
            _place(report, one.act[0].start),
            (f"\n    {one.id}", _QUIET),
        )


def _evident(one: Evidence, evidence_labels: Mapping[EvidenceKind, str], labels: Labels) -> Text:
    when = one.last if one.first == one.last else f"{one.first} to {one.last}"
    voice = "" if one.voice == "asserted" else f" ({labels.text('voice', one.voice)})"
    grounds = "; ".join(f"{ground.weight:+.2f} {ground.field}: {ground.text}" for ground in one.grounds)
    return Text.assemble(
        f"{when}  ",
        (one.kind, "bold"),
        f" ({evidence_labels[one.kind]}), says {one_line(one.says)}{voice}\n",
        _place(one.report, one.at),
        (f"\n    {one.claim.id}  {one.id}  because {one.score:.2f}: {one_line(grounds)}", _QUIET),
    )


def _place(report: Report, at: int) -> str:
    named = " · ".join(part for part in (report.published, report.outlet, report.path) if part)
    return f"    “{sentence(report, at)}”\n    {one_line(named)}"


def sentence(report: Report, at: int) -> str:
    """Return the words around a place of a report, in one line."""
    excerpt = excerpts(report.text, [Span(at, at + 1, report.text[at : at + 1], None)])[0]
    return shortened(one_line(report.text[excerpt.start : excerpt.end].strip()), _SENTENCE)


def _versions(entry: Entry) -> Table:
    table = FoldingTable(
        (Column("they differ on", width=14), Column("some say", ratio=3), Column("who says so", ratio=4)),
        (Column("they differ on", width=14), Column("who says what", ratio=4)),
        _FOLD_AT,
    )
    for version in entry.versions:
        value, who = (version.value, ""), (", ".join(version.says), "")
        field = (version.field, "bold")
        table.add((cell(field), cell(value), cell(who)), (cell(field), cell(value, (f"says {who[0]}", ""))))
    return table


def _teller(chain: Sequence[Any], report: Report) -> str:
    return chain_words(chain, author_name(report))


def _joined(spans: Sequence[Span]) -> str:
    return " … ".join(span.text for span in spans)


def _passage(spans: Sequence[Span]) -> str:
    return shortened(one_line(_joined(spans)), _PASSAGE)
