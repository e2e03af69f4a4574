"""Change points are found where a series changes, and not where it does not."""

from datetime import date, timedelta

import pytest

from demarche.analysis.changes import breaks, change_points
from demarche.analysis.figures import Figures


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ([1, 2, 1, 2, 1, 2, 9, 8, 9, 8, 9, 8], [6]),
        ([0] * 6 + [10] * 6 + [0] * 6, [6, 12]),
        ([3] * 12, []),
        ([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2], []),
        ([9, 0], []),
    ],
)
def test_breaks(counts: list[int], found: list[int]) -> None:
    assert breaks(counts, 3, 2.0) == found


def _month(number: int, conflicts: int) -> Figures:
    first = date(2020 + number // 12, number % 12 + 1, 1)
    return Figures("A", "B", first, conflicts, conflicts, (0, 0, conflicts, 0), 1, 1, 1, 0, None)


def test_months_without_events_count_as_none() -> None:
    quiet = [_month(0, 1)]
    loud = [_month(number, 9) for number in range(12, 18)]
    assert change_points([*quiet, *loud], "month") == {("A", "B", date(2021, 1, 1))}


def test_a_short_series_has_none() -> None:
    assert change_points([_month(number, number * 9) for number in range(6)], "month") == frozenset()


def test_weeks_follow_each_other() -> None:
    rows = [
        _month(0, count)._replace(period=date(2024, 1, 1) + timedelta(weeks=week))
        for week, count in enumerate([1] * 8 + [12] * 8)
    ]
    assert change_points(rows, "week") == {("A", "B", rows[8].period)}
