"""The ledger and its index as the page has them: opened for each request, the index kept up to date beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread

from demarche.index.errors import PageIndexError
from demarche.index.file import Index
from demarche.index.update import is_current, update
from demarche.ledger.errors import LedgerError
from demarche.ledger.place import Place, place_of
from demarche.ledger.store import Ledger

_PATIENCE_S = 0.15  # that a request waits for what was just added to the ledger to be indexed
_OWN_PATIENCE_S = 5.0  # that a change waits, so that whoever made it sees it in the next list


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the index is: reports added of those that it lacked, or what keeps it from going on."""

    done: int = 0
    total: int = 0
    trouble: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is lacking."""
        return self.done == self.total and not self.trouble


@dataclass(frozen=True, slots=True)
class Opened:
    """The ledger for reading, its index, and how far the index is."""

    ledger: Ledger
    index: Index
    progress: Progress


class Books:
    """Opens the ledger and its index; a thread of its own brings the index up to date when it is behind."""

    def __init__(self, ledger: str | Path | Place, index: Path) -> None:
        self.place = place_of(ledger)
        self.name = self.place.name
        self.index_path = index
        self._progress = Progress()
        self._changed = Condition()
        self._wanted = 0
        self._done = 0
        self._closing = False
        self._thread: Thread | None = None

    def open(self) -> None:
        """Begin to keep the index up to date; raise `LedgerError` or `PageIndexError` if that cannot be."""
        with self._ledger(), Index.open_to_write(self.index_path):
            pass
        with self._changed:
            if self._thread is None:
                self._closing = False
                self._wanted += 1
                self._thread = Thread(target=self._keep, name="index", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Leave the index as it is, whole or not."""
        with self._changed:
            thread, self._thread = self._thread, None
            self._closing = True
            self._changed.notify_all()
        if thread is not None:
            thread.join()

    @contextmanager
    def reading(self) -> Iterator[Opened]:
        """Give ledger and index for reading; what a coding run adds meanwhile is seen by the next request."""
        with self._ledger() as ledger, Index.open(self.index_path) as index:
            if not is_current(index, ledger):
                self._catch_up(_PATIENCE_S)
            yield Opened(ledger, index, self._progress)

    @contextmanager
    def writing(self) -> Iterator[Ledger]:
        """Give the ledger for a change; afterwards lists have it too, unless the index is far behind."""
        with Ledger.open_to_write(self.place) as ledger:
            yield ledger
        self._catch_up(_OWN_PATIENCE_S if self._progress.is_whole else _PATIENCE_S)

    def wait(self, seconds: float) -> Progress:
        """Wait until the index is whole, for no more than so many seconds; return how far it is."""
        with self._changed:
            self._changed.wait_for(lambda: self._done == self._wanted, seconds)
        return self._progress

    def _ledger(self) -> Ledger:
        return Ledger.open(self.place)

    def _catch_up(self, seconds: float) -> None:
        """Have the index brought up to what the ledger holds by now, and wait for it for so many seconds."""
        with self._changed:
            self._wanted += 1
            mine = self._wanted
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._done >= mine, seconds)

    def _keep(self) -> None:
        """Bring the index up to date whenever that is wanted, until the page is closed."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closing or self._done < self._wanted)
                if self._closing:
                    return
                wanted = self._wanted
            self._bring_on()
            with self._changed:
                self._done = wanted
                self._changed.notify_all()

    def _bring_on(self) -> None:
        try:
            with self._ledger() as ledger, Index.open_to_write(self.index_path) as index:
                while not self._closing and update(index, ledger, self._tell, seconds=1.0):
                    pass
        except (LedgerError, PageIndexError) as error:
            self._progress = Progress(trouble=str(error))
        else:
            self._progress = Progress()

    def _tell(self, done: int, total: int) -> None:
        self._progress = Progress(done, total)
