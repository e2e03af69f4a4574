"""Sayings to statement records."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from demarche.coding.adjuncts import Adjuncts
from demarche.coding.chains import Chains
from demarche.coding.sayings import Saying
from demarche.model.codec import BLANK_ID, identified
from demarche.model.coded import Coded, Reason
from demarche.model.parts import When
from demarche.model.records import Statement
from demarche.model.values import Act, Form

_FORM_REASONS: Mapping[Form, str] = {
    "direct": "all of the content stands in quotation marks",
    "mixed": "part of the content stands in quotation marks",
    "indirect": "the content is a clause without quotation marks",
    "narrated": "the content is a noun phrase, not a clause",
}


@dataclass(frozen=True, slots=True)
class Ruled:
    """An act that the content of a saying shows, and why."""

    act: Act
    reason: str


def code_statements(
    sayings: tuple[Saying, ...],
    chains: Chains,
    adjuncts: Adjuncts,
    acts: Mapping[int, Ruled],
    scores: Mapping[str, float],
) -> Iterator[tuple[int, Coded]]:
    """Yield the index of each saying and its statement, those that others stand in first.

    The caller names each statement in the chains before it takes the next, since inner ones name outer ones.
    `acts` overrules a cue's act where the content shows more.
    """
    for index in sorted(range(len(sayings)), key=lambda index: (len(chains.outside(index)), index)):
        saying, act = sayings[index], acts.get(index)
        when = adjuncts.when(saying.anchor, None, carry=True)
        statement = identified(_statement(saying, chains, index, when.when, act, scores))
        yield index, Coded(statement, _reasons(saying, when.reason, act))


def _statement(
    saying: Saying, chains: Chains, index: int, when: When, act: Ruled | None, scores: Mapping[str, float]
) -> Statement:
    reading = chains.reading
    outside = chains.outside(index)
    return Statement(
        id=BLANK_ID[Statement],
        report=reading.report.id,
        act=saying.act if act is None else act.act,
        form=saying.form,
        speaker=None if saying.speaker is None else saying.speaker.participant,
        cue=reading.spans(saying.cue),
        content=reading.spans(saying.content),
        quoted=reading.spans(saying.quoted),
        addressees=tuple(dict.fromkeys(saying.addressees)),
        channels=tuple(dict.fromkeys(saying.channels)),
        when=when,
        parent=chains.ids.get(outside[-1]) if outside else None,
        attribution=chains.of_statement(index),
        rule=saying.rule,
        score=round(scores[saying.form] * (1.0 if saying.speaker is not None else scores["no speaker"]), 3),
    )


def _reasons(saying: Saying, when: str, act: Ruled | None) -> tuple[Reason, ...]:
    found = dict(saying.reasons)
    if act is not None:
        found["act"] = act.reason
    if saying.speaker is not None:
        found["speaker"] = f"{found['speaker']}; {saying.speaker.how}"
    found["form"] = _FORM_REASONS[saying.form]
    found["when"] = when
    return tuple(Reason(name, text, None) for name, text in found.items())
