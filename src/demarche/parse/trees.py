"""From arc scores to a tree with one root (Chu and Liu 1965, Edmonds 1967).

The packaged implementations are GPL or need a compiler; the encoder's own best heads already form a tree for
nearly every sentence, so this runs seldom.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_NEVER = -1e9
_ROOT = 1e6  # beyond any sum of scores, yet far enough from _NEVER to add to it exactly in float64
Scores = NDArray[np.floating[Any]]
Heads = NDArray[np.int64]


def best_tree(scores: Scores) -> Heads:
    """Return the head of each node, given `scores[dependent, head]`; node 0 is above the root.

    The heads form a tree in which exactly one node hangs on node 0; entry 0 of the result means nothing.
    """
    scores = scores.copy()
    np.fill_diagonal(scores, _NEVER)
    heads: Heads = scores.argmax(axis=1)
    heads[0] = 0
    roots = np.flatnonzero(heads[1:] == 0) + 1
    if len(roots) == 1 and find_cycle(heads.tolist()) is None:
        return heads
    candidates = roots if len(roots) > 0 else np.arange(1, len(scores))
    margin = scores[candidates, 0] - scores[candidates, 1:].max(axis=1)
    scores = scores.astype(np.float64)
    scores[1:, 0] = -_ROOT
    scores[candidates[margin.argmax()], 0] = _ROOT
    return _maximum_arborescence(scores)


def find_cycle(heads: Sequence[int]) -> list[int] | None:
    """Return the nodes of a cycle among the heads, or None if every node leads up to node 0."""
    unseen, on_path, safe = 0, 1, 2
    mark = [unseen] * len(heads)
    mark[0] = safe
    for first in range(1, len(heads)):
        path: list[int] = []
        node = first
        while mark[node] == unseen:
            mark[node] = on_path
            path.append(node)
            node = heads[node]
        if mark[node] == on_path:
            return path[path.index(node) :]
        for passed in path:
            mark[passed] = safe
    return None


def _maximum_arborescence(scores: Scores) -> Heads:
    """Return the highest-scoring tree above node 0, contracting one cycle at a time."""
    scores = scores.copy()
    np.fill_diagonal(scores, _NEVER)
    scores[0] = _NEVER
    heads: Heads = scores.argmax(axis=1)
    heads[0] = 0
    cycle = find_cycle(heads.tolist())
    if cycle is None:
        return heads
    inside = np.array(cycle)
    outside = np.setdiff1d(np.arange(len(scores)), inside)
    count = len(outside)
    contracted = np.full((count + 1, count + 1), _NEVER, dtype=scores.dtype)
    contracted[:count, :count] = scores[np.ix_(outside, outside)]
    within = scores[inside, heads[inside]]
    entering = scores[np.ix_(inside, outside)] - within[:, None] + within.sum()
    entry = entering.argmax(axis=0)
    contracted[count, :count] = entering.max(axis=0)
    leaving = scores[np.ix_(outside, inside)]
    exit_ = leaving.argmax(axis=1)
    contracted[:count, count] = leaving.max(axis=1)
    inner = _maximum_arborescence(contracted)
    for position in range(1, count):
        head = inner[position]
        heads[outside[position]] = inside[exit_[position]] if head == count else outside[head]
    above = inner[count]
    heads[inside[entry[above]]] = outside[above]
    heads[0] = 0
    return heads
