"""A view of a ledger as a file, without a server."""

from collections.abc import Sequence

from pydantic import ValidationError
from starlette.datastructures import QueryParams

from demarche.index.file import Index, index_file
from demarche.index.update import is_current, update
from demarche.ledger.beside import beside
from demarche.ledger.errors import FilterError
from demarche.ledger.place import Place
from demarche.ledger.store import Ledger
from demarche.serve.app import load_kit
from demarche.serve.assets import load_assets
from demarche.serve.choice import Choice, in_words
from demarche.serve.errors import NotFoundError
from demarche.serve.files import AS, Files
from demarche.serve.filters import strangers
from demarche.serve.render import environment
from demarche.serve.settings import Settings
from demarche.serve.view import Asked, File
from demarche.serve.views import VIEWS


def send(place: Place, what: tuple[str, str], pairs: Sequence[tuple[str, str]]) -> File:
    """Return a view, by its name and the id in its path, as the file that the parameters of its address ask for."""
    name, identifier = what
    view = next(view for view in VIEWS if view.name == name)
    assets, kit = load_assets(), load_kit()
    query = QueryParams(list(pairs))
    with index_file(beside(place, "")) as path, Ledger.open(place) as ledger:
        with Index.open_to_write(path) as index:
            if not is_current(index, ledger):
                update(index, ledger, lambda *_: None)
        with Index.open(path) as index:
            asked = Asked(
                path={"identifier": identifier},
                choice=_choice(query),
                query=dict(query),
                ledger=ledger,
                index=index,
                settings=Settings(ledger=str(place)),
                kit=kit,
            )
            unknown = strangers(asked)
            if unknown:
                raise NotFoundError(
                    f"nobody and nothing in the ledger goes by {', '.join(map(repr, unknown))}"
                )
            return Files(environment(assets, kit), assets).of(view, asked, query[AS], place.name)


def _choice(query: QueryParams) -> Choice:
    """Return what is chosen; raise `FilterError` for what cannot be."""
    try:
        return Choice.of(query)
    except ValidationError as error:
        raise FilterError(in_words(error)) from error
