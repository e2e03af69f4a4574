"""The command line: arguments, messages and exit statuses; the work is done by `pipeline`, `ledger` and `show`.

Exit status: 0 done; 1 some inputs could not be read or coded, the others were; 2 the command could not be
carried out as asked (wrong usage, no such ledger or id, a full disk); 128 and the number of the signal when stopped
from outside (130 interrupted, 141 nobody reads the output any more). Imports stand in the commands, so that `--help`
is quick.
"""

import json
import os
import signal
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from demarche.ledger.store import Ledger
    from demarche.model.coded import CodedReport
    from demarche.model.records import Claim, Problem
    from demarche.pipeline import Coder
    from demarche.show.sinks import Sink

# OpenBLAS threads spin beside the encoder and cost a core half its speed; set before numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_SOME_FAILED = 1
_USAGE = 2
_INTERRUPTED = 130

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="An auditable ledger of what political actors did, said and bound themselves to, read from news reports.",
)


import_app = typer.Typer(no_args_is_help=True, help="Import dictionaries of other programs.")
app.add_typer(import_app, name="import")


class Format(StrEnum):
    """How coded reports are written."""

    TABLE = "table"
    JSONL = "jsonl"
    HTML = "html"


class ListFormat(StrEnum):
    """How a list from the ledger is written."""

    TABLE = "table"
    JSONL = "jsonl"


class Kind(StrEnum):
    """What `list` lists."""

    EVENTS = "events"
    STATEMENTS = "statements"
    COMMITMENTS = "commitments"


Paths = Annotated[
    list[Path],
    # What may not be read is a problem of that report, not of the others.
    typer.Argument(help="Reports (.txt, .md), or folders of them.", show_default=False, readable=False),
]
LedgerFile = Annotated[
    Path,
    typer.Option("--ledger", "-l", envvar="DEMARCHE_LEDGER", help="The ledger file.", show_default=False),
]
KeptIn = Annotated[
    Path | None,
    typer.Option(
        "--ledger", "-l", envvar="DEMARCHE_LEDGER", help="Keep the claims in this file.", show_default=False
    ),
]
ReadFrom = Annotated[
    Path | None,
    typer.Option(
        "--ledger", "-l", envvar="DEMARCHE_LEDGER", help="The ledger file of the claim.", show_default=False
    ),
]
OutputFile = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write to this file instead.", show_default=False)
]
ClaimId = Annotated[
    str, typer.Argument(metavar="ID", help="An id, or the beginning of one.", show_default=False)
]
Pipeline = Annotated[
    str,
    typer.Option(
        "--pipeline",
        metavar="accurate|fast|NAME",
        help="What parses: the engine, its fast half, or a spaCy pipeline with Universal Dependencies.",
    ),
]
Threads = Annotated[
    int,
    typer.Option("--threads", min=1, help="Cores that may parse a report; the result is the same."),
]
OwnOntology = Annotated[
    Path | None,
    typer.Option("--ontology", metavar="DIR", help="An ontology of your own.", show_default=False),
]
OwnSenses = Annotated[
    Path | None,
    typer.Option(
        "--lexicon", metavar="DIR", help="Senses, classes and roles of your own.", show_default=False
    ),
]
OwnActors = Annotated[
    Path | None,
    typer.Option("--actors", metavar="FILE", help="A table of actors of your own.", show_default=False),
]


