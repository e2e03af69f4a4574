"""Keeps characters of an extracted text from being taken for marks of Markdown, which the later steps take off."""

import re

HEADING = "# "
ITEM = "- "
_MARKS = re.compile(r"[*_\[\]`]|^[#>+\-](?=\s)|\\(?=[^\w\s]|_|$)", re.MULTILINE)


def escaped(text: str) -> str:
    """Return the text with a backslash before each character that would be taken for a mark."""
    return _MARKS.sub(r"\\\g<0>", text)
