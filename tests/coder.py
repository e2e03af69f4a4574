"""The coder for tests, loaded once a process."""

from functools import cache

from demarche.pipeline import Coder


@cache
def coder() -> Coder:
    """Return the coder of the package."""
    return Coder.load()
