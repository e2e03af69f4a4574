"""The parts of the English engine that need no encoder, made once a process."""

from collections.abc import Sequence
from functools import cache

import spacy
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.tokens import Doc

from demarche.lexicon.tables import data_folder
from demarche.parse.boundaries import Boundaries, load_boundaries
from demarche.parse.lemmas import load_lemmatizer
from demarche.parse.tokenizer import adapt_tokenizer

_FOLDER = data_folder() / "engine" / "en"


@cache
def pipeline() -> Language:
    """Return the blank pipeline with the engine's tokenizer."""
    nlp = spacy.blank("en")
    adapt_tokenizer(nlp, _FOLDER)
    return nlp


@cache
def boundaries() -> Boundaries:
    """Return the engine's boundary settings."""
    return load_boundaries(_FOLDER)


@cache
def lemmatizer() -> EnglishLemmatizer:
    """Return the engine's lemmatizer."""
    return load_lemmatizer(pipeline().vocab, _FOLDER)


def doc_of(text: str) -> Doc:
    """Return the text as tokens, its marks straightened."""
    return pipeline().make_doc(boundaries().straightened(text))


def lemma_of(form: str, upos: str, feats: str = "") -> str:
    """Return the lemma of a word of this part of speech."""
    doc = Doc(pipeline().vocab, words=[form], pos=[upos], morphs=[feats])
    return lemmatizer()(doc)[0].lemma_


def spelt(tokens: Sequence[object]) -> str:
    """Return the tokens, set with bars."""
    return "|".join(str(token) for token in tokens)
