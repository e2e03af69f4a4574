"""What each passage of the body is: paragraph, heading or list item."""

from collections.abc import Sequence
from dataclasses import replace

from demarche.lexicon.layout import Layout
from demarche.read.layout import joins
from demarche.read.layout.names import is_title_case
from demarche.read.layout.pieces import Passage


def assign(passages: Sequence[Passage], layout: Layout) -> list[Passage]:
    """Return the passages with the roles of those that are no plain paragraphs."""
    found: list[Passage] = []
    for at, passage in enumerate(passages):
        if passage.role != "paragraph":
            found.append(passage)
        elif passage.kind == "item":
            found.append(replace(passage, role="item"))
        elif passage.kind == "heading" or _is_heading(passages, at, layout):
            found.append(replace(passage, role="heading"))
        else:
            found.append(passage)
    return found


def _is_heading(passages: Sequence[Passage], at: int, layout: Layout) -> bool:
    """Whether a paragraph is short, without a full stop, begins with a capital, and has something under it."""
    limits, text = layout.limits, passages[at].text
    if at + 1 == len(passages) or len(text) > limits.title_characters:
        return False
    is_short = len(text) <= limits.heading_characters
    if not is_short or joins.count_words(text, limits.heading_words) > limits.heading_words:
        return is_title_case(text, layout) and not joins.is_ended(text, layout)
    if joins.is_ended(text, layout) or joins.is_unfinished(text, layout):
        return False
    first = joins.first_word(text)[:1]
    return not first.islower() and passages[at + 1].role == "paragraph"
