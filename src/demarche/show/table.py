"""Tables and panels for the terminal. Status and kind are told by words; colour and weight only help."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from demarche.model.coded import CodedReport
from demarche.model.parts import Span
from demarche.model.records import Commitment, Event, Problem, Report, Statement
from demarche.show.folding import Column, FoldingTable, cell
from demarche.show.labels import Labels, load_labels
from demarche.show.visible import one_line, shortened
from demarche.show.words import author_name, chain_words, names, place_name, quoted, when_short

STYLES = {"real": "bold", "open": "yellow", "not": "red"}
_QUIET = "dim"
_ID_WIDTH = 18
_FOLD_AT = 130
_WORDS_LENGTH = 60
_PASSAGE_LENGTH = 140


def events_table(events: Iterable[Event], reports: Iterable[Report]) -> Table:
    """Return the events: when, who, did what, to whom, status, who says so, where, id; in the order given."""
    labels, known = load_labels(), _by_id(reports)
    table = FoldingTable(
        (
            Column("when", width=10),
            Column("who", ratio=4),
            Column("did what", ratio=6),
            Column("to whom", ratio=4),
            Column("status", width=14),
            Column("who says so", ratio=4),
            Column("where", ratio=3),
            Column("id", width=_ID_WIDTH),
        ),
        (Column("when, where", width=13), Column("who → to whom", ratio=4), Column("did what", ratio=5)),
        _FOLD_AT,
    )
    for event in events:
        _add_event(table, event, known.get(event.report), labels)
    return table


def _add_event(table: FoldingTable, event: Event, report: Report | None, labels: Labels) -> None:
    when = when_short(event.when, labels)
    who = names(event.actors) or labels.text("absent", "actor")
    whom = names(event.recipients)
    what = (" · ".join(part for part in (event.type, event.mode) if part), "bold")
    words = (_joined(event.trigger), "")
    status = labels.of("status", event.status)
    state, voice = (status.label, STYLES.get(status.group, "")), labels.text("voice", event.voice)
    says = chain_words(event.attribution, author_name(report))
    where = "; ".join(dict.fromkeys(place_name(place) for place in event.where))
    identity = (event.id, _QUIET)
    table.add(
        (
            cell((when, "")),
            cell((who, "")),
            cell(what, words),
            cell((whom, "")),
            cell(state, (voice, "")),
            cell((says, "")),
            cell((where, "")),
            cell(identity),
        ),
        (
            cell((when, ""), (where, ""), state, (voice, "")),
            cell((who, ""), (f"→ {whom}" if whom else "", "")),
            cell(what, words, (f"says {says}", ""), identity),
        ),
    )


def statements_table(statements: Iterable[Statement], reports: Iterable[Report]) -> Table:
    """Return the statements: when, who, said what, to whom, through which channel, id; in the order given."""
    labels, known = load_labels(), _by_id(reports)
    table = FoldingTable(
        (
            Column("when", width=10),
            Column("who", ratio=4),
            Column("said what", ratio=10),
            Column("to whom, through", ratio=4),
            Column("form", width=8),
            Column("who says so", ratio=4),
            Column("id", width=_ID_WIDTH),
        ),
        (Column("when, form", width=13), Column("who → to whom", ratio=4), Column("said what", ratio=5)),
        _FOLD_AT,
    )
    for statement in statements:
        _add_statement(table, statement, known.get(statement.report), labels)
    return table


def _add_statement(table: FoldingTable, said: Statement, report: Report | None, labels: Labels) -> None:
    when = (when_short(said.when, labels), "")
    who = (names((said.speaker,)) if said.speaker else labels.text("absent", "actor"), "")
    whom, channels = names(said.addressees), names(said.channels)
    act, form = (labels.text("act", said.act), "bold"), (labels.text("form", said.form), "")
    content = (_passage(said.content), "")
    to = (f"→ {whom}" if whom else "", ""), (f"through {channels}" if channels else "", "")
    says, identity = chain_words(said.attribution, author_name(report)), (said.id, _QUIET)
    table.add(
        (cell(when), cell(who), cell(act, content), cell(*to), cell(form), cell((says, "")), cell(identity)),
        (cell(when, form), cell(who, *to), cell(act, content, (f"says {says}", ""), identity)),
    )


def commitments_table(commitments: Iterable[Commitment], reports: Iterable[Report]) -> Table:
    """Return the commitments: state and deadline, who, to whom, if, then, who says so, id; in the order given."""
    labels, known = load_labels(), _by_id(reports)
    table = FoldingTable(
        (
            Column("standing", width=10),
            Column("who", ratio=4),
            Column("commits to what", ratio=7),
            Column("if", ratio=7),
            Column("towards", ratio=3),
            Column("who says so", ratio=4),
            Column("id", width=_ID_WIDTH),
        ),
        (Column("standing", width=13), Column("who → to whom", ratio=4), Column("commits to what", ratio=5)),
        _FOLD_AT,
    )
    for commitment in commitments:
        _add_commitment(table, commitment, known.get(commitment.report), labels)
    return table


def _add_commitment(table: FoldingTable, bound: Commitment, report: Report | None, labels: Labels) -> None:
    last = bound.history[-1]
    state = (labels.text("state", last.state), "bold")
    since = ("" if last.when.basis == "none" else when_short(last.when, labels), "")
    deadline = (f"deadline {when_short(bound.deadline, labels)}" if bound.deadline else "", "")
    who = (names(bound.issuers) or labels.text("absent", "actor"), "")
    whom, condition = names(bound.addressees), _passage(bound.condition)
    force = (f"{labels.text('force', bound.force)} ({labels.text('strength', bound.strength)})", "bold")
    act = (_passage(bound.consequence or bound.act), "")
    says, identity = chain_words(last.attribution, author_name(report)), (bound.id, _QUIET)
    table.add(
        (
            cell(state, since, deadline),
            cell(who),
            cell(force, act),
            cell((condition, "")),
            cell((whom, "")),
            cell((says, "")),
            cell(identity),
        ),
        (
            cell(state, since, deadline),
            cell(who, (f"→ {whom}" if whom else "", "")),
            cell(force, act, (f"if: {condition}" if condition else "", ""), (f"says {says}", ""), identity),
        ),
    )


def problems_table(problems: Iterable[Problem], reports: Iterable[Report]) -> Table:
    """Return the problems: report, stage, what, where in the text; in the order given."""
    known = _by_id(reports)
    table = FoldingTable(
        (
            Column("report", ratio=3),
            Column("stage", width=8),
            Column("problem", ratio=8),
            Column("at", ratio=3),
        ),
        (Column("report", ratio=2), Column("problem", ratio=5)),
        _FOLD_AT,
    )
    for problem in problems:
        report = known.get(problem.report or "")
        name = (report.path if report else problem.report or "", "")
        code, message = (problem.code, _QUIET), (problem.message, "")
        at = f"{problem.span.start}: {quoted(problem.span, 40)}" if problem.span else ""
        table.add(
            (cell(name), cell((problem.stage, "")), cell(message, code), cell((at, ""))),
            (cell(name), cell(message, (f"{problem.stage}, {problem.code}", _QUIET), (at, ""))),
        )
    return table


def report_panel(coded: CodedReport) -> RenderableType:
    """Return a panel that names a report and counts what was found in it."""
    report = coded.report
    title = one_line(report.title) if report.title else "no title in the report"
    facts = (report.outlet or "no outlet named", report.published or "no date in the report", report.path)
    body = Text.assemble(
        (title, "bold"), "\n", " · ".join(one_line(fact) for fact in facts), "\n", _counts([coded])
    )
    return Panel(body, title=Text(report.id, style=_QUIET), title_align="right", padding=(0, 1))


def summary(coded: Sequence[CodedReport], *, seconds: float | None = None) -> RenderableType:
    """Return in a few lines how much was found, in how many reports, and what of it happened."""
    labels = load_labels()
    took = f" in {seconds:.1f} s" if seconds is not None else ""
    text = Text.assemble((f"{_number(len(coded), 'report')}{took}", "bold"), ": ", _counts(coded))
    statuses: Counter[str] = Counter(
        entry.claim.status for one in coded for entry in one.claims if isinstance(entry.claim, Event)
    )
    told = [(labels.of("status", value), statuses[value]) for value in labels.values("status")]
    parts = [Text(f"{count} {label.label}", STYLES[label.group]) for label, count in told if count]
    if parts:
        text.append("\nevents: ")
        text.append_text(Text(", ").join(parts))
    return text


def _counts(coded: Iterable[CodedReport]) -> str:
    kinds: Counter[str] = Counter()
    for one in coded:
        kinds.update(entry.claim.kind for entry in one.claims)
        kinds["problem"] += len(one.problems)
    return ", ".join(_number(kinds[kind], kind) for kind in ("event", "statement", "commitment", "problem"))


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _joined(spans: Sequence[Span]) -> str:
    texts = dict.fromkeys(shortened(span.text, _WORDS_LENGTH).casefold() for span in spans)
    return f"“{' … '.join(texts)}”"


def _passage(spans: Sequence[Span]) -> str:
    return shortened(" … ".join(span.text for span in spans), _PASSAGE_LENGTH)


def _by_id(reports: Iterable[Report]) -> dict[str, Report]:
    return {report.id: report for report in reports}
