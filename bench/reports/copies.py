"""`copies`: reports that have one text, found among texts edited as outlets edit what an agency sends.

Every text of the repository's own reports is copied several times, each time otherwise; who has a text from whom is known.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import yaml

from bench.common.annotations import ANNOTATED
from bench.common.benchmark import BenchError, Benchmark, Data, Figures, Item, Prediction, located
from bench.reports.merge_reports import REPORTS, read_reports

_SEED = 8
_COPIES = 4  # of each text
_DROPPED = 0.04  # share of words that an editor takes out
_SENTENCE = re.compile(r"(?<=[.!?”])\s+")
_SPELLINGS = {
    "said on": "told reporters on",
    "government": "cabinet",
    "killed": "left dead",
    "lorries": "trucks",
    "kilometres": "km",
    "percent": "per cent",
    "defence": "defense",
    "nobody": "no one",
    "several": "some",
    "ministry": "Ministry",
}


@dataclass(frozen=True, slots=True)
class CopyText(Item):
    """A text, and the id of the one that it was made from (its own, if it was not)."""

    text: str
    origin: str


@dataclass(frozen=True, slots=True)
class CopyPrediction(Prediction):
    """The texts of which a text was found to be a copy, or they of it."""

    copies: tuple[str, ...]


Find = Callable[[Sequence[CopyText]], Sequence[CopyPrediction]]


class CopiesBenchmark(Benchmark[CopyText, CopyPrediction]):
    """Copies of one text; without data, of the texts of the repository."""

    name = "copies"
    purpose = "reports that are copies of one text"
    usual = (".",)
    at_least = ("precision", "recall")
    prediction = CopyPrediction

    def __init__(self, load: Callable[[], Find]) -> None:
        self._load = load

    def files(self, data: Data) -> Sequence[Path]:
        """Return the texts of a folder, or of the repository."""
        if data.path is None:
            return [*sorted(ANNOTATED.glob("*.txt")), *sorted(REPORTS.glob("**/*.yaml"))]
        folder = located(self, data)
        found = sorted(folder.glob("**/*.txt")) if folder.is_dir() else [folder]
        if not found:
            raise BenchError(f"no texts in {folder}")
        return found

    def items(self, data: Data) -> Sequence[CopyText]:
        """Return each text and its copies; the edits are drawn by chance, always the same."""
        chance = random.Random(_SEED)  # noqa: S311 - edits, not secrets
        texts = [one for path in self.files(data) for one in _texts(path)]
        return [item for name, text in texts for item in _with_copies(name, text, texts, chance)]

    def predict(self, items: Sequence[CopyText]) -> Iterator[CopyPrediction]:
        """Yield the copies found of each text."""
        yield from self._load()(items)

    def score(self, items: Sequence[CopyText], predictions: Sequence[CopyPrediction]) -> Figures:
        """Return precision and recall over pairs of texts."""
        origins = {item.id: item.origin for item in items}
        wanted = {
            frozenset(pair) for pair in combinations(origins, 2) if origins[pair[0]] == origins[pair[1]]
        }
        found = {frozenset({one.id, other}) for one in predictions for other in one.copies}
        right = len(wanted & found)
        return {
            "precision": right / len(found) if found else 0.0,
            "recall": right / len(wanted) if wanted else 0.0,
            "pairs": len(wanted),
            "texts": len(items),
        }


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    if path.suffix == ".txt":
        yield path.stem, path.read_text(encoding="utf-8")
        return
    try:
        yield from ((report.id, report.text) for report in read_reports(path) if report.text_of == report.id)
    except yaml.YAMLError as error:
        raise BenchError(f"{path.name}: {error}") from error


def _with_copies(
    name: str, text: str, texts: Sequence[tuple[str, str]], chance: random.Random
) -> Iterator[CopyText]:
    yield CopyText(name, text, name)
    for number in range(_COPIES):
        yield CopyText(f"{name}/{number}", _edited(text, chance.choice(texts)[1], chance), name)


def _edited(text: str, other: str, chance: random.Random) -> str:
    """Return a text as another outlet prints it: another headline, house style, words taken out, cut in half or added to."""
    head, _, body = text.partition("\n\n")
    for before, after in chance.sample(sorted(_SPELLINGS.items()), 4):
        body = body.replace(before, after)
    body = " ".join(word for word in body.split(" ") if chance.random() >= _DROPPED)
    sentences = _SENTENCE.split(body)
    match chance.choice(("whole", "cut", "credit", "added")):
        case "cut":
            sentences = sentences[: -(len(sentences) // 2) or None]
        case "credit":
            sentences = [*sentences, "With material from our correspondents."]
        case "added":
            sentences = [*sentences, _SENTENCE.split(other)[-1]]
    words = head.split()
    headline = chance.choice((head, " ".join(["Report:", *words[-2:], *words[:-2]])))
    return f"{headline}\n\n{' '.join(sentences)}"
