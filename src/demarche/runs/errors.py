"""What can go wrong with a run as a whole."""


class PoolError(Exception):
    """A process that should code ended before it could begin; the message says how."""
