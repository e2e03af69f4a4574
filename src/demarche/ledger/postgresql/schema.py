"""Brings the schema of a server's ledger up to date: the steps of `migrations/`, translated, or in PostgreSQL's own SQL."""

from datetime import UTC, datetime
from importlib.resources import files

from demarche.ledger.migrate import Step, steps
from demarche.ledger.postgresql.connection import LOCK, ServerConnection
from demarche.ledger.transaction import transaction

SCHEMA = "demarche"
_DIALECT = "postgresql"
_FOREIGN = f"""
SELECT 1 FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = '{SCHEMA}'
"""
_UNGUARDED = f"""
SELECT tablename FROM pg_tables WHERE schemaname = '{SCHEMA}' AND NOT EXISTS (
    SELECT 1 FROM pg_trigger WHERE tgrelid = ('{SCHEMA}.' || quote_ident(tablename))::regclass AND tgname = 'only_grows'
)
"""
_GUARD = """
CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} EXECUTE FUNCTION refuse_change()
"""


def own_steps() -> tuple[Step, ...]:
    """Return all steps in order, those that have a file for PostgreSQL from that."""
    return steps(_DIALECT)


def version(connection: ServerConnection) -> int:
    """Return the number of the last step that was applied; 0 where there is no ledger."""
    if not connection.run(f"SELECT to_regclass('{SCHEMA}.migration') IS NOT NULL").fetchone()[0]:
        return 0
    return int(connection.run("SELECT max(number) FROM migration").fetchone()[0])


def is_foreign(connection: ServerConnection) -> bool:
    """Whether the schema holds something that is no ledger."""
    return version(connection) == 0 and connection.run(_FOREIGN).fetchone() is not None


def migrate(connection: ServerConnection) -> None:
    """Apply the steps that the ledger lacks, or make one; another process may be doing the same."""
    if version(connection) == len(own_steps()):
        return
    # Held from before the transactions: one that has begun does not notice for certain what others have made.
    connection.run(f"SELECT pg_advisory_lock({LOCK})")
    try:
        for step in own_steps()[version(connection) :]:
            with transaction(connection):
                _apply(connection, step)
    finally:
        connection.run("SELECT pg_advisory_unlock_all()")


def _apply(connection: ServerConnection, step: Step) -> None:
    connection.run(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    connection.run((files("demarche.ledger") / _DIALECT / "functions.sql").read_text(encoding="utf-8"))
    if step.dialect == _DIALECT:
        connection.run(step.sql)
    else:
        for statement in step.statements():
            connection.execute(statement)
    for (table,) in connection.run(_UNGUARDED).fetchall():
        connection.run(_GUARD.format(table=table))
    now = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute("INSERT INTO migration VALUES (?, ?, ?)", (step.number, step.name, now))
