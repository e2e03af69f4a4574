"""The only place where the stages meet: a file or a text in, a coded report out."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from uuid import uuid4

from demarche import __version__
from demarche.coding.coder import Coding, code
from demarche.lexicon.lexicon import Lexicon, load_lexicon
from demarche.lexicon.tables import data_folder
from demarche.model.coded import CodedReport
from demarche.model.reading import Reading
from demarche.model.records import Problem
from demarche.model.run import Run
from demarche.parse.parser import Parser
from demarche.read.files import find, load
from demarche.read.text import read
from demarche.resolve.resolver import resolve

_ENGLISH = "en"
_DIGITS = 16
_DATE_PROBLEMS = frozenset({"date-unknown", "date-ambiguous", "date-invalid"})


@dataclass(frozen=True, slots=True)
class Coder:
    """The lexicon and the parser, loaded once, ready to code reports."""

    lexicon: Lexicon
    parser: Parser

    @classmethod
    def load(cls, *, threads: int = 1) -> "Coder":
        """Return a coder for English; raise `LexiconError` if a data file is not as it should be."""
        return cls(load_lexicon(), Parser(data_folder() / "engine" / "en", threads=threads))

    def code(self, reading: Reading) -> CodedReport:
        """Return the claims of a reading; one that is empty or not English has none, and its problems say why."""
        coding = self.trace(reading)
        return CodedReport(reading.report, coding.claims, reading.problems)

    def trace(self, reading: Reading) -> Coding:
        """Return the claims of a reading with the triggers that were no events, and why."""
        if not reading.report.text or reading.report.language not in {None, _ENGLISH}:
            return Coding((), ())
        syntax = self.parser.parse(reading)
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

    def read_files(self, paths: Sequence[Path]) -> Iterator[Reading | Problem]:
        """Yield a reading for each file among the paths, or the problem of a path that is none."""
        for found in find(paths):
            yield found if isinstance(found, Problem) else load(found, self.lexicon.layout)


def _code_digest() -> str:
    """Return the first 16 digits of the SHA-256 of the package's modules, by name and content."""
    digest = hashlib.sha256()
    root = files("demarche")
    modules = sorted(path for path in Path(str(root)).rglob("*.py"))
    for module in modules:
        digest.update(module.relative_to(str(root)).as_posix().encode() + b"\0" + module.read_bytes())
    return digest.hexdigest()[:_DIGITS]
