"""In which language a text is written."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from demarche.lexicon.layout import Layout

_NO_LANGUAGE = "zxx"


@cache
def _identifier(codes: frozenset[str]) -> LanguageIdentifier:
    # Loading takes most of a second, so it happens once, and only when a text is to be judged.
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(codes)
    return identifier


def language(text: str, layout: Layout) -> str | None:
    """Return the ISO 639-1 code of the text's language, or None if there is too little text to tell."""
    limits = layout.limits
    sample = text[: limits.language_sample]
    letters = [character for character in sample if character.isalpha()]
    if len(letters) < limits.language_letters:
        return None
    capitals = sum(character.isupper() for character in letters)
    if capitals > limits.capitals_share * len(letters):
        sample = sample.lower()
    code, confidence = _identifier(frozenset({*layout.languages, _NO_LANGUAGE})).classify(sample)
    return code if code != _NO_LANGUAGE and confidence >= limits.language_confidence else None
