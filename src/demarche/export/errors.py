"""What can go wrong with an export, and what a format has no way to say."""


class ExportError(Exception):
    """The export cannot be made as asked; the message says why."""


class UnsayableError(Exception):
    """A format has no way to say this claim; the message is the reason, under which such claims are counted."""
