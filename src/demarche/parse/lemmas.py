"""spaCy's rule lemmatizer with the engine's tables."""

from importlib.resources.abc import Traversable

from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.lookups import Lookups
from spacy.vocab import Vocab

_INDEXED = ("noun", "verb", "adj")


def load_lemmatizer(vocab: Vocab, folder: Traversable) -> EnglishLemmatizer:
    """Return a lemmatizer on the tables in `lemmas/` of an engine's folder."""
    lemmas = folder / "lemmas"
    rules: dict[str, list[list[str]]] = {}
    for line in _lines(lemmas / "rules.tsv"):
        pos, ending, replacement = line.split("\t")
        rules.setdefault(pos, []).append([ending, replacement])
    exceptions: dict[str, dict[str, list[str]]] = {}
    for line in _lines(lemmas / "exceptions.tsv"):
        pos, form, lemma = line.split("\t")
        exceptions.setdefault(pos, {})[form] = [lemma]
    # Dicts, not lists: the lemmatizer asks for membership.
    index = {pos: dict.fromkeys(_lines(lemmas / f"index-{pos}.tsv"), 1) for pos in _INDEXED}
    lookups = Lookups()
    lookups.add_table("lemma_rules", rules)
    lookups.add_table("lemma_exc", exceptions)
    lookups.add_table("lemma_index", index)
    lemmatizer = EnglishLemmatizer(vocab, None, mode="rule")
    lemmatizer.initialize(lookups=lookups)
    return lemmatizer


def _lines(file: Traversable) -> list[str]:
    """Return the rows of a large generated table; not `lexicon.tables`, whose checks of each row cost too much."""
    return file.read_text(encoding="utf-8").split("\n")[2:-1]
