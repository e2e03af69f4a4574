"""What can go wrong with a question to a whole ledger."""


class AnalysisError(Exception):
    """The question cannot be answered; the message says why."""
