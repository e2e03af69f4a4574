"""`statements`: who says what, in annotated reports, sayings inside sayings included.

Tokens are those of `polnear`. A statement is *found* if one is written whose content has a token Jaccard of at least .8
with its content, or which shares a token with its cue; the likest go together, each once. `speakers.found` is the
share of those found whose speaker goes by one of the names of the annotation, `speakers.all` of all: the name written
or the words it stands in, without article and case; nobody, where nobody is named; and not of another country.
`content_f1` asks for a Jaccard of at least .8, by form: recall is of the annotated statements of that form, precision
of the written ones. `form_accuracy` is the share of those found with the form of the annotation.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.common.annotated import AnnotatedBenchmark
from bench.common.annotations import Annotated, GoldStatement
from bench.common.benchmark import Figures, paired
from bench.common.claims import CodedStatement, ReportPrediction
from bench.common.errors import Error, listed
from bench.common.events import Range, Side
from bench.common.measures import confusion, harmonic, share
from bench.common.spans import Tokens, jaccard, matched, tokens_of, touched

_CLOSE = 0.8  # as in `polnear`
_FORMS = ("direct", "mixed", "indirect", "narrated")
_ARTICLE = re.compile(r"^(the|an?) ")


@dataclass(frozen=True, slots=True)
class _Spans:
    """Cue and content of a statement as tokens."""

    cue: Tokens
    content: Tokens

    def likeness(self, other: "_Spans") -> float:
        """Return how like they are; 0 if they cannot be the same."""
        alike = jaccard(self.content, other.content)
        return alike + bool(self.cue & other.cue) if alike >= _CLOSE or self.cue & other.cue else 0.0


@dataclass(frozen=True, slots=True)
class _Compared:
    """A report's statements and those written: which belong together, and which contents."""

    report: Annotated
    written: tuple[CodedStatement, ...]
    found: Mapping[int, int]
    contents: Mapping[int, int]

    def named(self, index: int) -> bool:
        """Tell whether the statement was found with the right speaker."""
        if index not in self.found:
            return False
        speaker = self.written[self.found[index]].speaker
        return _is_one_of(self.report.statements[index], speaker, self.report.text)

    def cause(self, index: int) -> str:
        if index not in self.found:
            return "silent"
        if not self.named(index):
            return "speaker"
        return "right" if index in self.contents else "content"

    def errors(self) -> Iterator[Error]:
        text = self.report.text
        for index, gold in enumerate(self.report.statements):
            if self.cause(index) != "right":
                shown = " | ".join(
                    (", ".join(gold.speakers) or "-", _words(text, gold.cue), _words(text, gold.content))
                )
                answers = [self.written[self.found[index]]] if index in self.found else []
                yield Error(gold.form, self.cause(index), self.report.id, shown, _shown(answers, text))
        for index, statement in enumerate(self.written):
            if index not in self.found.values():
                yield Error("nothing", "in vain", self.report.id, _shown([statement], text)[0], ())


class StatementsBenchmark(AnnotatedBenchmark):
    """Speakers, contents and forms of all statements of a report."""

    name = "statements"
    purpose = "annotated reports: speaker, content and form of statements (default: the repository's own)"
    at_least = ("speakers.*", "content_f1.*", "found", "form_accuracy")

    def score(self, items: Sequence[Annotated], predictions: Sequence[ReportPrediction]) -> Figures:
        """Return the figures."""
        compared = _compared(items, predictions)
        total = sum(len(one.report.statements) for one in compared)
        found = sum(len(one.found) for one in compared)
        right = sum(one.named(index) for one in compared for index in one.found)
        forms = sum(
            one.report.statements[gold].form == one.written[written].form
            for one in compared
            for gold, written in one.found.items()
        )
        return {
            "speakers": {"found": share(right, found), "all": share(right, total)},
            "content_f1": {
                "all": _content(compared, _FORMS),
                **{form: _content(compared, (form,)) for form in _FORMS},
            },
            "found": share(found, total),
            "form_accuracy": share(forms, found),
            "statements": total,
            "written": sum(len(one.written) for one in compared),
            "texts": len(compared),
        }

    def errors(self, items: Sequence[Annotated], predictions: Sequence[ReportPrediction]) -> str:
        """Return what became of the annotated statements by form, and every one missed or written in vain."""
        compared = _compared(items, predictions)
        causes = [
            (gold.form, one.cause(index))
            for one in compared
            for index, gold in enumerate(one.report.statements)
        ]
        wrong = [error for one in compared for error in one.errors()]
        return listed(self.name, [("Form by what became of it", confusion(causes))], wrong)


def _compared(items: Sequence[Annotated], predictions: Sequence[ReportPrediction]) -> list[_Compared]:
    return [_one(item, prediction.statements) for item, prediction in paired(items, predictions)]


def _one(report: Annotated, written: tuple[CodedStatement, ...]) -> _Compared:
    tokens = tokens_of(report.text)
    gold, found = (
        [_Spans(touched(one.cue, tokens), touched(one.content, tokens)) for one in side]
        for side in (report.statements, written)
    )
    likeness = {
        (left, right): one.likeness(other)
        for left, one in enumerate(gold)
        for right, other in enumerate(found)
    }
    contents = {
        (left, right): alike
        for left, one in enumerate(gold)
        for right, other in enumerate(found)
        for alike in (jaccard(one.content, other.content),)
        if alike >= _CLOSE
    }
    together = {pair: value for pair, value in likeness.items() if value}
    return _Compared(report, written, matched(together), matched(contents))


def _content(compared: Sequence[_Compared], forms: Sequence[str]) -> float:
    """Return the F1 of contents of some forms."""
    gold = [
        index in one.contents
        for one in compared
        for index, statement in enumerate(one.report.statements)
        if statement.form in forms
    ]
    written = [
        index in one.contents.values()
        for one in compared
        for index, statement in enumerate(one.written)
        if statement.form in forms
    ]
    return harmonic(share(sum(written), len(written)), share(sum(gold), len(gold)))


def _is_one_of(gold: GoldStatement, speaker: Side | None, text: str) -> bool:
    if speaker is None or not gold.speakers:
        return speaker is None and not gold.speakers
    if gold.country and speaker.country and gold.country != speaker.country:
        return False
    names = {_plain(name) for name in gold.speakers}
    return bool(names & {_plain(speaker.name), _plain(_words(text, speaker.ranges))})


def _plain(name: str) -> str:
    return _ARTICLE.sub("", name.casefold().replace("’", "'"))


def _words(text: str, ranges: Iterable[Range]) -> str:
    return " … ".join(text[start:end] for start, end in ranges)


def _shown(statements: Iterable[CodedStatement], text: str) -> tuple[str, ...]:
    return tuple(
        " | ".join(
            (
                "-" if one.speaker is None else f"{one.speaker.name} ({_words(text, one.speaker.ranges)})",
                _words(text, one.cue),
                _words(text, one.content),
                f"{one.form} {one.rule}",
            )
        )
        for one in statements
    )
