"""The shape of a word as the encoder was trained to see it; the encoder itself is uncased."""

SHAPES = ("pad", "lower", "Upper", "UPPER", "U", "mixed", "digits", "alnum", "punct", "Abbr", "other")
_INDEX = {name: index for index, name in enumerate(SHAPES)}


def shape(word: str) -> int:
    """Return the index in `SHAPES` of the word's shape."""
    return _INDEX[_name(word)]


def _name(word: str) -> str:
    has_digit = any(char.isdigit() for char in word)
    if word.islower():
        return "alnum" if has_digit and not word.isalpha() else "lower"
    if not any(char.isalnum() for char in word):
        return "punct"
    if has_digit:
        return "alnum" if any(char.isalpha() for char in word) else "digits"
    if "." in word:
        return "Abbr"
    return _letters_name(word)


def _letters_name(word: str) -> str:
    if word.isupper():
        return "U" if len(word) == 1 else "UPPER"
    if word[0].isupper() and word[1:].islower():
        return "Upper"
    return "mixed" if any(char.isupper() for char in word) else "other"
