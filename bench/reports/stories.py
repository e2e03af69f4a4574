"""Short stories over several reports: commitments, what tells what became of them, and what does not; `docs/commitments.md` has the format."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec
import yaml

from bench.common.benchmark import BenchError, Item
from demarche.lexicon.histories import EvidenceKind
from demarche.model.values import CommitmentState

STORIES = Path(__file__).parents[2] / "tests" / "histories" / "stories"
HELD = "held"  # the folder, and part, of stories that nothing is tuned on


class StoryReport(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A report of a story."""

    id: str
    outlet: str
    published: date
    text: str


class StoryCommitment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A commitment: the words that tell it, by report; report, words and kind of what is evidence; its state in the end."""

    name: str
    told: dict[str, tuple[str, ...]]
    evidence: tuple[tuple[str, str, EvidenceKind], ...]
    state: CommitmentState
    as_of: date | None = None


class _Story(msgspec.Struct, forbid_unknown_fields=True):
    id: str
    reports: tuple[StoryReport, ...]
    commitments: tuple[StoryCommitment, ...]
    distractors: tuple[tuple[str, str, str], ...]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    stories: list[_Story]


@dataclass(frozen=True, slots=True)
class Story(Item):
    """A story; distractors are report, words, and why they are no evidence."""

    part: str
    reports: tuple[StoryReport, ...]
    commitments: tuple[StoryCommitment, ...]
    distractors: tuple[tuple[str, str, str], ...]

    def day(self, commitment: StoryCommitment) -> str:
        """Return the day on which the state of a commitment is asked for: by default that of the story's last report."""
        return (commitment.as_of or max(report.published for report in self.reports)).isoformat()


def read_stories(path: Path) -> Iterator[Story]:
    """Yield the stories of a file; raise `BenchError` if it is not of the format."""
    part = HELD if path.parent.name == HELD else "open"
    try:
        file = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), type=_File)
    except (msgspec.ValidationError, yaml.YAMLError) as error:
        raise BenchError(f"{path.name}: {error}") from error
    for one in file.stories:
        texts = {report.id: report.text for report in one.reports}
        _check(one, texts, path)
        yield Story(one.id, part, one.reports, one.commitments, one.distractors)


def _check(story: _Story, texts: Mapping[str, str], path: Path) -> None:
    told = [
        (report, words)
        for one in story.commitments
        for report, several in one.told.items()
        for words in several
    ]
    linked = [(report, words) for one in story.commitments for report, words, _ in one.evidence]
    apart: Sequence[tuple[str, str]] = [(report, words) for report, words, _ in story.distractors]
    for report, words in (*told, *linked, *apart):
        if words not in texts.get(report, ""):
            raise BenchError(f"{path.name}: {story.id} {report} does not say {words!r}")
