"""Pledges to commitment records."""

from collections.abc import Mapping, Sequence

from demarche.coding.clauses.adjuncts import Adjuncts
from demarche.coding.commitments.pledges import Pledge, Range
from demarche.coding.sayings.chains import Chains
from demarche.model.codec import BLANK_ID, identified
from demarche.model.coded import Coded, Reason
from demarche.model.parts import Attribution
from demarche.model.reading import Reading
from demarche.model.records import Claim, Commitment, Event, Standing


def code_commitments(
    reading: Reading,
    chains: Chains,
    adjuncts: Adjuncts,
    pledges: Sequence[Pledge],
    events: Sequence[Claim],
    scores: Mapping[str, float],
) -> tuple[Coded, ...]:
    """Return a commitment for each pledge, in text order, with the events that its parts contain."""
    return tuple(_commitment(reading, chains, adjuncts, pledge, events, scores) for pledge in pledges)


def _commitment(
    reading: Reading,
    chains: Chains,
    adjuncts: Adjuncts,
    pledge: Pledge,
    events: Sequence[Claim],
    scores: Mapping[str, float],
) -> Coded:
    when = adjuncts.when(pledge.anchor, None, carry=True)
    if pledge.saying is not None:
        when = adjuncts.when(chains.sayings[pledge.saying].anchor, None, carry=True)
    attribution = (
        (Attribution("AUTHOR", None, None, "CT+"),)
        if pledge.saying is None
        else chains.by_statement(pledge.saying)
    )
    claimed = tuple(
        Standing(
            state,
            adjuncts.when(word, None, carry=True).when,
            (Attribution("AUTHOR", reading.span(word.start, word.end), None, "CT+"),),
        )
        for state, word in pledge.claimed
    )
    parts = [*pledge.act, *pledge.condition, *pledge.consequence]
    claim = Commitment(
        id=BLANK_ID[Commitment],
        report=reading.report.id,
        force=pledge.force,
        issuers=tuple(found.participant for found in pledge.issuers),
        addressees=tuple(found.participant for found in pledge.addressees),
        act=reading.spans(pledge.act),
        condition=reading.spans(pledge.condition),
        consequence=reading.spans(pledge.consequence),
        deadline=None if pledge.deadline is None else pledge.deadline.when,
        strength=pledge.strength,
        history=(Standing("issued", when.when, attribution), *claimed),
        statements=() if pledge.saying is None else (chains.ids[pledge.saying],),
        events=tuple(event.id for event in events if isinstance(event, Event) and _is_within(event, parts)),
        rule=pledge.rule,
        score=scores[pledge.weight],
    )
    reasons = [Reason(name, text, None) for name, text in pledge.reasons if text]
    reasons.append(Reason("history", f"issued: {when.reason}", None))
    return Coded(identified(claim), tuple(reasons))


def _is_within(event: Event, parts: Sequence[Range]) -> bool:
    return any(start <= span.start and span.end <= end for span in event.trigger for start, end in parts)
