"""The only place where the stages meet: a file or a text in, a coded report out."""

import hashlib
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from uuid import uuid4

from demarche import __version__
from demarche.coding.coder import Coding, code
from demarche.coding.pair import PairCode, classify
from demarche.coding.pair_features import Pair, Range
from demarche.ledger.query import coded as coded_report
from demarche.ledger.store import Ledger
from demarche.lexicon.lexicon import Lexicon, Own, load_lexicon
from demarche.lexicon.tables import data_folder
from demarche.model.coded import CodedReport
from demarche.model.reading import Reading
from demarche.model.records import Event, Problem, Report
from demarche.model.run import Run
from demarche.model.syntax import PipelineError, Syntax
from demarche.model.values import STAGES, Stage
from demarche.model.verify import verify
from demarche.parse.load import ACCURATE, load_parser
from demarche.parse.parser import Parser
from demarche.read.files import find, load
from demarche.read.problems import printable
from demarche.read.text import read
from demarche.resolve.resolver import resolve

__all__ = [
    "ACCURATE",
    "Batch",
    "Coder",
    "example_reports",
    "find",
    "is_codable",
    "is_coded",
]

_ENGLISH = "en"
_DIGITS = 16
_FAULT = "fault"
_LONGEST = 200  # characters of an unforeseen error's message
_DATE_PROBLEMS = frozenset({"date-unknown", "date-ambiguous", "date-invalid"})


@dataclass(frozen=True, slots=True)
class Coder:
    """The lexicon and the parser, loaded once, ready to code reports."""

    lexicon: Lexicon
    parser: Parser

    @classmethod
    def load(
        cls,
        *,
        pipeline: str = ACCURATE,
        threads: int = 1,
        ontology: Path | None = None,
        senses: Path | None = None,
        actors: Path | None = None,
    ) -> "Coder":
        """Return a coder for English that parses with the package's engine, whole or fast, or another spaCy pipeline.

        The engine reads the paragraphs of a report on so many threads; what it finds does not depend on their number.
        An ontology (a folder), senses and roles (a folder) and actors (a table) of a user's own may be brought. Raise
        `LexiconError` if a data file is not as it should be, `PipelineError` if there is no such pipeline.
        """
        return cls(load_lexicon(Own(ontology, senses, actors)), load_parser(pipeline, threads=threads))

    def code(self, reading: Reading) -> CodedReport:
        """Return the claims of a reading; one that is empty or not English has none, and its problems say why."""
        coding = self.trace(reading)
        return verify(CodedReport(reading.report, coding.claims, reading.problems))

    def trace(self, reading: Reading) -> Coding:
        """Return the claims of a reading with the triggers that were no events, and why."""
        if not is_codable(reading.report):
            return Coding((), ())
        return self._coding(reading, self.parser.parse(reading))

    def classify_pair(
        self, text: str, source: Range | None, target: Range | None, *, published: str | None = None
    ) -> PairCode | None:
        """Return the event type of what the source does to the target; None for a text that cannot be coded.

        Both are code points of `text`, end exclusive; None stands for one that the text does not name. The type is one
        of the ontology's whatever the text says: whether anything happened is not asked. None also where the scorer
        learnt none of the types of a user's ontology.
        """
        weights = self.lexicon.pairs
        pair = self.pair(self.read_text(text, published=published), source, target)
        if pair is None or not weights.roots:
            return None
        return classify(pair, self.lexicon.ontology.types, weights)

    def pair(self, reading: Reading, source: Range | None, target: Range | None) -> Pair | None:
        """Return two participants of a reading, given as code points of its input, as `classify_pair` sees them."""
        if not is_codable(reading.report):
            return None
        syntax = self.parser.parse(reading)
        events = (one.claim for one in self._coding(reading, syntax).claims)
        start, end = (None if place is None else reading.place(*place) for place in (source, target))
        return Pair(start, end, tuple(event for event in events if isinstance(event, Event)), syntax)

    def _coding(self, reading: Reading, syntax: Syntax) -> Coding:
        return code(reading, syntax, resolve(reading, syntax, self.lexicon), self.lexicon)

    def code_text(self, text: str, *, published: str | None = None) -> CodedReport:
        """Return the claims of a text without a file; `published` is the day it appeared, ISO."""
        return self.code(self.read_text(text, published=published))

    def read_text(self, text: str, *, published: str | None = None) -> Reading:
        """Return a text as it is read, with its day of publication."""
        reading = read(text.encode("utf-8", errors="replace"), path="text", layout=self.lexicon.layout)
        if published is None:
            return reading
        report = replace(reading.report, published=published)
        problems = tuple(problem for problem in reading.problems if problem.code not in _DATE_PROBLEMS)
        return replace(reading, report=report, problems=problems)

    def run(self) -> Run:
        """Return the record of a run that begins now: the versions of all that decides what is written."""
        started = datetime.now(UTC).isoformat(timespec="seconds")
        return Run(
            id=uuid4().hex,
            started=started,
            demarche=__version__,
            code=_code_digest(),
            rules=self.lexicon.rules,
            lexicon=self.lexicon.digest,
            model=self.parser.digest,
        )

    def load_reading(self, path: Path) -> Reading:
        """Return what a file says; one that cannot be read gives a reading without text, and the reason."""
        return load(path, self.lexicon.layout)


