"""Replays the corrections of a report on its newest coding, and writes what they make of it; in a transaction of the caller's."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from demarche.ledger.comparable import GoneError, differing, moved, shares_words
from demarche.ledger.connection import Connection
from demarche.ledger.correction_lines import claim_of, decode
from demarche.ledger.keep import keep_claims
from demarche.ledger.replay import Lost, Replayed, Text, What, replay
from demarche.lexicon.corrections import FieldRules, load_field_rules
from demarche.model.codec import decode as decode_record
from demarche.model.codec import encode
from demarche.model.corrections import Correction, live
from demarche.model.records import Claim, Report

HAPPENING = "happening"
_Pair = tuple[int, int, str]
_LOG = """
SELECT body FROM correction JOIN correction_report ON correction_report.correction = correction.number
WHERE report = ? ORDER BY number
"""
_NEWEST = """
SELECT current_coding.number, reading.body FROM current_coding
JOIN reading ON reading.number = current_coding.reading WHERE current_coding.report = ?
"""
_CODED = """
SELECT claim_record.body FROM coding_claim JOIN claim_record ON claim_record.claim = coding_claim.claim
WHERE coding = ? ORDER BY position
"""
_READ = "SELECT body FROM reading WHERE report = ? AND digest = ?"
_AMENDMENTS = """
SELECT number, claim, what, correction FROM amendment WHERE coding = ?
AND NOT EXISTS (SELECT 1 FROM amendment AS newer WHERE newer.supersedes = amendment.number)
"""
_RULINGS = """
SELECT ruling.number, one, other, about, verdict, ruling.correction FROM ruling
WHERE (one IN (SELECT number FROM claim WHERE report = ?) OR other IN (SELECT number FROM claim WHERE report = ?))
AND NOT EXISTS (SELECT 1 FROM ruling AS newer WHERE newer.supersedes = ruling.number)
"""
_STANDING = "SELECT number, body FROM current_claim WHERE report = ? ORDER BY start, id"
_PAIRS = frozenset({"merge", "split", "dissolve", "confirm", "strike"})


def corrections_of(connection: Connection, report: str) -> list[Correction]:
    """Return the live corrections about a report, in their order."""
    return live([decode(body) for (body,) in connection.execute(_LOG, (report,)).fetchall()])


def amend(connection: Connection, report: str) -> tuple[Lost, ...]:
    """Bring amendments and rulings of a report up to date with its newest coding and all that has been said of it.

    Return the corrections that find nothing to stand on.
    """
    if connection.execute(_LOG, (report,)).fetchone() is None:
        return ()
    rules = load_field_rules()
    corrections = corrections_of(connection, report)
    (coding, _) = connection.execute(_NEWEST, (report,)).fetchone()
    found = replayed(connection, report, rules, corrections)
    _write_amendments(connection, coding, found)
    return (*found.lost, *_write_rulings(connection, report, corrections, rules))


def replayed(
    connection: Connection,
    report: str,
    rules: FieldRules,
    corrections: list[Correction] | None = None,
) -> Replayed:
    """Return what the live corrections of a report make of its newest coding."""
    found = corrections_of(connection, report) if corrections is None else corrections
    coding, _ = connection.execute(_NEWEST, (report,)).fetchone()
    coded = [claim_of(body) for (body,) in connection.execute(_CODED, (coding,)).fetchall()]
    return replay(coded, texts_of(connection, report, found), found, rules)


def texts_of(connection: Connection, report: str, corrections: Iterable[Correction]) -> Text:
    """Return a report's text as it is read now, and as it was for each of the corrections."""
    _, reading = connection.execute(_NEWEST, (report,)).fetchone()
    then = {
        digest: _text_then(connection, report, digest)
        for one in corrections
        for of, digest in zip(one.reports, one.readings, strict=True)
        if of == report
    }
    return Text(_text(reading), then)


def _text_then(connection: Connection, report: str, digest: str) -> str:
    ((body,),) = connection.execute(_READ, (report, digest)).fetchall()
    return _text(body)


def _text(body: str) -> str:
    record = decode_record(body)
    return record.text if isinstance(record, Report) else ""


def _write_amendments(connection: Connection, coding: int, found: Replayed) -> None:
    present = {claim: row for row in connection.execute(_AMENDMENTS, (coding,)) for claim in (row[1],)}
    wanted: dict[int, tuple[What, int]] = {}
    for each in found.amended:
        (number,) = keep_claims(connection, [each.claim], [encode(each.claim).decode()]).numbers
        wanted[number] = each.what, each.correction.number
    (last,) = connection.execute("SELECT max(number) FROM correction").fetchone()
    for claim in sorted(wanted.keys() | present.keys()):
        what, correction = wanted.get(claim, (None, last))
        row = present.get(claim)
        if row is None or row[2] != what or (what is not None and row[3] != correction):
            connection.execute(
                "INSERT INTO amendment (coding, claim, what, correction, supersedes) VALUES (?, ?, ?, ?, ?)",
                (coding, claim, what, correction, None if row is None else row[0]),
            )


