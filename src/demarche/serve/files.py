"""Any view as a file: its page as one that opens from disk, or what else it gives."""

from collections.abc import Mapping
from urllib.parse import urlencode

from jinja2 import Environment

from demarche import __version__
from demarche.index.digest import last_day
from demarche.serve.assets import Assets
from demarche.serve.books import Progress
from demarche.serve.errors import NotFoundError
from demarche.serve.render import Frame, Saved, rendered
from demarche.serve.saved import saving, self_contained, style
from demarche.serve.view import Asked, File, View
from demarche.show.visible import one_line

AS = "as"  # the parameter that asks for a file instead of a page
PAGE = "file"
_HTML = "text/html; charset=utf-8"
_LONGEST = 60  # characters of a file's name


class Files:
    """Makes files of views; templates and style sheets are those of the page."""

    def __init__(self, templates: Environment, assets: Assets) -> None:
        self.templates = saving(templates)
        self.assets = assets

    def of(self, view: View, asked: Asked, kind: str, ledger: str) -> File:
        """Return a view of a ledger of this name as a file; raise `NotFoundError` if it gives none of this kind."""
        if kind == PAGE:
            return self._page(view, asked, one_line(ledger))
        if kind not in view.files:
            raise NotFoundError(
                f"{view.name} gives no {kind!r}, only {', '.join((f'{PAGE} (HTML)', *view.files))}"
            )
        return view.files[kind](asked)

    def _page(self, view: View, asked: Asked, ledger: str) -> File:
        page = view.show(asked)
        saved = Saved(
            style=style(self.assets, page.styles),
            generator=f"demarche {__version__}",
            asked=asked_of(asked.query),
            upto=last_day(asked.index) or "",
        )
        frame = Frame(view.name, (), ledger, Progress(), is_read_only=True, saved=saved)
        html = rendered(self.templates, view.name, page, frame, asked, asked.settings)
        return File(f"{_name(page.title)}.html", _HTML, self_contained(html, page.anchors).encode())


def asked_of(query: Mapping[str, str]) -> str:
    """Return what was asked, as in the address."""
    return urlencode({name: value for name, value in query.items() if name != AS and value}, safe=":,~/ ")


def _name(title: str) -> str:
    """Return a title as the name of a file, in lower-case letters and digits of ASCII."""
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in title.lower())
    return "-".join(filter(None, kept.split("-")))[:_LONGEST].strip("-") or "demarche"
