"""The lines of the contract: report, event, statement, commitment, problem. Field order is the key order."""

from dataclasses import dataclass
from typing import Literal

from demarche.model.checks import (
    CODE,
    IDENTIFIER,
    ISO_REDUCED,
    require,
    require_match,
    require_member,
)
from demarche.model.parts import Attribution, Casualties, Participant, Span, When, Where
from demarche.model.values import (
    ACTS,
    COMMITMENT_STATES,
    FORCES,
    FORMS,
    STAGES,
    STATUSES,
    STRENGTHS,
    VOICES,
    Act,
    CommitmentState,
    Force,
    Form,
    Stage,
    Status,
    Strength,
    Voice,
)


@dataclass(frozen=True, slots=True)
class Removed:
    """A stretch of the decoded input (offsets in code points) that is not part of the report, and why."""

    start: int
    end: int
    why: str

    def __post_init__(self) -> None:
        require(0 <= self.start < self.end, f"removed {self.start}-{self.end} is empty or negative")
        require(bool(self.why), "what is removed has a reason")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One document: its text as it is coded, and what is known about it. What was not found is None."""

    kind: Literal["report"] = "report"
    id: str
    path: str
    url: str | None
    sha256: str
    title: str | None
    byline: tuple[str, ...]
    outlet: str | None
    published: str | None
    language: str | None
    text: str
    removed: tuple[Removed, ...]
    mended: tuple[int, ...]

    def __post_init__(self) -> None:
        require_match(IDENTIFIER, self.id, "id")
        require(len(self.sha256) == 64, "sha256 has 64 digits")
        require_match(ISO_REDUCED, self.published, "published")
        require(all(0 <= at <= len(self.text) for at in self.mended), "a mended break lies in the text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that somebody did, may do or did not do, as the report has it."""

    kind: Literal["event"] = "event"
    id: str
    report: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int
    goldstein: float | None
    trigger: tuple[Span, ...]
    extent: tuple[Span, ...]
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    instruments: tuple[Participant, ...]
    where: tuple[Where, ...]
    when: When
    casualties: Casualties | None
    status: Status
    voice: Voice
    attribution: tuple[Attribution, ...]
    rule: str
    score: float

    def __post_init__(self) -> None:
        _check_claim(self.id, self.report, self.rule, self.score, self.attribution)
        require_match(CODE, self.type, "type")
        require(1 <= self.quad <= 4, f"quad: {self.quad} is not 1 to 4")
        require(bool(self.trigger), "an event has a trigger")
        require(bool(self.extent), "an event has an extent")
        require_member(STATUSES, self.status, "status")
        require_member(VOICES, self.voice, "voice")
        if self.goldstein is not None:
            require(-10 <= self.goldstein <= 10, f"goldstein: {self.goldstein} is not -10 to 10")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Something that somebody said, wrote or let it be known."""

    kind: Literal["statement"] = "statement"
    id: str
    report: str
    act: Act
    form: Form
    speaker: Participant | None
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quoted: tuple[Span, ...]
    addressees: tuple[Participant, ...]
    channels: tuple[Participant, ...]
    when: When
    parent: str | None
    attribution: tuple[Attribution, ...]
    rule: str
    score: float

    def __post_init__(self) -> None:
        _check_claim(self.id, self.report, self.rule, self.score, self.attribution)
        require_member(ACTS, self.act, "act")
        require_member(FORMS, self.form, "form")
        require_match(IDENTIFIER, self.parent, "parent")
        require(bool(self.cue) or bool(self.content), "a statement has a cue or a content")


@dataclass(frozen=True, slots=True)
class Standing:
    """A state that a commitment is said to be in, when, and who says so."""

    state: CommitmentState
    when: When
    attribution: tuple[Attribution, ...]

    def __post_init__(self) -> None:
        require_member(COMMITMENT_STATES, self.state, "state")
        require(bool(self.attribution), "a state is vouched for by somebody")


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """Something that somebody bound themselves to, on which condition, and what became of it."""

    kind: Literal["commitment"] = "commitment"
    id: str
    report: str
    force: Force
    issuers: tuple[Participant, ...]
    addressees: tuple[Participant, ...]
    act: tuple[Span, ...]
    condition: tuple[Span, ...]
    consequence: tuple[Span, ...]
    deadline: When | None
    strength: Strength
    history: tuple[Standing, ...]
    statements: tuple[str, ...]
    events: tuple[str, ...]
    rule: str
    score: float

    def __post_init__(self) -> None:
        require(bool(self.history), "a commitment has a state")
        _check_claim(self.id, self.report, self.rule, self.score, self.history[0].attribution)
        require_member(FORCES, self.force, "force")
        require_member(STRENGTHS, self.strength, "strength")
        require(bool(self.act), "a commitment has an act")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What could not be read or resolved. A problem never stops a batch."""

    kind: Literal["problem"] = "problem"
    report: str | None
    stage: Stage
    code: str
    message: str
    span: Span | None = None

    def __post_init__(self) -> None:
        require_match(IDENTIFIER, self.report, "report")
        require_member(STAGES, self.stage, "stage")
        require(bool(self.code) and bool(self.message), "a problem has a code and a message")


def _check_claim(
    identifier: str, report: str, rule: str, score: float, attribution: tuple[Attribution, ...]
) -> None:
    require_match(IDENTIFIER, identifier, "id")
    require_match(IDENTIFIER, report, "report")
    require(bool(rule), "a claim names its rule")
    require(0 <= score <= 1, f"score: {score} is not 0 to 1")
    require(bool(attribution), "a claim is vouched for by somebody")


Claim = Event | Statement | Commitment
Record = Report | Event | Statement | Commitment | Problem
RECORD_TYPES: tuple[type[Record], ...] = (Report, Event, Statement, Commitment, Problem)
