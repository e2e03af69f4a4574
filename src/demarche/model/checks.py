"""Checks that the records make of themselves."""

import re
from collections.abc import Iterable

ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?")
ISO_REDUCED = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2})?)?)?")
IDENTIFIER = re.compile(r"[rescm]:[0-9a-f]{16}")
COUNTRY = re.compile(r"[A-Z]{3}")
CODE = re.compile(r"[A-Z][A-Z_]*")


class RecordError(ValueError):
    """A record was made with values that the contract does not allow."""


def require(condition: bool, message: str) -> None:
    """Raise `RecordError` with the message unless the condition holds."""
    if not condition:
        raise RecordError(message)


def require_match(pattern: re.Pattern[str], value: str | None, name: str) -> None:
    """Raise `RecordError` unless the value is None or matches the whole pattern."""
    if value is not None and pattern.fullmatch(value) is None:
        raise RecordError(f"{name}: {value!r} is not of the form {pattern.pattern}")


def require_member(allowed: Iterable[str], value: str, name: str) -> None:
    """Raise `RecordError` unless the value is one of those allowed."""
    if value not in allowed:
        raise RecordError(f"{name}: {value!r} is none of {', '.join(allowed)}")
