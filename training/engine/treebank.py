"""Reads CoNLL-U: sentences of syntactic words, multiword tokens spread over their words, grouped in paragraphs."""

import gzip
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TextIO

from demarche.parse.boundaries import load_boundaries

_HARD_SPACE = 0xA0
_FIELDS = 10
_NEW_PARAGRAPH = re.compile(r"newpar(?!_)")


class TreebankError(ValueError):
    """A treebank is not CoNLL-U as this project reads it; the message names file and line."""


@dataclass(frozen=True, slots=True)
class Token:
    """A syntactic word; `head` counts from 1 within the sentence, 0 is the root; `space` follows it or not."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    dep: str
    misc: str
    space: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence and the comment lines that stand before it."""

    comments: dict[str, str]
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Neighbouring sentences of one document; `document` and `genre` are empty where the file names none."""

    document: str
    genre: str
    trees: tuple[Tree, ...]


def load_marks(engine: Traversable) -> Mapping[int, str]:
    """Return the engine's table of marks to be straightened, for `str.translate`, so that it is trained on what it reads.

    Hard spaces, which stand inside a few words of the treebanks, are made plain as well.
    """
    return {**load_boundaries(engine).straight, _HARD_SPACE: " "}


def spread(surface: str, forms: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a multiword token so that together they spell its surface.

    Each word keeps the length of its form as far as the rest leaves a character for every later word; the forms
    come back unchanged if the surface is too short for that.
    """
    if "".join(forms) == surface or len(surface) < len(forms):
        return tuple(forms)
    parts: list[str] = []
    rest = surface
    for left, form in zip(range(len(forms) - 1, 0, -1), forms, strict=False):
        length = max(1, min(len(form), len(rest) - left))
        parts.append(rest[:length])
        rest = rest[length:]
    return (*parts, rest)


def read_trees(lines: Iterable[str], marks: Mapping[int, str], name: str = "treebank") -> Iterator[Tree]:
    """Yield the sentences, with `marks` straightened; raise `TreebankError` for a line that is none of CoNLL-U's."""
    block: list[tuple[int, str]] = []
    for number, raw in enumerate(lines, start=1):
        line = raw.rstrip("\n")
        if line:
            block.append((number, line))
        elif block:
            yield _tree(block, marks, name)
            block = []
    if block:
        yield _tree(block, marks, name)


def read_paragraphs(path: Path, longest: int, marks: Mapping[int, str]) -> Iterator[Paragraph]:
    """Yield the file's paragraphs, of at most `longest` sentences each; gzip is read by its suffix."""
    with _open(path) as lines:
        yield from group(read_trees(lines, marks, path.name), longest)


def group(trees: Iterable[Tree], longest: int) -> Iterator[Paragraph]:
    """Yield paragraphs as the comments `newdoc` and `newpar` mark them."""
    document = genre = ""
    held: list[Tree] = []
    for tree in trees:
        new_document = any(key.startswith("newdoc") for key in tree.comments)
        new_paragraph = any(_NEW_PARAGRAPH.match(key) for key in tree.comments)
        if held and (new_document or new_paragraph or len(held) >= longest):
            yield Paragraph(document, genre, tuple(held))
            held = []
        if new_document:
            document = tree.comments.get("newdoc id", "")
            genre = tree.comments.get("meta::genre", "")
        held.append(tree)
    if held:
        yield Paragraph(document, genre, tuple(held))


def text_and_offsets(tokens: Iterable[Token]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the text that the words spell and each word's start and end in it, in code points."""
    parts: list[str] = []
    offsets: list[tuple[int, int]] = []
    at = 0
    for token in tokens:
        offsets.append((at, at + len(token.form)))
        parts.append(token.form + " " * token.space)
        at += len(parts[-1])
    return "".join(parts).rstrip(" "), tuple(offsets)


def _open(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def _tree(block: Sequence[tuple[int, str]], marks: Mapping[int, str], name: str) -> Tree:
    comments: dict[str, str] = {}
    tokens: list[Token] = []
    multiword: list[tuple[int, int, str, bool]] = []
    for number, line in block:
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip()] = value.strip()
            continue
        cells = line.split("\t")
        if len(cells) != _FIELDS:
            raise TreebankError(f"{name}, line {number}: {len(cells)} fields, not {_FIELDS}")
        if "-" in cells[0]:
            first, last = map(int, cells[0].split("-"))
            multiword.append((first, last, cells[1].translate(marks), _space(cells[9])))
        elif "." not in cells[0]:  # empty nodes belong to the enhanced graph only
            tokens.append(_token(cells, marks))
    for first, last, surface, space in multiword:
        tokens[first - 1 : last] = _joined(tokens[first - 1 : last], surface, space=space)
    return Tree(comments, tuple(tokens))


def _token(cells: Sequence[str], marks: Mapping[int, str]) -> Token:
    return Token(
        form=cells[1].translate(marks),
        lemma=cells[2].translate(marks),
        upos=cells[3],
        xpos=cells[4],
        feats=cells[5],
        head=int(cells[6]),
        dep=cells[7],
        misc=cells[9],
        space=_space(cells[9]),
    )


def _joined(tokens: Sequence[Token], surface: str, *, space: bool) -> list[Token]:
    forms = spread(surface, [token.form for token in tokens])
    last = len(tokens) - 1
    return [
        replace(token, form=form, space=space and at == last)
        for at, (token, form) in enumerate(zip(tokens, forms, strict=True))
    ]


def _space(misc: str) -> bool:
    return "SpaceAfter=No" not in misc
