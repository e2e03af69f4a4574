"""A connection to a server that takes the statements of the ledger as SQLite's does."""

from collections.abc import Iterable, Iterator
from typing import Any

import psycopg
from psycopg.adapt import Buffer, Dumper, Loader
from psycopg.pq import TransactionStatus
from psycopg.types.string import StrDumperUnknown

from demarche.ledger.connection import Cursor, Values
from demarche.ledger.place import Server
from demarche.ledger.postgresql.errors import told
from demarche.ledger.postgresql.translate import translate

Row = tuple[Any, ...]

LOCK = int.from_bytes(b"dmch", "big")  # those who append share it; whoever writes anything else has it alone
_TURN = LOCK + 1
_TRANSACTIONS = {
    "BEGIN": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "BEGIN IMMEDIATE": f"BEGIN; SELECT pg_advisory_xact_lock_shared({LOCK})",
    "BEGIN EXCLUSIVE": f"BEGIN; SELECT pg_advisory_xact_lock({LOCK})",
}


class _FlagDumper(Dumper):
    """True and False as 1 and 0, since the schema has no other truth."""

    oid = psycopg.adapters.types["int8"].oid

    def dump(self, obj: bool) -> Buffer:
        return b"1" if obj else b"0"


class _FlagLoader(Loader):
    """Truth as 1 and 0."""

    def load(self, data: Buffer) -> int:
        return int(bytes(data) == b"t")


class _TextDumper(StrDumperUnknown):
    """Text with the replacement character in place of the character 0, which PostgreSQL cannot keep."""

    def dump(self, obj: str) -> Buffer | None:
        return super().dump(obj.replace("\0", "\ufffd"))


class _NumberLoader(Loader):
    """A sum as a whole number where it is one."""

    def load(self, data: Buffer) -> int | float:
        number = bytes(data).decode()
        return int(number) if number.lstrip("-").isdecimal() else float(number)


class ServerConnection:
    """A connection to the ledger of a server, in which statements end themselves unless a transaction was begun."""

    __slots__ = ("_raw", "_translated", "place")

    def __init__(self, place: Server, raw: "psycopg.Connection[Row]") -> None:
        raw.adapters.register_dumper(bool, _FlagDumper)
        raw.adapters.register_dumper(str, _TextDumper)
        raw.adapters.register_loader("bool", _FlagLoader)
        raw.adapters.register_loader("numeric", _NumberLoader)
        self.place = place
        self._raw = raw
        self._translated: dict[str, bytes] = {}

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._raw.info.transaction_status in {TransactionStatus.INTRANS, TransactionStatus.INERROR}

    def execute(self, statement: str, values: Values = (), /) -> Cursor:
        """Run one statement with these values bound to its `?` or `:name`."""
        if statement in _TRANSACTIONS:
            return self.run(_TRANSACTIONS[statement])
        with told(self.place, self._raw):
            return self._raw.execute(self._translation(statement), values)

    def executemany(self, statement: str, rows: Iterable[Values], /) -> None:
        """Run one statement for each of the rows of values, without waiting for each."""
        with told(self.place, self._raw), self._raw.cursor() as cursor:
            cursor.executemany(self._translation(statement), rows)

    def run(self, statements: str) -> Cursor:
        """Run statements in PostgreSQL's own SQL; return the answer of the first."""
        with told(self.place, self._raw):
            return self._raw.execute(statements.encode(), prepare=False)

    def batches(self, statement: str, size: int, /) -> Iterator[list[Any]]:
        """Yield all rows of a SELECT, so many at a time; inside a transaction."""
        with told(self.place, self._raw), self._raw.cursor(name="batches") as cursor:
            cursor.execute(self._translation(statement))
            while batch := cursor.fetchmany(size):
                yield batch

    def take_turn(self) -> None:
        """Wait until nobody else has the turn, however long that is, and have it."""
        self.run(f"BEGIN; SET LOCAL lock_timeout = 0; SELECT pg_advisory_lock({_TURN}); COMMIT")

    def end_turn(self) -> None:
        """Let others have the turn; who has lost the connection has lost the turn."""
        if not self._raw.closed:
            self.run(f"SELECT pg_advisory_unlock({_TURN})")

    def close(self) -> None:
        """Close it; an open transaction is taken back."""
        self._raw.close()

    def _translation(self, statement: str) -> bytes:
        found = self._translated.get(statement)
        if found is None:
            found = self._translated[statement] = translate(statement).encode()
        return found
