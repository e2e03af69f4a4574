"""The parts that the records are made of: words of the report, dates, places, participants, vouchers."""

from dataclasses import dataclass
from typing import Literal

from demarche.model.checks import COUNTRY, ISO_DATE, RecordError, require, require_match, require_member
from demarche.model.values import (
    DATE_BASES,
    FACTUALITIES,
    IDENTITY_BASES,
    PARTICIPANT_KINDS,
    PLACE_PRECISIONS,
    PRECISIONS,
    DateBasis,
    Factuality,
    IdentityBasis,
    ParticipantKind,
    PlacePrecision,
    Precision,
)


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a report: offsets in code points into its text, end exclusive, and where the input has them."""

    start: int
    end: int
    text: str
    source: tuple[tuple[int, int], ...] | None

    def __post_init__(self) -> None:
        # There are more spans than of any other record: what is wrong is put into words only if something is.
        if not 0 <= self.start < self.end:
            raise RecordError(f"span {self.start}-{self.end} is empty or negative")
        if len(self.text) != self.end - self.start:
            raise RecordError(f"span {self.start}-{self.end} does not fit its text")
        if self.source is not None:
            last = -1
            for start, end in self.source:
                if not last < start < end:
                    raise RecordError(f"source ranges of span {self.start}-{self.end} are out of order")
                last = end


@dataclass(frozen=True, slots=True)
class When:
    """A time as precisely as it is known and no more; `basis` says how it was found."""

    earliest: str | None
    latest: str | None
    precision: Precision
    basis: DateBasis
    span: Span | None

    def __post_init__(self) -> None:
        require_match(ISO_DATE, self.earliest, "earliest")
        require_match(ISO_DATE, self.latest, "latest")
        require_member(PRECISIONS, self.precision, "precision")
        require_member(DATE_BASES, self.basis, "basis")
        if self.earliest is not None and self.latest is not None:
            require(
                self.earliest[:10] <= self.latest[:10],
                f"when: {self.earliest} is after {self.latest}",
            )
        if self.basis == "publication":
            require(self.earliest is None, "the publication date is only an upper bound")


UNKNOWN_WHEN = When(None, None, "unknown", "none", None)


@dataclass(frozen=True, slots=True)
class Where:
    """A place named by the report, with what the gazetteer knows of it."""

    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: PlacePrecision
    geoname: int | None
    span: Span

    def __post_init__(self) -> None:
        require(bool(self.name), "a place has a name")
        require_match(COUNTRY, self.country, "country")
        require_member(PLACE_PRECISIONS, self.precision, "precision")
        require((self.lat is None) == (self.lon is None), f"place {self.name}: half a coordinate")
        if self.lat is not None and self.lon is not None:
            require(-90 <= self.lat <= 90 and -180 <= self.lon <= 180, f"place {self.name}: off the globe")


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody or something that takes part: who, of which country and sector, and how that is known."""

    name: str
    id: str | None
    kind: ParticipantKind
    country: str | None
    sectors: tuple[str, ...]
    role: str | None
    basis: IdentityBasis
    span: Span

    def __post_init__(self) -> None:
        require(bool(self.name), "a participant has a name")
        require(self.id != "", "an id is null or not empty")
        require_member(PARTICIPANT_KINDS, self.kind, "kind")
        require_match(COUNTRY, self.country, "country")
        require_member(IDENTITY_BASES, self.basis, "basis")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One link of the chain that vouches for a claim: who, by which word, and how certain it is to them."""

    source: Participant | Literal["AUTHOR"]
    cue: Span | None
    statement: str | None
    factuality: Factuality

    def __post_init__(self) -> None:
        require_member(FACTUALITIES, self.factuality, "factuality")


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people as a report gives it: bounds, inclusive; None where it gives none."""

    at_least: int | None
    at_most: int | None

    def __post_init__(self) -> None:
        require(self.at_least is not None or self.at_most is not None, "a count has a bound")
        if self.at_least is not None and self.at_most is not None:
            require(0 <= self.at_least <= self.at_most, "a count's bounds are in order")


@dataclass(frozen=True, slots=True)
class Casualties:
    """People harmed in an event, with the words that say so."""

    killed: Count | None
    wounded: Count | None
    missing: Count | None
    span: tuple[Span, ...]