class Batch:
    """Codes files one after the other and keeps the claims in a ledger, if there is one.

    `added` counts the claims that were new to the ledger, `known` the reports it had from the same versions.
    """

    def __init__(self, coder: Coder, ledger: Ledger | None) -> None:
        self._coder = coder
        self._ledger = ledger
        self._run = coder.run()
        self.added = 0
        self.known = 0

    def code(self, found: Path | Problem) -> CodedReport | Problem:
        """Return the coded report of a file; a problem of finding the file is handed back.

        A fault of the program costs no other report anything: it becomes a problem of this one, which then has no
        claims. Such a report is not kept in the ledger, so that the next run tries it again. A pipeline that cannot
        stand in the engine's place would fail all reports: raise `PipelineError`.
        """
        if isinstance(found, Problem):
            return found
        try:
            reading = self._coder.load_reading(found)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other reports are still to be coded
            return replace(
                problem := _fault(error, None), message=f"{printable(str(found))}: {problem.message}"
            )
        if self._ledger is not None and self._ledger.holds(reading.report.id, self._run):
            self.known += 1
            # The same bytes may have been read from another path before.
            return replace(coded_report(self._ledger, reading.report.id), report=reading.report)
        try:
            coded = self._coder.code(reading)
        except PipelineError:
            raise
        except Exception as error:  # noqa: BLE001 - as above
            problems = (*reading.problems, _fault(error, reading.report.id))
            return CodedReport(reading.report, (), problems)
        if self._ledger is not None:
            self.added += self._ledger.append(self._run, coded).claims_added
        return coded


@contextmanager
def example_reports() -> Iterator[Path]:
    """Give the folder of the example reports that come with the package."""
    with as_file(data_folder() / "examples") as folder:
        yield folder


def is_codable(report: Report) -> bool:
    """Tell whether a report has a text that can be coded: some, and in English or too short to tell."""
    return bool(report.text) and report.language in {None, _ENGLISH}


def is_coded(coded: CodedReport) -> bool:
    """Tell whether a report was coded: its text could be, and no fault of the program kept it from being so."""
    return is_codable(coded.report) and all(problem.code != _FAULT for problem in coded.problems)


def _fault(error: Exception, report: str | None) -> Problem:
    """Return the problem that an unforeseen error is, with the place in the program where it came up."""
    root = Path(str(files("demarche")))
    called = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    path, line = next(
        (call for call in reversed(called) if root in call[0].parents), (root / "pipeline.py", 0)
    )
    place = path.relative_to(root)
    what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    message = (
        f"a fault of the program, please report it: {printable(what[:_LONGEST])} ({place.as_posix()}:{line})"
    )
    stage: Stage = next((stage for stage in STAGES if stage == place.parts[0]), "coding")
    return Problem(report=report, stage=stage, code=_FAULT, message=message)


def _code_digest() -> str:
    """Return the first 16 digits of the SHA-256 of the package's modules, by name and content."""
    digest = hashlib.sha256()
    root = files("demarche")
    modules = sorted(path for path in Path(str(root)).rglob("*.py"))
    for module in modules:
        digest.update(module.relative_to(str(root)).as_posix().encode() + b"\0" + module.read_bytes())
    return digest.hexdigest()[:_DIGITS]
