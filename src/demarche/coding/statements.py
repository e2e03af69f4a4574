"""Sayings to statement records."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from demarche.coding.clauses.adjuncts import Adjuncts
from demarche.coding.commitments.pledges import Pledge
from demarche.coding.sayings.chains import Chains
from demarche.coding.sayings.finder import Saying
from demarche.model.codec import BLANK_ID, identified
from demarche.model.coded import Coded, Reason
from demarche.model.parts import When
from demarche.model.reading import BlockRole, Reading
from demarche.model.records import Statement
from demarche.model.syntax import Word
from demarche.model.values import Act, Force, Form

_HEADLINE: frozenset[BlockRole] = frozenset({"title", "heading"})
_PLAIN_ACTS = frozenset({"assert", "report"})
_BINDING = "conditional commitment"
_ACT_OF_FORCE: Mapping[Force, Act] = {
    "threat": "threaten",
    "promise": "promise",
    "ultimatum": "threaten",
    "refusal": "refuse",
    "authorisation": "authorise",
}
_SENTENCE_END = re.compile(r"[.!?][”’\"']?\s+[“‘\"']?[A-Z]")
_WORD = re.compile(r"[^\W\d_]{4,}")
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


def acts_shown(chains: Chains, pledges: Sequence[Pledge]) -> dict[int, Ruled]:
    """Return the acts of sayings whose cue only asserts, but whose main clause binds the speaker."""
    found: dict[int, Ruled] = {}
    for pledge in pledges:
        act = _ACT_OF_FORCE.get(pledge.force)
        if pledge.saying is None or act is None or pledge.weight != _BINDING:
            continue
        saying = chains.sayings[pledge.saying]
        clause = pledge.anchor
        while clause.dep == "xcomp" and not clause.is_root:
            clause = clause.head
        is_main = clause.is_root or clause.head.i == saying.anchor.i or not saying.holds(clause.head.start)
        if (
            is_main
            and saying.act in _PLAIN_ACTS
            and clause.sentence == _first_sentence(chains, saying, clause)
        ):
            words = dict(pledge.reasons)["force"]
            found.setdefault(pledge.saying, Ruled(act, f"its content is a {pledge.force}: {words}"))
    return found


def _first_sentence(chains: Chains, saying: Saying, clause: Word) -> int:
    """Return the sentence of a clause if no sentence of the content ends before it, else none (-1)."""
    before = chains.reading.report.text[saying.start : clause.start]
    return -1 if _SENTENCE_END.search(before) else clause.sentence


def code_statements(
    sayings: tuple[Saying, ...],
    chains: Chains,
    adjuncts: Adjuncts,
    acts: Mapping[int, Ruled],
    scores: Mapping[str, float],
) -> Iterator[tuple[int, Coded]]:
    """Yield the index of each saying and its statement, those that others stand in first.

    The caller names each statement in the chains before it takes the next, since inner ones name outer ones. What a
    headline says and the text says again is one statement, the text's, for both. `acts` overrules a cue's act where
    the content shows more.
    """
    again = _told_again(sayings, chains, scores["headline"])
    made: dict[int, Coded] = {}
    for index in sorted(
        range(len(sayings)), key=lambda index: (len(chains.outside(index)), index in again, index)
    ):
        if again.get(index) in made:
            yield index, made[again[index]]
            continue
        saying, act = sayings[index], acts.get(index)
        when = adjuncts.when(saying.anchor, None, carry=True)
        statement = identified(_statement(saying, chains, index, when.when, act, scores))
        made[index] = Coded(statement, _reasons(saying, when.reason, act))
        yield index, made[index]


def _told_again(sayings: Sequence[Saying], chains: Chains, least: float) -> dict[int, int]:
    """Return, for the sayings of headlines, the saying of the text that tells the same with at least a share of its words."""
    headlines = [block for block in chains.reading.blocks if block.role in _HEADLINE]
    above = {
        index
        for index, saying in enumerate(sayings)
        if any(block.start <= saying.start < block.end for block in headlines)
    }
    found: dict[int, int] = {}
    for index in above:
        for other in range(len(sayings)):
            if other not in above and _is_same(sayings[index], sayings[other], chains.reading, least):
                found.setdefault(index, other)
    return found


def _is_same(one: Saying, other: Saying, reading: Reading, least: float) -> bool:
    """Tell whether two sayings are of the same speaker, do the same and share enough words."""
    if one.speaker is None or other.speaker is None or one.act != other.act:
        return False
    left, right = one.speaker.participant, other.speaker.participant
    same = left.id == right.id if left.id or right.id else left.name == right.name
    mine, theirs = (_words(reading, saying) for saying in (one, other))
    return same and len(mine & theirs) >= least * max(1, min(len(mine), len(theirs)))


def _words(reading: Reading, saying: Saying) -> set[str]:
    text = " ".join(reading.report.text[start:end] for start, end in saying.content)
    return {word.casefold() for word in _WORD.findall(text)}


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
        score=_score(saying, scores),
    )


def _score(saying: Saying, scores: Mapping[str, float]) -> float:
    known = 1.0 if saying.vouches else scores["marked"]
    return round(
        scores[saying.form] * known * (1.0 if saying.speaker is not None else scores["no speaker"]), 3
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
