"""From bytes to characters, when nothing declares the encoding."""

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from demarche.lexicon.layout import Layout, Limits

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What browsers take these names for (WHATWG, Encoding, "Names and labels").
_AS_BROWSERS = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
}
_CONTROLS = bytes(code for code in (*range(32), 127) if code not in b"\t\n\v\f\r")
_LETTERS = bytes(code for code in range(128) if chr(code).isalpha())
# In Windows-1252 these are quotation marks, dashes and the no-break space, which say nothing about the language.
_WESTERN_MARKS = bytes((*range(0x80, 0x9C), 0xA0))
_HIGH = bytes(range(0x80, 0x100))


@dataclass(frozen=True, slots=True)
class Decoded:
    """The input as characters (a byte order mark is one of them), and how many had to be made up as U+FFFD."""

    text: str
    encoding: str
    replaced: int


@dataclass(frozen=True, slots=True)
class NotText:
    """Why the input cannot be read as text."""

    reason: str


def decode(data: bytes, layout: Layout, *, declared: str | None = None) -> Decoded | NotText:
    """Return the input's characters, or why it has none.

    An encoding that the input, or what it came in, declares is believed if all of the input is valid in it.
    """
    for signature in layout.signatures:
        if data.startswith(signature.start):
            return NotText(f"the file is {signature.name}, not text")
    encoding = _declared(data, declared) or _encoding(data, layout.limits)
    if encoding is None:
        return NotText("the bytes are not text in any encoding that was recognised")
    decoded = _decoded(data, encoding)
    sample = decoded.text[: layout.limits.sample_bytes].encode(errors="replace")
    if _share(sample, _CONTROLS) > layout.limits.binary_share:
        return NotText(f"more than {layout.limits.binary_share:.0%} of the characters are control characters")
    return decoded


def _declared(data: bytes, name: str | None) -> str | None:
    if name is None or any(data.startswith(bom) for bom, _ in _BOMS):
        return None
    encoding = _AS_BROWSERS.get(name.lower(), name)
    try:
        data.decode(encoding)
    except (LookupError, ValueError):
        return None
    return codecs.lookup(encoding).name


def _decoded(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, 0)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
    # The difference to what is there without the bad bytes, since U+FFFD may also stand in the input itself.
    kept = data.decode(encoding, errors="ignore")
    return Decoded(text, encoding, text.count("\ufffd") - kept.count("\ufffd"))


def _encoding(data: bytes, limits: Limits) -> str | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return encoding
    return _wide_encoding(data[: limits.sample_bytes], limits) or _byte_encoding(data, limits)


def _wide_encoding(sample: bytes, limits: Limits) -> str | None:
    """Return the UTF-16 or UTF-32 that the places of the zero bytes betray, if any."""
    if b"\0" not in sample:
        return None
    quarters = [_share(sample[offset::4], b"\0") for offset in range(4)]
    wide, narrow = limits.wide_zero_share, limits.narrow_zero_share
    if min(quarters[2:]) > 1 - narrow and quarters[0] <= narrow:
        return "utf-32-le"
    if min(quarters[:2]) > 1 - narrow and quarters[3] <= narrow:
        return "utf-32-be"
    even, odd = _share(sample[::2], b"\0"), _share(sample[1::2], b"\0")
    if odd >= wide and even <= narrow:
        return "utf-16-le"
    if even >= wide and odd <= narrow:
        return "utf-16-be"
    return None


def _byte_encoding(data: bytes, limits: Limits) -> str | None:
    try:
        data.decode(
            "utf-8", errors="surrogatepass"
        )  # halves of UTF-16 pairs, spelt out, are bad UTF-8 and nothing else
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    sample = data[: limits.sample_bytes]
    if _share(sample, _CONTROLS) > limits.binary_share:
        return None
    if _is_mostly_utf8(sample):
        return "utf-8"
    if _is_western(sample, limits):
        return "cp1252"
    guess = from_bytes(sample).best()
    return None if guess is None else guess.encoding


def _is_mostly_utf8(sample: bytes) -> bool:
    good = sum(not character.isascii() for character in sample.decode("utf-8", errors="ignore"))
    bad = sample.decode("utf-8", errors="replace").count("\ufffd")
    return good >= bad


def _is_western(sample: bytes, limits: Limits) -> bool:
    high = sum(map(sample.count, _singles(_HIGH))) - sum(map(sample.count, _singles(_WESTERN_MARKS)))
    letters = high + sum(map(sample.count, _singles(_LETTERS)))
    return high <= limits.western_share * letters


def _share(sample: bytes, of: bytes) -> float:
    return 1 - len(sample.translate(None, of)) / len(sample) if sample else 0.0


def _singles(values: bytes) -> list[bytes]:
    return [bytes((value,)) for value in values]
