"""Fields for the terminal: what each is, its values, and why it has them."""

from collections.abc import Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from demarche.model.coded import Reason
from demarche.show.fields import Field, Item
from demarche.show.labels import Labels
from demarche.show.visible import one_line
from demarche.show.words import quoted

_QUIET = "dim"


def grid(shown: Sequence[Field], reasons: Sequence[Reason], labels: Labels) -> Table:
    """Return a row for each field: its label, its values one a line, then the reasons for it."""
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    table.add_column(min_width=11, no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for field in shown:
        values = Text("\n").join(map(_item, field.items))
        table.add_row(Text(field.label, style="italic"), values)
        for reason in reasons:
            if reason.field == field.key:
                table.add_row("", _reason(reason))
    for reason in other_reasons(shown, reasons):
        table.add_row(Text(labels.text("field", reason.field), style="italic"), _reason(reason))
    return table


def other_reasons(shown: Sequence[Field], reasons: Sequence[Reason]) -> list[Reason]:
    """Return the reasons for fields that are not shown, such as one for a value left empty."""
    keys = {field.key for field in shown}
    return [reason for reason in reasons if reason.field not in keys]


def _item(item: Item) -> Text:
    text = Text(item.text)
    if item.note:
        text.append(f"  ({item.note})" if item.text else item.note, _QUIET)
    if item.link:
        text.append(f"  in {item.link}" if item.text else item.link, _QUIET)
    if item.code:
        text.append(f"  {one_line(item.code)}", _QUIET)
    return text


def _reason(reason: Reason) -> Padding:
    text = Text("because ", style=_QUIET)
    text.append(one_line(reason.text), "not dim")
    if reason.span is not None:
        text.append(f" {quoted(reason.span)} at {reason.span.start}–{reason.span.end}")
    return Padding(text, (0, 0, 0, 2))
