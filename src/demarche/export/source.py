"""What an export is made of: the claims that pass a filter, one at a time, each with its report."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from demarche.export.merged import Merged
from demarche.happenings.tell import Happening
from demarche.ledger import query
from demarche.ledger.filters import Filter, Kind
from demarche.ledger.store import Ledger
from demarche.lexicon.linking import LinkRules
from demarche.model.records import Claim, Report

_REPORTS_KEPT = 256
_CODED = """
SELECT coded, run.id, started FROM current_coding JOIN run ON run.number = current_coding.run WHERE report = ?
"""
_LISTS: dict[Kind, Callable[[Ledger, Filter], Iterator[Claim]]] = {
    "event": query.events,
    "statement": query.statements,
    "commitment": query.commitments,
}


@dataclass(frozen=True, slots=True)
class Sourced:
    """A claim, the report it stands in, and when that report was coded (an ISO time).

    `happening` is the one that an event stands for, where happenings and not tellings are wanted.
    """

    claim: Claim
    report: Report
    coded: str
    happening: Happening | None = None


def outlets(of: Sourced) -> list[str]:
    """Return the outlets that tell of it, each once, in order of publication."""
    reports = [of.report] if of.happening is None else [one.report for one in of.happening.tellings]
    return list(dict.fromkeys(report.outlet for report in reports if report.outlet))


@dataclass(frozen=True, slots=True)
class Told:
    """A report, when it was coded and by which run, begun when (ISO times), and those of its claims that pass."""

    report: Report
    coded: str
    run: str
    started: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A ledger, the filter, and the kinds of claim that are wanted of it.

    With rules of linking, each happening is told once.
    """

    ledger: Ledger
    chosen: Filter
    kinds: Sequence[Kind]
    once: LinkRules | None = None

    def claims(self) -> Iterator[Sourced]:
        """Yield the claims kind by kind, each kind by date; few reports are in memory at a time."""
        known: dict[str, tuple[Report, str]] = {}
        for kind in self.kinds:
            for claim, happening in self._claims(kind):
                if claim.report not in known:
                    if len(known) >= _REPORTS_KEPT:
                        known.pop(next(iter(known)))
                    coded, *_ = self._coded(claim.report)
                    known[claim.report] = query.report_of(self.ledger, claim), coded
                yield Sourced(claim, *known[claim.report], happening)

    def _claims(self, kind: Kind) -> Iterator[tuple[Claim, Happening | None]]:
        if kind != "event" or self.once is None:
            yield from ((claim, None) for claim in _LISTS[kind](self.ledger, self.chosen))
            return
        everything = replace(self.chosen, limit=None)
        merged = Merged.of(self.ledger, query.events(self.ledger, everything), self.once)
        yield from islice(merged.among(query.events(self.ledger, everything)), self.chosen.limit)

    def reports(self) -> Iterator[Told]:
        """Yield the reports that have such a claim, by date of publication, each with its claims."""
        left: dict[Kind, int | None] = dict.fromkeys(self.kinds, self.chosen.limit)
        for report in query.reports(self.ledger, Filter(report=self.chosen.report)):
            claims: list[Claim] = []
            for kind, limit in left.items():
                found = list(_LISTS[kind](self.ledger, replace(self.chosen, report=report.id, limit=limit)))
                claims.extend(found)
                left[kind] = None if limit is None else limit - len(found)
            if claims:
                yield Told(report, *self._coded(report.id), tuple(claims))
            if not any(limit is None or limit for limit in left.values()):
                return

    def _coded(self, report: str) -> tuple[str, str, str]:
        """Return when the report was coded last, the id of the run that did, and when that began."""
        ((coded, run, started),) = self.ledger.select(_CODED, (report,))
        return coded, run, started
