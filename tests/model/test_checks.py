"""Records refuse values that the contract does not allow."""

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest

from demarche.model.checks import RecordError
from demarche.model.coded import Coded, CodedReport, Reason
from demarche.model.parts import (
    UNKNOWN_WHEN,
    Attribution,
    Count,
    Participant,
    Span,
    When,
    Where,
)
from demarche.model.reading import Block
from demarche.model.records import Commitment, Event, Problem, Removed, Report, Standing, Statement
from demarche.model.resolved import Mention, TimeExpression
from demarche.model.run import Run
from demarche.model.verify import verify

_DIGITS = "0123456789abcdef"
_SPAN = Span(0, 5, "Kenya", ((0, 5),))
_KENYA = Participant("Kenya", "state:KEN", "state", "KEN", ("GOV",), None, "dictionary", _SPAN)
_PLACE = Where("Nairobi", "KEN", None, -1.3, 36.8, "city", None, _SPAN)
_AUTHOR = Attribution("AUTHOR", None, None, "CT+")
_REPORT = Report(
    id=f"r:{_DIGITS}",
    path="report.txt",
    url=None,
    sha256=_DIGITS * 4,
    title=None,
    byline=(),
    outlet=None,
    published="2025-03",
    language="en",
    text="Kenya agreed.",
    removed=(),
    mended=(),
)
_EVENT = Event(
    id=f"e:{_DIGITS}",
    report=_REPORT.id,
    type="AGREE",
    mode=None,
    contexts=(),
    cameo="030",
    quad=1,
    goldstein=4.0,
    trigger=(_SPAN,),
    extent=(_SPAN,),
    actors=(_KENYA,),
    recipients=(),
    instruments=(),
    where=(),
    when=UNKNOWN_WHEN,
    casualties=None,
    status="happened",
    voice="asserted",
    attribution=(_AUTHOR,),
    rule="agree.verb",
    score=1.0,
)
_STATEMENT = Statement(
    id=f"s:{_DIGITS}",
    report=_REPORT.id,
    act="assert",
    form="indirect",
    speaker=None,
    cue=(_SPAN,),
    content=(),
    quoted=(),
    addressees=(),
    channels=(),
    when=UNKNOWN_WHEN,
    parent=None,
    attribution=(_AUTHOR,),
    rule="say.that",
    score=0.5,
)
_COMMITMENT = Commitment(
    id=f"c:{_DIGITS}",
    report=_REPORT.id,
    force="promise",
    issuers=(_KENYA,),
    addressees=(),
    act=(_SPAN,),
    condition=(),
    consequence=(),
    deadline=None,
    strength="will",
    history=(Standing("issued", UNKNOWN_WHEN, (_AUTHOR,)),),
    statements=(),
    events=(),
    rule="promise.to",
    score=1.0,
)
_PROBLEM = Problem(report=_REPORT.id, stage="read", code="empty", message="the file is empty")


