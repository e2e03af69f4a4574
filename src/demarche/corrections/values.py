"""New values as people write them, put into the JSON of the contract: dates, words by their offsets or as they stand, who by id."""

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from demarche.ledger.errors import CorrectionError
from demarche.ledger.rows import words_of
from demarche.ledger.store import Ledger
from demarche.lexicon.corrections import FieldRules, Sort
from demarche.model.codec import encode
from demarche.model.parts import When
from demarche.model.records import Claim, Report

NOTHING = frozenset({"", "none"})
_OFFSETS = re.compile(r"(\d+)-(\d+)")
_KEPT = re.compile(r"#(\d+)")
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_DECEMBER = 12
_TWO_DAYS = 20  # characters of two dates to the day
_PRECISIONS = (10, 7, 4)  # characters of a day, a month, a year
_WHO = """
SELECT participant.name, participant.kind, participant.country, participant.sectors FROM participant
WHERE id = ? ORDER BY number LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Wording:
    """What values are read with: the report, the ledger's participants, the claim that is edited (None for a new one).

    Words that stand in the report more than once are those `within` these offsets, or behind the text `before`, if that is known.
    """

    ledger: Ledger
    report: Report
    rules: FieldRules
    claim: Claim | None = None
    within: tuple[int, int] | None = None
    before: str = ""

    def values(self, kind: str, written: Sequence[str]) -> dict[str, Any]:
        """Return the values of `FIELD=VALUE` assignments for a kind of claim."""
        sorts: Mapping[str, Sort] = {
            rule.field: rule.sort for of, rules in self.rules.items() if of == kind for rule in rules
        }
        found: dict[str, Any] = {}
        for one in written:
            field, equals, value = one.partition("=")
            if not equals:
                raise CorrectionError(f"{one!r} is not of the form FIELD=VALUE")
            if field not in sorts:
                raise CorrectionError(f"{field!r} is no field of {kind}s; they have {', '.join(sorts)}")
            found[field] = self.value(field, sorts[field], value.strip())
        return found

    def value(self, field: str, sort: Sort, written: str) -> Any:  # noqa: ANN401 - any JSON
        """Return one value; what begins as JSON is taken as that."""
        if written.startswith(("[", "{")):
            try:
                return msgspec.json.decode(written)
            except (msgspec.MsgspecError, RecursionError) as error:
                raise CorrectionError(f"{field}: no JSON: {error}") from error
        return _READERS[sort](self, field, written)

    def code(self, _field: str, written: str) -> str | None:
        """Return a code as it is written."""
        return None if written in NOTHING else written

    def codes(self, _field: str, written: str) -> list[str]:
        """Return codes that commas part."""
        return [] if written in NOTHING else [one.strip() for one in written.split(",")]

    def spans(self, _field: str, written: str) -> list[dict[str, Any]]:
        """Return words, given by offsets (`120-134,140-148`) or as they stand in the report."""
        if written in NOTHING:
            return []
        parts = [part.strip() for part in written.split(",")]
        if all(map(_OFFSETS.fullmatch, parts)):
            return [self.span(part) for part in parts]
        return [self.span(written)]

    def participants(self, field: str, written: str) -> list[dict[str, Any]]:
        """Return who takes part, parted by semicolons: `#1` (the first there is now), `WORDS=ID`, or WORDS alone."""
        return [] if written in NOTHING else [self._listed(field, one.strip()) for one in written.split(";")]

    def participant(self, field: str, written: str) -> dict[str, Any] | None:
        """Return one who takes part, or nobody."""
        return None if written in NOTHING else self._listed(field, written)

    def kept(self, field: str, written: str) -> list[dict[str, Any]]:
        """Return those of a field's values that are to stay, parted by semicolons: `#2;#1`."""
        if written in NOTHING:
            return []
        found = [self._present(field, one.strip()) for one in written.split(";")]
        if None in found:
            raise CorrectionError(
                f"{field}: give #1, #2 … for those that are to stay, or the JSON of the contract"
            )
        return [one for one in found if one is not None]

    def when(self, _field: str, written: str) -> dict[str, Any] | None:
        """Return a day, month, year, or two of them with `..` between: the first and the last that it can have been."""
        if written in NOTHING:
            unknown = {
                "earliest": None,
                "latest": None,
                "precision": "unknown",
                "basis": "none",
                "span": None,
            }
            return None if _field == "deadline" else unknown
        first, dots, last = written.partition("..")
        start, precision = _day(first, is_last=False)
        end, _ = _day(last if dots else first, is_last=True)
        return {"earliest": start, "latest": end, "precision": precision, "basis": "reckoned", "span": None}

    def json(self, field: str, written: str) -> None:
        """Return nothing for “none”; of such values people give the JSON of the contract."""
        if written not in NOTHING:
            raise CorrectionError(f"{field}: the JSON of the contract is needed")

    def span(self, written: str) -> dict[str, Any]:
        """Return words of the report by their offsets, or those that stand nearest to the claim."""
        text = self.report.text
        offsets = _OFFSETS.fullmatch(written)
        if offsets is not None:
            start, end = int(offsets[1]), int(offsets[2])
            if not start < end <= len(text):
                raise CorrectionError(f"{written}: the report's text has {len(text)} characters")
        else:
            starts = self._starts(written)
            if not starts:
                raise CorrectionError(f"“{written}” does not stand in the report")
            if len(starts) > 1 and self.claim is None:
                raise CorrectionError(f"“{written}” stands in the report {len(starts)} times: give START-END")
            start = min(starts, key=self._distance)
            end = start + self._length(written, start)
        return {"start": start, "end": end, "text": text[start:end], "source": None}

    def _length(self, words: str, start: int) -> int:
        found = re.compile(r"\s+".join(map(re.escape, words.split()))).match(self.report.text, start)
        return len(words) if found is None else len(found[0])

    def _starts(self, words: str) -> list[int]:
        """Return where words may stand that are meant."""
        text = self.report.text
        pattern = r"\s+".join(map(re.escape, words.split()))
        first, last = self.within or (0, len(text))
        starts = [found.start() for found in re.finditer(pattern, text) if first <= found.start() < last]
        lead = " ".join(self.before.split())
        if len(starts) > 1 and lead:
            led = [start for start in starts if " ".join(text[:start].split()).endswith(lead)]
            return led or starts
        return starts

    def _distance(self, start: int) -> int:
        return min(abs(span.start - start) for span in words_of(self.claim)) if self.claim else start

    def _present(self, field: str, written: str) -> dict[str, Any] | None:
        """Return the value that a field has in this place now, or None if none is asked for by its place."""
        asked = _KEPT.fullmatch(written)
        if asked is None:
            return None
        values = [] if self.claim is None else msgspec.json.decode(encode(self.claim))[field] or []
        values = values if isinstance(values, list) else [values]
        if not 1 <= int(asked[1]) <= len(values):
            raise CorrectionError(f"{field}: there are {len(values)}, no {written}")
        found: dict[str, Any] = values[int(asked[1]) - 1]
        return found

    def _listed(self, field: str, written: str) -> dict[str, Any]:
        present = self._present(field, written)
        if present is not None:
            return present
        words, equals, identity = written.rpartition("=")
        span = self.span(words if equals else written)
        if not equals:
            described = {"name": span["text"], "id": None, "kind": "unnamed", "country": None, "sectors": []}
            return {**described, "role": None, "basis": "none", "span": span}
        rows = self.ledger.select(_WHO, (identity,))
        if not rows:
            raise CorrectionError(
                f"{field}: nobody in the ledger has the id {identity}; give the JSON of the contract"
            )
        ((name, kind, country, sectors),) = rows
        codes = sectors.split("|") if sectors else []
        known = {"name": name, "id": identity, "kind": kind, "country": country, "sectors": codes}
        return {**known, "role": None, "basis": "text", "span": span}


