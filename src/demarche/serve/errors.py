"""What a view can answer other than itself."""


class NotFoundError(Exception):
    """There is no such thing in the ledger; the message says what was looked for."""


class RefusedError(Exception):
    """What was asked for is not done; the message says why."""
