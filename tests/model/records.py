"""Strategies that draw any record of the contract."""

from typing import Any

from hypothesis import strategies as st

from demarche.model import codec, values
from demarche.model.parts import Attribution, Casualties, Count, Participant, Span, When, Where
from demarche.model.records import Claim, Commitment, Event, Problem, Removed, Report, Standing, Statement

_TEXT = st.text(min_size=1, max_size=12)
_DIGITS = st.text(alphabet="0123456789abcdef", min_size=16, max_size=16)
_COUNTRY = st.text(alphabet="ABCXYZ", min_size=3, max_size=3)
_DAY = st.dates().map(lambda day: day.isoformat())
_WORDS = st.lists(st.text(alphabet="ABCDEF", min_size=1, max_size=4), max_size=3).map(tuple)
_PEOPLE = st.integers(0, 10**6)


def _tuples(strategy: st.SearchStrategy[Any], *, least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, min_size=least, max_size=2).map(tuple)


def _sources() -> st.SearchStrategy[tuple[tuple[int, int], ...] | None]:
    cuts = st.lists(st.integers(0, 10**6), unique=True, max_size=6).map(sorted)
    return st.none() | cuts.map(lambda at: tuple(zip(at[::2], at[1::2], strict=False)))


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """Draw a span."""
    text = draw(_TEXT)
    start = draw(st.integers(0, 10**6))
    return Span(start, start + len(text), text, draw(_sources()))


@st.composite
def whens(draw: st.DrawFn) -> When:
    """Draw a time."""
    earliest, latest = sorted([draw(_DAY), draw(_DAY)])
    basis = draw(st.sampled_from(values.DATE_BASES))
    no_start = basis == "publication" or draw(st.booleans())
    end = latest if draw(st.booleans()) else None
    precision = draw(st.sampled_from(values.PRECISIONS))
    return When(None if no_start else earliest, end, precision, basis, draw(st.none() | spans()))


@st.composite
def places(draw: st.DrawFn) -> Where:
    """Draw a place."""
    point = draw(st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
    latitude, longitude = point or (None, None)
    return Where(
        draw(_TEXT),
        draw(st.none() | _COUNTRY),
        draw(st.none() | _TEXT),
        latitude,
        longitude,
        draw(st.sampled_from(values.PLACE_PRECISIONS)),
        draw(st.none() | st.integers(1, 10**8)),
        draw(spans()),
    )


participants = st.builds(
    Participant,
    name=_TEXT,
    id=st.none() | _TEXT,
    kind=st.sampled_from(values.PARTICIPANT_KINDS),
    country=st.none() | _COUNTRY,
    sectors=_WORDS,
    role=st.none() | _TEXT,
    basis=st.sampled_from(values.IDENTITY_BASES),
    span=spans(),
)
attributions = st.builds(
    Attribution,
    source=st.just("AUTHOR") | participants,
    cue=st.none() | spans(),
    statement=st.none() | _DIGITS.map("s:".__add__),
    factuality=st.sampled_from(values.FACTUALITIES),
)
counts = st.tuples(_PEOPLE, _PEOPLE).map(sorted).map(lambda bounds: Count(bounds[0], bounds[1])) | st.builds(
    Count, at_least=_PEOPLE, at_most=st.none()
)
_maybe_counts = st.none() | counts
casualties = st.builds(
    Casualties, killed=_maybe_counts, wounded=_maybe_counts, missing=_maybe_counts, span=_tuples(spans())
)
_CLAIM: dict[str, Any] = {
    "report": _DIGITS.map("r:".__add__),
    "rule": _TEXT,
    "score": st.floats(0, 1),
}
events = st.builds(
    Event,
    id=_DIGITS.map("e:".__add__),
    type=st.sampled_from(["AGREE", "ASSAULT"]),
    mode=st.none() | _TEXT,
    contexts=_WORDS,
    cameo=st.none() | _TEXT,
    quad=st.integers(1, 4),
    goldstein=st.none() | st.floats(-10, 10),
    trigger=_tuples(spans(), least=1),
    extent=_tuples(spans(), least=1),
    actors=_tuples(participants),
    recipients=_tuples(participants),
    instruments=_tuples(participants),
    where=_tuples(places()),
    when=whens(),
    casualties=st.none() | casualties,
    status=st.sampled_from(values.STATUSES),
    voice=st.sampled_from(values.VOICES),
    attribution=_tuples(attributions, least=1),
    **_CLAIM,
)
statements = st.builds(
    Statement,
    id=_DIGITS.map("s:".__add__),
    act=st.sampled_from(values.ACTS),
    form=st.sampled_from(values.FORMS),
    speaker=st.none() | participants,
    cue=_tuples(spans(), least=1),
    content=_tuples(spans()),
    quoted=_tuples(spans()),
    addressees=_tuples(participants),
    channels=_tuples(participants),
    when=whens(),
    parent=st.none() | _DIGITS.map("s:".__add__),
    attribution=_tuples(attributions, least=1),
    **_CLAIM,
)
standings = st.builds(
    Standing,
    state=st.sampled_from(values.COMMITMENT_STATES),
    when=whens(),
    attribution=_tuples(attributions, least=1),
)
commitments = st.builds(
    Commitment,
    id=_DIGITS.map("c:".__add__),
    force=st.sampled_from(values.FORCES),
    issuers=_tuples(participants),
    addressees=_tuples(participants),
    act=_tuples(spans(), least=1),
    condition=_tuples(spans()),
    consequence=_tuples(spans()),
    deadline=st.none() | whens(),
    strength=st.sampled_from(values.STRENGTHS),
    history=_tuples(standings, least=1),
    statements=_tuples(_DIGITS.map("s:".__add__)),
    events=_tuples(_DIGITS.map("e:".__add__)),
    **_CLAIM,
)
problems = st.builds(
    Problem,
    report=st.none() | _DIGITS.map("r:".__add__),
    stage=st.sampled_from(values.STAGES),
    code=_TEXT,
    message=_TEXT,
    span=st.none() | spans(),
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Draw a report."""
    text = draw(st.text(max_size=40))
    removed = [Removed(start, start + length, why) for start, length, why in draw(_REMOVED)]
    return Report(
        id=draw(_DIGITS.map("r:".__add__)),
        path=draw(_TEXT),
        url=draw(st.none() | _TEXT),
        sha256=draw(_DIGITS) * 4,
        title=draw(st.none() | _TEXT),
        byline=draw(_tuples(_TEXT)),
        outlet=draw(st.none() | _TEXT),
        published=draw(st.none() | _DAY | _DAY.map(lambda day: day[:7]) | _DAY.map(lambda day: day[:4])),
        language=draw(st.sampled_from([None, "en", "fr"])),
        text=text,
        removed=tuple(removed),
        mended=tuple(draw(st.lists(st.integers(0, len(text)), max_size=3))),
    )


_REMOVED = st.lists(st.tuples(st.integers(0, 99), st.integers(1, 9), _TEXT), max_size=2)
claims = events | statements | commitments
records = claims | problems | reports()


def identified(claim: Claim) -> Claim:
    """Return the claim with its id, whichever kind it is of."""
    some: Any = claim
    found: Claim = codec.identified(some)
    return found