@app.command("code")
def code(
    paths: Paths,
    ledger: KeptIn = None,
    form: Annotated[Format, typer.Option("--format", "-f", help="How to write the claims.")] = Format.TABLE,
    output: OutputFile = None,
    pipeline: Pipeline = "accurate",
    threads: Threads = 1,
    ontology: OwnOntology = None,
    lexicon: OwnSenses = None,
    actors: OwnActors = None,
) -> None:
    """Code reports: who did, said and bound themselves to what, with the words that say so.

    The exit status is 1 if some input could not be read or coded; the others are coded all the same.
    """
    from demarche.ledger.store import Ledger
    from demarche.model.records import Problem
    from demarche.pipeline import Batch, Coder, find, is_coded
    from demarche.show.progress import progress

    with _messages():
        found = list(find(paths))
        coder = Coder.load(
            pipeline=pipeline, threads=threads, ontology=ontology, senses=lexicon, actors=actors
        )
        _tell_unfitted(coder)
        kept = None if ledger is None else Ledger.create_or_open(ledger)
        failed = 0
        with _sink(form, output) as sink:
            batch = Batch(coder, kept)
            for item in progress(found):
                coded = batch.code(item)
                if isinstance(coded, Problem):
                    _tell([coded], None)
                    failed += 1
                    continue
                _tell(coded.problems, coded.report.path)
                failed += not is_coded(coded)
                sink.add(coded)
        if kept is not None:
            kept.close()
            _say(f"{batch.added} claims added to {ledger}, {batch.known} reports known already")
    raise typer.Exit(_SOME_FAILED if failed else 0)


