"""What can go wrong with an index."""


class PageIndexError(Exception):
    """The index cannot be opened or made; the message says which file and why."""
