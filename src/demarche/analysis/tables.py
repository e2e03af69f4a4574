"""The tables that a ledger is copied into, each as one SELECT over it: the claims as corrected, column by column.

`docs/analysis.md` has the columns for those who write SQL.
"""

from collections.abc import Mapping
from dataclasses import dataclass

_DATES = "earliest, latest, precision, basis"
_CURRENT = """
claim JOIN claim_record ON claim_record.claim = claim.number
WHERE claim.number IN (SELECT number FROM current_claim)
"""
_FIRST_DAY = "CASE WHEN latest IS NOT NULL THEN substr(earliest, 1, 10) END"
_LAST_DAY = "CASE WHEN earliest IS NOT NULL THEN substr(latest, 1, 10) END"
_DATE_COLUMNS = {
    "earliest": "VARCHAR",
    "latest": "VARCHAR",
    "precision": "VARCHAR",
    "basis": "VARCHAR",
    "first_day": "DATE",
    "last_day": "DATE",
    "bound": "DATE",
}
_DATE_VALUES = f"{_DATES}, {_FIRST_DAY}, {_LAST_DAY}, substr(coalesce(latest, earliest), 1, 10)"
_CLOSED = "'fulfilled', 'breached', 'withdrawn', 'superseded', 'expired'"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns with DuckDB's types, and the SELECT in SQLite's SQL that fills them in their order."""

    columns: Mapping[str, str]
    select: str


TABLES: Mapping[str, Table] = {
    "reports": Table(
        {
            "id": "VARCHAR", "path": "VARCHAR", "url": "VARCHAR", "title": "VARCHAR", "outlet": "VARCHAR",
            "published": "VARCHAR", "language": "VARCHAR",
        },
        "SELECT id, path, url, title, outlet, published, language FROM current_report",
    ),
    "events": Table(
        {
            "number": "INTEGER", "id": "VARCHAR", "report": "VARCHAR", "type": "VARCHAR", "mode": "VARCHAR",
            "cameo": "VARCHAR", "quad": "TINYINT", "goldstein": "DOUBLE", "status": "VARCHAR", "voice": "VARCHAR",
            **_DATE_COLUMNS, "words": "VARCHAR", "place": "VARCHAR", "place_country": "VARCHAR", "place_precision": "VARCHAR",
            "latitude": "DOUBLE", "longitude": "DOUBLE", "killed_at_least": "INTEGER", "killed_at_most": "INTEGER",
            "source": "VARCHAR", "factuality": "VARCHAR", "rule": "VARCHAR", "score": "DOUBLE", "happening": "VARCHAR",
        },
        f"""
        SELECT number, id, report, type, mode, cameo, quad, goldstein, status, voice, {_DATE_VALUES},
            json_extract(body, '$.extent[0].text'), json_extract(body, '$.where[0].name'),
            json_extract(body, '$.where[0].country'), json_extract(body, '$.where[0].precision'),
            json_extract(body, '$.where[0].lat'), json_extract(body, '$.where[0].lon'),
            json_extract(body, '$.casualties.killed.at_least'), json_extract(body, '$.casualties.killed.at_most'),
            CASE WHEN json_type(body, '$.attribution[#-1].source') = 'object' THEN coalesce(
                json_extract(body, '$.attribution[#-1].source.id'),
                json_extract(body, '$.attribution[#-1].source.name') || ' in ' || report
            ) END,
            json_extract(body, '$.attribution[#-1].factuality'), rule, score,
            (SELECT happening FROM membership AS last WHERE last.claim = claim.number
                AND NOT EXISTS (SELECT 1 FROM membership AS newer WHERE newer.supersedes = last.number))
        FROM {_CURRENT} AND kind = 'event'
        """,
    ),
    "statements": Table(
        {
            "number": "INTEGER", "id": "VARCHAR", "report": "VARCHAR", "act": "VARCHAR", "form": "VARCHAR", **_DATE_COLUMNS,
            "cue": "VARCHAR", "content": "VARCHAR", "parent": "VARCHAR", "rule": "VARCHAR", "score": "DOUBLE",
        },
        f"""
        SELECT number, id, report, act, form, {_DATE_VALUES}, json_extract(body, '$.cue[0].text'),
            json_extract(body, '$.content[0].text'), json_extract(body, '$.parent'), rule, score
        FROM {_CURRENT} AND kind = 'statement'
        """,
    ),
    "commitments": Table(
        {
            "number": "INTEGER", "id": "VARCHAR", "report": "VARCHAR", "force": "VARCHAR", "strength": "VARCHAR",
            "state": "VARCHAR", **_DATE_COLUMNS, "act": "VARCHAR", "condition": "VARCHAR", "consequence": "VARCHAR",
            "deadline_earliest": "VARCHAR", "deadline_latest": "VARCHAR", "is_closed": "BOOLEAN", "closed_by": "DATE",
            "rule": "VARCHAR", "score": "DOUBLE",
        },
        f"""
        SELECT number, id, report, force, strength, state, {_DATE_VALUES}, json_extract(body, '$.act[0].text'),
            json_extract(body, '$.condition[0].text'), json_extract(body, '$.consequence[0].text'),
            json_extract(body, '$.deadline.earliest'), json_extract(body, '$.deadline.latest'), state IN ({_CLOSED}),
            CASE WHEN state IN ({_CLOSED}) THEN substr(coalesce(
                json_extract(body, '$.history[#-1].when.latest'), json_extract(body, '$.history[#-1].when.earliest')
            ), 1, 10) END, rule, score
        FROM {_CURRENT} AND kind = 'commitment'
        """,
    ),
    "participants": Table(
        {
            "claim": "INTEGER", "role": "VARCHAR", "position": "INTEGER", "id": "VARCHAR", "name": "VARCHAR",
            "folded": "VARCHAR", "country": "VARCHAR", "kind": "VARCHAR", "sectors": "VARCHAR",
        },
        """
        SELECT participation.claim, role, position, participant.id, name, folded, country, participant.kind, sectors
        FROM participation JOIN participant ON participant.number = participation.participant
        """,
    ),
}  # fmt: skip
