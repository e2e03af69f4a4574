"""Holds newly coded reports against a ledger's commitments, and its new commitments against the claims that were there.

A link depends on its commitment, its claim and their reports alone, and the docket on the ties alone, so that the order in which
reports came makes no difference.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

import msgspec

from demarche import __version__
from demarche.happenings.group import Merges
from demarche.histories.compare import Found, Tie, again, alone, evidence, opposite, tie
from demarche.histories.passages import Passages, content
from demarche.histories.sketch import Sketch, names, sketch, sought
from demarche.histories.telling import Telling, passages_of, tellings
from demarche.ledger import histories as rows
from demarche.ledger.store import Ledger
from demarche.lexicon.histories import EvidenceKind, HistoryRules
from demarche.model.records import Claim, Commitment, Event, Report

_AT_ONCE = 100  # reports in one transaction
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
    """A report as it is compared: its claims by number, and its commitments' sketches."""

    report: Report
    claims: Mapping[int, Claim]
    passages: Passages
    sketches: Mapping[int, Sketch]


def trace(ledger: Ledger, rules: HistoryRules) -> Traced:
    """Trace the reports that have not been, so many in one transaction, so that what is done stays done."""
    with ledger.turn():
        waiting = rows.untraced(ledger)
        if not waiting:
            return Traced()
        return _Tracer(ledger, rules).trace(waiting)


def retrace(ledger: Ledger, reports: Iterable[str], load_rules: Callable[[], HistoryRules]) -> Traced:
    """Trace anew the reports that people have corrected; one that has not been traced yet is left to `trace`.

    The rules are loaded only if there is a report to trace: that takes longer than the tracing.
    """
    codings = (rows.coding_of(ledger, report) for report in reports)
    waiting = [each for each in codings if rows.is_traced(ledger, each.coding)]
    return _Tracer(ledger, load_rules()).trace(waiting) if waiting else Traced()


def _batches(all_: Sequence[_T]) -> Iterator[Sequence[_T]]:
    yield from (all_[start : start + _AT_ONCE] for start in range(0, len(all_), _AT_ONCE))


def _best_entries(found: Mapping[int, Found], entries: Mapping[int, int], best: float) -> frozenset[int]:
    return frozenset(entries[claim] for claim, link in found.items() if link.score == best)


