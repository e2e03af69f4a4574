"""`serve`: the page of a ledger, in a browser."""

from getpass import getuser
from typing import Annotated

import typer

from demarche.cli.messages import messages, say
from demarche.cli.options import ledger_place
from demarche.ledger.place import Place

LedgerArgument = Annotated[
    Place | None,
    typer.Argument(
        metavar="LEDGER",
        help="The ledger; else that of $DEMARCHE_LEDGER.",
        parser=ledger_place,
        show_default=False,
    ),
]


def serve(
    ledger: LedgerArgument = None,
    environment: Annotated[
        Place | None, typer.Option(envvar="DEMARCHE_LEDGER", parser=ledger_place, hidden=True)
    ] = None,
    host: Annotated[
        str,
        typer.Option(help="Where to listen; others than this machine can reach only what is not loopback."),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port.")] = 8765,
    name: Annotated[
        list[str] | None,
        typer.Option(help="A further name by which the page is reached.", show_default=False),
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Write nothing to the ledger.")] = False,
    who: Annotated[
        str | None, typer.Option(help="Who signs what is written; your user name if not given.")
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Show a ledger as a page: look, filter, search, and follow every number to its sentences."""
    from demarche.index.file import index_file
    from demarche.ledger.beside import beside
    from demarche.ledger.store import Ledger
    from demarche.serve.books import Books
    from demarche.serve.run import check_port, run
    from demarche.serve.settings import Settings

    chosen = ledger or environment
    if chosen is None:
        raise typer.BadParameter("a ledger is needed: demarche serve LEDGER")
    settings = Settings(
        ledger=str(chosen),
        host=host,
        port=port,
        names=tuple(name or ()),
        read_only=read_only,
        who=who or _user(),
    )
    with messages(), index_file(beside(chosen, "")) as index:
        Ledger.open(chosen).close()
        check_port(settings)
        say(f"the page is at {settings.address}?token={settings.token}")
        say("Ctrl-C ends it")
        run(settings, Books(chosen, index), is_shown=browser)


def _user() -> str:
    try:
        return getuser()
    except (KeyError, OSError):  # a user without a name, as in many a container
        return "somebody"
