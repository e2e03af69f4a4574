"""The event type between two given participants."""

from demarche.coding.pairs.features import Pair, features, nearest
from demarche.coding.pairs.scorer import classify
from demarche.lexicon.pairs import PairWeights
from demarche.model.records import Event
from tests.trees import tree

from .drafts import KENYA, SUDAN, UGANDA, event, placed
from .forest import grown, ontology

_KENYA, _SUDAN, _UGANDA = placed(KENYA, 0), placed(SUDAN, 20), placed(UGANDA, 40)
_AT = {"Kenya": (0, 5), "Sudan": (20, 25), "Uganda": (40, 46), "nobody": (90, 95)}

_SHELLED = """
Kenya Kenya PROPN nsubj 2
shelled shell VERB root 0
Sudan Sudan PROPN obj 2
with with ADP case 6
Tanzanian tanzanian ADJ amod 6
guns gun NOUN obl 2
. . PUNCT punct 2
"""


def _pair(source: str | None, target: str | None, *events: Event) -> Pair:
    start, end = (None if name is None else _AT[name] for name in (source, target))
    return Pair(start, end, events, grown("Kenya sent troops to Somalia."))


def _nearest(source: str | None, target: str | None, *events: Event) -> tuple[str, str] | None:
    found = nearest(_pair(source, target, *events), ontology().types)
    return None if found is None else (found[0].type, found[1])


def _joining(type_: str, one: str, other: str, *, at: int = 10) -> Event:
    by_name = {"Kenya": _KENYA, "Sudan": _SUDAN, "Uganda": _UGANDA}
    return event(type_, at=at, actors=[by_name[one]], recipients=[by_name[other]])


def test_the_event_that_joins_both_is_nearest() -> None:
    events = _joining("AID", "Kenya", "Uganda"), _joining("ASSAULT", "Kenya", "Sudan")
    assert _nearest("Kenya", "Sudan", *events) == ("ASSAULT", "joins source and target")


def test_next_comes_the_other_direction_then_one_end() -> None:
    back = _joining("ASSAULT", "Sudan", "Kenya")
    from_source = _joining("AID", "Kenya", "Uganda")
    to_target = _joining("CONSULT", "Uganda", "Sudan")
    assert [
        _nearest("Kenya", "Sudan", back, from_source, to_target),
        _nearest("Kenya", "Sudan", from_source, to_target),
        _nearest("Kenya", "Sudan", to_target),
    ] == [
        ("ASSAULT", "joins target and source"),
        ("AID", "has the source as its actor"),
        ("CONSULT", "has the target as its recipient"),
    ]


def test_both_ends_may_act_together() -> None:
    talks = event("CONSULT", actors=[_KENYA, _SUDAN], recipients=[])
    assert _nearest("Kenya", "Sudan", _joining("AID", "Kenya", "Uganda"), talks) == (
        "CONSULT",
        "joins source and target",
    )


def test_else_the_nearest_trigger() -> None:
    near, far = _joining("AID", "Uganda", "Uganda", at=80), _joining("ASSAULT", "Uganda", "Uganda", at=10)
    assert _nearest("nobody", None, far, near) == ("AID", "stands nearest")


def test_without_events_nothing_is_nearest() -> None:
    assert _nearest("Kenya", "Sudan") is None
    assert "nearest nothing" in features(_pair("Kenya", "Sudan"), ontology().types)


def test_words_and_the_way_in_the_tree_are_features_names_are_not() -> None:
    syntax = tree(_SHELLED)
    found = features(Pair((0, 5), (14, 19), (), syntax), ontology().types)
    assert {"word shell", "between shell", "top shell", "path shell of both", "source first"} <= found
    assert {"word gun", "below obl gun"} <= found
    assert not [one for one in found if "kenya" in one.lower() or "sudan" in one.lower()]
    assert not [one for one in found if "tanzanian" in one.lower()]


def test_the_heaviest_label_is_the_type_and_its_features_the_reason() -> None:
    weights = PairWeights(
        (("AID",), ("CONCEDE", "RETREAT")),
        (0.5, 0.0),
        {"event RETREAT": (0.0, 2.0), "nearest RETREAT": (0.0, 1.0), "event AID": (9.0, 0.0)},
    )
    found = classify(
        _pair("Kenya", "Sudan", _joining("RETREAT", "Kenya", "Sudan")), ontology().types, weights
    )
    assert (found.root, found.reason) == ("RETREAT", "event RETREAT +2.00; nearest RETREAT +1.00")
    assert found.event is not None
    assert 0.9 < found.score < 1
    bare = classify(_pair("Kenya", "Sudan"), ontology().types, weights)
    assert (bare.root, bare.reason, bare.event) == ("AID", "", None)


def test_of_types_learnt_as_one_the_first_stands_where_no_event_says_which() -> None:
    weights = PairWeights((("CONCEDE", "RETREAT"),), (0.0,), {})
    assert classify(_pair("Kenya", "Sudan"), ontology().types, weights).root == "CONCEDE"
