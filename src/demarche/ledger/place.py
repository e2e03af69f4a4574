"""Where a ledger is kept, a file or a database of a server, and what of that may be shown."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from demarche.ledger.errors import LedgerError

_SCHEMES = ("postgresql://", "postgres://")
_SHOWN = ("host", "port", "dbname", "user")  # of the parameters behind a `?`, which may hold a password


class Place:
    """Where a ledger is kept; as a string, what may be shown of it."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """A short name for it."""
        return str(self)


@dataclass(frozen=True, slots=True)
class File(Place):
    """A ledger in a file of its own."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class Server(Place):
    """A ledger in a database of a PostgreSQL server; `url` is its address, which may hold a password."""

    url: str = field(repr=False)

    def __str__(self) -> str:
        """Return the address without password."""
        parts = urlsplit(self.url)
        user, _, host = parts.netloc.rpartition("@")
        name = user.partition(":")[0]
        shown = urlencode([(key, value) for key, value in parse_qsl(parts.query) if key in _SHOWN], safe="/")
        return parts._replace(netloc=f"{name}@{host}" if name else host, query=shown, fragment="").geturl()


def place_of(where: str | Path | Place) -> Place:
    """Return the place that a path or an address (`postgresql://user@host/database`) names.

    Raise `LedgerError` if it is an address that cannot be read.
    """
    if isinstance(where, Place):
        return where
    if isinstance(where, Path) or not where.startswith(_SCHEMES):
        return File(Path(where))
    if "@" in where.rpartition("?")[0].partition("://")[2].partition("/")[2]:
        raise LedgerError(
            "address of a ledger: signs such as / and @ in a name or password are written %2F and %40"
        )
    try:
        _ = urlsplit(where).port
    except ValueError:
        raise LedgerError(
            "address of a ledger: it is not as postgresql://user@host:port/database is"
        ) from None
    return Server(where)
