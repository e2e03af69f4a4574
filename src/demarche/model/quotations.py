"""Quotations: what stands between quotation marks, paragraph by paragraph."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from demarche.model.reading import CODED_ROLES, Reading
from demarche.model.syntax import Syntax

_OPENING = {"“": "”", "„": "“”", "«": "»", '"': '"', "‘": "’", "'": "'"}
_MARK = re.compile(f"[{''.join(_OPENING)}]")
_SINGLE = frozenset({"‘", "'"})
_DOUBLED = "''"  # some wires set double marks as two single ones
# Words. A shorter quotation without a finite verb is a set phrase, a title or a scare quote ("the so-called 'free
# zone'"): of three words and fewer nearly none of those read was somebody's sentence, of four and more nearly all were.
_FEW = 4


@dataclass(frozen=True, slots=True)
class Quotation:
    """Offsets into the report's text: `start` and `end` with the marks, `inner_start` and `inner_end` without.

    An open one lacks its closing mark: it goes on in the next paragraph, or its author forgot. `is_speech` is false for
    what is too short to be anybody's sentence: a scare quote, a title. `fills_sentences` tells that no words stand
    around it in its sentences.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    block: int
    is_open: bool
    opens_sentence: bool = False
    is_speech: bool = True
    fills_sentences: bool = False

    def holds(self, offset: int) -> bool:
        """Tell whether the offset lies within the marks."""
        return self.inner_start <= offset < self.inner_end


def find_quotations(reading: Reading, syntax: Syntax) -> tuple[Quotation, ...]:
    """Return the outermost quotations in text order."""
    text = reading.report.text
    offsets = [word.start for word in syntax.words]
    starts = {syntax.words[sentence.start].start for sentence in syntax.sentences}
    found: list[Quotation] = []
    for index, block in enumerate(reading.blocks):
        if block.role not in CODED_ROLES:
            continue
        for quotation in _in_block(text, block.start, block.end, index):
            words = [word for word in syntax.words[inside(quotation, offsets)] if word.upos != "PUNCT"]
            opens = not starts.isdisjoint({quotation.start, quotation.inner_start})
            found.append(
                replace(
                    quotation,
                    opens_sentence=opens,
                    is_speech=len(words) >= _FEW or any("VerbForm=Fin" in word.feats for word in words),
                    fills_sentences=opens and not text[quotation.end : block.end].lstrip()[:1].islower(),
                )
            )
    return tuple(found)


def inside(quotation: Quotation, offsets: Sequence[int]) -> slice:
    """Return which of the words that begin at the offsets begin within the marks."""
    return slice(bisect_left(offsets, quotation.inner_start), bisect_left(offsets, quotation.inner_end))


def _in_block(text: str, start: int, end: int, block: int) -> list[Quotation]:
    found: list[Quotation] = []
    at = start
    while (mark := _MARK.search(text, at, end)) is not None:
        at = mark.start()
        quotation = _doubled(text, at, end, block) or _marked(text, at, start, end, block)
        if quotation is not None:
            found.append(quotation)
            at = quotation.end
        else:
            at += 1
    return found


def _doubled(text: str, at: int, end: int, block: int) -> Quotation | None:
    """Return the quotation between two doubled single marks that opens here, or None."""
    width = len(_DOUBLED)
    close = text.find(_DOUBLED, at + width, end) if text.startswith(_DOUBLED, at, end) else -1
    if close <= at + width or text[at + width].isspace():
        return None
    return Quotation(at, close + width, at + width, close, block, is_open=False)


def _marked(text: str, at: int, start: int, end: int, block: int) -> Quotation | None:
    """Return the quotation that opens here, or None."""
    if text[at] not in _OPENING or not _opens(text, at, start):
        return None
    close = _closing(text, at, end)
    if close is None and (text[at] in _SINGLE or not _goes_on(text, at, start)):
        return None
    inner_end = end if close is None else close
    if inner_end <= at + 1:
        return None
    return Quotation(at, min(inner_end + 1, end), at + 1, inner_end, block, is_open=close is None)


def _opens(text: str, at: int, start: int) -> bool:
    """Tell whether a mark can open: not inside or right after a word, and a word follows."""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not before.isalnum() and not after.isspace() and before not in ".,;!?%"


def _closing(text: str, at: int, end: int) -> int | None:
    """Return where the quotation opened at `at` closes, or None if it does not within the paragraph."""
    marks = _OPENING[text[at]]
    nested = 0
    for position in range(at + 1, end):
        char = text[position]
        if char == text[at] and char not in marks:
            nested += 1
        elif char in marks and _closes(text, position, end, single=text[at] in _SINGLE):
            if nested == 0:
                return position
            nested -= 1
    return None


def _closes(text: str, at: int, end: int, *, single: bool) -> bool:
    """Tell whether a mark can close; an apostrophe inside a word, or of a plural possessive, cannot."""
    before = text[at - 1]
    after = text[at + 1] if at + 1 < end else " "
    if before.isspace():
        return False
    if single:
        return not after.isalnum() and not (
            before == "s" and after == " " and at + 2 < end and text[at + 2].islower()
        )
    return True


def _goes_on(text: str, at: int, start: int) -> bool:
    """Tell whether an unclosed mark may open a quotation over several paragraphs: it begins the paragraph or a clause."""
    return at == start or text[:at].rstrip()[-1:] in {".", ",", ":", "?", "!"}