@app.command("list")
def list_(
    kind: Annotated[Kind, typer.Argument(help="What to list.")],
    ledger: LedgerFile,
    actor: Annotated[
        str | None, typer.Option(help="Actor, speaker or issuer: id, country code or name.")
    ] = None,
    recipient: Annotated[str | None, typer.Option(help="Recipient or addressee, likewise.")] = None,
    source: Annotated[str | None, typer.Option(help="Somebody in the chain of sources, likewise.")] = None,
    type_: Annotated[str | None, typer.Option("--type", help="Event type, speech act or force.")] = None,
    status: Annotated[str | None, typer.Option(help="Status of events, last state of commitments.")] = None,
    since: Annotated[
        str | None, typer.Option(help="From this day, month or year on (2024-11-18, 2024-11, 2024).")
    ] = None,
    until: Annotated[str | None, typer.Option(help="Up to this day, month or year.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="No more than so many.")] = None,
    form: Annotated[ListFormat, typer.Option("--format", "-f", help="How to write them.")] = ListFormat.TABLE,
) -> None:
    """List what a ledger holds, by date."""
    from demarche.ledger import query
    from demarche.ledger.filters import Filter
    from demarche.ledger.store import Ledger
    from demarche.model.codec import encode
    from demarche.show.sinks import claim_tables, console

    with _messages(), Ledger.open(ledger) as opened:
        chosen = Filter(
            actor=actor,
            recipient=recipient,
            source=source,
            type=type_,
            status=status,
            since=since,
            until=until,
            limit=limit,
        )
        claims: list[Claim]
        if kind is Kind.EVENTS:
            _check_type(type_, opened)
            claims, counts = [*query.events(opened, chosen)], query.count(opened, "event", chosen)
        elif kind is Kind.STATEMENTS:
            claims, counts = [*query.statements(opened, chosen)], query.count(opened, "statement", chosen)
        else:
            claims, counts = [*query.commitments(opened, chosen)], query.count(opened, "commitment", chosen)
        if form is ListFormat.JSONL:
            for claim in claims:
                sys.stdout.buffer.write(encode(claim) + b"\n")
        else:
            reports = {claim.report: query.report_of(opened, claim) for claim in claims}
            console().print(*claim_tables(claims, reports.values()))
        left_out = f", {counts.undated} without a date left out" if counts.undated else ""
        _say(f"{len(claims)} of {counts.matching} {kind.value}{left_out}")


@app.command("show")
def show(identifier: ClaimId, ledger: LedgerFile) -> None:
    """Show one claim or report of a ledger in full."""
    from demarche.ledger import query
    from demarche.ledger.store import Ledger
    from demarche.model.records import Report
    from demarche.show.record import record_panel
    from demarche.show.sinks import console

    with _messages(), Ledger.open(ledger) as opened:
        record = query.find(opened, identifier)
        report = record if isinstance(record, Report) else query.report_of(opened, record)
        console().print(record_panel(record, report))


@app.command("explain")
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
    with _messages():
        if rejected:
            from demarche.pipeline import Coder

            coder = Coder.load(pipeline=pipeline, ontology=ontology, senses=lexicon, actors=actors)
            failed = _explain_rejected(coder, rejected)
            raise typer.Exit(_SOME_FAILED if failed else 0)
        if identifier is None or ledger is None:
            raise typer.BadParameter("an ID and --ledger, or --rejected and a report, are needed")
        _explain_claim(identifier, ledger)


@app.command("demo")
def demo(
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write.")] = Path("demo.html"),
) -> None:
    """Code the example reports that come with the program, print what they hold, and write it as a page."""
    from demarche import __version__
    from demarche.model.records import Problem
    from demarche.pipeline import Batch, Coder, example_reports
    from demarche.show.order import in_text_order
    from demarche.show.sinks import Page, claim_tables, console
    from demarche.show.table import summary

    with _messages(), example_reports() as folder:
        batch = Batch(Coder.load(), None)
        reports: list[CodedReport] = []
        for path in sorted(folder.iterdir()):
            coded = batch.code(path)
            if isinstance(coded, Problem):
                _tell([coded], None)
            else:  # where the package lies says nothing about an example
                reports.append(replace(coded, report=replace(coded.report, path=path.name)))
        page = Page(output, title="demarche: four example reports", generator=f"demarche {__version__}")
        for coded in reports:
            page.add(coded)
        page.finish()
        claims = [claim for coded in reports for claim in in_text_order([one.claim for one in coded.claims])]
        console().print(*claim_tables(claims, [coded.report for coded in reports]), summary(reports))
        typer.echo(f"wrote {output.resolve()}")


@app.command("schema")
def schema() -> None:
    """Print the JSON Schema of the JSON Lines that `code` writes."""
    from demarche.model import codec

    with _messages():
        typer.echo(json.dumps(codec.schema(), indent=2))


@import_app.command("petrarch")
def import_petrarch(
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.", show_default=False)],
    verbs: Annotated[list[Path] | None, typer.Option(help="A dictionary of verbs.")] = None,
    actors: Annotated[list[Path] | None, typer.Option(help="A dictionary of actors.")] = None,
    agents: Annotated[list[Path] | None, typer.Option(help="A dictionary of agents.")] = None,
    ontology: OwnOntology = None,
) -> None:
    """Write dictionaries in PETRARCH's format as tables for `--lexicon` and `--actors`; tell what they cannot say."""
    from demarche.lexicon.petrarch.importer import Dictionaries, import_petrarch

    with _messages():
        given = Dictionaries(tuple(verbs or ()), tuple(actors or ()), tuple(agents or ()))
        imported = import_petrarch(given, output, ontology)
        for path, rows in imported.written:
            typer.echo(f"{rows}\t{path}")
        for reason, number in imported.reasons():
            _say(f"left out {number}: {reason}")


@app.command("version")
def version(ontology: OwnOntology = None, lexicon: OwnSenses = None, actors: OwnActors = None) -> None:
    """Print the version of the program and of the parts that decide what it writes.

    With an ontology of your own also what of the package's senses does not suit it.
    """
    from demarche.pipeline import Coder
    from demarche.show.unfitted import unfitted_list

    with _messages():
        coder = Coder.load(ontology=ontology, senses=lexicon, actors=actors)
        run = coder.run()
        typer.echo(f"demarche {run.demarche}\ncode {run.code}\nrules {run.rules}")
        typer.echo(f"lexicon {run.lexicon}\nmodel {run.model}")
        for line in unfitted_list(coder.lexicon.senses.unfitted):
            typer.echo(line)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        app()
    finally:
        _flush()


def _flush() -> None:
    """Write out what is left for standard output; later, on the way out, a full disk would end in a traceback."""
    try:
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _say(f"demarche: standard output: {error.strerror}")
        sys.exit(_USAGE)


def _explain_claim(identifier: str, ledger: Path) -> None:
    from demarche.ledger import query
    from demarche.ledger.store import Ledger
    from demarche.model.coded import Coded
    from demarche.model.records import Report
    from demarche.show.explain import explain as explanation
    from demarche.show.sinks import console

    with Ledger.open(ledger) as opened:
        record = query.find(opened, identifier)
        if isinstance(record, Report):
            raise typer.BadParameter(f"{identifier} is a report; give the id of a claim")
        coded = Coded(record, query.reasons(opened, record.id))
        console().print(explanation(coded, query.report_of(opened, record)))


def _explain_rejected(coder: "Coder", paths: Sequence[Path]) -> int:
    """Print why words were no events; return how many inputs could not be read or coded."""
    from demarche.model.records import Problem
    from demarche.pipeline import find, is_codable
    from demarche.show.visible import one_line, visible

    _tell_unfitted(coder)
    failed = 0
    for found in find(paths):
        if isinstance(found, Problem):
            _tell([found], None)
            failed += 1
            continue
        reading = coder.load_reading(found)
        _tell(reading.problems, str(found))
        failed += not is_codable(reading.report)
        for one in coder.trace(reading).telling():
            row = f"{one_line(str(found))}:{one.word.start}", visible(one.word.text), one.sense, one.reason
            typer.echo("\t".join(row))
    return failed


def _tell_unfitted(coder: "Coder") -> None:
    """Say which senses a user's ontology has no place for."""
    from demarche.show.unfitted import unfitted_line

    senses = coder.lexicon.senses
    line = unfitted_line(senses.unfitted, len(senses.by_id))
    if line:
        _say(f"demarche: {line}")


def _check_type(wanted: str | None, ledger: "Ledger") -> None:
    """Raise `FilterError` for a type of event that neither the ontology nor the ledger, which may be older, knows."""
    from demarche.ledger import query
    from demarche.ledger.errors import FilterError
    from demarche.ledger.filters import Filter
    from demarche.lexicon.ontology import load_ontology
    from demarche.lexicon.tables import data_folder

    if wanted is None or query.count(ledger, "event", Filter(type=wanted)).matching:
        return
    types = load_ontology(data_folder() / "ontology").types
    if wanted not in types:
        raise FilterError(f"type: {wanted!r} is none of {', '.join(types)}")


@contextmanager
def _messages() -> Iterator[None]:
    """Turn what can go wrong with files, data and wishes into one clear line and the exit status for it."""
    from demarche.ledger.errors import FilterError, LedgerError
    from demarche.lexicon.tables import LexiconError
    from demarche.model.syntax import PipelineError

    try:
        yield
    except (LedgerError, FilterError, LexiconError, PipelineError) as error:
        _say(f"demarche: {error}")
        raise typer.Exit(_USAGE) from error
    except OSError as error:
        _say(f"demarche: {'' if error.filename is None else f'{error.filename}: '}{error.strerror or error}")
        raise typer.Exit(_USAGE) from error
    except KeyboardInterrupt as error:
        _say("demarche: interrupted")
        raise typer.Exit(_INTERRUPTED) from error


@contextmanager
def _sink(form: Format, output: Path | None) -> "Iterator[Sink]":
    """Give a place for coded reports, finished when all have been taken."""
    from demarche import __version__
    from demarche.show.sinks import JsonLines, Page, Tables

    if form is Format.HTML:
        sink: Sink = Page(output, title="demarche", generator=f"demarche {__version__}")
    else:
        sink = JsonLines(output) if form is Format.JSONL else Tables(output)
    try:
        yield sink
        sink.finish()
    except OSError as error:
        error.filename = error.filename or str(output or "standard output")
        raise
    if output is not None:
        _say(f"wrote {output}")


def _tell(problems: "Iterable[Problem]", path: str | None) -> None:
    from demarche.show.visible import one_line

    for problem in problems:
        where = "" if path is None else f"{one_line(path)}: "
        _say(f"demarche: {where}{problem.message} ({problem.code})")


def _say(message: str) -> None:
    """Print a message; what a file's name holds cannot steer the terminal."""
    from demarche.show.visible import visible

    typer.echo("\n".join(map(visible, message.split("\n"))), err=True)


if __name__ == "__main__":
    main()
