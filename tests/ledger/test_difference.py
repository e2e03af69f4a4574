"""Two versions over the same reports: what came, went and changed."""

from pathlib import Path

import pytest

from demarche.ledger.difference import compare
from demarche.ledger.errors import LedgerError
from demarche.ledger.store import Ledger
from demarche.model.records import Claim

from .samples import (
    BOLIVIA,
    CHILE,
    NEWER,
    RUN,
    SAME_AGAIN,
    coded_report,
    commitment,
    day,
    event,
    report,
    statement,
)

_FIRST, _SECOND, _THIRD = report(1), report(2), report(3)
_AGREED = event(_FIRST)
_CLOSED = event(_FIRST, type_="COERCE", trigger="closed")
_DATED = event(_FIRST, when=day("2024-05-07", "2024-05-07"))
_OTHERWISE = event(_FIRST, type_="CONSULT", status="planned", actors=(CHILE,), recipients=(BOLIVIA,))
_SAID = statement(_FIRST)
_PROMISED = commitment(_FIRST)


def _changes(
    before: tuple[Claim, ...], after: tuple[Claim, ...], where: Path | str
) -> list[tuple[object, ...]]:
    with Ledger.create_or_open(where) as ledger:
        ledger.append(RUN, coded_report(_FIRST, *before))
        ledger.append(NEWER, coded_report(_FIRST, *after))
        ((only,),) = [compare(ledger, RUN.id, NEWER.id).reports]
    assert only.report == _FIRST.id
    assert only.same == len({one.id for one in before} & {one.id for one in after})
    return [(one.change, one.before, one.after, one.fields) for one in only.differences]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((_AGREED, _SAID), (_SAID, _AGREED), []),
        ((_AGREED,), (_AGREED, _CLOSED), [("added", None, _CLOSED, ())]),
        ((_AGREED, _CLOSED), (_CLOSED,), [("gone", _AGREED, None, ())]),
        ((_AGREED,), (_DATED,), [("changed", _AGREED, _DATED, ("when",))]),
        (
            (_AGREED,),
            (_OTHERWISE, _DATED),
            [("changed", _AGREED, _DATED, ("when",)), ("added", None, _OTHERWISE, ())],
        ),
        ((_SAID,), (_PROMISED,), [("gone", _SAID, None, ()), ("added", None, _PROMISED, ())]),
    ],
)
def test_what_changed(
    before: tuple[Claim, ...], after: tuple[Claim, ...], expected: list[tuple[object, ...]], where: Path | str
) -> None:
    assert _changes(before, after, where) == expected


def test_a_run_stands_for_all_of_its_versions(where: Path | str) -> None:
    with Ledger.create_or_open(where) as ledger:
        ledger.append(RUN, coded_report(_FIRST))
        ledger.append(SAME_AGAIN, coded_report(_SECOND))
        ledger.append(NEWER, coded_report(_SECOND))
        ledger.append(NEWER, coded_report(_THIRD))
        comparison = compare(ledger, RUN.id, NEWER.id)
        assert [one.report for one in comparison.reports] == [_SECOND.id]
        assert (comparison.only_before, comparison.only_after) == (1, 1)
        with pytest.raises(LedgerError, match="no run's id begins with 'x'"):
            compare(ledger, "x", NEWER.id)
