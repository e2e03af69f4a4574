"""From arc scores to a tree with one root (Chu and Liu 1965, Edmonds 1967).

The packaged implementations are GPL or need a compiler; the encoder's own best heads already form a tree for
nearly every sentence, so this runs seldom.
"""

from collections.abc import Sequence
from dataclasses import dataclass
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


def best_heads(arcs: Scores, begins: Heads) -> Heads:
    """Return the head of each word (counted from 1, 0 above the root), one tree for each sentence.

    `arcs[word, head]` has a column 0 for the root and a column for each word; `begins` are the sentences' first words.
    """
    heads: Heads = np.zeros(len(arcs), np.int64)
    for start, end in zip(begins, [*begins[1:], len(arcs)], strict=True):
        scores = np.concatenate([arcs[start:end, :1], arcs[start:end, start + 1 : end + 1]], axis=1)
        np.fill_diagonal(scores[:, 1:], _NEVER)
        best = scores.argmax(axis=1)
        if np.count_nonzero(best == 0) != 1 or find_cycle([0, *best.tolist()]) is not None:
            square = np.full((end - start + 1, end - start + 1), _NEVER, np.float32)
            square[1:] = scores
            best = best_tree(square)[1:]
        heads[start:end] = np.where(best == 0, 0, best + start)
    return heads


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


@dataclass(frozen=True, slots=True)
class _Contraction:
    """The nodes of a cycle and their heads in it; by node outside, the one that its arcs enter and leave it at."""

    cycle: Heads
    heads: Heads
    entered: Heads
    left: Heads


def _maximum_arborescence(scores: Scores) -> Heads:
    """Return the highest-scoring tree above node 0, contracting one cycle at a time.

    A contracted cycle lives on in the row and column of its first node. Lists of marks and repeated words make cycles
    by the hundred; a smaller copy for each of them took half a gigabyte.
    """
    scores = scores.copy()
    np.fill_diagonal(scores, _NEVER)
    scores[0] = _NEVER
    heads: Heads = scores.argmax(axis=1)
    heads[0] = 0
    done: list[_Contraction] = []
    while (cycle := find_cycle(heads.tolist())) is not None:
        done.append(_contract(scores, heads, np.array(cycle)))
    for step in reversed(done):
        _expand(heads, step)
    return heads


def _contract(scores: Scores, heads: Heads, cycle: Heads) -> _Contraction:
    """Give the cycle's first node the best arcs of all its nodes and take the others out of scores and heads."""
    first, others = cycle[0], cycle[1:]
    entering = scores[cycle] - scores[cycle, heads[cycle]][:, None]
    entering[:, cycle] = -np.inf
    leaving = scores[:, cycle]
    step = _Contraction(cycle, heads[cycle], cycle[entering.argmax(axis=0)], cycle[leaving.argmax(axis=1)])
    scores[first], scores[:, first] = entering.max(axis=0), leaving.max(axis=1)
    scores[first, first] = -np.inf
    scores[others] = scores[:, others] = -np.inf
    heads[np.isin(heads, cycle)] = first
    heads[first] = scores[first].argmax()
    heads[others] = 0
    return step


def _expand(heads: Heads, step: _Contraction) -> None:
    """Put the nodes of a contracted cycle back, without the arc to the one that the tree enters it at."""
    first = step.cycle[0]
    above = heads[first]
    below = heads == first
    heads[below] = step.left[below]
    heads[step.cycle] = step.heads
    heads[step.entered[above]] = above
