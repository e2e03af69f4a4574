"""The time of day that opens the entries of a live report: "10:42 -- The army says …"."""

from collections.abc import Sequence

from demarche.lexicon.layout import Layout
from demarche.read.layout.pieces import Opening, Passage

_SEVERAL = 2  # one alone may be part of its sentence


def find(passages: Sequence[Passage], layout: Layout) -> dict[int, Opening]:
    """Return the times that open paragraphs, by the number of the passage; none if it is only one."""
    found: dict[int, Opening] = {}
    for at, passage in enumerate(passages):
        stamp = layout.patterns.stamp.match(passage.text) if passage.role == "paragraph" else None
        if stamp is not None:
            found[at] = Opening("date", len(stamp[0].rstrip()), stamp.end())
    return found if len(found) >= _SEVERAL else {}
