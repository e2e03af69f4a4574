"""What a process beside the main one does: load the coder, then its duty to what comes through the pipe until it closes."""

import os
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread
from typing import Any

from demarche.ledger.errors import LedgerError
from demarche.lexicon.tables import LexiconError
from demarche.model.syntax import PipelineError
from demarche.runs.duty import Duty
from demarche.runs.errors import PoolError
from demarche.runs.settings import Introduction, Settings

EXPECTED = (LedgerError, LexiconError, PipelineError, PoolError, OSError)


def work(pipe: "Connection[Any, Any]", settings: Settings, duty: Duty[Any, Any]) -> None:
    """Introduce the loaded coder, then answer each task with its result, or with an error that would fail them all.

    An interrupt from the keyboard reaches all processes; the main one answers it, by closing the pipe. The pipe also
    closes when the main process is killed, so that none is left behind.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        try:
            _serve(pipe, settings, duty)
        except EXPECTED as error:
            if isinstance(error, BrokenPipeError | ConnectionResetError):
                raise
            pipe.send(error)


def _serve(pipe: "Connection[Any, Any]", settings: Settings, duty: Duty[Any, Any]) -> None:
    coder = settings.coder()
    introduction = Introduction.of(coder)
    pipe.send(introduction)
    tasks: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_receive, args=(pipe, tasks), daemon=True).start()
    task = tasks.get()  # whoever hands it out has made the ledger by now
    with duty.doing(coder, introduction.run) as done:
        while task is not None:
            pipe.send(done(task))
            task = tasks.get()


def _receive(pipe: "Connection[Any, Any]", tasks: "SimpleQueue[Any]") -> None:
    """Take the tasks as they come, None when the pipe closes.

    Beside the coding, since two processes that each send what is too large for the pipe would wait for each other.
    """
    with suppress(EOFError, OSError):
        while True:
            tasks.put(pipe.recv())
    tasks.put(None)
