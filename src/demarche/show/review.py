"""The review queue and the figures of agreement, for the terminal and as lines of JSON."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from rich.table import Table

from demarche.corrections.agreement import Figure
from demarche.corrections.review import Queued
from demarche.ledger.rows import words_of
from demarche.model.codec import encode
from demarche.show.corrections import code_of
from demarche.show.excerpt import excerpts
from demarche.show.folding import Column, FoldingTable, cell
from demarche.show.rows import rows_table
from demarche.show.visible import one_line, shortened

_FOLD_AT = 100
_SENTENCE = 240
_QUIET = "dim"
_COLUMNS = ("kind", "field", "figure", "value", "95 % from", "to", "claims")


def queue_lines(queued: Iterable[Queued]) -> Iterator[bytes]:
    """Yield each as a line of JSON: the sum of its doubts, their names, the claim."""
    return (
        msgspec.json.encode(
            {
                "kind": "queued",
                "doubt": each.doubt,
                "doubts": [doubt.name for doubt in each.doubts],
                "claim": msgspec.Raw(encode(each.claim)),
            }
        )
        + b"\n"
        for each in queued
    )


def queue_table(queued: Sequence[Queued]) -> Table:
    """Return the queue: the sum of doubts, what was coded of which sentence, what is doubtful."""
    table = FoldingTable(
        (
            Column("doubt", width=6),
            Column("claim", ratio=3),
            Column("sentence", ratio=6),
            Column("because", ratio=4),
            Column("id", width=18),
        ),
        (Column("doubt", width=6), Column("claim, sentence, because", ratio=4)),
        _FOLD_AT,
    )
    for each in queued:
        doubt, identity = (f"{each.doubt:.2f}", ""), (each.claim.id, _QUIET)
        code, words = (code_of(each.claim), "bold"), (sentence(each), "")
        because = [(doubt.told, "italic") for doubt in each.doubts]
        table.add(
            (cell(doubt), cell(code), cell(words), cell(*because), cell(identity)),
            (cell(doubt), cell(code, words, *because, identity)),
        )
    return table


def sentence(queued: Queued) -> str:
    """Return the sentence in which the words of a claim stand, shortened."""
    text = queued.report.text
    found = excerpts(text, words_of(queued.claim)[:1])
    return shortened(one_line(" … ".join(text[each.start : each.end] for each in found)), _SENTENCE)


def figures_lines(figures: Iterable[Figure]) -> Iterator[bytes]:
    """Yield each as a line of JSON."""
    return (msgspec.json.encode({"figure": each.name, **_record(each)}) + b"\n" for each in figures)


def _record(figure: Figure) -> dict[str, object]:
    return {
        "kind": figure.kind,
        "field": figure.field,
        "value": figure.value,
        "interval": figure.interval,
        "claims": figure.claims,
    }


def figures_table(figures: Sequence[Figure]) -> Table:
    """Return the figures with their intervals; what is not defined has a dash."""
    rows = (
        (
            each.kind,
            each.field,
            each.name,
            _told(each.value),
            *(_told(end) for end in each.interval or (None, None)),
            str(each.claims),
        )
        for each in figures
    )
    return rows_table(_COLUMNS, rows, None)


def _told(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
