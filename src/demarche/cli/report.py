"""`report`: what the page shows, as a file to read or send."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from demarche.cli.export import WantedClaims
from demarche.cli.messages import USAGE, check_apart, messages, say
from demarche.cli.options import LedgerFile
from demarche.cli.questions import WantedPeriod

if TYPE_CHECKING:
    from demarche.ledger.place import Place

_KINDS = {".html": "file", ".htm": "file", ".svg": "svg", ".csv": "csv", ".parquet": "parquet"}
_TWO = 2
_PATHS = {"r": "report", "e": "claim", "s": "claim", "c": "claim", "h": "happening"}


class WantedView(StrEnum):
    """What is shown."""

    TIMELINE = "timeline"
    DYAD = "dyad"
    MAP = "map"
    DOCKET = "docket"


def report(
    ledger: LedgerFile,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            "-o",
            help="The file: .html is the page, .csv and .parquet are its happenings, .svg is its chart.",
            show_default=False,
        ),
    ],
    identifier: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]", help="Only this report, happening or claim, by its id.", show_default=False
        ),
    ] = None,
    view: Annotated[
        WantedView | None,
        typer.Option(help="What to show; else the dyad of two actors, or the timeline.", show_default=False),
    ] = None,
    actor: Annotated[
        list[str] | None,
        typer.Option(help="One or two actors: id, country code or name.", show_default=False),
    ] = None,
    type_: Annotated[
        list[str] | None, typer.Option("--type", help="Only these types.", show_default=False)
    ] = None,
    source: Annotated[
        str | None, typer.Option(help="An outlet, or somebody who says so.", show_default=False)
    ] = None,
    place: Annotated[str | None, typer.Option(help="A country code or place.", show_default=False)] = None,
    since: Annotated[str | None, typer.Option(help="From this day, month or year on.")] = None,
    until: Annotated[str | None, typer.Option(help="Up to this day, month or year.")] = None,
    per: Annotated[
        WantedPeriod | None,
        typer.Option("--per", help="The length of the periods; else one that fits.", show_default=False),
    ] = None,
    claims: Annotated[
        WantedClaims,
        typer.Option("--claims", help="Facts: happened or ongoing, asserted or attributed; or all."),
    ] = WantedClaims.FACTS,
) -> None:
    """Write what `serve` shows to one file that opens from disk: a dyad, a timeline, a map, the docket, or one record."""
    check_apart(output, ledger)
    actors = tuple(actor or ())
    chosen = _view(view, actors, of_one=identifier is not None)
    asked = [
        *_sides(actors), *(("type", one) for one in type_ or ()), ("source", source), ("place", place),
        ("since", since), ("until", until), ("per", per.value if per else None),
        ("claims", "all" if claims is WantedClaims.ALL else None), ("as", _kind(output)),
    ]  # fmt: skip
    pairs = [(name, value) for name, value in asked if value]
    _write(ledger, output, _what(identifier, chosen), pairs)


def _kind(output: Path) -> str:
    kind = _KINDS.get(output.suffix.lower())
    if kind is None:
        raise typer.BadParameter(f"--output: {output.suffix or 'no ending'!r} is none of {', '.join(_KINDS)}")
    return kind


def _view(wanted: WantedView | None, actors: tuple[str, ...], *, of_one: bool) -> WantedView:
    """Return what to show: what is wanted, else the dyad of two actors, else the timeline."""
    if len(actors) > _TWO:
        raise typer.BadParameter("--actor: one or two")
    chosen = wanted or (WantedView.DYAD if len(actors) == _TWO else WantedView.TIMELINE)
    if chosen is WantedView.DYAD and len(actors) < _TWO and not of_one:
        raise typer.BadParameter("a dyad has two actors: --actor A --actor B")
    return chosen


def _sides(actors: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the actors as parameters: two are the sides, one is on either."""
    if len(actors) == _TWO:
        return [("actor", actors[0]), ("recipient", actors[1])]
    return [("who", one) for one in actors]


def _what(identifier: str | None, view: WantedView) -> tuple[str, str]:
    """Return the view to render and the id that stands in its path."""
    if identifier is None:
        return ("world" if view is WantedView.MAP else view.value), ""
    letter = identifier.partition(":")[0]
    if letter not in _PATHS:
        raise typer.BadParameter(f"{identifier!r} is no id such as r:…, e:…, s:…, c:… or h:…")
    return _PATHS[letter], identifier


def _write(ledger: "Place", output: Path, what: tuple[str, str], pairs: list[tuple[str, str]]) -> None:
    from demarche.index.errors import PageIndexError
    from demarche.serve.errors import NotFoundError, RefusedError
    from demarche.serve.send import send
    from demarche.show.sinks import check_place, write_whole

    with messages():
        check_place(output)
        try:
            file = send(ledger, what, pairs)
        except (NotFoundError, RefusedError, PageIndexError) as error:
            say(f"demarche: {error}")
            raise typer.Exit(USAGE) from error
        write_whole(output, file.content)
        say(f"wrote {output}")
