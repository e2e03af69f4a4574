"""Coders for tests of the processes: they find nothing, or end their process as a report tells them to."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from demarche.lexicon.layout import load_layout
from demarche.lexicon.lexicon import Lexicon
from demarche.model.coded import CodedReport
from demarche.model.reading import Reading
from demarche.model.run import Run
from demarche.model.syntax import PipelineError
from demarche.read.inputs import Input
from demarche.read.load import load
from demarche.runs.settings import Settings

if TYPE_CHECKING:
    from demarche.pipeline import Coder


class _Senses:
    unfitted = ()
    by_id = ()


class _Lexicon:
    senses = _Senses()


class Simple:
    """Reads as the real coder does, and codes by what the text tells it to do."""

    def __init__(self) -> None:
        self.lexicon = cast("Lexicon", _Lexicon())
        self._layout = load_layout()

    def run(self) -> Run:
        return Run(
            id=os.urandom(16).hex(),
            started="2025-03-01T10:00:00+00:00",
            demarche="0",
            code="c",
            rules="r",
            lexicon="l",
            model="m",
        )

    def load_reading(self, wanted: Path | Input) -> Reading:
        return load(wanted, self._layout).reading

    def code(self, reading: Reading) -> CodedReport:
        text = reading.report.text
        if "flood" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "drought" in text:
            raise PipelineError("the pipeline has no water")
        if "frost" in text:
            raise ValueError("too cold")
        time.sleep(0.002)
        return CodedReport(reading.report, (), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class SimpleSettings(Settings):
    """Settings of the simple coder."""

    pipeline: str = "none"

    def coder(self) -> "Coder":
        return cast("Coder", Simple())


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingSettings(Settings):
    """Settings of a coder that cannot be loaded: the process ends."""

    pipeline: str = "none"

    def coder(self) -> "Coder":
        os._exit(7)


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusingSettings(Settings):
    """Settings of a coder that says why it cannot be loaded."""

    pipeline: str = "none"

    def coder(self) -> "Coder":
        raise PipelineError("no such pipeline")
