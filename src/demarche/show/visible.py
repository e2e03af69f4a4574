"""Makes the characters of a report that steer a terminal or a browser visible, and so harmless."""

import re

# C0 and C1 controls save tab and line feed; marks, embeddings, overrides and isolates of writing direction;
# zero-width space, line and paragraph separators, invisible operators, byte order mark, annotation and tag
# characters; lone surrogates. Joiners (U+200C, U+200D) stay: Persian and emoji are spelt with them.
_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_GAPS = re.compile(r"\s+")
_C0_PICTURES = 0x2400
_DELETE, _DELETE_PICTURE = 0x7F, "\u2421"


def _name(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < ord(" "):
        return chr(_C0_PICTURES + code)
    if code == _DELETE:
        return _DELETE_PICTURE
    return f"⟨U+{code:04X}⟩"


def visible(text: str) -> str:
    """Return the text with every control, direction and other invisible character spelt out."""
    return _ODD.sub(_name, text)


def one_line(text: str) -> str:
    """Return the text, made visible, on one line."""
    return visible(_GAPS.sub(" ", text)).strip()


def shortened(text: str, length: int) -> str:
    """Return the text on one line, cut at a word where it is longer than `length` characters."""
    line = one_line(text)
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    head, gap, _ = cut.rpartition(" ")
    return (head if gap and len(head) > length // 2 else cut) + "…"
