"""Opens a ledger where it is kept; what a server needs is loaded for one alone."""

from types import ModuleType

from demarche.ledger import connect
from demarche.ledger.connection import LedgerConnection
from demarche.ledger.errors import ledger_error
from demarche.ledger.place import File, Place


def opened_to_write(place: Place, patience_s: float, *, create: bool) -> LedgerConnection:
    """Open the ledger, or `create` it, with its schema up to date; raise `LedgerError` if it is none."""
    if isinstance(place, File):
        return connect.connect_to_write(place.path, patience_s, create=create)
    connection: LedgerConnection = _server(place).connect_to_write(place, patience_s, create=create)
    return connection


def opened_to_read(place: Place, patience_s: float) -> LedgerConnection:
    """Open an existing ledger for reading, an older schema brought up to date where that may be."""
    if isinstance(place, File):
        return connect.connect_to_read(place.path, patience_s)
    connection: LedgerConnection = _server(place).connect_to_read(place, patience_s)
    return connection


def _server(place: Place) -> ModuleType:
    try:
        from demarche.ledger.postgresql import connect as server
    except ModuleNotFoundError as error:
        what = f"a ledger of a server needs {error.name}: pip install 'demarche[postgresql]'"
        raise ledger_error(place, what) from error
    return server
