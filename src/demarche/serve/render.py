"""Puts a page into its template and the frame around it."""

from dataclasses import dataclass
from functools import partial
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from demarche.serve.assets import Assets
from demarche.serve.books import Progress
from demarche.serve.choice import Choice
from demarche.serve.settings import Settings
from demarche.serve.view import Asked, Kit, Page, View
from demarche.show.visible import one_line, visible
from demarche.show.words import counted, day_words


@dataclass(frozen=True, slots=True)
class Saved:
    """What a file that is sent says of itself: its style, what wrote it, what was asked, the day of the newest report."""

    style: str
    generator: str
    asked: str
    upto: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page: the views of the navigation, the ledger's name, how far its index is.

    `saving` is where the page is found as one file; `saved` is what such a file says of itself.
    """

    here: str
    nav: tuple[View, ...]
    ledger: str
    progress: Progress
    is_read_only: bool
    message: str = ""
    query: str = ""
    saving: str = ""
    saved: Saved | None = None
    who: str = ""


def environment(assets: Assets, kit: Kit) -> Environment:
    """Return what templates are read and filled with; all that is put into them is escaped."""
    made = Environment(
        loader=ChoiceLoader([PackageLoader("demarche.serve"), PackageLoader("demarche.show")]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.filters |= {
        "number": _number,
        "line": one_line,
        "visible": visible,
        "part": _part,
        "day": partial(day_words, labels=kit.labels),
    }
    made.globals |= {
        "asset": assets.address,
        "labels": kit.labels,
        "label": kit.labels.text,
        "count": counted,
        "blank": Choice(),
        "country": lambda code: kit.countries.get(code, code),
    }
    return made


def rendered(
    made: Environment,
    view: str,
    page: Page,
    frame: Frame,
    asked: Asked | None,
    settings: Settings,
) -> str:
    """Return the page as HTML."""
    return made.get_template(f"{view}.html.j2").render(
        page=page,
        frame=frame,
        settings=settings,
        choice=None if asked is None else asked.choice,
        **page.values,
    )


def _number(value: int) -> str:
    return f"{value:,}"


def _part(value: str) -> str:
    """Return a value as one part of a path."""
    return quote(value, safe=":")
