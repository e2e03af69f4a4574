"""Learns the weights of the scorer of boundaries from PolNeAR's training part and writes them as the package's table.

    python -m training.reach --data DATA [--output FILE]

At each cue that demarche, the engine and the annotators have in common, the annotated first and last word are to be
chosen among those that the scorer is offered: a conditional logit with a penalty on large weights. Features seen seldom and
weights near nothing are left out. First it is printed how many first and last words are right by the rules alone and by
weights learnt from the other four fifths of the articles. The rules' choice is among the features' conditions, so that the
table has to be learnt anew when the rules or the engine change.
"""

import argparse
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from bench.coding.polnear import PolnearBenchmark
from bench.coding.standoff import Attributed
from bench.common.benchmark import Data
from bench.common.events import Range
from demarche.coding.clauses.cast import Cast
from demarche.coding.sayings.finder import SayingFinder
from demarche.coding.sayings.reach import Boundary, beginnings, ends, is_plain
from demarche.coding.sayings.rebuttals import with_rebuttals
from demarche.coding.sayings.speech import CueFinder
from demarche.lexicon.tables import data_folder
from demarche.model.syntax import Word
from demarche.pipeline import Coder
from demarche.resolve.resolver import resolve

_FOLDS = 5
_STRENGTH = 0.1  # of the data against the penalty; .1 and .5 gave the same on PolNeAR's dev part
_FEWEST = 8
_LEAST = 0.02
_HEADER = """# Weights of the scorer of boundaries (coding/sayings/reach.py): made by training/reach from the training part of PolNeAR, no sentence of which is here.
# A row a feature; the boundary with the best sum is taken.
feature\tweight
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """The boundaries offered at one cue, which of them the annotators chose, and which the rules; `article` counts articles."""

    offered: Sequence[Boundary]
    right: int
    chosen: int
    article: int


def main() -> int:
    """Learn, print the figures and write the table."""
    parser = argparse.ArgumentParser(prog="python -m training.reach", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    place = Path(str(data_folder())) / "cues" / "en" / "learnt" / "boundaries.tsv"
    parser.add_argument("--output", type=Path, default=place)
    given = parser.parse_args()
    choices = list(_choices(given.data))
    right = rules = 0
    for fold in range(_FOLDS):
        weights = learn([one for one in choices if one.article % _FOLDS != fold])
        held = [one for one in choices if one.article % _FOLDS == fold]
        right += sum(_best(one, weights) == one.right for one in held)
        rules += sum(one.chosen == one.right for one in held)
    print(f"{len(choices)} boundaries, right by the rules {rules}, by the scorer, cross-validated {right}")
    given.output.write_text(table(learn(choices)), encoding="utf-8")
    return 0


def learn(choices: Sequence[Choice]) -> Mapping[str, float]:
    """Return the weights of the features seen often enough, by their names."""
    counts = Counter(told for one in choices for boundary in one.offered for told in set(boundary.features))
    columns = {
        name: at for at, name in enumerate(sorted(name for name, count in counts.items() if count >= _FEWEST))
    }
    rows: list[list[int]] = []
    group: list[int] = []
    right: list[int] = []
    for number, choice in enumerate(choices):
        for boundary in choice.offered:
            if boundary.index == choice.right:
                right.append(len(rows))
            rows.append(sorted({columns[told] for told in boundary.features if told in columns}))
            group.append(number)
    pointers = np.cumsum([0, *map(len, rows)])
    cells = np.concatenate(rows) if rows else np.zeros(0)
    matrix = csr_matrix((np.ones(len(cells)), cells, pointers), shape=(len(rows), len(columns)))
    groups, gold = np.array(group), np.array(right)
    firsts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
    observed = np.asarray(matrix[gold].sum(axis=0)).ravel()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        top = np.maximum.reduceat(scores, firsts)[groups]
        shares = np.exp(scores - top)
        sums = np.add.reduceat(shares, firsts)
        likelihood = (scores[gold] - top[gold] - np.log(sums)).sum()
        gradient = observed - matrix.T @ (shares / sums[groups])
        return float(weights @ weights / (2 * _STRENGTH) - likelihood), weights / _STRENGTH - gradient

    found = minimize(loss, np.zeros(len(columns)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {name: float(found[at]) for name, at in columns.items()}


def table(weights: Mapping[str, float]) -> str:
    """Return the weights as the package's table."""
    kept = {name: weight for name, weight in sorted(weights.items()) if abs(weight) >= _LEAST}
    return _HEADER + "".join(f"{name}\t{weight:.3f}\n" for name, weight in kept.items())


def _best(choice: Choice, weights: Mapping[str, float]) -> int:
    def score(one: Boundary) -> tuple[float, bool]:
        return sum(weights.get(told, 0.0) for told in one.features), one.index == choice.chosen

    return max(choice.offered, key=score).index


def _choices(data: Path) -> Iterator[Choice]:
    coder = Coder.load()
    articles = PolnearBenchmark(lambda: lambda _: ()).items(Data(data, None, "train"))
    for number, article in enumerate(articles):
        reading = coder.read_text(article.text)
        syntax = coder.parser.parse(reading)
        resolved = resolve(reading, syntax, coder.lexicon)
        cues = coder.lexicon.cues
        cued = with_rebuttals(CueFinder(cues).find(syntax.words), syntax.words, cues)
        cast = Cast(resolved, coder.lexicon.senses)
        finder = SayingFinder(reading, syntax, cast, cues, resolved.quotations)
        places = sorted(
            (start, word.i, end)
            for word in syntax.words
            if is_plain(word)
            for span in (reading.span(word.start, word.end),)
            for start, end in (((span.start, span.end),) if span.source is None else span.source)
        )
        gold = [_Indexed.of(one, places) for one in article.gold]
        for found, stretch in finder.stretches(cued):
            mine = {word.i for word in (*found.words, found.anchor)}
            same = next((one for one in gold if mine & one.cue), None)
            if same is None:
                continue
            for offered, chosen, at in (
                (beginnings(stretch), stretch.chosen[0], 0),
                (ends(stretch), stretch.chosen[-1], -1),
            ):
                right = same.boundary(syntax.words, offered, chosen, at)
                if right is not None and len(offered) > 1:
                    yield Choice(offered, right, chosen, number)


@dataclass(frozen=True, slots=True)
class _Indexed:
    """An annotated attribution as indices of words."""

    cue: frozenset[int]
    content: tuple[int, ...]

    @classmethod
    def of(cls, one: Attributed, places: Sequence[tuple[int, int, int]]) -> "_Indexed":
        """Return an attribution by the words that it touches; `places` are start, index and end of each, sorted."""

        def touched(ranges: Sequence[Range]) -> tuple[int, ...]:
            found = {
                places[at][1]
                for start, end in ranges
                for at in range(max(bisect_left(places, (start, 0)) - 1, 0), bisect_left(places, (end, 0)))
                if places[at][2] > start
            }
            return tuple(sorted(found))

        return cls(frozenset(touched(one.cue)), touched(one.content))

    def boundary(
        self, words: Sequence[Word], offered: Sequence[Boundary], chosen: int, at: int
    ) -> int | None:
        """Return the annotated first (0) or last (-1) word in the sentence of the chosen one, None if it is not offered."""
        indices = {one.index for one in offered}
        here = [
            index
            for index in self.content
            if words[index].sentence == words[chosen].sentence and min(indices) <= index <= max(indices)
        ]
        return here[at] if here and here[at] in indices else None


if __name__ == "__main__":
    raise SystemExit(main())
