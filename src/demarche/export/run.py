"""Writes one export, whole or not at all."""

from collections.abc import Sequence
from pathlib import Path

from demarche.export.errors import ExportError
from demarche.export.formats import FORMATS, writer
from demarche.export.source import Source
from demarche.export.whole import whole_file, whole_folder
from demarche.export.wish import Claims, Dates, Tally, Wish
from demarche.ledger.filters import Filter, Kind
from demarche.ledger.store import Ledger
from demarche.lexicon.crosswalks import load_crosswalks
from demarche.lexicon.linking import load_link_rules


def wish_for(name: str, claims: Claims | None, dates: Dates, *, merged: bool = False) -> Wish:
    """Return what is wanted; some formats are given only facts unless all is asked for.

    Raise `ExportError` if happenings are wanted of a format that keeps what each report says apart.
    """
    if merged and FORMATS[name].marks_reports:
        raise ExportError(f"the format {name} keeps what each report says apart, and has no happenings")
    return Wish(claims or ("facts" if FORMATS[name].facts_by_default else "all"), dates, merged)


def kinds_of(name: str, wanted: Sequence[Kind]) -> Sequence[Kind]:
    """Return the kinds of claim to write, by default all that the format has place for, or its first."""
    chosen = FORMATS[name]
    foreign = [kind for kind in wanted if kind not in chosen.kinds]
    if foreign:
        raise ExportError(f"the format {name} has no {foreign[0]}s")
    if chosen.is_one_kind and len(set(wanted)) > 1:
        raise ExportError(f"a file of the format {name} has one kind of claim")
    return tuple(dict.fromkeys(wanted)) or (chosen.kinds[:1] if chosen.is_one_kind else chosen.kinds)


def export(
    ledger: Ledger, name: str, output: Path, chosen: Filter, wish: Wish, kinds: Sequence[Kind]
) -> Tally:
    """Write the claims of these kinds that pass the filter, and return how many were written and left out."""
    made = writer(name, wish, load_crosswalks())
    place = whole_folder if FORMATS[name].is_folder else whole_file
    with place(output) as part:
        once = load_link_rules() if wish.merged else None
        made.write(Source(ledger, chosen, kinds_of(name, kinds), once), part)
    return made.tally
