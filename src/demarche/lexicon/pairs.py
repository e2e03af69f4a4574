"""The weights of the scorer of pairs: a table of features, with a column for each label."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from demarche.lexicon.tables import LexiconError

_BIAS = "(bias)"
_FEATURE = "feature"


@dataclass(frozen=True, slots=True)
class PairWeights:
    """A weight of each feature for each label; a label is a type, or several that were learnt as one."""

    roots: tuple[tuple[str, ...], ...]
    bias: tuple[float, ...]
    features: Mapping[str, tuple[float, ...]]

    def only(self, types: Container[str]) -> "PairWeights":
        """Return the weights of the labels that are among these types, or of which one is."""
        roots = [tuple(name for name in root if name in types) for root in self.roots]
        kept = [at for at, root in enumerate(roots) if root]
        return PairWeights(
            tuple(roots[at] for at in kept),
            tuple(self.bias[at] for at in kept),
            {feature: tuple(weights[at] for at in kept) for feature, weights in self.features.items()},
        )


def load_pair_weights(file: Traversable) -> PairWeights:
    """Return the weights of a table; raise `LexiconError` if it has no bias, or a row has not as many numbers as labels."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    header, *labels = lines[0].split("\t")
    rows: dict[str, tuple[float, ...]] = {}
    for number, line in enumerate(lines[1:], start=2):
        feature, *cells = line.split("\t")
        try:
            rows[feature] = tuple(map(float, cells))
        except ValueError as error:
            raise LexiconError(f"{file.name}, row {number}: {error}") from error
        if len(cells) != len(labels):
            raise LexiconError(f"{file.name}, row {number}: {len(cells)} weights for {len(labels)} labels")
    if header != _FEATURE or _BIAS not in rows:
        raise LexiconError(f"{file.name}: the first column is not {_FEATURE}, or no row is {_BIAS}")
    return PairWeights(tuple(tuple(label.split("|")) for label in labels), rows.pop(_BIAS), rows)
