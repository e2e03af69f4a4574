"""The fence: where a report judges in words of its own, which fill no field of a claim.

What stands in quotation marks is somebody else's wording. That of indirect speech may be the speaker's or the author's, and is told
apart. Found by a list of words (`data/cues/en/evaluative.tsv`), so that a reader can see and argue with it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from demarche.lexicon.evaluation import EvaluationKind, EvaluationRules
from demarche.model.parts import Span
from demarche.model.records import Claim, Statement
from demarche.show.labels import Labels
from demarche.show.visible import one_line

_QUOTED = re.compile(r"“[^”\n]*”|«[^»\n]*»|\"[^\"\n]*\"|(?<!\w)[‘'](?!s\b)[^’'\n]*[’'](?!\w)")
_WORD_BEHIND = re.compile(r"\W*?\s+([\w'’-]+)")
_WORD_BEFORE = re.compile(r"([\w'’-]+)\s+\W*$")
_BEGINS = re.compile(r"(?:^|[.!?:]|\n)[\s“”\"‘’»')(*#—–-]*$")
_BEFORE = 40  # characters that are looked at before a word


@dataclass(frozen=True, slots=True)
class Fenced:
    """Words that judge: where they stand, how, and whether they stand in what the report says that somebody said."""

    start: int
    end: int
    kind: EvaluationKind
    is_reported: bool


def fenced(text: str, claims: Iterable[Claim], rules: EvaluationRules) -> list[Fenced]:
    """Return the evaluative wording in the text of a report, in order, but for quotations; the claims say what others say in it."""
    said = [claim for claim in claims if isinstance(claim, Statement)]
    quoted = [
        *(_ends(span) for one in said for span in (one.content if one.form == "direct" else one.quoted)),
        *((found.start(), found.end()) for found in _QUOTED.finditer(text)),
    ]
    reported = [_ends(span) for one in said if one.form != "direct" for span in one.content]
    return [
        Fenced(start, end, kind, _is_inside(start, end, reported))
        for start, end, kind in _found(text, rules)
        if not _is_inside(start, end, quoted)
    ]


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence as it stands on the page: around which words, what they are said to be, its anchor."""

    found: Fenced
    words: str
    told: str
    anchor: str


def fences(found: Iterable[Fenced], text: str, labels: Labels, number: int) -> list[Fence]:
    """Return what is fenced in the `number`th report of a page as it stands there."""
    return [
        Fence(one, one_line(text[one.start : one.end]), _told(one, labels), f"fence-{number}-{place}")
        for place, one in enumerate(found, start=1)
    ]


def _told(one: Fenced, labels: Labels) -> str:
    kind = labels.of("evaluation", one.kind)
    return f"{kind.label}: {kind.gloss}; {labels.text('fence', 'reported' if one.is_reported else 'own')}"


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _is_inside(start: int, end: int, those: Iterable[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in those)


def _found(text: str, rules: EvaluationRules) -> Iterator[tuple[int, int, EvaluationKind]]:
    for found in rules.pattern.finditer(text):
        entry = rules.of_form[" ".join(found[0].lower().split())]
        before = text[max(0, found.start() - _BEFORE) : found.start()]
        if found[0][0].isupper() and not _BEGINS.search(before):
            continue  # part of a name
        last, follows = _WORD_BEFORE.search(before), _WORD_BEHIND.match(text, found.end())
        if last is not None and last[1].lower() in entry.not_after:
            continue
        if follows is not None and follows[1].lower() in entry.not_before:
            continue
        yield found.start(), found.end(), entry.kind
