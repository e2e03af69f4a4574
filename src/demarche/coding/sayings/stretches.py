"""Stretches of text: where a content stands, its pieces without the marks around them, and how much of it is quoted."""

from collections.abc import Iterator, Sequence

from demarche.coding.clauses.extent import runs
from demarche.model.syntax import Word
from demarche.model.values import Form

Range = tuple[int, int]

_NOUN_PHRASE = frozenset({"np", "pred"})


def without_marks(words: Iterator[Word] | Sequence[Word]) -> list[Word]:
    """Return the words of a content in text order, without punctuation at its ends; its conjunction stays."""
    kept = sorted(set(words), key=lambda word: word.i)
    while kept and (kept[0].upos == "PUNCT" or kept[0].dep == "cc"):
        kept.pop(0)
    while kept and kept[-1].upos == "PUNCT":
        kept.pop()
    return kept


def pieces(words: Sequence[Word]) -> list[Range]:
    """Return where the pieces of a content stand, without the marks around each."""
    kept = map(without_marks, runs(without_marks(words)))
    return [(run[0].start, run[-1].end) for run in kept if run]


def united(spans: Sequence[Range]) -> list[Range]:
    """Return the stretches in text order; those that overlap or have at most one character between them are one."""
    result: list[Range] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1] + 1:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def form_of(spans: Sequence[Range], quoted: Sequence[Range], content_form: str, text: str) -> Form:
    """Return the form of a content: how much of its letters is quoted, or without quotation how it stands with its cue."""
    if content_form == "verbatim":
        return "direct"
    if not quoted:
        return "narrated" if content_form in _NOUN_PHRASE else "indirect"
    inside = _letters(text, quoted)
    if inside >= _letters(text, spans):
        return "direct"
    return "mixed"


def _letters(text: str, spans: Sequence[Range]) -> int:
    return sum(sum(map(str.isalnum, text[start:end])) for start, end in spans)
