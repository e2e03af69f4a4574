"""Chains of coreference in GUM's treebanks: which mentions of a document are of the same person, body or place.

`Entity=(NUMBER-TYPE-STATUS-SALIENCE-CENTRING-HEADS-LINK…` opens a mention before a word and `NUMBER)` closes it; HEADS
are the places of its head words in it, from 1.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from bench.common.benchmark import BenchError, Item
from bench.common.edus import document_of
from bench.common.events import Range
from training.engine.treebank import Paragraph, Token, TreebankError, read_paragraphs

TYPES = frozenset({"person", "organization", "place"})
_ENTITY = re.compile(r"(?:^|\|)Entity=([^|]*)")
_OPENED = re.compile(r"\(([^()-]+)-([^()-]+)-[^()-]*-[^()-]*-[^()-]*-([\d,]+)")
_WHOLE = 1_000_000  # sentences of a paragraph: paragraphs are never cut
_SPEAKERS = frozenset({"1", "2"})
_PERSON = re.compile(r"Person=(\d)")
_SORTS = {"PRON": "pronoun", "PROPN": "name", "DET": "pronoun"}


@dataclass(frozen=True, slots=True)
class ChainMention:
    """A mention by its head word (offsets in the document's text), the entity that it is of, and its sort."""

    head: Range
    entity: str
    sort: str


@dataclass(frozen=True, slots=True)
class Chains(Item):
    """A document and its mentions of persons, bodies and places, in order; none of a speaker or hearer or relative word."""

    text: str
    mentions: tuple[ChainMention, ...]


def read_chains(path: Path, genre: str) -> Iterator[Chains]:
    """Yield the documents of a genre ("news": those named `GUM_news_…`); raise `BenchError` for no treebank."""
    try:
        for name, paragraphs in groupby(read_paragraphs(path, _WHOLE, {}), key=lambda one: one.document):
            if f"_{genre}_" in name:
                yield _chains(name, list(paragraphs))
    except TreebankError as error:
        raise BenchError(str(error)) from error


def _chains(name: str, paragraphs: Sequence[Paragraph]) -> Chains:
    document = document_of(paragraphs)
    found: list[ChainMention] = []
    first = 0
    for tree in (tree for paragraph in paragraphs for tree in paragraph.trees):
        for index, entity in _heads(tree.tokens):
            token = tree.tokens[index]
            if not _is_apart(token):
                sort = _SORTS.get(token.upos, "noun")
                found.append(ChainMention(document.words[first + index], entity, sort))
        first += len(tree.tokens)
    return Chains(name, document.text, tuple(sorted(found, key=lambda one: one.head)))


def _heads(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Yield the head word of each mention of a sentence, by its index, with its entity."""
    for index, token in enumerate(tokens):
        entities = _ENTITY.search(token.misc)
        for number, kind, places in _OPENED.findall(entities[1] if entities else ""):
            if kind in TYPES:
                words = [index + int(place) - 1 for place in places.split(",") if place]
                yield next(word for word in words if tokens[word].head - 1 not in words), number


def _is_apart(token: Token) -> bool:
    """Tell whether a word stands for who speaks or listens, or only joins a relative clause."""
    person = _PERSON.search(token.feats)
    is_speaker = token.upos in {"PRON", "DET"} and person is not None and person[1] in _SPEAKERS
    return is_speaker or "PronType=Rel" in token.feats
