"""Cuts flat names (person, organisation, place) out of GUM's nested entity annotation, by rules of this project.

GUM marks whole noun phrases ("the Peruvian foreign minister Elena Quispe"); a name is the stretch of words with a
capital around a proper noun that heads such a phrase, without determiners and titles before it.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from training.engine.treebank import Token

_RULES_FILE = Path(__file__).with_name("gum_names.toml")
_ENTITY = re.compile(r"(?:^|\|)Entity=([^|]*)")
_BRACKET = re.compile(r"\((?P<opened>[^()]+)(?P<closed>\)?)|(?P<ended>[^()]+)\)")
_BEFORE_A_NAME = frozenset({"DET", "PRON", "ADP", "PUNCT", "NUM"})
_WITH_NUMBER = frozenset({"flat", "compound", "nummod"})

Name = tuple[int, int, str]
"""First word, last word (exclusive) and label, within a sentence."""


class _Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    titles: frozenset[str]
    joiners: frozenset[str]
    breakers: dict[str, frozenset[str]]


class NameRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """GUM's entity types with this project's labels, and the words that decide where a name begins and ends."""

    labels: dict[str, str]
    words: _Words


def read_name_rules(path: Path = _RULES_FILE) -> NameRules:
    """Return the rules that a TOML file holds."""
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), type=NameRules)


def names_of(tokens: Sequence[Token], rules: NameRules) -> tuple[Name, ...]:
    """Return the names of one sentence in text order; of overlapping ones the longest, then the first, is kept."""
    found: list[Name] = []
    for first, last, kind in entity_spans(tokens):
        label = rules.labels.get(kind)
        name = _name_within(tokens, first, last, label, rules) if label else None
        if name is not None:
            found.append(name)
    found.sort(key=lambda name: (name[0] - name[1], name[0]))
    kept: list[Name] = []
    taken: set[int] = set()
    for name in found:
        words = range(name[0], name[1])
        if taken.isdisjoint(words):
            taken.update(words)
            kept.append(name)
    return tuple(sorted(kept))


def entity_spans(tokens: Sequence[Token]) -> Iterator[Name]:
    """Yield first word, last word (exclusive) and type of every entity, in the order in which they close."""
    still_open: list[tuple[str, str, int]] = []
    for at, token in enumerate(tokens):
        annotation = _ENTITY.search(token.misc)
        if annotation is None:
            continue
        for bracket in _BRACKET.finditer(annotation[1]):
            ended: str | None = bracket["ended"]
            if ended is None:
                identifier, _, rest = bracket["opened"].partition("-")
                still_open.append((identifier, rest.partition("-")[0], at))
                ended = identifier if bracket["closed"] else None
            index = _last_open(still_open, ended)
            if index is not None:
                _, kind, first = still_open.pop(index)
                yield first, at + 1, kind


def _last_open(still_open: Sequence[tuple[str, str, int]], identifier: str | None) -> int | None:
    places = range(len(still_open) - 1, -1, -1)
    return next((index for index in places if still_open[index][0] == identifier), None)


def _name_within(tokens: Sequence[Token], first: int, last: int, label: str, rules: NameRules) -> Name | None:
    head = next((at for at in range(first, last) if not first < tokens[at].head <= last), None)
    if head is None or tokens[head].upos != "PROPN":
        return None
    start = first
    while start < head and (tokens[start].upos in _BEFORE_A_NAME or not _has_capital(tokens[start])):
        start += 1
    if label == "PER":
        if all(token.xpos == "NNPS" for token in tokens[first:last] if token.upos == "PROPN"):
            return None
        start = _after_titles(tokens, start, last, rules)
        if tokens[start].form.lower() in rules.words.titles:
            return None
    end = _end(tokens, range(start, last), head, label, rules)
    named = any(token.upos == "PROPN" for token in tokens[start:end])
    return (start, end, label) if named and (head < end or label == "PER") else None


def _after_titles(tokens: Sequence[Token], start: int, last: int, rules: NameRules) -> int:
    for at in range(start, last - 1):
        follower = tokens[at + 1]
        if (
            tokens[at].form.lower() in rules.words.titles
            and _has_capital(follower)
            and follower.upos == "PROPN"
        ):
            start = at + 1
    return start


def _end(tokens: Sequence[Token], phrase: range, head: int, label: str, rules: NameRules) -> int:
    """Return where the name that begins with the phrase ends (exclusive); the phrase's start if there is none."""
    end = at = phrase.start
    while at < phrase.stop:
        form = tokens[at].form
        if _has_capital(tokens[at]) or (
            label != "PER" and at > phrase.start and _is_number_of_name(tokens[at])
        ):
            end = at + 1
        elif form.lower() in rules.words.joiners and at + 1 < phrase.stop:
            if not _joins(tokens, at, phrase.stop, label, rules):
                break
            if form.lower() == "and" and _begins_conjunct(
                tokens[phrase.start : phrase.stop], phrase.start, head, at
            ):
                break
        elif form != ".":
            break
        at += 1
    return end


def _joins(tokens: Sequence[Token], at: int, last: int, label: str, rules: NameRules) -> bool:
    """Tell whether the name goes on behind a joiner, or behind two."""
    joiners = rules.words.joiners
    after = at + 1
    if after < last and tokens[after].form.lower() in joiners:
        after += 1
    goes_on = after < last and _has_capital(tokens[after])
    form = tokens[at].form
    return goes_on and form != "," and form.lower() not in rules.words.breakers[label]


def _begins_conjunct(phrase: Sequence[Token], start: int, head: int, at: int) -> bool:
    """Tell whether "and" at this word joins a second name to the head's instead of standing inside one."""
    later = phrase[at + 1 - start :]
    return any(token.dep == "conj" and start <= token.head - 1 <= head for token in later)


def _has_capital(token: Token) -> bool:
    return token.form[:1].isupper()


def _is_number_of_name(token: Token) -> bool:
    return token.form[:1].isdigit() and token.upos in {"PROPN", "NUM"} and token.dep in _WITH_NUMBER
