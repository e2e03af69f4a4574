"""Reads a dictionary of verbs in PETRARCH's format: sets of nouns, blocks of verbs that share a code, and patterns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from demarche.lexicon.petrarch.source import Line, Notes, read_source, words_of

_BLOCK = re.compile(r"-{2,}\s*(?P<words>[^\[\]]*?)\s*(?:\[(?P<code>[^\]]*)\])?\s*-{2,}")
_VERB = re.compile(r"(?P<verb>[^{}\[\]]+?)\s*(?:\{[^}]*\})?\s*(?:\[(?P<code>[^\]]*)\])?")
_PATTERN = re.compile(r"-\s*(?P<tokens>[^\[\]]+?)\s*\[(?P<code>[^\]]*)\]")
_TOKEN = re.compile(r"[^\s(){}]+")
_NO_CODE = "---"


@dataclass(frozen=True, slots=True)
class VerbEntry:
    """A verb and its code, None if it has none of its own."""

    line: int
    words: str
    code: str | None


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern: what stands around the verb (`*`), and the code."""

    line: int
    tokens: tuple[str, ...]
    code: str


@dataclass(slots=True)
class Block:
    """Verbs that share patterns."""

    code: str | None
    verbs: list[VerbEntry] = field(default_factory=list)
    patterns: list[Pattern] = field(default_factory=list)


@dataclass(slots=True)
class VerbFile:
    """The sets of nouns by their names, and the blocks of verbs."""

    sets: dict[str, list[str]] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)


def read_verbs(path: Path, notes: Notes) -> VerbFile:
    """Return what a dictionary of verbs holds; what cannot be read is noted."""
    found = VerbFile()
    members: list[str] | None = None
    for line in read_source(path, notes):
        text = line.text
        if text.startswith("&"):
            members = found.sets.setdefault(words_of(text).upper().replace(" ", "_"), [])
        elif text.startswith("+") and members is not None:
            members.append(words_of(text.removeprefix("+")).lower())
        elif text.startswith("~"):
            notes.add(
                line.number,
                text,
                "a transformation of verbs: what is agreed, refused or planned is found in the sentence",
            )
        elif text.startswith("--"):
            members = None
            _begin(found, line, notes)
        elif text.startswith("-"):
            _pattern(found, line, notes)
        else:
            members = None
            _verb(found, line, notes)
    return found


def _begin(found: VerbFile, line: Line, notes: Notes) -> None:
    match = _BLOCK.fullmatch(line.text)
    if match is None:
        notes.add(line.number, line.text, "a line that cannot be read")
        return
    found.blocks.append(Block(_own_code(match["code"])))


def _verb(found: VerbFile, line: Line, notes: Notes) -> None:
    match = _VERB.fullmatch(line.text)
    if match is None or not found.blocks:
        notes.add(line.number, line.text, "a line that cannot be read")
        return
    block = found.blocks[-1]
    block.verbs.append(
        VerbEntry(line.number, words_of(match["verb"]).lower(), _own_code(match["code"]) or block.code)
    )


def _pattern(found: VerbFile, line: Line, notes: Notes) -> None:
    match = _PATTERN.fullmatch(line.text)
    if match is None or not found.blocks:
        notes.add(line.number, line.text, "a line that cannot be read")
        return
    tokens = tuple(_tokens(match["tokens"]))
    found.blocks[-1].patterns.append(Pattern(line.number, tokens, match["code"].strip()))


def _tokens(written: str) -> Iterator[str]:
    """Yield the tokens of a pattern: `*`, `&SET`, the letters for participants, and words; a phrase's brackets say nothing."""
    for token in _TOKEN.findall(written):
        if token.startswith("&"):
            yield token.rstrip("_").upper()
        else:
            yield from words_of(token).lower().split()


def _own_code(written: str | None) -> str | None:
    code = (written or "").strip()
    return None if code in {"", _NO_CODE} else code
