"""Which times and places belong to a claim."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from demarche.coding.clauses.adjuncts import Adjuncts, gather
from demarche.model.parts import Span, When, Where
from demarche.model.quotations import Quotation
from demarche.model.resolved import PlaceMention, Resolved, TimeExpression, TimeKind
from demarche.model.syntax import Syntax, Word
from demarche.model.values import DateBasis, Precision
from tests.trees import text_of, tree

from .forest import word

_PUBLISHED = "2024-11-18"
_ROWS = """
    Kenya Kenya PROPN nsubj 2
    sent send VERB root 0 Tense=Past|VerbForm=Fin
    troops troops NOUN obj 2
    to to ADP case 5
    Somalia Somalia PROPN obl 2
    on on ADP case 7
    Monday Monday PROPN obl 2
    and and CCONJ cc 9
    met meet VERB conj 2 Tense=Past|VerbForm=Fin
    envoys envoy NOUN obj 9
    who who PRON nsubj 12
    fled flee VERB acl:relcl 10 Tense=Past|VerbForm=Fin
    Sudan Sudan PROPN obj 12

    The the DET det 2
    talks talk NOUN nsubj 3
    ended end VERB root 0 Tense=Past|VerbForm=Fin
    . . PUNCT punct 3
"""


def _date(
    syntax: Syntax,
    form: str,
    day: str | None,
    *,
    precision: Precision = "day",
    basis: DateBasis = "reckoned",
    kind: TimeKind = "date",
) -> TimeExpression:
    found = word(syntax, form)
    start = found.i - (syntax.words[found.i - 1].dep == "case")
    first, last = syntax.words[start], found
    span = Span(first.start, last.end, text_of(syntax)[first.start : last.end], None)
    return TimeExpression(start, found.i + 1, kind, When(day, day, precision, basis, span), "for the test")


def _place(syntax: Syntax, form: str) -> PlaceMention:
    found = word(syntax, form)
    where = Where(
        form, None, None, None, None, "country", None, Span(found.start, found.end, found.text, None)
    )
    return PlaceMention(found.i, found.i + 1, found.i, where, "for the test")


def _gathered(
    syntax: Syntax, *times: TimeExpression, places: tuple[str, ...] = (), published: str | None = _PUBLISHED
) -> Adjuncts:
    found: Mapping[int, PlaceMention] = {word(syntax, form).i: _place(syntax, form) for form in places}
    return gather(Resolved({}, times, found), syntax, published, frozenset({"by"}), frozenset({"take place"}))


def _when(adjuncts: Adjuncts, at: Word, *, carry: bool = False) -> tuple[str | None, str]:
    found = adjuncts.when(at, None, carry=carry).when
    return found.earliest, found.basis


@pytest.fixture
def syntax() -> Syntax:
    return tree(_ROWS)


@pytest.fixture
def monday(syntax: Syntax) -> Adjuncts:
    return _gathered(syntax, _date(syntax, "Monday", "2024-11-18"), places=("Somalia", "Sudan"))


@pytest.mark.parametrize("form", ["sent", "met"])
def test_a_date_is_its_verbs_and_handed_down_to_what_hangs_on_it(
    form: str, monday: Adjuncts, syntax: Syntax
) -> None:
    assert _when(monday, word(syntax, form)) == ("2024-11-18", "reckoned")


def test_a_relative_clause_is_not_dated_by_what_it_stands_in(monday: Adjuncts, syntax: Syntax) -> None:
    assert _when(monday, word(syntax, "fled")) == (None, "publication")


def test_a_stretch_of_days_dates_its_verb_and_is_not_carried(syntax: Syntax) -> None:
    stretch = _gathered(syntax, _date(syntax, "Monday", "2024-11-18", kind="duration"))
    assert _when(stretch, word(syntax, "sent"), carry=True) == ("2024-11-18", "reckoned")
    assert _when(stretch, word(syntax, "ended"), carry=True) == (None, "publication")
    measure = _gathered(syntax, _date(syntax, "Monday", None, kind="duration", basis="none"))
    assert _when(measure, word(syntax, "sent")) == (None, "publication")


def test_a_subject_has_the_date_of_a_verb_that_only_says_that_it_was() -> None:
    rows = """
        The the DET det 2
        talks talk NOUN nsubj 3
        {} VERB root 0 Tense=Past|VerbForm=Fin
        {} NOUN obj 3
        on on ADP case 6
        Monday Monday PROPN obl 3
    """
    for verb, thing, expected in (
        ("took take", "place place", "2024-11-18"),
        ("took take", "time time", None),
    ):
        syntax = tree(rows.format(verb, thing))
        found = _gathered(syntax, _date(syntax, "Monday", "2024-11-18"))
        assert _when(found, word(syntax, "talks"))[0] == expected
        assert found.when_ahead(word(syntax, "talks"), None).when.earliest == expected


def test_verbs_told_together_share_the_date_of_the_last() -> None:
    syntax = tree(
        """
        Two two NUM nsubj:pass 3
        were be AUX aux:pass 3 Tense=Past|VerbForm=Fin
        killed kill VERB root 0 Tense=Past|VerbForm=Part
        and and CCONJ cc 6
        were be AUX aux:pass 6 Tense=Past|VerbForm=Fin
        hurt hurt VERB conj 3 Tense=Past|VerbForm=Part
        Monday Monday PROPN obl:unmarked 6
        and and CCONJ cc 10
        will will AUX aux 10
        sue sue VERB conj 3 VerbForm=Inf
        Tuesday Tuesday PROPN obl:unmarked 10
        """
    )
    found = _gathered(syntax, _date(syntax, "Monday", "2024-11-18"), _date(syntax, "Tuesday", "2024-11-19"))
    assert _when(found, word(syntax, "killed")) == ("2024-11-18", "reckoned")
    tuesday = _gathered(syntax, _date(syntax, "Tuesday", "2024-11-19"))
    assert _when(tuesday, word(syntax, "killed")) == (None, "publication")


@pytest.mark.parametrize(
    ("auxiliary", "feats", "expected"),
    [
        ("did do", "Tense=Past|VerbForm=Fin", "2024-11-18"),
        ("has have", "Tense=Pres|VerbForm=Fin", None),
        ("does do", "Tense=Pres|VerbForm=Fin", None),
    ],
)
def test_a_present_or_a_perfect_takes_no_date_of_the_sentence_before(
    auxiliary: str, feats: str, expected: str | None
) -> None:
    syntax = tree(
        f"""
        They they PRON nsubj 2
        met meet VERB root 0 Tense=Past|VerbForm=Fin
        Monday Monday PROPN obl:unmarked 2

        He he PRON nsubj 3
        {auxiliary} AUX aux 3 {feats}
        refuse refuse VERB root 0 VerbForm=Inf
        """
    )
    found = _gathered(syntax, _date(syntax, "Monday", "2024-11-18"))
    verb = word(syntax, "refuse")
    assert _when(found, verb, carry=True)[0] == expected
    quoted = replace(
        found, quotations=(Quotation(verb.start - 1, verb.end + 1, verb.start, verb.end, 0, is_open=False),)
    )
    assert _when(quoted, verb, carry=True)[0] == "2024-11-18"


def test_a_publication_known_to_the_month_is_not_before_its_days(syntax: Syntax) -> None:
    found = _gathered(syntax, _date(syntax, "Monday", "2024-11-18"), published="2024-11")
    assert _when(found, word(syntax, "sent")) == ("2024-11-18", "reckoned")


def test_what_has_happened_did_not_happen_after_publication(syntax: Syntax) -> None:
    ahead = _gathered(syntax, _date(syntax, "Monday", "2024-11-25"), published="2024-11-20")
    assert _when(ahead, word(syntax, "sent")) == (None, "publication")
    assert ahead.when_ahead(word(syntax, "sent"), None).when.earliest == "2024-11-25"


def test_what_did_not_happen_has_only_a_date_of_its_own(monday: Adjuncts, syntax: Syntax) -> None:
    assert monday.when_ahead(word(syntax, "sent"), None).when.earliest == "2024-11-18"
    found = monday.when_ahead(word(syntax, "met"), None).when
    assert (found.earliest, found.latest, found.basis) == (None, None, "none")


def test_a_date_is_carried_into_the_next_sentence_if_asked(monday: Adjuncts, syntax: Syntax) -> None:
    ended = word(syntax, "ended")
    assert _when(monday, ended, carry=True) == ("2024-11-18", "carried")
    carried = monday.when(ended, None, carry=True).when
    assert (carried.latest, carried.span) == (_PUBLISHED, None)
    assert _when(monday, ended) == (None, "publication")


def test_support_verbs_lend_their_date(monday: Adjuncts, syntax: Syntax) -> None:
    found = monday.when(word(syntax, "ended"), word(syntax, "sent"), carry=False)
    assert found.when.earliest == "2024-11-18"
    assert "“on Monday” hangs on “sent”" in found.reason


@pytest.mark.parametrize(
    ("earliest", "precision"),
    [("2024-11-19", "day"), ("2024-01-15", "day"), ("2024-01-01", "year")],
    ids=["after publication", "long before", "too coarse"],
)
def test_background_and_future_dates_are_not_carried(
    earliest: str, precision: Precision, syntax: Syntax
) -> None:
    date = _date(syntax, "Monday", earliest, precision=precision)
    blocks = [replace(sentence, block=sentence.index) for sentence in syntax.sentences]
    apart = Syntax(syntax.words, tuple(blocks), ())
    assert _when(_gathered(apart, date), word(apart, "ended"), carry=True) == (None, "publication")


def test_without_a_day_of_publication_nothing_bounds(syntax: Syntax) -> None:
    for published in (None, "2024", "2024-11"):
        assert _when(_gathered(syntax, published=published), word(syntax, "sent")) == (None, "none")
    bound = _gathered(syntax, published="2024-11-18T09:00").bound().when
    assert (bound.earliest, bound.latest) == (None, "2024-11-18")


def test_deadlines_durations_and_unknown_days_date_nothing(syntax: Syntax) -> None:
    word(syntax, "on").lower = "by"
    deadline = _date(syntax, "Monday", "2024-11-18")
    assert _when(_gathered(syntax, deadline), word(syntax, "sent")) == (None, "publication")
    word(syntax, "on").lower = "on"
    unknown = _date(syntax, "Monday", None, precision="unknown", basis="none")
    for other in (unknown, _date(syntax, "Monday", None, basis="none", kind="duration")):
        assert _when(_gathered(syntax, other), word(syntax, "sent")) == (None, "publication")


def test_places_locate_through_locative_phrases_only(monday: Adjuncts, syntax: Syntax) -> None:
    assert [place.name for place in monday.where(word(syntax, "sent"), None)] == ["Somalia"]
    assert monday.where(word(syntax, "fled"), None) == ()  # whom or what was fled, not where
    assert [place.name for place in monday.where(word(syntax, "ended"), word(syntax, "sent"))] == ["Somalia"]
