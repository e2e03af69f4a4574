"""Links of evidence as people have left them: what they struck is left out, what they confirmed says so, what they added is there."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import msgspec

from demarche.histories.compare import Ground
from demarche.ledger import histories as rows
from demarche.lexicon.histories import EVIDENCE_KINDS, HistoryRules

_GROUNDS = msgspec.json.Decoder(tuple[Ground, ...])
_BY_HAND = 1.0  # the weight of somebody's word where nothing else was found


def applied(
    links: Iterable[rows.Link], ruled: Iterable[rows.RuledState], rules: HistoryRules
) -> list[rows.Link]:
    """Return the links to the tellings of one commitment, in order of time, as people have left them.

    What is said of a claim and one telling holds for all of them.
    """
    said = list(ruled)
    struck = {(one.claim, one.about) for one in said if one.verdict == "struck"}
    kept = [link for link in links if not struck & _names(link)]
    for one in said:
        if one.verdict == "confirmed" and one.claim != one.commitment:
            there = [link for link in kept if (one.claim, one.about) in _names(link)]
            kept = [_confirmed(link, one) if link in there else link for link in kept]
            kept.extend(_added(one, rules) if not there else ())
    return sorted(kept, key=order)


def order(link: rows.Link) -> tuple[str, str, int, int, str]:
    """Return by what links are ordered in time."""
    return link.last, link.first, link.claim, link.at, link.id


def lasts(ruled: Iterable[rows.RuledState]) -> bool:
    """Whether somebody has said of one of the tellings that it did not expire, whatever the calendar says."""
    return any((one.claim, one.about, one.verdict) == (one.commitment, "expired", "struck") for one in ruled)


def _names(link: rows.Link) -> set[tuple[int, str]]:
    """Return by what a ruling may name a link: the kind of evidence, or the state by it."""
    return {(link.claim, name) for name in (link.kind, link.state) if name is not None}


def _confirmed(link: rows.Link, one: rows.RuledState) -> rows.Link:
    grounds = (_ground(one, 0.0), *_GROUNDS.decode(link.reasons))
    return replace(link, reasons=msgspec.json.encode(grounds).decode())


def _added(one: rows.RuledState, rules: HistoryRules) -> Iterator[rows.Link]:
    for kind in EVIDENCE_KINDS:
        effect = rules.effects.get((kind, one.force))
        if kind == one.about and effect is not None:
            grounds = msgspec.json.encode((_ground(one, _BY_HAND),)).decode()
            yield rows.Link(
                id=one.correction,
                commitment=one.commitment,
                claim=one.claim,
                kind=kind,
                state=effect.state,
                at=one.at,
                first=one.first,
                last=one.last,
                score=_BY_HAND,
                reasons=grounds,
                closes=int(effect.closes),
            )


def _ground(one: rows.RuledState, weight: float) -> Ground:
    return Ground("people", f"confirmed by {one.who} on {one.written[:10]}: {one.why}", weight)
