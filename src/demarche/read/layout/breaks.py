"""Breaks in mid-sentence, where a page ended: which they are, and how they are mended."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from demarche.lexicon.layout import Layout
from demarche.read.layout import joins
from demarche.read.layout.clean import SOFT_HYPHEN
from demarche.read.layout.names import is_title_case
from demarche.read.layout.pieces import Edit, Passage, edited


@dataclass(frozen=True, slots=True)
class Habits:
    """How the paragraphs of a report end: how many there are, and how many of them in a full stop."""

    paragraphs: int
    stopped: int


def habits(passages: Sequence[Passage], layout: Layout) -> Habits:
    """Return how the paragraphs of the report end."""
    least = layout.limits.fragment_words
    ends = [
        joins.is_ended(passage.text, layout)
        for passage in passages
        if passage.kind == "text"
        and passage.role == "paragraph"
        and joins.count_words(passage.text, least) > least
    ]
    return Habits(len(ends), sum(ends))


def mend(text: str, passages: Sequence[Passage], known: frozenset[str], layout: Layout) -> list[Passage]:
    """Return the passages of the cleaned text with those put together that a page break tore apart."""
    report = habits(passages, layout)
    groups: list[list[Passage]] = []
    for passage in passages:
        if groups and goes_on(groups[-1], passage, report, layout):
            groups[-1].append(passage)
        else:
            groups.append([passage])
    return [_joined(text, group, known, layout) for group in groups]


def goes_on(before: Sequence[Passage], after: Passage, report: Habits, layout: Layout) -> bool:
    """Whether a passage goes on with a sentence that those before it (already one) have begun."""
    last = before[-1]
    if not (_is_running(last) and _is_running(after)) or joins.is_ended(last.text, layout):
        return False
    is_long = _has_words(before, layout.limits.fragment_words)
    unfinished = joins.is_unfinished(last.text, layout)
    first = joins.first_word(after.text)
    if first[:1].islower():
        return is_long or unfinished or _is_fragment(before, first, layout)
    opens = first.lower() in layout.words.openers
    if unfinished:
        return is_long or not (opens or last.text.endswith(","))
    return is_long and not opens and _is_exception(before, after, report, layout)


def _is_fragment(before: Sequence[Passage], following: str, layout: Layout) -> bool:
    """Whether few words are the beginning of a sentence and no heading, given the small letter that comes after."""
    is_heading = (
        is_title_case(before[0].text, layout) or following.partition("-")[0] in layout.words.particles
    )
    return not is_heading and _has_words(before, layout.limits.heading_least)


def _has_words(passages: Sequence[Passage], least: int) -> bool:
    """Whether there are more words than `least`."""
    return (
        len(passages) > least or sum(joins.count_words(passage.text, least) for passage in passages) > least
    )


def _is_exception(before: Sequence[Passage], after: Passage, report: Habits, layout: Layout) -> bool:
    """Whether a passage that just stops was torn apart: by a page, in a name, or in a report that else ends its sentences."""
    if before[-1].text[-1] in "-\u2010" or after.page_before:
        return True
    limits = layout.limits
    if not _has_words(before, limits.sentence_words) and not any("," in passage.text for passage in before):
        return False
    if len(before) == 1 and is_title_case(before[0].text, layout):
        return False
    others = report.paragraphs - 1
    return others > 0 and report.stopped >= limits.careful_share * others and _is_sentence_end(after, layout)


def _is_sentence_end(after: Passage, layout: Layout) -> bool:
    """Whether the passage that goes on is not a heading: it comes to a full stop, or is torn itself."""
    least = layout.limits.heading_words
    return joins.is_ended(after.text, layout) or joins.count_words(after.text, least) > least


def _is_running(passage: Passage) -> bool:
    return passage.kind == "text" and passage.role == "paragraph"


def _joined(text: str, group: Sequence[Passage], known: frozenset[str], layout: Layout) -> Passage:
    if len(group) == 1:
        return group[0]
    edits = list(group[0].edits)
    for before, after in pairwise(group):
        edits += _join(text, before, after, known, layout), *after.edits
    start, end = group[0].start, group[-1].end
    return replace(group[0], end=end, text=edited(text, start, end, edits), edits=tuple(edits))


def _join(text: str, before: Passage, after: Passage, known: frozenset[str], layout: Layout) -> Edit:
    if text[before.end : before.end + 1] == SOFT_HYPHEN:
        gap = "" if text[after.start].islower() else " "
        return Edit(before.end, after.start, gap, sourced=False, mended=True)
    edit = joins.join(text, before.end, after.start, known, layout.words)
    return replace(edit, sourced=False, mended=True)
