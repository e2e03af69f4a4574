"""Number words, bounds beside numbers, and the words that say people came to harm."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable

from demarche.lexicon.tables import read_table

_BOUNDS = frozenset({"least", "above", "most", "below", "about"})
_COUNTS = frozenset({"killed", "wounded", "missing"})
_PLACES = frozenset({"obj", "subj", "self"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """The fewest and the most that a number word stands for; `most` None where there is no upper bound."""

    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Harm:
    """Which count a word gives, and where the people stand: its object, its subject or the word itself."""

    count: str
    who: str


@dataclass(frozen=True, slots=True)
class Quantities:
    """The tables of numbers and harm."""

    words: Mapping[str, Quantity]
    bounds: Mapping[str, str]
    harm: Mapping[tuple[str, str], Harm]


def load_quantities(folder: Traversable) -> Quantities:
    """Return the tables of a cue folder; raise `LexiconError` if a row is not as it should be."""
    words = {}
    for row in read_table(folder / "numbers.tsv", ("word", "least", "most")):
        most = None if row.optional("most") is None else row.whole("most")
        words[row.text("word")] = Quantity(row.whole("least"), most)
    bounds = {}
    for row in read_table(folder / "bounds.tsv", ("words", "bound")):
        if row.text("bound") not in _BOUNDS:
            raise row.error(f"bound {row.cells['bound']!r} is none of {', '.join(sorted(_BOUNDS))}")
        bounds[row.text("words")] = row.text("bound")
    harm = {}
    for row in read_table(folder / "harm.tsv", ("lemma", "pos", "count", "who")):
        if row.text("count") not in _COUNTS or row.text("who") not in _PLACES:
            raise row.error("count or who unknown")
        harm[row.text("lemma"), row.text("pos")] = Harm(row.text("count"), row.text("who"))
    return Quantities(words, bounds, harm)
