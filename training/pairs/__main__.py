"""Learns the weights of the scorer of pairs from PLV's open parts and writes them as the package's table.

    python -m training.pairs --data DATA [--output FILE]

Logistic regression over the features of `demarche.coding.pairs.features`, classes weighted by their rarity. Features seen
once are left out. First the figures of cross-validation are printed: each tenth of the development part is judged by
weights learnt from the rest of it, and the manual part by weights learnt from the development part alone.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from bench.coding.event_types import load_types
from bench.coding.plv import read_marked
from bench.common.measures import macro_f1
from demarche.coding.pairs.features import features
from demarche.lexicon.tables import data_folder
from demarche.pipeline import Coder

_PARTS = ("plv_dev_open.tsv", "plv_manual_open.tsv")
_FOLDS = 10
_SEED = 0
_STRENGTH = (
    4.0  # of the data against the penalty on large weights; 1, 4 and 10 differed by .004 in cross-validation
)
_FEWEST = 2
_JOINT = {"YIELD": "CONCEDE|RETREAT"}  # PLV has one root for two types
_HEADER = """# Weights of the scorer of pairs (coding/pairs/scorer.py): made by training/pairs from the open parts of PLV, no sentence of which is here.
# A row a feature, a column a label; the scores of the labels are the sums of the rows that apply, and of (bias).
"""


@dataclass(frozen=True, slots=True)
class Marked:
    """The features of a marked pair and its label."""

    features: frozenset[str]
    label: str


class Learner:
    """Features seen often enough, and a linear classifier over them."""

    def __init__(self, examples: Sequence[Marked]) -> None:
        counts = Counter(feature for example in examples for feature in example.features)
        self._known = {feature for feature, count in counts.items() if count >= _FEWEST}
        self._columns = DictVectorizer()
        rows = self._columns.fit_transform([self._row(example) for example in examples])
        self._model = LogisticRegression(C=_STRENGTH, max_iter=1000, class_weight="balanced")
        self._model.fit(rows, [example.label for example in examples])

    def labels(self, examples: Sequence[Marked]) -> list[str]:
        """Return the label of each example."""
        rows = self._columns.transform([self._row(example) for example in examples])
        return list(self._model.predict(rows))

    def table(self) -> str:
        """Return the weights as the package's table."""
        labels = [_JOINT.get(label, label) for label in self._model.classes_]
        names = ["(bias)", *self._columns.get_feature_names_out()]
        weights = np.vstack([self._model.intercept_, self._model.coef_.T])
        rows = (
            "\t".join([name, *(f"{weight:.3f}" for weight in row)])
            for name, row in zip(names, weights, strict=True)
        )
        return _HEADER + "\n".join(["\t".join(["feature", *labels]), *rows]) + "\n"

    def _row(self, example: Marked) -> dict[str, int]:
        return dict.fromkeys(sorted(example.features & self._known), 1)


def main() -> int:
    """Learn, print the figures and write the table."""
    parser = argparse.ArgumentParser(prog="python -m training.pairs", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the data sets")
    parser.add_argument("--output", type=Path, default=Path(str(data_folder())) / "pairs" / "weights.tsv")
    given = parser.parse_args()
    coder = Coder.load()
    development, manual = (_examples(coder, given.data / "events" / part) for part in _PARTS)
    gold = [example.label for example in development]
    found = [""] * len(gold)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=_SEED)
    for rest, tenth in folds.split(gold, gold):
        labels = Learner([development[at] for at in rest]).labels([development[at] for at in tenth])
        for at, label in zip(tenth, labels, strict=True):
            found[at] = label
    _print("development, cross-validated", gold, found)
    _print("manual", [one.label for one in manual], Learner(development).labels(manual))
    given.output.parent.mkdir(parents=True, exist_ok=True)
    given.output.write_text(Learner([*development, *manual]).table(), encoding="utf-8")
    return 0


def _examples(coder: Coder, path: Path) -> list[Marked]:
    types = coder.lexicon.ontology.types
    found = []
    for item in read_marked(path):
        pair = coder.pair(coder.read_text(item.text), *item.first)
        if pair is not None:
            found.append(Marked(features(pair, types), item.root))
    return found


def _print(name: str, gold: Sequence[str], found: Sequence[str]) -> None:
    quad_of = load_types().quad_of_plv
    root = macro_f1(list(zip(gold, found, strict=True)))
    quad = macro_f1(
        [(str(quad_of(one)), str(quad_of(other))) for one, other in zip(gold, found, strict=True)]
    )
    print(f"{name}: {len(gold)} pairs, root macro-F1 {root:.3f}, quad macro-F1 {quad:.3f}")


if __name__ == "__main__":
    raise SystemExit(main())
