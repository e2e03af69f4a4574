"""`explain`: why a claim is as it is, and why a word is no event."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.cli.messages import SOME_FAILED, messages, tell, tell_unfitted
from demarche.cli.options import OwnActors, OwnOntology, OwnSenses, Pipeline, ReadFrom

if TYPE_CHECKING:
    from demarche.ledger.place import Place
    from demarche.pipeline import Coder


def explain(
    identifier: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="A claim of the ledger.", show_default=False)
    ] = None,
    ledger: ReadFrom = None,
    rejected: Annotated[
        list[Path] | None,
        typer.Option(
            "--rejected",
            help="Tell instead which words of this report were no events, and why.",
            readable=False,
        ),
    ] = None,
    pipeline: Pipeline = "accurate",
    ontology: OwnOntology = None,
    lexicon: OwnSenses = None,
    actors: OwnActors = None,
) -> None:
    """Tell why a claim is as it is: its rule, the words that matched, and the reason of every field."""
    with messages():
        if rejected:
            from demarche.pipeline import Coder

            coder = Coder.load(pipeline=pipeline, ontology=ontology, senses=lexicon, actors=actors)
            failed = _explain_rejected(coder, rejected)
            raise typer.Exit(SOME_FAILED if failed else 0)
        if identifier is None or ledger is None:
            raise typer.BadParameter("an ID and --ledger, or --rejected and a report, are needed")
        _explain_claim(identifier, ledger)


def _explain_claim(identifier: str, ledger: "Place") -> None:
    from demarche.ledger import query
    from demarche.ledger.said import about, reasons, replacing
    from demarche.ledger.store import Ledger
    from demarche.model.coded import Coded
    from demarche.model.records import Report
    from demarche.show.corrections import said_shown
    from demarche.show.explain import explain as explanation
    from demarche.show.sinks import console

    with Ledger.open(ledger) as opened:
        record = query.find(opened, identifier)
        if isinstance(record, Report):
            raise typer.BadParameter(f"{identifier} is a report; give the id of a claim")
        coded = Coded(record, reasons(opened, record))
        said = said_shown(about(opened, record), replacing(opened, record.id))
        console().print(explanation(coded, query.report_of(opened, record)), *said)


def _explain_rejected(coder: "Coder", paths: Sequence[Path]) -> int:
    """Print why words were no events; return how many inputs could not be read or coded."""
    from demarche.model.codable import is_codable
    from demarche.model.records import Problem
    from demarche.read.files import find
    from demarche.read.inputs import Wanted
    from demarche.runs.opened import opened_all
    from demarche.show.visible import one_line, visible

    senses = coder.lexicon.senses
    tell_unfitted(senses.unfitted, len(senses.by_id))
    failed = 0
    layout = coder.lexicon.layout
    for one in opened_all(list(find(paths, layout)), Wanted(), layout):
        if isinstance(one, Problem):
            tell([one], None)
            failed += 1
            continue
        reading = coder.load_reading(one)
        path = str(one) if isinstance(one, Path) else one.path
        tell(reading.problems, path)
        failed += not is_codable(reading.report)
        for word in coder.trace(reading).telling():
            row = f"{one_line(path)}:{word.word.start}", visible(word.word.text), word.sense, word.reason
            typer.echo("\t".join(row))
    return failed