@dataclass(frozen=True, slots=True)
class _Tracer:
    ledger: Ledger
    rules: HistoryRules

    def trace(self, waiting: Sequence[rows.Untraced]) -> Traced:
        """Sketch and tie all new commitments, hold older reports against them, then the new reports against all commitments."""
        with self.ledger.writing() as connection:
            number = rows.begin_tracing(connection, __version__, self.rules.digest)
        added: dict[int, Sketch] = {}
        for batch in _batches(waiting):
            with self.ledger.writing():
                for each in batch:
                    added |= self._keep(self._read(each))
        ties = 0
        for batch in _batches(waiting):
            with self.ledger.writing():
                ever = {
                    one for each in batch for one in rows.commitments_ever_of(self.ledger, each.report.id)
                }
                ties += self._tie({claim: seen for claim, seen in added.items() if claim in ever}, number)
                self._group(ever)
        links = self._link_older(added.values(), {each.report.id for each in waiting}, number)
        for batch in _batches(waiting):
            with self.ledger.writing() as connection:
                for each in batch:
                    links += self._link(self._read(each), number)
                    rows.add_traced(connection, each.coding, number)
        return Traced(len(waiting), links, ties)

    def _read(self, each: rows.Untraced) -> _Read:
        claims = rows.claims_of(self.ledger, each.coding)
        passages = passages_of(each.report, tuple(claims.values()), self.rules)
        events = {claim.id: claim for claim in claims.values() if isinstance(claim, Event)}
        seen = {
            number: found
            for number, claim in claims.items()
            if isinstance(claim, Commitment)
            and (found := sketch(claim, events, each.report, passages, self.rules)) is not None
        }
        return _Read(each.report, claims, passages, seen)

    def _keep(self, one: _Read) -> Mapping[int, Sketch]:
        for claim, seen in one.sketches.items():
            days = seen.issued.first, seen.issued.last, seen.deadline
            body = msgspec.json.encode(seen).decode()
            rows.add_sketch(self.ledger.connection, claim, days, body, names(seen))
        return one.sketches

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
                for report in batch:
                    if report not in besides:
                        links += self._link(self._read(rows.coding_of(self.ledger, report)), number)
        return links

    def _link(self, one: _Read, number: int) -> int:
        """Write the links of a report's claims to commitments, the best of each sentence; return how many are new."""
        best: dict[tuple[int, int, EvidenceKind], tuple[Telling, Found]] = {}
        told_all = list(tellings(one.report, one.claims, one.passages, self.rules))
        words = self.rules.stems.tokens(one.report.text) if told_all else ()
        context = content(list(words), self.rules)
        for told in told_all:
            for claim, found in self._evident(told, context).items():
                key = claim, told.start, found.kind
                if key not in best or found.score > best[key][1].score:
                    best[key] = told, found
        return sum(
            self._write((claim, told.claim), found, (told.at, told.days.first, told.days.last), number)
            for (claim, _, _), (told, found) in best.items()
        )

    def _evident(self, told: Telling, context: frozenset[str]) -> dict[int, Found]:
        """Return the commitments that a telling is evidence for: the best, and those that are about as good."""
        seen = self._candidates(told, context)
        found = {
            claim: link
            for claim, one in seen.items()
            if (link := evidence(one, told, context, self.rules)) is not None
        }
        entries = rows.entries_of(self.ledger, found)
        if len(set(entries.values())) == 1:
            found = {claim: alone(link, self.rules) for claim, link in found.items()}
        weights = self.rules.weights
        best = max((link.score for link in found.values()), default=0.0)
        return {
            claim: link
            for claim, link in found.items()
            if link.score >= weights.least
            and (link.score >= best - weights.margin or entries[claim] in _best_entries(found, entries, best))
        }

    def _write(self, claims: tuple[int, int], found: Found, place: tuple[int, str, str], number: int) -> bool:
        """Write one link with the state that the commitment is said to be in by it; return whether it is new."""
        commitment, claim = claims
        at, first, last = place
        seen = self._sketches([commitment])[commitment]
        effect = self.rules.effects[found.kind, seen.force]
        row = rows.EvidenceRow(
            commitment=commitment, claim=claim, kind=found.kind, state=effect.state, closes=effect.closes, at=at,
            first=first, last=last, score=found.score, reasons=msgspec.json.encode(found.grounds).decode(),
        )  # fmt: skip
        ids = rows.ids_of(self.ledger, claims)
        return rows.add_evidence(self.ledger.connection, row, (ids[commitment], ids[claim]), number)

    def _candidates(self, told: Telling, context: frozenset[str]) -> dict[int, Sketch]:
        """Return the commitments that a telling may say something of: those with most in common first.

        What it is about may stand in another sentence if this one names it by its noun alone.
        """
        words = told.words | context if told.is_bare else told.words
        wanted = set(sought(told.around | told.doer, words))
        return self._found(wanted, told.days.first, told.days.last)

    def _found(self, wanted: Iterable[str], first: str, last: str) -> dict[int, Sketch]:
        since = (date.fromisoformat(first) - timedelta(days=self.rules.limits.days)).isoformat()
        hits = Counter(claim for _, claim in rows.named(self.ledger, list(wanted), since, last))
        ordered = sorted(hits, key=lambda claim: (-hits[claim], claim))
        return self._sketches(ordered[: int(self.rules.limits.candidates)])

    def _sketches(self, claims: Sequence[int]) -> dict[int, Sketch]:
        return {claim: _DECODER.decode(body) for claim, body in rows.sketches(self.ledger, claims).items()}

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
