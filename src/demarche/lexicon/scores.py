"""All weights in one place: how far a claim is trusted by how it was found."""

from collections.abc import Mapping
from importlib.resources.abc import Traversable

from demarche.lexicon.ontology_files import find_ontology
from demarche.lexicon.tables import LexiconError, data_folder, read_table, shown


def load_scores(folder: Traversable) -> Mapping[str, float]:
    """Return the scores by name; raise `LexiconError` if one is not between 0 and 1, or the names are not the package's."""
    file = find_ontology(folder)["scores.tsv"]
    package = data_folder() / "ontology" / "scores.tsv"
    used = _scores(package, None)
    if file == package:
        return used
    scores = _scores(file, used)
    missing = sorted(used.keys() - scores.keys())
    if missing:
        raise LexiconError(f"{shown(file)}: no line for {', '.join(missing)}")
    return scores


def _scores(file: Traversable, used: Mapping[str, float] | None) -> Mapping[str, float]:
    scores: dict[str, float] = {}
    for row in read_table(file, ("name", "score")):
        name, value = row.text("name"), row.decimal("score")
        if not 0 <= value <= 1:
            raise row.error(f"score {value} is not 0 to 1")
        if used is not None and name not in used:
            raise row.error(f"no score is named {name!r}; the names are {', '.join(used)}")
        if name in scores:
            raise row.error(f"score {name} stands twice")
        scores[name] = value
    return scores
