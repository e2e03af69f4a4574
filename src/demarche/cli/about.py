"""`schema` and `version`: what is written, and by what."""

import json

import typer

from demarche.cli.messages import messages
from demarche.cli.options import OwnActors, OwnOntology, OwnSenses


def schema() -> None:
    """Print the JSON Schema of the JSON Lines that `code` writes."""
    from demarche.model import codec

    with messages():
        typer.echo(json.dumps(codec.schema(), indent=2))


def version(ontology: OwnOntology = None, lexicon: OwnSenses = None, actors: OwnActors = None) -> None:
    """Print the version of the program and of the parts that decide what it writes.

    With an ontology of your own also what of the package's senses does not suit it.
    """
    from demarche.pipeline import Coder
    from demarche.show.unfitted import unfitted_list

    with messages():
        coder = Coder.load(ontology=ontology, senses=lexicon, actors=actors)
        run = coder.run()
        typer.echo(f"demarche {run.demarche}\ncode {run.code}\nrules {run.rules}")
        typer.echo(f"lexicon {run.lexicon}\nmodel {run.model}")
        for line in unfitted_list(coder.lexicon.senses.unfitted):
            typer.echo(line)
