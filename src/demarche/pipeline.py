"""The only place where the stages meet: a file or a text in, a coded report out; `runs` codes many."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from uuid import uuid4

from demarche import __version__
from demarche.coding.coder import Coding, code
from demarche.coding.pairs.features import Pair, Range
from demarche.coding.pairs.scorer import PairCode, classify
from demarche.lexicon.lexicon import Lexicon, Own, load_lexicon
from demarche.lexicon.tables import data_folder
from demarche.model.codable import is_codable
from demarche.model.coded import CodedReport
from demarche.model.reading import Reading
from demarche.model.records import Event
from demarche.model.run import Run
from demarche.model.syntax import Syntax
from demarche.model.verify import verify
from demarche.parse.load import ACCURATE, load_parser
from demarche.parse.parser import Parser
from demarche.read.formats.text import read
from demarche.read.inputs import Input
from demarche.read.load import load
from demarche.resolve.resolver import resolve

__all__ = [
    "ACCURATE",
    "Coder",
    "example_reports",
    "is_codable",
]

_DIGITS = 16
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

    def load_reading(self, wanted: Path | Input) -> Reading:
        """Return what a file of one report, or a report out of a container, says.

        One that cannot be read gives a reading without text, and the reason.
        """
        return load(wanted, self.lexicon.layout).reading


@contextmanager
def example_reports() -> Iterator[Path]:
    """Give the folder of the example reports that come with the package."""
    with as_file(data_folder() / "examples") as folder:
        yield folder


def _code_digest() -> str:
    """Return the first 16 digits of the SHA-256 of the package's modules, by name and content."""
    digest = hashlib.sha256()
    root = files("demarche")
    modules = sorted(path for path in Path(str(root)).rglob("*.py"))
    for module in modules:
        digest.update(module.relative_to(str(root)).as_posix().encode() + b"\0" + module.read_bytes())
    return digest.hexdigest()[:_DIGITS]
