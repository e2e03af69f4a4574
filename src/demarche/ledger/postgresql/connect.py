"""Opens the ledger of a server, refuses what is none, and sets what every connection needs."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from demarche.ledger.errors import LostError, ledger_error
from demarche.ledger.place import Server
from demarche.ledger.postgresql.connection import ServerConnection
from demarche.ledger.postgresql.schema import SCHEMA, is_foreign, migrate, own_steps, version

_OLDEST_SERVER = 140000  # 14, the oldest that is still kept up
_MAY_WRITE = f"SELECT has_table_privilege('{SCHEMA}.coding', 'INSERT')"
_MAY_CREATE = "SELECT has_database_privilege(current_database(), 'CREATE')"
_MAY_ALTER = f"SELECT pg_has_role(nspowner, 'USAGE') FROM pg_namespace WHERE nspname = '{SCHEMA}'"
_NONE = "there is no ledger in this database"
_SERVER = "SELECT current_setting('server_version_num')::int, current_setting('server_encoding')"
_USUAL = {"connect_timeout": "10", "application_name": "demarche"}


def connect_to_write(place: Server, patience_s: float, *, create: bool) -> ServerConnection:
    """Open the ledger, or `create` it, with its schema up to date; raise `LedgerError` if it is none."""
    with _connected(place, patience_s, is_for_reading=False) as connection:
        _check(connection, place)
        if not create and version(connection) == 0:
            raise ledger_error(place, _NONE)
        _bring_up_to_date(connection, place)
        if not _holds(connection, _MAY_WRITE):
            raise ledger_error(place, "this user may only read it")
        return connection


def connect_to_read(place: Server, patience_s: float) -> ServerConnection:
    """Open an existing ledger, bringing an older schema up to date where this user may."""
    with _connected(place, patience_s, is_for_reading=True) as connection:
        _check(connection, place)
        found = version(connection)
        if found == 0:
            raise ledger_error(place, _NONE)
        if found < len(own_steps()):
            connect_to_write(place, patience_s, create=False).close()
        return connection


@contextmanager
def _connected(place: Server, patience_s: float, *, is_for_reading: bool) -> Iterator[ServerConnection]:
    """Connect, for the caller to check and keep; it is closed again if anything is wrong with it."""
    try:
        wanted = make_conninfo("", **(_USUAL | conninfo_to_dict(place.url)))
    except psycopg.ProgrammingError:  # its words may hold a part of a password
        raise ledger_error(place, "its address cannot be read") from None
    try:
        raw = psycopg.connect(wanted, autocommit=True)
    except psycopg.OperationalError as error:
        raise ledger_error(place, f"no connection: {_words(error)}", LostError) from error
    connection = ServerConnection(place, raw)
    try:
        settings = {
            "search_path": SCHEMA,
            "lock_timeout": f"{max(1, round(patience_s * 1000))}ms",
            "default_transaction_read_only": "on" if is_for_reading else "off",
        }
        for name, value in settings.items():
            connection.execute("SELECT set_config(?, ?, false)", (name, value))
        yield connection
    except BaseException:
        connection.close()
        raise


def _words(error: psycopg.OperationalError) -> str:
    """Return what is wrong, in the words of the server or of the library, without what stands before it."""
    return (
        " ".join(str(error).split()).removeprefix("connection failed: ").removeprefix("connection is bad: ")
    )


def _holds(connection: ServerConnection, question: str) -> bool:
    return bool(connection.run(question).fetchone()[0])


def _check(connection: ServerConnection, place: Server) -> None:
    number, encoding = connection.run(_SERVER).fetchone()
    if number < _OLDEST_SERVER:
        raise ledger_error(
            place, f"PostgreSQL {number // 10000} is too old; {_OLDEST_SERVER // 10000} is needed"
        )
    if encoding != "UTF8":
        raise ledger_error(place, f"its database keeps text as {encoding}; UTF8 is needed")
    if is_foreign(connection):
        raise ledger_error(place, f"its schema {SCHEMA} holds something that is no ledger")
    if version(connection) > len(own_steps()):
        raise ledger_error(place, "it was written by a newer demarche; this one is too old to read it")


def _bring_up_to_date(connection: ServerConnection, place: Server) -> None:
    found = version(connection)
    if found == 0 and not _holds(connection, _MAY_CREATE):
        raise ledger_error(place, "this user may not make a ledger in this database")
    if 0 < found < len(own_steps()) and not _holds(connection, _MAY_ALTER):
        raise ledger_error(place, "it is of an older demarche; who made it has to open it once with this one")
    migrate(connection)
