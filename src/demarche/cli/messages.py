"""What is said on standard error, and the exit status that goes with it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from pathlib import Path

    from demarche.ledger.place import Place
    from demarche.lexicon.senses import Unfitted
    from demarche.model.records import Problem

SOME_FAILED = 1
USAGE = 2
INTERRUPTED = 130


@contextmanager
def messages() -> Iterator[None]:
    """Turn what can go wrong with files, data and wishes into one clear line and the exit status for it."""
    from demarche.analysis.errors import AnalysisError
    from demarche.export.errors import ExportError
    from demarche.ledger.errors import FilterError, LedgerError
    from demarche.lexicon.tables import LexiconError
    from demarche.model.syntax import PipelineError
    from demarche.runs.errors import PoolError

    try:
        yield
    except (
        LedgerError,
        FilterError,
        LexiconError,
        PipelineError,
        PoolError,
        ExportError,
        AnalysisError,
    ) as error:
        say(f"demarche: {error}")
        raise typer.Exit(USAGE) from error
    except OSError as error:
        say(f"demarche: {'' if error.filename is None else f'{error.filename}: '}{error.strerror or error}")
        raise typer.Exit(USAGE) from error
    except KeyboardInterrupt as error:
        say("demarche: interrupted")
        raise typer.Exit(INTERRUPTED) from error


def check_apart(output: "Path | None", ledger: "Place | None") -> None:
    """Refuse, as wrong usage, to write what a ledger holds over the ledger itself."""
    from demarche.ledger.place import File

    if output is not None and isinstance(ledger, File) and output.resolve() == ledger.path.resolve():
        raise typer.BadParameter(f"--output would overwrite the ledger {ledger}")


def tell(problems: "Iterable[Problem]", path: str | None) -> None:
    """Say what could not be read or coded, each with the report's path, if there is one."""
    from demarche.show.visible import one_line

    for problem in problems:
        where = "" if path is None else f"{one_line(path)}: "
        say(f"demarche: {where}{problem.message} ({problem.code})")


def tell_unfitted(unfitted: "Sequence[Unfitted]", senses: int) -> None:
    """Say which senses a user's ontology has no place for, beside so many that it has one for."""
    from demarche.show.unfitted import unfitted_line

    line = unfitted_line(unfitted, senses)
    if line:
        say(f"demarche: {line}")


def say(message: str) -> None:
    """Print a message; what a file's name holds cannot steer the terminal."""
    from demarche.show.visible import visible

    typer.echo("\n".join(map(visible, message.split("\n"))), err=True)
