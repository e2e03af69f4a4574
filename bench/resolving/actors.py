"""`actors`: who held which office on a day, who the participants of reports are, and which words are of the same one.

Three parts, each from data of its own; without data, the second alone, on the repository's annotated reports.

* `office`, from a list of leaders (`bench/resolving/offices.py` says what of it counts): each leader is named in a sentence of a
  report of each day. `office_accuracy` is the share of the days in office on which the whole name is resolved to
  somebody who leads the right country that day, or has the
  list's title there (a prime minister who leads no government); `title_accuracy` the same of title and surname alone ("President
  Torres"); `former_accuracy` the share of those out of office whom the resolver does not have as head and either
  with another office, of that country or abroad, or of that country and without government's sectors.
* `participants`, from annotated reports (`bench/resolving/cast.py`): country and sectors of the actors and recipients of events,
  country of speakers; and where an annotation has `participants`, kind, country, sectors and links of mentions.
* `coreference`, from GUM's treebanks: links between mentions of one person, organisation or place (`bench/resolving/links.py`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.common.annotations import PARTICIPANTS, Annotated, annotation_files, read_annotated
from bench.common.benchmark import BenchError, Benchmark, Data, Figure, Figures, Item, Prediction, paired
from bench.common.claims import CodeReport, ReportPrediction, predicted
from bench.common.errors import Error, listed
from bench.common.measures import share
from bench.common.mentions import FoundMention, Resolve, Somebody
from bench.resolving.cast import Casting, cast_errors, cast_figures
from bench.resolving.chains import Chains, read_chains
from bench.resolving.links import link_errors, link_figures
from bench.resolving.offices import Office, read_offices

_LEADERS = "actors/leaders_factbook_2014_2026.csv"
_TREEBANK = "model/treebanks/gum-free-{split}.conllu.gz"
_GENRE = "news"
_GOVERNMENT = "GOV"
_FORMER = "ELI"


@dataclass(frozen=True, slots=True)
class Answer:
    """Who a leader is on a day by the whole name, and by title and surname; None: nobody."""

    day: str
    whole: Somebody | None
    titled: Somebody | None


@dataclass(frozen=True, slots=True)
class ActorsPrediction(Prediction):
    """The answers on a leader, or the mentions (and claims) of a report."""

    answers: tuple[Answer, ...] = ()
    mentions: tuple[FoundMention, ...] = ()
    report: ReportPrediction | None = None


class ActorsBenchmark(Benchmark[Item, ActorsPrediction]):
    """Offices by day, participants of reports, coreference."""

    name = "actors"
    purpose = (
        "offices by day, participants of annotated reports, coreference (default: the repository's reports)"
    )
    usual = (_LEADERS, _TREEBANK)
    at_least = ("*_accuracy", "participants.*", "participants.mentions.*", "coreference.f1")
    prediction = ActorsPrediction

    def __init__(self, load_resolve: Callable[[], Resolve], load_coder: Callable[[], CodeReport]) -> None:
        self._load_resolve = load_resolve
        self._load_coder = load_coder

    def files(self, data: Data) -> Sequence[Path]:
        """Return the list of leaders, the treebank of the split, the annotated reports: those that there are."""
        if data.path is None:
            return [*annotation_files(self, data), *sorted(PARTICIPANTS.glob("**/*.yaml"))]
        if data.path.is_file():
            return [data.path]
        names = (_LEADERS, _TREEBANK.format(split=data.split)) if data.file is None else (data.file,)
        found = [data.path / name for name in names if (data.path / name).is_file()]
        if found:
            return found
        if data.file is not None or not any(data.path.glob("*.txt")):
            raise BenchError(
                f"{self.name}: none of {', '.join(names)} and no annotated reports in {data.path}"
            )
        return annotation_files(self, Data(data.path, "."))

    def items(self, data: Data) -> Sequence[Item]:
        """Return the leaders, documents and reports of the files; with a folder, and no file named, the repository's reports too."""
        found = [item for path in self.files(data) for item in _items(path)]
        is_whole = data.path is not None and data.path.is_dir() and data.file is None
        if is_whole and not any(isinstance(one, Annotated) for one in found):
            own = self.files(Data())
            found.extend(item for path in own for item in _items(path))
        return found

    def predict(self, items: Sequence[Item]) -> Iterator[ActorsPrediction]:
        """Yield the answers on each leader, and the mentions of each document and report."""
        resolve = self._load_resolve()
        code = self._load_coder() if any(isinstance(item, Annotated) for item in items) else None
        for item in items:
            if isinstance(item, Office):
                yield ActorsPrediction(item.id, tuple(_answers(item, resolve)))
            elif isinstance(item, Chains):
                yield ActorsPrediction(item.id, mentions=next(resolve(item.text, [None])))
            elif isinstance(item, Annotated) and code is not None:
                mentions = next(resolve(item.text, [item.published]))
                report = predicted(item.id, code(item.text, item.published))
                yield ActorsPrediction(item.id, (), mentions, report)

    def score(self, items: Sequence[Item], predictions: Sequence[ActorsPrediction]) -> Figures:
        """Return the figures of the parts that there are."""
        pairs = paired(items, predictions)
        figures: dict[str, Figure] = {}
        offices = [(item, found.answers) for item, found in pairs if isinstance(item, Office)]
        if offices:
            figures.update(_office_figures(offices))
        if cast := _cast(pairs):
            figures["participants"] = cast_figures(cast)
        chains = [(item, found.mentions) for item, found in pairs if isinstance(item, Chains)]
        if chains:
            figures["coreference"] = link_figures(chains)
        return figures

    def errors(self, items: Sequence[Item], predictions: Sequence[ActorsPrediction]) -> str:
        """Return every leader, participant and link that came out wrong."""
        pairs = paired(items, predictions)
        wrong: list[Error] = []
        for item, found in pairs:
            if isinstance(item, Office):
                wrong.extend(_office_errors(item, found.answers))
            elif isinstance(item, Chains):
                wrong.extend(link_errors(item, found.mentions))
        wrong.extend(error for one in _cast(pairs) for error in cast_errors(one))
        return listed(self.name, [], wrong)


