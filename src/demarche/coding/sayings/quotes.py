"""Whose words stand in quotation marks: which cue each quotation belongs to."""

from collections.abc import Iterator, Sequence

from demarche.model.quotations import Quotation, inside
from demarche.model.syntax import Syntax, Word, tops


def owned_quotations(
    quotations: Sequence[Quotation], cues: Sequence[Word], syntax: Syntax
) -> dict[int, tuple[Quotation, ...]]:
    """Return the quotations that are speech of each cue, by the cue's index.

    A quotation belongs to the nearest cue above its words, else to a cue that hangs on them, else to the nearest cue
    of the same sentence. A cue in other quotation marks is none of them: “I think so,” he said, “but who knows?”
    """
    spoken = [quotation for quotation in quotations if quotation.is_speech]
    offsets = [word.start for word in syntax.words]
    owned: dict[int, list[Quotation]] = {}
    for quotation in spoken:
        apart = [other for other in spoken if not _encloses(other, quotation)]
        outside = [cue for cue in cues if not any(other.holds(cue.start) for other in apart)]
        owner = _owner(syntax.words[inside(quotation, offsets)], outside)
        if owner is not None:
            owned.setdefault(owner.i, []).append(quotation)
    return {index: tuple(found) for index, found in owned.items()}


def _encloses(outer: Quotation, inner: Quotation) -> bool:
    """Tell whether a quotation stands inside another."""
    return outer is not inner and outer.start <= inner.start and inner.end <= outer.end


def _owner(words: Sequence[Word], cues: Sequence[Word]) -> Word | None:
    """Return the cue that the words of a quotation belong to, or None."""
    if not words:
        return None
    own = {word.i for word in words}
    known = {cue.i for cue in cues}
    highest = tops(words)
    for top in highest:
        for above in top.ancestors():
            if above.i in known:
                return above
    for top in highest:
        for below in _below(top, own):
            if below.i in known:
                return below
    sentences = {word.sentence for word in words}
    near = [cue for cue in cues if cue.sentence in sentences]
    return min(near, key=lambda cue: min(abs(cue.i - words[0].i), abs(cue.i - words[-1].i)), default=None)


def _below(top: Word, own: set[int]) -> Iterator[Word]:
    """Yield the words outside a quotation that hang on words inside it."""
    for word in top.subtree():
        if word.i not in own:
            yield word
