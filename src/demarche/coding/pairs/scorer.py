"""The one event type between two given participants: for users who bring their own spans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from demarche.coding.pairs.features import Pair, features, nearest
from demarche.lexicon.ontology import EventType
from demarche.lexicon.pairs import PairWeights
from demarche.model.records import Event

_TOLD = 3  # of the features that speak for a decision, the strongest


@dataclass(frozen=True, slots=True)
class PairCode:
    """The type of what the source did to the target, and why that one.

    `score` is the scorer's share for the type, between 0 and 1: a number for sorting, no probability of being right.
    `event` is the event that the rules read off nearest to the pair, whose type may be another; None if there is none.
    """

    root: str
    score: float
    reason: str
    event: Event | None


def classify(pair: Pair, types: Mapping[str, EventType], weights: PairWeights) -> PairCode:
    """Return the event type between source and target.

    A linear scorer weighs the features of `pair_features`; its weights (`data/pairs`) were learnt from marked pairs.
    """
    told = sorted(features(pair, types) & weights.features.keys())
    scores = list(weights.bias)
    for feature in told:
        for index, weight in enumerate(weights.features[feature]):
            scores[index] += weight
    best = max(range(len(scores)), key=scores.__getitem__)
    shares = [exp(score - scores[best]) for score in scores]
    strongest = sorted(told, key=lambda feature: -weights.features[feature][best])[:_TOLD]
    reason = "; ".join(
        f"{feature} {weights.features[feature][best]:+.2f}"
        for feature in strongest
        if weights.features[feature][best] > 0
    )
    found = nearest(pair, types)
    event = None if found is None else found[0]
    return PairCode(_root(weights.roots[best], event), shares[best] / sum(shares), reason, event)


def _root(label: Sequence[str], event: Event | None) -> str:
    """Return the type of a label; of several that were learnt as one, the event's if it has one of them."""
    return event.type if event is not None and event.type in label else label[0]
