"""Which words of a noun phrase count: those that only count, point or stand beside it are left out."""

from collections.abc import Iterable

from demarche.model.syntax import Word


def run(words: Iterable[Word], head: Word) -> list[Word]:
    """Return the words without marks and conjunctions at the ends; never none."""
    kept = sorted(set(words), key=lambda word: word.i)
    while kept and (
        kept[0].upos in {"PUNCT", "CCONJ"} or (kept[0].upos == "ADP" and not _bounds_number(kept[0]))
    ):
        kept.pop(0)
    while kept and kept[-1].upos in {"PUNCT", "CCONJ", "ADP"}:
        kept.pop()
    return kept or [head]


def is_beside_phrase(child: Word) -> bool:
    """Tell whether something before a noun only hangs on it: a prepositional phrase before its article ("On 28 May the")."""
    case, article = child.first("case"), child.head.first("det")
    return case is not None and article is not None and case.i < child.i < article.i


def _bounds_number(preposition: Word) -> bool:
    """Tell whether a preposition belongs to a number: "at least seven", "up to forty"."""
    return any(above.upos == "NUM" for above in preposition.ancestors())


def is_article_or_number(word: Word) -> bool:
    """Tell whether a word of a phrase only counts or points: "the", "its", "more than 20"."""
    if word.upos in {"DET", "NUM"} or word.dep in {"det", "nummod"}:
        return True
    if word.upos == "PRON" and word.dep == "nmod:poss":
        return True
    return any(above.upos == "NUM" and above.dep == "nummod" for above in word.ancestors())
