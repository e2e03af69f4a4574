"""What every format has: something that takes claims or reports one at a time and writes them."""

from abc import ABC, abstractmethod
from pathlib import Path

from demarche.export.source import Source
from demarche.export.wish import Tally, Wish
from demarche.lexicon.crosswalks import Crosswalks


class Writer(ABC):
    """Writes a source to a file or folder that is given under a temporary name."""

    __slots__ = ("crosswalks", "tally", "wish")

    def __init__(self, wish: Wish, crosswalks: Crosswalks) -> None:
        self.wish = wish
        self.crosswalks = crosswalks
        self.tally = Tally()

    @abstractmethod
    def write(self, source: Source, part: Path) -> None:
        """Write all of the source to the path, and count in `tally` what was written and left out."""