def lost_of(connection: Connection, report: str, rules: FieldRules) -> list[Lost]:
    """Return the live corrections of a report that find nothing to stand on in its newest coding."""
    found = corrections_of(connection, report)
    ruled = (one for one in found if one.action in _PAIRS)
    gone = (_gone(one, _current_numbers(connection, one, rules)) for one in ruled)
    return [*replayed(connection, report, rules, found).lost, *(one for one in gone if one is not None)]


def _gone(correction: Correction, numbers: Mapping[str, int]) -> Lost | None:
    """Return a correction of several claims as lost if some of them stand no more."""
    ids = [claim.id for claim in correction.before if claim.id not in numbers]
    return Lost(correction, f"nothing stands in the place of {', '.join(ids)} any more") if ids else None


def _write_rulings(
    connection: Connection, report: str, corrections: Iterable[Correction], rules: FieldRules
) -> list[Lost]:
    """Write what is said of pairs of claims of which one is of this report; return what no longer speaks of all its claims."""
    wanted: dict[_Pair, tuple[str, int]] = {}
    lost: list[Lost] = []
    for correction in corrections:
        if correction.action in _PAIRS:
            numbers = _current_numbers(connection, correction, rules)
            own = {numbers.get(claim.id) for claim in correction.before if claim.report == report}
            wanted |= {
                pair: (verdict, correction.number)
                for pair, verdict in _ruled(correction, numbers)
                if own & set(pair[:2])
            }
            gone = _gone(correction, numbers)
            lost.extend(() if gone is None else (gone,))
    rows = connection.execute(_RULINGS, (report, report)).fetchall()
    present = {(one, other, about): (number, verdict, by) for number, one, other, about, verdict, by in rows}
    (last,) = connection.execute("SELECT max(number) FROM correction").fetchone()
    for pair in sorted(wanted.keys() | present.keys()):
        verdict, by = wanted.get(pair, (None, last))
        number, before, before_by = present.get(pair, (None, None, last))
        if (verdict, by) != (before, before_by) and (verdict, before) != (None, None):
            connection.execute(
                "INSERT INTO ruling (one, other, about, verdict, correction, supersedes) VALUES (?, ?, ?, ?, ?, ?)",
                (*pair, verdict, by, number),
            )
    return lost


def _ruled(correction: Correction, numbers: Mapping[str, int]) -> Iterator[tuple[_Pair, str]]:
    """Yield each pair of current claims that a correction speaks of, with its verdict."""
    there = [numbers.get(claim.id) for claim in correction.before]
    if correction.state is not None:
        if None not in there:
            ends = (there[0], there[-1])
            yield (*ends, correction.state), "confirmed" if correction.action == "confirm" else "struck"  # type: ignore[misc]
        return
    pairs = combinations(there, 2) if correction.action != "split" else ((there[0], one) for one in there[1:])
    for pair in pairs:
        known = sorted({one for one in pair if one is not None})
        if len(known) == len(pair):
            yield (known[0], known[1], HAPPENING), "joined" if correction.action == "merge" else "parted"


def _current_numbers(connection: Connection, correction: Correction, rules: FieldRules) -> dict[str, int]:
    """Return the numbers of the claims that are now what a correction speaks of, by the ids that it had for them."""
    readings = dict(zip(correction.reports, correction.readings, strict=True))
    found = {}
    for claim in correction.before:
        number = _current_number(connection, claim, readings[claim.report], rules)
        if number is not None:
            found[claim.id] = number
    return found


def _current_number(connection: Connection, claim: Claim, reading: str, rules: FieldRules) -> int | None:
    rows = connection.execute(_STANDING, (claim.report,)).fetchall()
    standing = [(number, claim_of(body)) for number, body in rows]
    (_, now) = connection.execute(_NEWEST, (claim.report,)).fetchone()
    versions = _versions(claim, corrections_of(connection, claim.report))
    for version in versions:
        for number, one in standing:
            if one.id == version.id:
                return int(number)
    identity = [rule.field for rule in rules[claim.kind] if rule.identity]
    then = _text_then(connection, claim.report, reading)
    for version in versions:
        try:
            wanted = moved(version, then, _text(now))
        except GoneError:
            continue
        for number, one in standing:
            if shares_words(one, wanted, rules) and not differing(one, wanted, rules, identity):
                return int(number)
    return None


def _versions(claim: Claim, corrections: Iterable[Correction]) -> list[Claim]:
    """Return what people have made of a claim, the last first, and the claim itself."""
    versions = [claim]
    for one in corrections:
        if one.action == "edit" and one.before[0].id == versions[0].id:
            versions.insert(0, one.after[0])
    return versions
