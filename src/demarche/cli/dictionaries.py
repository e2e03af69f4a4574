"""`import petrarch`: dictionaries of another program as tables for this one."""

from pathlib import Path
from typing import Annotated

import typer

from demarche.cli.messages import messages, say
from demarche.cli.options import OwnOntology


def import_petrarch(
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.", show_default=False)],
    verbs: Annotated[list[Path] | None, typer.Option(help="A dictionary of verbs.")] = None,
    actors: Annotated[list[Path] | None, typer.Option(help="A dictionary of actors.")] = None,
    agents: Annotated[list[Path] | None, typer.Option(help="A dictionary of agents.")] = None,
    ontology: OwnOntology = None,
) -> None:
    """Write dictionaries in PETRARCH's format as tables for `--lexicon` and `--actors`; tell what they cannot say."""
    from demarche.lexicon.petrarch.importer import Dictionaries, import_petrarch

    with messages():
        given = Dictionaries(tuple(verbs or ()), tuple(actors or ()), tuple(agents or ()))
        imported = import_petrarch(given, output, ontology)
        for path, rows in imported.written:
            typer.echo(f"{rows}\t{path}")
        for reason, number in imported.reasons():
            say(f"left out {number}: {reason}")
        if imported.is_empty:
            say("nothing of the dictionaries has a place here; the tables are empty")
            raise typer.Exit(1)
