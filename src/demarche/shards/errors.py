"""What can go wrong with a job in shards."""

from pathlib import Path

from demarche.runs.errors import PoolError


class ShardError(PoolError):
    """A job or a shard of it cannot be coded, read or written; the message says which and why."""


def shard_error(path: Path, reason: str) -> ShardError:
    """Return an error about the job or shard at this path."""
    return ShardError(f"shards {str(path)!r}: {reason}")
