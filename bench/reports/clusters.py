"""How well mentions are put together: B-cubed, MUC and CEAF with entities aligned, as the CoNLL scorer has them.

Key and response may have different mentions (Pradhan et al. 2014): one that the response lacks counts against recall, one
that only the response has against precision.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from scipy.optimize import linear_sum_assignment

Cluster = frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def b_cubed(key: Sequence[Cluster], response: Sequence[Cluster]) -> Score:
    """Return B-cubed (Bagga and Baldwin 1998)."""
    return Score(_b_cubed(response, key), _b_cubed(key, response))


def muc(key: Sequence[Cluster], response: Sequence[Cluster]) -> Score:
    """Return MUC (Vilain et al. 1995), which counts links."""
    return Score(_links(response, key), _links(key, response))


def ceaf(key: Sequence[Cluster], response: Sequence[Cluster]) -> Score:
    """Return CEAF with entities aligned by phi 4 (Luo 2005)."""
    similar = [[2 * len(one & other) / (len(one) + len(other)) for other in response] for one in key]
    if not key or not response:
        return Score(0.0, 0.0)
    rows, columns = linear_sum_assignment(similar, maximize=True)
    total = sum(similar[row][column] for row, column in zip(rows, columns, strict=True))
    return Score(total / len(response), total / len(key))


def conll_f1(key: Sequence[Cluster], response: Sequence[Cluster]) -> float:
    """Return the mean of the three F1."""
    return (b_cubed(key, response).f1 + muc(key, response).f1 + ceaf(key, response).f1) / 3


def _of(clusters: Sequence[Cluster]) -> Mapping[Hashable, Cluster]:
    return {mention: cluster for cluster in clusters for mention in cluster}


def _b_cubed(clusters: Sequence[Cluster], others: Sequence[Cluster]) -> float:
    """Return the mean, over the mentions of clusters, of the share of its cluster that is with it in the others too."""
    of = _of(others)
    shares = [
        len(cluster & of.get(mention, frozenset())) / len(cluster)
        for cluster in clusters
        for mention in cluster
    ]
    return sum(shares) / len(shares) if shares else 0.0


def _links(clusters: Sequence[Cluster], others: Sequence[Cluster]) -> float:
    """Return the share of the links that it takes to hold clusters together that the others have."""
    of = _of(others)
    kept = needed = 0
    for cluster in clusters:
        parts = {of.get(mention, frozenset({mention})) for mention in cluster}
        kept += len(cluster) - len(parts)
        needed += len(cluster) - 1
    return kept / needed if needed else 0.0
