"""The review queue: claims that nobody has judged, the most doubtful first, with what is doubtful about each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from demarche.ledger import query
from demarche.ledger.errors import FilterError
from demarche.ledger.store import Ledger
from demarche.lexicon.corrections import ClaimKind
from demarche.lexicon.doubts import Doubt, DoubtName
from demarche.model.records import Claim, Report

_DIGITS = 4
_CONDITIONS: Mapping[DoubtName, str] = {
    "score": "claim.score < 1",
    "conflict": """EXISTS (
        SELECT 1 FROM current_member AS mine
        JOIN current_member AS theirs ON theirs.happening = mine.happening AND theirs.claim <> mine.claim
        JOIN claim AS other ON other.number = theirs.claim
        WHERE mine.claim = claim.number AND (
            other.type <> claim.type OR other.status <> claim.status
            OR other.earliest > claim.latest OR other.latest < claim.earliest
        )
    )""",
    "nobody": """NOT EXISTS (
        SELECT 1 FROM participation WHERE participation.claim = claim.number AND role IN ('actor', 'speaker', 'issuer')
    )""",
    "unresolved": """EXISTS (
        SELECT 1 FROM participation JOIN participant ON participant.number = participation.participant
        WHERE participation.claim = claim.number AND role IN ('actor', 'recipient', 'speaker', 'issuer', 'addressee')
        AND participant.id IS NULL
    )""",
    "alleged": "claim.voice = 'alleged'",
    "inferred": "claim.voice = 'inferred'",
    "undated": "claim.earliest IS NULL AND claim.latest IS NULL",
    "bounded": "claim.basis = 'publication'",
}
# Materialized, so that what is looked up for each claim is looked up once, and not for each mention of its column.
_QUEUE = """
WITH flagged AS MATERIALIZED (
    SELECT claim.id, claim.dated, claim.report, claim.start, claim.score, {columns}
    FROM current_claim AS claim
    WHERE NOT EXISTS (SELECT 1 FROM current_amendment AS made WHERE made.claim = claim.number) {wanted}
), weighed AS MATERIALIZED (SELECT flagged.*, {doubt} AS doubt FROM flagged)
SELECT id, {names} FROM weighed WHERE doubt > 0
ORDER BY doubt DESC, dated, report, start, id LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Queued:
    """A claim to be looked at, its report as it was read for it, the sum of its doubts, and each of them."""

    claim: Claim
    report: Report
    doubt: float
    doubts: tuple[Doubt, ...]


def queue(
    ledger: Ledger,
    doubts: Sequence[Doubt],
    *,
    limit: int,
    kind: ClaimKind | None = None,
    report: str | None = None,
) -> list[Queued]:
    """Return the most doubtful claims that nobody has accepted, rejected or edited, in order of doubt, then of date and place.

    The doubt is the sum of the weights of the doubts that hold; the score's is weighed by what it lacks to 1.
    """
    if limit < 1:
        raise FilterError(f"limit: {limit} is not above 0")
    values: dict[str, str | int | float] = {f"weight_{one.name}": one.weight for one in doubts}
    values["limit"] = limit
    wanted = []
    for name, value in (("kind", kind), ("report", report)):
        if value is not None:
            wanted.append(f"AND claim.{name} = :{name}")
            values[name] = value
    statement = _QUEUE.format(
        names=", ".join(f"is_{one.name}" for one in doubts),
        columns=", ".join(map(_column, doubts)),
        doubt=" + ".join(map(_weighed, doubts)),
        wanted=" ".join(wanted),
    )
    return list(_queued(ledger, ledger.select(statement, values), doubts))


def _queued(ledger: Ledger, rows: Sequence[Sequence[object]], doubts: Sequence[Doubt]) -> Iterator[Queued]:
    for identifier, *flags in rows:
        claim = query.find(ledger, str(identifier))
        if not isinstance(claim, Report):
            held = tuple(doubt for doubt, flag in zip(doubts, flags, strict=True) if flag)
            total = sum(doubt.weight * (1 - claim.score if doubt.name == "score" else 1) for doubt in held)
            yield Queued(claim, query.report_of(ledger, claim), round(total, _DIGITS), held)


def _column(doubt: Doubt) -> str:
    kinds = ", ".join(f"'{kind}'" for kind in doubt.kinds)
    return f"CASE WHEN claim.kind IN ({kinds}) AND {_CONDITIONS[doubt.name]} THEN 1 ELSE 0 END AS is_{doubt.name}"


def _weighed(doubt: Doubt) -> str:
    factor = " * (1 - score)" if doubt.name == "score" else ""
    return f"is_{doubt.name} * :weight_{doubt.name}{factor}"
