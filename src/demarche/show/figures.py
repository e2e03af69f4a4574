"""Figures over time as rows: what each column is called, and the events behind every number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from demarche.analysis.figures import QUADS, Figures
from demarche.analysis.question import Period

_SIDES = ("actor", "recipient")
_HEADINGS = {
    "verbal_cooperation": "verbal +",
    "material_cooperation": "material +",
    "verbal_conflict": "verbal −",
    "material_conflict": "material −",
    "highest_rung": "highest rung",
    "open_commitments": "open",
    "goldstein_sum": "Goldstein",
    "open_commitment_ids": "open commitments",
}
_YEAR, _MONTH = 4, 7  # characters of an ISO date


@dataclass(frozen=True, slots=True)
class FigureRows:
    """How figures are written: with both sides or neither, with ids, with change points where they were looked for."""

    period: Period
    rungs: Mapping[int, str]
    has_sides: bool
    has_ids: bool
    changes: frozenset[tuple[str, str, date]] | None

    def columns(self) -> list[str]:
        """Return the names of the columns; the Goldstein sum stands behind the counts."""
        return [
            *(_SIDES if self.has_sides else ()), self.period, "events", "happenings", *QUADS, "highest_rung", "reports", "sources",
            "open_commitments", "goldstein_sum", *(() if self.changes is None else ("change",)),
            *(("claims", "open_commitment_ids") if self.has_ids else ()),
        ]  # fmt: skip

    def headings(self) -> list[str]:
        """Return the names of the columns in few letters, for the eye; + is cooperation, − conflict."""
        return [_HEADINGS.get(name, name) for name in self.columns()]

    def cells(self, rows: Iterable[Figures]) -> list[list[Any]]:
        """Return a list of cells for each row."""
        return [self._cells(row) for row in rows]

    def _cells(self, row: Figures) -> list[Any]:
        change = () if self.changes is None else ("*" if self._is_change(row) else None,)
        ids = (" ".join(event.id for event in row.counted), " ".join(row.open_ids)) if self.has_ids else ()
        return [
            *((row.actor, row.recipient) if self.has_sides else ()), self._period(row), row.events, row.happenings, *row.quads,
            self._rung(row), row.reports, row.sources, row.open_commitments, row.goldstein, *change, *ids,
        ]  # fmt: skip

    def record(self, row: Figures) -> dict[str, Any]:
        """Return a row as an object in which every figure stands beside what it counts."""
        sides = {"actor": row.actor, "recipient": row.recipient} if self.has_sides else {}
        highest = [event.id for event in row.counted if event.rung == row.rung] if row.rung else []
        valued = [event.id for event in row.counted if event.goldstein is not None]
        found = {
            "events": _counted(row.events, [event.id for event in row.counted]),
            "happenings": {
                "count": row.happenings,
                "happenings": _sorted(event.happening for event in row.counted),
            },
            **{
                name: _counted(number, [event.id for event in row.counted if event.quad == quad])
                for quad, (name, number) in enumerate(zip(QUADS, row.quads, strict=True), start=1)
            },
            "highest_rung": {"rung": row.rung, "type": self.rungs.get(row.rung), "claims": highest},
            "reports": {"count": row.reports, "reports": _sorted(event.report for event in row.counted)},
            "sources": {"count": row.sources, "sources": _sorted(event.source for event in row.counted)},
            "open_commitments": _counted(row.open_commitments, list(row.open_ids)),
            "goldstein_sum": {"sum": row.goldstein, "claims": valued},
        }
        change = {} if self.changes is None else {"change": self._is_change(row)}
        return {**sides, self.period: self._period(row), **found, **change}

    def _period(self, row: Figures) -> str | None:
        if row.period is None:
            return None
        iso = row.period.isoformat()
        return iso[: {"year": _YEAR, "month": _MONTH}.get(self.period, len(iso))]

    def _rung(self, row: Figures) -> str | None:
        return f"{row.rung} {self.rungs[row.rung]}" if row.rung else None

    def _is_change(self, row: Figures) -> bool:
        key = row.period and (row.actor, row.recipient, row.period)
        return self.changes is not None and key in self.changes


def _counted(number: int | None, ids: Sequence[str]) -> dict[str, Any]:
    return {"count": number, "claims": ids}


def _sorted(values: Iterable[str]) -> list[str]:
    return sorted(set(values))
