"""All weights in one place: how far a claim is trusted by how it was found."""

from collections.abc import Mapping
from importlib.resources.abc import Traversable

from demarche.lexicon.tables import read_table


def load_scores(folder: Traversable) -> Mapping[str, float]:
    """Return the scores by name; raise `LexiconError` if one is not between 0 and 1."""
    scores: dict[str, float] = {}
    for row in read_table(folder / "scores.tsv", ("name", "score")):
        value = row.decimal("score")
        if not 0 <= value <= 1:
            raise row.error(f"score {value} is not 0 to 1")
        scores[row.text("name")] = value
    return scores
