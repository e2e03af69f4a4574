"""Which pipeline parses: the package's engine, whole or fast, or one that the user names."""

from demarche.lexicon.tables import data_folder
from demarche.parse.foreign import load_pipeline
from demarche.parse.parser import Engine, Parser

ACCURATE = "accurate"
FAST = "fast"


def load_engine(*, fast: bool = False, threads: int = 1) -> Engine:
    """Return the package's English engine; the fast one leaves the upper layers of its encoder out."""
    return Engine(data_folder() / "engine" / "en", fast=fast, threads=threads)


def load_parser(name: str = ACCURATE, *, threads: int = 1) -> Parser:
    """Return the engine for "accurate" or "fast", or the spaCy pipeline of that name; raise `PipelineError` if there is none."""
    if name in {ACCURATE, FAST}:
        return load_engine(fast=name == FAST, threads=threads)
    return load_pipeline(name)
