"""The closed vocabularies of the contract (DESIGN: `docs/contract.md`).

Event types, modes, contexts and sectors are not here: they belong to the ontology, which is data.
"""

from typing import Literal, get_args

Precision = Literal[
    "minute", "hour", "day", "week", "month", "season", "quarter", "year", "decade", "unknown"
]
DateBasis = Literal["stated", "reckoned", "carried", "publication", "none"]
PlacePrecision = Literal["point", "city", "admin2", "admin1", "country", "region"]
ParticipantKind = Literal["person", "organisation", "state", "group", "people", "weapon", "unnamed"]
IdentityBasis = Literal["dictionary", "text", "coreference", "metonym", "none"]
Factuality = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "CTu", "Uu"]
Status = Literal[
    "happened",
    "ongoing",
    "planned",
    "possible",
    "conditional",
    "demanded",
    "denied",
    "not_happened",
    "believed",
    "habitual",
]
Voice = Literal["asserted", "attributed", "alleged", "inferred"]
Act = Literal[
    "assert",
    "deny",
    "accuse",
    "demand",
    "propose",
    "threaten",
    "warn",
    "promise",
    "authorise",
    "refuse",
    "praise",
    "criticise",
    "apologise",
    "question",
    "report",
]
Form = Literal["direct", "mixed", "indirect", "narrated"]
Force = Literal[
    "threat",
    "ultimatum",
    "red_line",
    "promise",
    "guarantee",
    "offer",
    "refusal",
    "authorisation",
    "ban",
    "reservation",
]
Strength = Literal["will", "reserves", "could"]
CommitmentState = Literal[
    "proposed", "issued", "triggered", "fulfilled", "breached", "withdrawn", "superseded", "expired"
]
Stage = Literal["read", "parse", "resolve", "coding", "ledger"]

PRECISIONS: tuple[Precision, ...] = get_args(Precision)
DATE_BASES: tuple[DateBasis, ...] = get_args(DateBasis)
PLACE_PRECISIONS: tuple[PlacePrecision, ...] = get_args(PlacePrecision)
PARTICIPANT_KINDS: tuple[ParticipantKind, ...] = get_args(ParticipantKind)
IDENTITY_BASES: tuple[IdentityBasis, ...] = get_args(IdentityBasis)
FACTUALITIES: tuple[Factuality, ...] = get_args(Factuality)
STATUSES: tuple[Status, ...] = get_args(Status)
VOICES: tuple[Voice, ...] = get_args(Voice)
ACTS: tuple[Act, ...] = get_args(Act)
FORMS: tuple[Form, ...] = get_args(Form)
FORCES: tuple[Force, ...] = get_args(Force)
STRENGTHS: tuple[Strength, ...] = get_args(Strength)
COMMITMENT_STATES: tuple[CommitmentState, ...] = get_args(CommitmentState)
STAGES: tuple[Stage, ...] = get_args(Stage)
