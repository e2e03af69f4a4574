"""The commands by name, and how the program starts and ends."""

import os
import signal
import sys

import typer

from demarche.cli.about import schema, version
from demarche.cli.browse import list_, show
from demarche.cli.code import code, demo
from demarche.cli.commitments import confirm_evidence, list_commitments, show_commitment, strike_evidence
from demarche.cli.correct import accept, add, edit, merge, reject, reviewed, split, state, undo, unmerge
from demarche.cli.corrections import list_corrections, lost, verify
from demarche.cli.dictionaries import import_petrarch
from demarche.cli.export import export
from demarche.cli.happenings import list_happenings, show_happening
from demarche.cli.messages import USAGE, say
from demarche.cli.questions import dyads, escalation, sql, timeline
from demarche.cli.reading import read
from demarche.cli.reasons import explain
from demarche.cli.report import report
from demarche.cli.review import agreement, review
from demarche.cli.runs import diff, runs
from demarche.cli.serve import serve
from demarche.cli.shards import import_shards

# OpenBLAS threads spin beside the encoder and cost a core half its speed; set before numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="An auditable ledger of what political actors did, said and bound themselves to, read from news reports.",
)


import_app = typer.Typer(no_args_is_help=True, help="Import dictionaries of other programs, and shards.")
app.add_typer(import_app, name="import")
happenings_app = typer.Typer(help="What several reports tell of.")
app.add_typer(happenings_app, name="happenings")
commitments_app = typer.Typer(help="Who is bound to what, and what became of it.")
app.add_typer(commitments_app, name="commitments")

correct_app = typer.Typer(
    no_args_is_help=True, help="Correct what the ledger says; each correction is signed and kept."
)
app.add_typer(correct_app, name="correct")
corrections_app = typer.Typer(help="What people have corrected.")
app.add_typer(corrections_app, name="corrections")

app.command("code")(code)
app.command("read")(read)
app.command("list")(list_)
app.command("show")(show)
app.command("explain")(explain)
app.command("dyads")(dyads)
app.command("timeline")(timeline)
app.command("escalation")(escalation)
app.command("export")(export)
app.command("sql")(sql)
app.command("unmerge")(unmerge)
app.command("serve")(serve)
app.command("report")(report)
app.command("runs")(runs)
app.command("diff")(diff)
app.command("review")(review)
app.command("agreement")(agreement)
app.command("demo")(demo)
app.command("schema")(schema)
happenings_app.callback(invoke_without_command=True)(list_happenings)
happenings_app.command("show")(show_happening)
for name, command in (
    ("accept", accept),
    ("reject", reject),
    ("edit", edit),
    ("add", add),
    ("merge", merge),
    ("split", split),
    ("state", state),
    ("reviewed", reviewed),
    ("undo", undo),
):
    correct_app.command(name)(command)
corrections_app.callback(invoke_without_command=True)(list_corrections)
corrections_app.command("lost")(lost)
corrections_app.command("verify")(verify)
commitments_app.callback(invoke_without_command=True)(list_commitments)
commitments_app.command("show")(show_commitment)
commitments_app.command("confirm")(confirm_evidence)
commitments_app.command("strike")(strike_evidence)
import_app.command("petrarch")(import_petrarch)
import_app.command("shards")(import_shards)
app.command("version")(version)


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
        say(f"demarche: standard output: {error.strerror}")
        sys.exit(USAGE)