@pytest.mark.parametrize(
    ("record", "field", "value"),
    [
        (_SPAN, "start", -1),
        (_SPAN, "end", 0),
        (_SPAN, "text", "Kenyan"),
        (_SPAN, "source", ((4, 4),)),
        (_SPAN, "source", ((4, 6), (1, 2))),
        (_KENYA, "name", ""),
        (_KENYA, "id", ""),
        (_KENYA, "kind", "thing"),
        (_KENYA, "country", "Kenya"),
        (_KENYA, "basis", "guess"),
        (_PLACE, "name", ""),
        (_PLACE, "lat", None),
        (_PLACE, "lat", 91.0),
        (_PLACE, "lon", -181.0),
        (_PLACE, "precision", "street"),
        (_AUTHOR, "factuality", "sure"),
        (_REPORT, "id", "e:1"),
        (_REPORT, "sha256", "abc"),
        (_REPORT, "published", "March"),
        (_REPORT, "mended", (99,)),
        (_EVENT, "id", "event"),
        (_EVENT, "report", "nowhere"),
        (_EVENT, "type", "agree"),
        (_EVENT, "quad", 5),
        (_EVENT, "goldstein", -10.5),
        (_EVENT, "trigger", ()),
        (_EVENT, "extent", ()),
        (_EVENT, "status", "perhaps"),
        (_EVENT, "voice", "loud"),
        (_EVENT, "attribution", ()),
        (_EVENT, "rule", ""),
        (_EVENT, "score", 1.01),
        (_STATEMENT, "act", "sing"),
        (_STATEMENT, "form", "free"),
        (_STATEMENT, "parent", "s"),
        (_STATEMENT, "cue", ()),
        (_COMMITMENT, "force", "wish"),
        (_COMMITMENT, "strength", "may"),
        (_COMMITMENT, "act", ()),
        (_COMMITMENT, "history", ()),
        (_PROBLEM, "stage", "sleep"),
        (_PROBLEM, "code", ""),
        (_PROBLEM, "message", ""),
        (_PROBLEM, "report", "r"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_wrong_value_is_refused(record: Any, field: str, value: object) -> None:
    with pytest.raises(RecordError):
        dataclasses.replace(record, **{field: value})


@pytest.mark.parametrize(
    "make",
    [
        lambda: When("2025-03-06", "2025-03-05", "day", "stated", None),
        lambda: When("2025-03-06", None, "day", "publication", None),
        lambda: When("6 March", None, "day", "stated", None),
        lambda: When(None, None, "fortnight", "stated", None),  # type: ignore[arg-type]
        lambda: When(None, None, "day", "guessed", None),  # type: ignore[arg-type]
        lambda: Count(None, None),
        lambda: Count(3, 2),
        lambda: Removed(3, 3, "nothing"),
        lambda: Removed(3, 4, ""),
        lambda: Standing("broken", UNKNOWN_WHEN, (_AUTHOR,)),  # type: ignore[arg-type]
        lambda: Standing("issued", UNKNOWN_WHEN, ()),
        lambda: Block(2, 2, "paragraph"),
        lambda: Block(2, 3, "sidebar"),  # type: ignore[arg-type]
        lambda: Mention(0, (), "nobody"),
        lambda: TimeExpression(2, 2, "date", UNKNOWN_WHEN, "no words"),
        lambda: TimeExpression(2, 3, "age", UNKNOWN_WHEN, "no kind"),  # type: ignore[arg-type]
        lambda: Reason("", "why", None),
        lambda: Run(id="", started="", demarche="1", code="a", rules="b", lexicon="c", model="d"),
        lambda: CodedReport(_REPORT, (Coded(_EVENT, ()), Coded(_EVENT, ())), ()),
        lambda: CodedReport(dataclasses.replace(_REPORT, id="r:" + "f" * 16), (Coded(_EVENT, ()),), ()),
    ],
)  # fmt: skip
def test_a_wrong_record_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(RecordError):
        make()


def test_records_do_not_change() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        _EVENT.status = "denied"  # type: ignore[misc]


def test_words_that_are_not_those_of_the_text_are_refused() -> None:
    good = CodedReport(_REPORT, (Coded(_EVENT, ()),), ())
    assert verify(good) is good
    moved = dataclasses.replace(_SPAN, start=1, end=6)
    deep = dataclasses.replace(_EVENT, actors=(dataclasses.replace(_KENYA, span=moved),))
    with pytest.raises(RecordError, match=r"1-6 is 'enya ', not 'Kenya'"):
        verify(CodedReport(_REPORT, (Coded(deep, ()),), ()))


def test_equal_versions_have_equal_fingerprints() -> None:
    run = Run(id="a", started="now", demarche="1", code="a", rules="b", lexicon="c", model="d")
    assert dataclasses.replace(run, id="b", started="then").fingerprint == run.fingerprint
    for field in ("demarche", "code", "rules", "lexicon", "model"):
        assert dataclasses.replace(run, **{field: "z"}).fingerprint != run.fingerprint
    assert dataclasses.replace(run, code="ab", rules="").fingerprint != run.fingerprint
