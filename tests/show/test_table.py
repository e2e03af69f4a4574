import io
from collections.abc import Callable

import pytest
from rich.console import Console, RenderableType

from demarche.model.coded import CodedReport
from demarche.model.records import Commitment, Event, Problem, Statement
from demarche.show import table
from demarche.show.order import in_text_order

from .samples import Desk, border, report
from .strait import strait

CODED = [border(), strait()]
REPORTS = [coded.report for coded in CODED]


def render(shown: RenderableType, width: int, **options: bool) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width, **options).print(shown)  # type: ignore[arg-type]
    return stream.getvalue()


def events(coded: CodedReport) -> list[Event]:
    return in_text_order(entry.claim for entry in coded.claims if isinstance(entry.claim, Event))


def statements(coded: CodedReport) -> list[Statement]:
    return in_text_order(entry.claim for entry in coded.claims if isinstance(entry.claim, Statement))


def commitments(coded: CodedReport) -> list[Commitment]:
    return in_text_order(entry.claim for entry in coded.claims if isinstance(entry.claim, Commitment))


TABLES: dict[str, Callable[[], RenderableType]] = {
    "events": lambda: table.events_table(events(CODED[1]), REPORTS),
    "statements": lambda: table.statements_table(statements(CODED[1]), REPORTS),
    "commitments": lambda: table.commitments_table(commitments(CODED[1]), REPORTS),
    "problems": lambda: table.problems_table([p for coded in CODED for p in coded.problems], REPORTS),
    "panel": lambda: table.report_panel(CODED[1]),
    "summary": lambda: table.summary(CODED, seconds=1.25),
}
NEEDLES = {
    "events": "e:a2cd19cd351adb85",
    "statements": "through Radio",
    "commitments": "deadline",
    "problems": "the gazetteer has no place of this name",
    "panel": "16 events, 10 statements, 3 commitments, 1 problem",
    "summary": "2 reports in 1.2 s: 21 events",
}


@pytest.mark.parametrize("width", [80, 110, 160, 240])
@pytest.mark.parametrize("name", TABLES)
def test_nothing_is_wider_than_the_terminal_or_cut_off(name: str, width: int) -> None:
    shown = render(TABLES[name](), width)
    assert max(map(len, shown.splitlines())) <= width
    assert NEEDLES[name] in shown
    assert "None" not in shown


@pytest.mark.parametrize("name", TABLES)
def test_without_a_terminal_there_are_no_escapes(name: str) -> None:
    assert "\x1b" not in render(TABLES[name](), 100)


@pytest.mark.parametrize("name", TABLES)
def test_the_words_do_not_depend_on_colour(name: str) -> None:
    plain = render(TABLES[name](), 160, no_color=True)
    stream = io.StringIO()
    console = Console(file=stream, width=160, force_terminal=True, record=True)
    console.print(TABLES[name]())
    assert console.export_text(styles=False) == plain


@pytest.mark.parametrize("width", [80, 160])
def test_every_event_has_its_status_voice_source_and_id_in_words(width: int) -> None:
    shown = " ".join(render(table.events_table(events(CODED[1]), REPORTS), width).split())
    for event in events(CODED[1]):
        assert event.id in shown
    for word in (
        "happened",
        "planned",
        "did not",
        "conditional",
        "demanded",
        "alleged",
        "attributed",
        "The Halm",
    ):
        assert word in shown


def test_the_wide_table_has_a_column_for_each_question() -> None:
    shown = table.events_table(events(CODED[0]), REPORTS)
    headings = [str(column.header) for column in shown.columns]
    assert headings == ["when", "who", "did what", "to whom", "status", "who says so", "where", "id"]
    assert shown.row_count == 5


def test_a_report_that_is_not_given_is_called_the_report() -> None:
    assert "says the report" in " ".join(render(table.events_table(events(CODED[1]), []), 80).split())


def hostile() -> CodedReport:
    desk = Desk(report("[bold red]Kestria[/] signed :bomb: \x1b[31mit\u202e.", outlet="[link=x]y[/link]"))
    actor = desk.who("[bold red]Kestria[/]")
    desk.event("AGREE", "signed :bomb: \x1b[31mit\u202e", "signed", actors=(actor,))
    problem = Problem(report=desk.report.id, stage="read", code="x", message="[blink]a[/blink]\x07")
    return desk.coded_report(problem)


@pytest.mark.parametrize("width", [80, 160])
def test_words_of_a_report_are_neither_markup_nor_control(width: int) -> None:
    coded = hostile()
    shown = "".join(
        render(one, width)
        for one in (
            table.events_table(events(coded), [coded.report]),
            table.problems_table(coded.problems, [coded.report]),
            table.report_panel(coded),
        )
    )
    joined = " ".join(shown.split())
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\x07" not in shown
    assert "[blink]a[/blink]␇" in shown
    assert ":bomb:" in shown
    assert "[link=x]y[/link]" in joined or "[link=x]y[/link" in joined


def test_the_summary_counts_by_status_and_leaves_out_what_does_not_occur() -> None:
    shown = " ".join(render(table.summary([CODED[1]]), 200).split())
    assert "1 report: 16 events" in shown
    assert "7 happened, 1 ongoing, 1 habitual, 2 planned" in shown
    assert "denied" not in shown
    assert "events:" not in render(table.summary([]), 80)
