"""One call of the command line: its settings and its folders."""

import argparse
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from training.engine.config import Settings


class StepError(RuntimeError):
    """A step cannot be done; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Job:
    """The settings, the engine that the package ships, and what was given on the command line."""

    settings: Settings
    shipped: Traversable
    given: argparse.Namespace

    @property
    def data(self) -> Path:
        """The folder of corpora."""
        folder: Path | None = self.given.data
        if folder is None:
            raise StepError("this step reads the corpora: give --data")
        return folder

    @property
    def work(self) -> Path:
        """The folder that everything is written to."""
        folder: Path = self.given.work
        return folder

    @property
    def prepared(self) -> Path:
        """Where prepared data lies."""
        return self.work / "data"

    @property
    def run(self) -> Path:
        """Where a training run keeps its state and its weights."""
        return self.work / "run"

    @property
    def engine(self) -> Path:
        """Where the new engine folder is written."""
        return self.work / "engine"

    @property
    def figures(self) -> Path:
        """Where the new engine's figures on the dev data are kept."""
        return self.work / "figures.json"

    def path(self, option: str, default: Path) -> Path:
        """Return the path given for an option, or else the default."""
        found: Path | None = getattr(self.given, option)
        return default if found is None else found
