"""Where a ledger is kept, a file or a database of a server, and what of that may be shown."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from demarche.ledger.errors import LedgerError

_SCHEMES = ("postgresql://", "postgres://")
_HOST = r"(?:[^\s:,/\[\]]*|\[[0-9A-Fa-f:.]+\])(?::[0-9]*)?"
_HOSTS = re.compile(rf"{_HOST}(?:,{_HOST})*")
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
        query = urlencode([(key, value) for key, value in parse_qsl(parts.query) if key in _SHOWN], safe="/")
        return (
            f"{parts.scheme}://{f'{name}@' if name else ''}{host}{parts.path}{f'?{query}' if query else ''}"
        )


def place_of(where: str | Path | Place) -> Place:
    """Return the place that a path or an address (`postgresql://user@host/database`) names.

    Raise `LedgerError` if it is an address that cannot be read.
    """
    if isinstance(where, Place):
        return where
    if isinstance(where, Path) or not where.startswith(_SCHEMES):
        return File(Path(where))
    parts = urlsplit(where)
    if _HOSTS.fullmatch(parts.netloc.rpartition("@")[2]) is None or "@" in parts.path:
        raise LedgerError(
            "address of a ledger: it is not as postgresql://user@host:port/database is; in a name or password, signs such as "
            "/ @ ? # are written %2F %40 %3F %23"
        )
    return Server(where)
