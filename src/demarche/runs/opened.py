"""The inputs of a run: what was found, opened one report at a time, while the run goes on."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from demarche.lexicon.layout import Layout
from demarche.model.records import Problem
from demarche.read.inputs import Wanted
from demarche.read.kinds import CONTAINERS, named_kind
from demarche.read.opening import opened
from demarche.runs.attempt import Input, fault_of

Found = Path | str | Problem


def opened_all(found: Sequence[Found], wanted: Wanted, layout: Layout) -> Iterator[Input]:
    """Yield the reports in what was found, and what could not be opened; no fault gets out."""
    for one in found:
        if isinstance(one, Problem):
            yield one
            continue
        try:
            yield from opened(one, wanted, layout)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other inputs are still to be coded
            yield fault_of(one, error)


def expected(found: Sequence[Found], layout: Layout) -> int | None:
    """Return how many reports there will be; None where only opening can tell."""
    for one in found:
        if isinstance(one, str) or (isinstance(one, Path) and named_kind(one.name, layout) in CONTAINERS):
            return None
    return len(found)
