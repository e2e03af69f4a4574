"""What a process has to know to code as the others do, and what it tells of the coder that it has loaded."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from demarche.ledger.place import Place
from demarche.lexicon.senses import Unfitted
from demarche.model.run import Run

if TYPE_CHECKING:
    from demarche.pipeline import Coder


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a coder is loaded with, as for `Coder.load`, and the ledger that is asked what is coded already.

    Without a ledger, or where all is to be coded `anew`, nothing is known already.
    """

    pipeline: str
    threads: int = 1
    ontology: Path | None = None
    senses: Path | None = None
    actors: Path | None = None
    ledger: Path | Place | None = None
    anew: bool = False

    def coder(self) -> "Coder":
        """Return the coder, loaded; raise `LexiconError` or `PipelineError` as `Coder.load` does."""
        from demarche.pipeline import Coder  # noqa: PLC0415 - who hands out work to others needs no model

        return Coder.load(
            pipeline=self.pipeline,
            threads=self.threads,
            ontology=self.ontology,
            senses=self.senses,
            actors=self.actors,
        )


@dataclass(frozen=True, slots=True)
class Introduction:
    """A run that begins now by a coder just loaded, and what of the package's senses does not suit the ontology."""

    run: Run
    unfitted: tuple[Unfitted, ...]
    senses: int

    @classmethod
    def of(cls, coder: "Coder") -> "Introduction":
        """Return how a coder introduces itself."""
        senses = coder.lexicon.senses
        return cls(coder.run(), senses.unfitted, len(senses.by_id))
