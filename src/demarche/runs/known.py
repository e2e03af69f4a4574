"""Which reports need not be coded, being kept already by the same versions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from demarche.ledger.store import Ledger
from demarche.model.run import Run
from demarche.runs.settings import Settings


@contextmanager
def known_to(settings: Settings, run: Run) -> Iterator[Callable[[str], bool]]:
    """Give what tells by a report's id whether the ledger of the settings has it from a run like this one.

    Every process asks by a connection of its own, which reads beside the one that writes.
    """
    if settings.ledger is None or settings.anew:
        yield lambda _report: False
        return
    with Ledger.open(settings.ledger) as ledger:
        yield lambda report: ledger.holds(report, run)