def _items(path: Path) -> Iterator[Item]:
    if path.suffix == ".csv":
        yield from read_offices(path)
    elif ".conllu" in path.name:
        yield from read_chains(path, _GENRE)
    elif path.suffix == ".yaml":
        yield from read_annotated(path)


def _cast(pairs: Sequence[tuple[Item, ActorsPrediction]]) -> list[Casting]:
    return [
        Casting(item, found.report, found.mentions)
        for item, found in pairs
        if isinstance(item, Annotated) and found.report is not None
    ]


def _answers(item: Office, resolve: Resolve) -> Iterator[Answer]:
    days = (*item.held, *item.after)
    whole = [_first(mentions) for mentions in resolve(item.whole, days)]
    titled = (
        [_first(mentions) for mentions in resolve(item.titled, days)] if item.titled else [None] * len(days)
    )
    for day, one, other in zip(days, whole, titled, strict=True):
        yield Answer(day, one, other)


def _first(mentions: Sequence[FoundMention]) -> Somebody | None:
    """Return the first person of a sentence."""
    people = (one for mention in mentions for one in mention.participants if one.kind == "person")
    return next(people, None)


def _office_figures(offices: Sequence[tuple[Office, Sequence[Answer]]]) -> dict[str, Figure]:
    held = [(item, one) for item, answers in offices for one in answers if one.day in item.held]
    after = [(item, one) for item, answers in offices for one in answers if one.day in item.after]
    titled = [(item, one) for item, one in held if item.titled]
    return {
        "office_accuracy": share(sum(_leads(item, one.whole) for item, one in held), len(held)),
        "title_accuracy": share(sum(_leads(item, one.titled) for item, one in titled), len(titled)),
        "former_accuracy": share(sum(_is_former(item, one.whole) for item, one in after), len(after)),
        "offices": len(offices),
        "days": len(held),
    }


def _leads(item: Office, one: Somebody | None) -> bool:
    if one is None or one.country != item.country:
        return False
    return f"{item.country} {item.head}" in one.heads or one.role == item.role


def _is_former(item: Office, one: Somebody | None) -> bool:
    if one is None or _leads(item, one):
        return False
    if one.country != item.country:
        return one.role is not None
    return _FORMER in one.sectors or (_GOVERNMENT in one.sectors) == (one.role is not None)


def _office_errors(item: Office, answers: Sequence[Answer]) -> Iterator[Error]:
    held = [one for one in answers if one.day in item.held]
    causes = {
        "office": [one for one in held if not _leads(item, one.whole)],
        "title": [one for one in held if item.titled and not _leads(item, one.titled)],
        "former": [one for one in answers if one.day in item.after and not _is_former(item, one.whole)],
    }
    for cause, wrong in causes.items():
        if wrong:
            found = wrong[0].titled if cause == "title" else wrong[0].whole
            shown = f"{item.role} of {item.country}: {len(wrong)} days, the first {wrong[0].day}"
            yield Error(item.country, cause, item.id, shown, (str(found),))
