"""`histories`: what became of commitments, end to end, from the coder on.

The reports of all stories of a part go into one ledger and are traced, as by `demarche code --ledger`. A link is right if it is of
a commitment of the story, in a sentence annotated for it, and of the kind annotated.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.common.benchmark import BenchError, Benchmark, Data, Figures, Prediction, located, paired
from bench.reports.stories import HELD, STORIES, Story, StoryCommitment, read_stories

Place = tuple[str, int, int]  # report of the story, first and last offset


@dataclass(frozen=True, slots=True)
class PredictedLink:
    """A link: story and report in which its claim stands, the sentence around it, and what it is evidence of."""

    story: str
    place: Place
    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class PredictedEntry:
    """An entry of the docket: where its tellings stand, its links, and its state on the days that the story asks for."""

    told: tuple[Place, ...]
    links: tuple[PredictedLink, ...]
    states: dict[str, str]


@dataclass(frozen=True, slots=True)
class StoryPrediction(Prediction):
    """The entries of the docket whose first telling stands in a report of the story, and its texts as they were read."""

    texts: dict[str, str]
    entries: tuple[PredictedEntry, ...]


Trace = Callable[[Sequence[Story]], Sequence[StoryPrediction]]
_Judged = tuple[str, str, str, PredictedLink]  # verdict, story, what was annotated, link


class HistoriesBenchmark(Benchmark[Story, StoryPrediction]):
    """Evidence and states over stories; without data, over those of the repository."""

    name = "histories"
    purpose = "what became of commitments, over several reports"
    usual = (".",)
    at_least = ("precision", "recall", "state_accuracy", "*.precision", "*.recall", "*.state_accuracy")
    at_most = ("distractors_linked",)
    prediction = StoryPrediction

    def __init__(self, load: Callable[[], Trace]) -> None:
        self._load = load

    def files(self, data: Data) -> Sequence[Path]:
        """Return the files of stories of a folder, or of the repository."""
        folder = STORIES if data.path is None else located(self, data)
        files = sorted(folder.glob("**/*.yaml")) if folder.is_dir() else [folder]
        if not files:
            raise BenchError(f"no stories in {folder}")
        return files

    def items(self, data: Data) -> Sequence[Story]:
        """Return the stories: those of the open part with `--split open`, those nothing is tuned on with `held`."""
        found = [story for path in self.files(data) for story in read_stories(path)]
        return [story for story in found if data.split not in {"open", HELD} or story.part == data.split]

    def predict(self, items: Sequence[Story]) -> Iterator[StoryPrediction]:
        """Yield what was found of each story; each part has a ledger of its own."""
        trace = self._load()
        for part in dict.fromkeys(story.part for story in items):
            yield from trace([story for story in items if story.part == part])

    def score(self, items: Sequence[Story], predictions: Sequence[StoryPrediction]) -> Figures:
        """Return the figures over all stories, and by part."""
        both = paired(items, predictions)
        figures: dict[str, Figures | float | int] = dict(_figures(both))
        for part in dict.fromkeys(story.part for story, _ in both):
            figures[part] = _figures([pair for pair in both if pair[0].part == part])
        return figures

    def errors(self, items: Sequence[Story], predictions: Sequence[StoryPrediction]) -> str:
        """Return, of the open part, the links that are wrong or missing, and the states that are wrong."""
        lines = []
        for story, prediction in paired(items, predictions):
            if story.part == HELD:
                continue
            judged = list(_judged(story, prediction))
            lines += [
                f"{verdict}\t{story.id}\t{link.kind}\t{link.words}"
                for verdict, _, _, link in judged
                if verdict != "right"
            ]
            found = {wanted for verdict, _, wanted, _ in judged if verdict == "right"}
            lines += [f"missed\t{story.id}\t{one}" for one in _wanted(story) if one not in found]
            for one in story.commitments:
                state = _state(story, prediction, one)
                if state != one.state:
                    lines.append(f"state\t{story.id}\t{one.name}\t{state} for {one.state}")
        return "\n".join([*lines, ""])


def _figures(both: Sequence[tuple[Story, StoryPrediction]]) -> dict[str, float | int]:
    judged = [each for story, prediction in both for each in _judged(story, prediction)]
    right = [each for each in judged if each[0] == "right"]
    counted = [each for each in judged if each[0] != "telling"]
    wanted = [(story.id, one) for story, _ in both for one in _wanted(story)]
    found = {(story, one) for _, story, one, _ in right}
    commitments = [(story, prediction, one) for story, prediction in both for one in story.commitments]
    hit = sum(_state(story, prediction, one) == one.state for story, prediction, one in commitments)
    there = sum(bool(_entries(story, prediction, one)) for story, prediction, one in commitments)
    linked = sum(
        _is_linked(story, report, words, both) for story, _ in both for report, words, _ in story.distractors
    )
    return {
        "precision": len(right) / len(counted) if counted else 0.0,
        "recall": len(found) / len(wanted) if wanted else 0.0,
        "state_accuracy": hit / len(commitments) if commitments else 0.0,
        "commitments_found": there / len(commitments) if commitments else 0.0,
        "distractors_linked": linked,
        "links": len(wanted),
        "distractors": sum(len(story.distractors) for story, _ in both),
        "stories": len(both),
    }


def _wanted(story: Story) -> list[str]:
    return [f"{one.name}: {kind}: {words}" for one in story.commitments for _, words, kind in one.evidence]


def _judged(story: Story, prediction: StoryPrediction) -> Iterator[_Judged]:
    """Yield each link with whether it is right; several of one sentence to one commitment are one.

    That a later report's telling of a commitment is linked as restating it is neither right nor wrong unless it is annotated.
    """
    seen = set[tuple[str, str, Place, str]]()
    for entry in prediction.entries:
        commitment = next((one for one in story.commitments if _is_of(story, prediction, entry, one)), None)
        name = "" if commitment is None else commitment.name
        for link in entry.links:
            key = name, link.story, link.place, link.kind
            if key in seen:
                continue
            seen.add(key)
            wanted = None if commitment is None else _annotated(story, prediction, commitment, link)
            if wanted is not None:
                yield "right", story.id, wanted, link
            elif (
                commitment is not None
                and link.kind == "restated"
                and _tells(story, prediction, commitment, link)
            ):
                yield "telling", story.id, "", link
            else:
                yield "wrong", story.id, "", link


def _annotated(
    story: Story, prediction: StoryPrediction, commitment: StoryCommitment, link: PredictedLink
) -> str | None:
    for report, words, kind in commitment.evidence:
        at = prediction.texts[report].find(words)
        if kind == link.kind and link.story == story.id and _covers(link.place, report, at, at + len(words)):
            return f"{commitment.name}: {kind}: {words}"
    return None


def _tells(
    story: Story, prediction: StoryPrediction, commitment: StoryCommitment, link: PredictedLink
) -> bool:
    return link.story == story.id and any(
        _covers(
            link.place, report, prediction.texts[report].find(words), prediction.texts[report].find(words) + 1
        )
        for report, several in commitment.told.items()
        for words in several
    )


def _is_of(
    story: Story, prediction: StoryPrediction, entry: PredictedEntry, commitment: StoryCommitment
) -> bool:
    del story
    for report, several in commitment.told.items():
        for words in several:
            at = prediction.texts[report].find(words)
            if any(_covers(place, report, at, at + len(words)) for place in entry.told):
                return True
    return False


def _entries(story: Story, prediction: StoryPrediction, commitment: StoryCommitment) -> list[PredictedEntry]:
    return [entry for entry in prediction.entries if _is_of(story, prediction, entry, commitment)]


def _state(story: Story, prediction: StoryPrediction, commitment: StoryCommitment) -> str:
    """Return the state of the entry with most links of those that tell a commitment; empty if there is none."""
    entries = _entries(story, prediction, commitment)
    if not entries:
        return ""
    return max(entries, key=lambda entry: len(entry.links)).states[story.day(commitment)]


def _is_linked(story: Story, report: str, words: str, both: Sequence[tuple[Story, StoryPrediction]]) -> bool:
    text = next(prediction for one, prediction in both if one.id == story.id).texts[report]
    at = text.find(words)
    return any(
        link.story == story.id and _covers(link.place, report, at, at + len(words))
        for _, prediction in both
        for entry in prediction.entries
        for link in entry.links
    )


def _covers(place: Place, report: str, start: int, end: int) -> bool:
    name, first, last = place
    return name == report and first < end and start < last
