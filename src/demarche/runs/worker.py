"""What a process beside the main one does: load the coder, then code what comes through the pipe until it closes."""

import os
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread

from demarche.ledger.errors import LedgerError
from demarche.lexicon.tables import LexiconError
from demarche.model.syntax import PipelineError
from demarche.runs.attempt import Input, Outcome, attempt
from demarche.runs.known import known_to
from demarche.runs.settings import Introduction, Settings

Reply = Introduction | Outcome | Exception
EXPECTED = (LedgerError, LexiconError, PipelineError, OSError)


def work(pipe: "Connection[Reply, Input]", settings: Settings) -> None:
    """Introduce the loaded coder, then answer each input with its outcome, or with an error that would fail them all.

    An interrupt from the keyboard reaches all processes; the main one answers it, by closing the pipe. The pipe also
    closes when the main process is killed, so that none is left behind.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            _serve(pipe, settings)
        except EXPECTED as error:
            if isinstance(error, BrokenPipeError | ConnectionResetError):
                raise
            pipe.send(error)


def _serve(pipe: "Connection[Reply, Input]", settings: Settings) -> None:
    coder = settings.coder()
    introduction = Introduction.of(coder)
    pipe.send(introduction)
    inputs: SimpleQueue[Input | None] = SimpleQueue()
    Thread(target=_receive, args=(pipe, inputs), daemon=True).start()
    found = inputs.get()  # whoever hands it out has made the ledger by now
    with known_to(settings, introduction.run) as is_known:
        while found is not None:
            pipe.send(attempt(coder, found, is_known))
            found = inputs.get()


def _receive(pipe: "Connection[Reply, Input]", inputs: "SimpleQueue[Input | None]") -> None:
    """Take the inputs as they come, None when the pipe closes.

    Beside the coding, since two processes that each send what is too large for the pipe would wait for each other.
    """
    with suppress(EOFError, OSError):
        while True:
            inputs.put(pipe.recv())
    inputs.put(None)
