"""Change points of a series of counts: an annotation for whoever looks at it, never a figure.

A kernel change point search with a linear kernel (Celisse et al. 2018; Arlot et al. 2019), as the library ruptures has
it: the means before and behind differ by more than the penalty allows. It knows nothing of why.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from math import log

import numpy as np
import ruptures

from demarche.analysis.figures import Figures
from demarche.analysis.question import Period
from demarche.lexicon.tables import LexiconError, data_folder, read_table

_NAMES = ("least_periods", "least_length", "penalty")


def change_points(rows: Iterable[Figures], period: Period) -> frozenset[tuple[str, str, date]]:
    """Return the pairs and periods with which the number of conflict events changes; periods without events count as 0."""
    found: set[tuple[str, str, date]] = set()
    for (actor, recipient), own in groupby(rows, key=lambda row: (row.actor, row.recipient)):
        known = {row.period: row.conflicts for row in own if row.period is not None}
        if not known:
            continue
        periods = list(_periods(min(known), max(known), period))
        at = change_indices([known.get(one, 0) for one in periods])
        found.update((actor, recipient, periods[index]) for index in at)
    return frozenset(found)


def change_indices(counts: Sequence[int]) -> list[int]:
    """Return with which of the counts of successive periods a new stretch begins; a series of few periods has none."""
    least_periods, least_length, penalty = _settings()
    return breaks(counts, int(least_length), penalty) if len(counts) >= least_periods else []


def breaks(counts: Sequence[int], least_length: int, penalty: float) -> list[int]:
    """Return where a new stretch begins, as indices into the counts."""
    signal = np.asarray(counts, dtype=float).reshape(-1, 1)
    variance = float(signal.var())
    if variance == 0 or len(counts) < 2 * least_length:
        return []
    search = ruptures.KernelCPD(kernel="linear", min_size=least_length).fit(signal)
    ends: list[int] = search.predict(pen=penalty * variance * log(len(counts)))
    return ends[:-1]


def _periods(first: date, last: date, period: Period) -> Iterator[date]:
    """Yield the first days of all periods from one to another."""
    while first <= last:
        yield first
        match period:
            case "week":
                first += timedelta(days=7)
            case "month":
                first = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
            case "year":
                first = first.replace(year=first.year + 1)


def _settings() -> tuple[float, float, float]:
    file = data_folder() / "analysis" / "changes.tsv"
    values = {row.text("name"): row.decimal("value") for row in read_table(file, ("name", "value"))}
    if tuple(values) != _NAMES:
        raise LexiconError(f"{file.name}: the names are not {', '.join(_NAMES)}")
    least_periods, least_length, penalty = values.values()
    return least_periods, least_length, penalty
