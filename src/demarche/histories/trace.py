"""Holds newly coded reports against a ledger's commitments, and its new commitments against the claims that were there.

A link depends on its commitment, its claim and their reports alone, and the docket on links and ties alone, so that the order in which
reports came makes no difference: one that a better link puts aside is left out when the docket is asked for, whichever came first.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeVar

import msgspec

from demarche import __version__
from demarche.happenings.group import Merges
from demarche.histories.compare import Found, Tie, again, evidence, opposite, tie
from demarche.histories.passages import Passages, content
from demarche.histories.sketch import Sketch, names, sketch, sought
from demarche.histories.telling import Telling, passages_of, tellings
from demarche.ledger import histories as rows
from demarche.ledger.store import Ledger
from demarche.lexicon.histories import EvidenceKind, HistoryRules
from demarche.model.records import Claim, Commitment, Event, Report

_AT_ONCE = 100  # reports in one transaction
_HELD = 500  # reports with their claims, of some 30 kB each
_SKETCHES = 2000  # held, of some 2 kB each
_T = TypeVar("_T")
_DECODER = msgspec.json.Decoder(Sketch)


@dataclass(frozen=True, slots=True)
class Traced:
    """What tracing added: reports looked at, links of evidence, ties between commitments."""

    reports: int = 0
    links: int = 0
    ties: int = 0


@dataclass(frozen=True, slots=True)
class _Read:
    """A report as it is compared: its claims by number, and its sentences."""

    report: Report
    claims: Mapping[int, Claim]
    passages: Passages


def trace(ledger: Ledger, rules: HistoryRules) -> Traced:
    """Trace the reports that have not been, so many in one transaction, so that what is done stays done."""
    with ledger.turn():
        waiting = rows.untraced(ledger)
        if not waiting:
            return Traced()
        return _Tracer.of(ledger, rules).trace(waiting)


def retrace(ledger: Ledger, reports: Iterable[str], load_rules: Callable[[], HistoryRules]) -> Traced:
    """Trace anew the reports that people have corrected; one that has not been traced yet is left to `trace`.

    The rules are loaded only if there is a report to trace: that takes longer than the tracing.
    """
    codings = (rows.coding_of(ledger, report) for report in reports)
    waiting = [each for each in codings if rows.is_traced(ledger, each.coding)]
    return _Tracer.of(ledger, load_rules()).trace(waiting) if waiting else Traced()


def _batches(all_: Sequence[_T]) -> Iterator[Sequence[_T]]:
    yield from (all_[start : start + _AT_ONCE] for start in range(0, len(all_), _AT_ONCE))


def _best_entries(found: Mapping[int, Found], entries: Mapping[int, int], best: float) -> frozenset[int]:
    return frozenset(entries[claim] for claim, link in found.items() if link.score == best)


@dataclass(frozen=True, slots=True)
class _Tracer:
    ledger: Ledger
    rules: HistoryRules
    read: "Callable[[rows.Untraced, int], _Read]"
    sketched: Callable[[int], Sketch]

    @classmethod
    def of(cls, ledger: Ledger, rules: HistoryRules) -> "_Tracer":
        """Return one that holds what it looked at last, each looked at several times: claims as corrected so far, sketches."""

        def read(each: rows.Untraced, _corrected: int) -> _Read:
            report = rows.report_read(ledger, each.reading)
            claims = rows.claims_of(ledger, each.coding)
            return _Read(report, claims, passages_of(report, tuple(claims.values()), rules))

        def sketched(claim: int) -> Sketch:
            return _DECODER.decode(rows.sketch_of(ledger, claim))

        return cls(ledger, rules, lru_cache(_HELD)(read), lru_cache(_SKETCHES)(sketched))

    def trace(self, waiting: Sequence[rows.Untraced]) -> Traced:
        """Sketch and tie all new commitments, hold older reports against them, then the new reports against all commitments."""
        with self.ledger.writing() as connection:
            number = rows.begin_tracing(connection, __version__, self.rules.digest)
        added: dict[int, Sketch] = {}
        ever = {each.coding: rows.commitments_ever_of(self.ledger, each.report) for each in waiting}
        for batch in _batches([each for each in waiting if ever[each.coding]]):
            with self.ledger.writing():
                corrected = rows.last_amendment(self.ledger)
                for each in batch:
                    added |= self._keep(self.read(each, corrected))
        ties = 0
        for batch in _batches([each for each in waiting if ever[each.coding]]):
            with self.ledger.writing():
                own = {one for each in batch for one in ever[each.coding]}
                ties += self._tie({claim: seen for claim, seen in added.items() if claim in own}, number)
                self._group(own)
        links = self._link_older(added.values(), {each.report for each in waiting}, number)
        for batch in _batches(waiting):
            with self.ledger.writing() as connection:
                corrected = rows.last_amendment(self.ledger)
                for each in batch:
                    links += self._link(self.read(each, corrected), number)
                    rows.add_traced(connection, each.coding, number)
        return Traced(len(waiting), links, ties)

    def _keep(self, one: _Read) -> Mapping[int, Sketch]:
        """Write what is compared of a report's commitments, and return it by number."""
        events = {claim.id: claim for claim in one.claims.values() if isinstance(claim, Event)}
        kept: dict[int, Sketch] = {}
        for number, claim in one.claims.items():
            seen = (
                sketch(claim, events, one.report, one.passages, self.rules)
                if isinstance(claim, Commitment)
                else None
            )
            if seen is None:
                continue
            kept[number] = seen
            days = seen.issued.first, seen.issued.last, seen.deadline
            body = msgspec.json.encode(seen).decode()
            rows.add_sketch(self.ledger.connection, number, days, body, names(seen))
        return kept

    def _link_older(self, added: Collection[Sketch], besides: set[str], number: int) -> int:
        """Hold the reports that were traced before, and came out later, against new commitments; return the links added."""
        if not added:
            return 0
        since = min(seen.published or "" for seen in added)
        ids = sorted({one for seen in added for one in seen.issuers.ids})
        countries = sorted({one for seen in added for one in seen.issuers.countries})
        links = 0
        for batch in _batches(rows.later_reports(self.ledger, since, ids, countries)):
            with self.ledger.writing():
                corrected = rows.last_amendment(self.ledger)
                for report in batch:
                    if report not in besides:
                        links += self._link(self.read(rows.coding_of(self.ledger, report), corrected), number)
        return links

    def _link(self, one: _Read, number: int) -> int:
        """Write the links of a report's claims to commitments, the best of each sentence; return how many are new."""
        best: dict[tuple[int, int, EvidenceKind], tuple[Telling, Found]] = {}
        context = lru_cache(lambda: content(self.rules.stems.all(one.report.text), self.rules))
        for told in tellings(one.report, one.claims, one.passages, self.rules):
            for claim, found in self._evident(told, context).items():
                key = claim, told.start, found.kind
                if key not in best or found.score > best[key][1].score:
                    best[key] = told, found
        return sum(
            self._write((claim, told.claim), found, (told.at, told.days.first, told.days.last), number)
            for (claim, _, _), (told, found) in best.items()
        )

    def _evident(self, told: Telling, context: Callable[[], frozenset[str]]) -> dict[int, Found]:
        """Return the commitments that a telling is evidence for: the best, and those that are about as good."""
        found = {
            claim: link
            for claim, one in self._candidates(told, context).items()
            if (link := evidence(one, told, context(), self.rules)) is not None
        }
        if not found:
            return {}
        entries = rows.entries_of(self.ledger, found)
        best = max(link.score for link in found.values())
        return {
            claim: link
            for claim, link in found.items()
            if link.score >= best - self.rules.weights.margin
            or entries[claim] in _best_entries(found, entries, best)
        }

    def _write(self, claims: tuple[int, int], found: Found, place: tuple[int, str, str], number: int) -> bool:
        """Write one link with the state that the commitment is said to be in by it; return whether it is new."""
        commitment, claim = claims
        at, first, last = place
        seen = self.sketched(commitment)
        effect = self.rules.effects[found.kind, seen.force]
        row = rows.EvidenceRow(
            commitment=commitment, claim=claim, kind=found.kind, state=effect.state, closes=effect.closes, at=at,
            first=first, last=last, score=found.score, reasons=msgspec.json.encode(found.grounds).decode(),
        )  # fmt: skip
        ids = rows.ids_of(self.ledger, claims)
        return rows.add_evidence(self.ledger.connection, row, (ids[commitment], ids[claim]), number)

    def _candidates(self, told: Telling, context: Callable[[], frozenset[str]]) -> dict[int, Sketch]:
        """Return the commitments that a telling may say something of: those with most in common first.

        What it is about may stand in another sentence if this one names it by its noun alone.
        """
        words = told.words | context() if told.is_bare else told.words
        wanted = set(sought(told.around | told.doer, words))
        return self._found(wanted, told.days.first, told.days.last)

    def _found(self, wanted: Iterable[str], first: str, last: str) -> dict[int, Sketch]:
        since = (date.fromisoformat(first) - timedelta(days=self.rules.limits.days)).isoformat()
        hits = Counter(claim for _, claim in rows.named(self.ledger, list(wanted), since, last))
        ordered = sorted(hits, key=lambda claim: (-hits[claim], claim))
        return {claim: self.sketched(claim) for claim in sorted(ordered[: int(self.rules.limits.candidates)])}

    def _tie(self, added: Mapping[int, Sketch], number: int) -> int:
        """Write the ties and the oppositions between new commitments and all others; return how many ties."""
        count = 0
        for claim, seen in added.items():
            until = (
                date.fromisoformat(seen.issued.last) + timedelta(days=self.rules.limits.days)
            ).isoformat()
            for other, against in self._found(set(names(seen)), seen.issued.first, until).items():
                if other == claim:
                    continue
                found = tie(seen, against, self.rules)
                if found is not None:
                    reasons = msgspec.json.encode(found.grounds).decode()
                    rows.add_tie(self.ledger.connection, (claim, other), found.score, reasons, number)
                    count += 1
                for earlier, later in ((claim, other), (other, claim)):
                    self._succeed((earlier, later), {claim: seen, other: against}, found, number)
        return count

    def _succeed(
        self, claims: tuple[int, int], both: Mapping[int, Sketch], tied: Tie | None, number: int
    ) -> None:
        """Write what the second of two commitments makes of the first, if it does: takes it back, or says it again."""
        earlier, later = (both[claim] for claim in claims)
        found = again(earlier, later, tied, self.rules) if tied else opposite(earlier, later, self.rules)
        if found is not None:
            place = later.start, later.issued.first, later.issued.last
            self._write(claims, found, place, number)

    def _group(self, claims: Iterable[int]) -> None:
        """Write under which commitment these stand, and those that hang together with them."""
        changed = set(claims)
        scores = rows.tied(self.ledger, changed)
        near = changed.union(*scores)
        order = rows.in_order(self.ledger, near)
        current = {pair: score for pair, score in scores.items() if all(claim in order for claim in pair)}
        merges = Merges({claim: str(claim) for claim in order}, current, (), (), self.rules.ties.share)
        entries: dict[int, int | None] = dict.fromkeys(near)
        for group in merges.groups():
            first = next(claim for claim in order if claim in group)
            entries |= dict.fromkeys(group, first)
        rows.set_entries(self.ledger.connection, entries)
