"""The best tree of arc scores."""

import tracemalloc
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from demarche.parse.trees import Scores, best_heads, best_tree, find_cycle


def _sum(scores: Scores, heads: list[int]) -> float:
    return float(sum(scores[node, head] for node, head in enumerate(heads) if node > 0))


def _is_tree(heads: list[int]) -> bool:
    return heads.count(0) == 2 and find_cycle(heads) is None  # node 0 itself and the root


def _best_by_trying_all(scores: Scores) -> float:
    nodes = range(len(scores))
    trees = ([0, *heads] for heads in product(nodes, repeat=len(scores) - 1))
    return max(_sum(scores, heads) for heads in trees if _is_tree(heads))


def test_cycles() -> None:
    assert find_cycle([0, 0, 1, 2]) is None
    assert sorted(find_cycle([0, 2, 1, 0]) or []) == [1, 2]
    assert find_cycle([0, 1]) == [1]
    assert sorted(find_cycle([0, 0, 3, 4, 2]) or []) == [2, 3, 4]


def test_heads_that_are_a_tree_stay() -> None:
    scores = np.array([[0, 0, 0], [5, 0, 1], [1, 5, 0]], np.float32)
    assert best_tree(scores).tolist() == [0, 0, 1]


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    scores = np.array([[0, 0, 0], [2, 0, 9], [3, 9, 0]], np.float32)
    assert best_tree(scores).tolist() == [0, 2, 0]


def test_two_roots_become_one() -> None:
    scores = np.array([[0, 0, 0], [9, 0, 8], [9, 2, 0]], np.float32)
    assert best_tree(scores).tolist() == [0, 2, 0]


def test_one_word_is_the_root() -> None:
    assert best_tree(np.zeros((2, 2), np.float32)).tolist() == [0, 0]


@settings(max_examples=60)
@given(st.data())
def test_a_tree_with_one_root_and_none_better(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 5))
    values = data.draw(st.lists(st.integers(-9, 9), min_size=size * size, max_size=size * size))
    scores = np.array(values, np.float32).reshape(size, size)
    heads = best_tree(scores).tolist()
    assert _is_tree(heads)
    root_free = _sum(scores, heads)
    # The root is chosen by its margin, so only trees with the same root are compared.
    root = heads.index(0, 1)
    others = ([0, *rest] for rest in product(range(size), repeat=size - 1))
    best = max(_sum(scores, found) for found in others if _is_tree(found) and found[root] == 0)
    assert root_free == best
    assert root_free <= _best_by_trying_all(scores)


def test_heads_stay_within_their_sentence() -> None:
    # columns: the root, then words 1 to 5; sentences of two and of three words
    arcs = np.array(
        [
            [0, 9, 1, 9, 9, 9],
            [5, 1, 9, 9, 9, 9],
            [1, 9, 9, 9, 4, 2],
            [6, 9, 9, 1, 9, 1],
            [2, 9, 9, 8, 1, 9],
        ],
        np.float32,
    )
    assert best_heads(arcs, np.array([0, 2])).tolist() == [2, 0, 4, 0, 3]


def test_of_two_roots_in_a_sentence_one_is_kept() -> None:
    arcs = np.array([[9, 0, 8, 0], [9, 2, 0, 0], [3, 0, 1, 0]], np.float32)
    assert best_heads(arcs, np.array([0])).tolist() == [2, 0, 2]
    assert best_heads(arcs, np.array([0, 1, 2])).tolist() == [0, 0, 0]


@given(st.data())
def test_every_sentence_gets_a_tree_of_its_own(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 8))
    values = st.lists(st.integers(-9, 9), min_size=size * (size + 1), max_size=size * (size + 1))
    arcs = np.array(data.draw(values), np.float32).reshape(size, size + 1)
    begins = sorted({0, *data.draw(st.sets(st.integers(0, size - 1)))})
    heads = best_heads(arcs, np.array(begins)).tolist()
    for start, end in zip(begins, [*begins[1:], size], strict=True):
        within = [0, *(head and head - start for head in heads[start:end])]
        assert all(0 <= head <= end - start for head in within)
        assert _is_tree(within)
        square = np.full((end - start + 1,) * 2, -1e9, np.float32)
        square[1:] = np.concatenate([arcs[start:end, :1], arcs[start:end, start + 1 : end + 1]], axis=1)
        assert within == best_tree(square).tolist()


def test_cycles_by_the_hundred_are_contracted_in_place() -> None:
    size = 301
    scores = np.zeros((size, size), np.float32)
    pairs = np.arange(1, size - 1, 2)
    scores[pairs, pairs + 1] = scores[pairs + 1, pairs] = 9
    tracemalloc.start()
    heads = best_tree(scores).tolist()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert _is_tree(heads)
    assert _sum(scores, heads) == 9 * len(pairs)  # one arc of each pair
    assert peak < 20 * scores.nbytes