def written(claim: Claim, field: str, sort: Sort) -> str:
    """Return a field's value as people write it: what `Wording` reads as the same value."""
    value = getattr(claim, field)
    if value is None or value == ():
        return "none"
    match sort:
        case "code":
            return str(value)
        case "codes":
            return ", ".join(value)
        case "spans":
            return ",".join(f"{span.start}-{span.end}" for span in value)
        case "when":
            return _written_when(value)
        case "participant":
            return "#1"
        case "casualties":
            return msgspec.json.encode(value).decode()
        case _:
            return ";".join(f"#{place}" for place in range(1, len(value) + 1))


def _written_when(when: When) -> str:
    if when.earliest is None and when.latest is None:
        return "none"
    if when.earliest is None or when.latest is None or len(when.earliest + when.latest) > _TWO_DAYS:
        return msgspec.json.encode(when).decode()
    for length in _PRECISIONS:
        short = when.earliest[:length]
        if (_day(short, is_last=False)[0], _day(short, is_last=True)[0]) == (when.earliest, when.latest):
            return short
    return f"{when.earliest}..{when.latest}"


def _day(written: str, *, is_last: bool) -> tuple[str, str]:
    """Return the first or last day of a date as people write it, and its precision."""
    found = _DAY.fullmatch(written.strip())
    if found is None:
        raise CorrectionError(f"{written!r} is not a date such as 2024, 2024-11 or 2024-11-18")
    year, month, day = found.groups()
    if day is not None:
        try:
            return date.fromisoformat(found[0]).isoformat(), "day"
        except ValueError:
            raise CorrectionError(f"{written!r} is no day") from None
    if month is not None:
        if not 1 <= int(month) <= _DECEMBER:
            raise CorrectionError(f"{written!r} is no month")
        last = calendar.monthrange(int(year), int(month))[1] if int(year) else 1
        return f"{year}-{month}-{last if is_last else 1:02}", "month"
    return f"{year}-12-31" if is_last else f"{year}-01-01", "year"


_READERS: Mapping[Sort, Callable[[Wording, str, str], Any]] = {
    "code": Wording.code,
    "codes": Wording.codes,
    "spans": Wording.spans,
    "participant": Wording.participant,
    "participants": Wording.participants,
    "places": Wording.kept,
    "when": Wording.when,
    "casualties": Wording.json,
    "chain": Wording.kept,
    "history": Wording.kept,
}
