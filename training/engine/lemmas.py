"""Builds the rule lemmatizer's tables from WordNet's (spacy-lookups-data) and the treebanks' train files."""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.engine.config import LemmaSettings
from training.engine.treebank import Token

_VOWELS = frozenset("aeiou")
_UNDOUBLED = frozenset("aeiouwxy")
_AFTER_SILENT_E = ("es", "ed", "ing")
_NOTE = "# Written by training/engine/lemmas.py from WordNet 3.0 (spacy-lookups-data) and UD English EWT and GUM, train.\n"


@dataclass(frozen=True, slots=True)
class WordNetTables:
    """The tables of spacy-lookups-data: by part of speech, in lower case, the rules in order."""

    rules: Mapping[str, Sequence[tuple[str, str]]]
    index: Mapping[str, Sequence[str]]
    exceptions: Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class LemmaTables:
    """What the lemmatizer needs: rules and known base forms by part of speech, and a lemma for each exception."""

    rules: dict[str, tuple[tuple[str, str], ...]]
    index: dict[str, frozenset[str]]
    exceptions: dict[str, dict[str, str]]


def read_wordnet(folder: Path) -> WordNetTables:
    """Return the tables from the folder that holds `en_lemma_rules.json.gz` and its siblings."""
    rules: dict[str, list[tuple[str, str]]] = _json(folder, "rules")
    index: dict[str, list[str]] = _json(folder, "index")
    exceptions: dict[str, dict[str, list[str]]] = _json(folder, "exc")
    return WordNetTables(rules, index, exceptions)


def build(wordnet: WordNetTables, tokens: Iterable[Token], settings: LemmaSettings) -> LemmaTables:
    """Return the tables; of several lemmas for a form, the treebanks' most frequent one wins, unless it is mended."""
    index = {pos: set(wordnet.index[pos]) for pos in wordnet.index if pos in settings.endings}
    exceptions: dict[str, dict[str, str]] = {pos: {} for pos in settings.parts_of_speech}
    for pos, endings in settings.endings.items():
        exceptions[pos] = {form: lemmas[0] for form, lemmas in wordnet.exceptions.get(pos, {}).items()}
        for word in sorted(index.get(pos, ())):
            if word.endswith(endings) and "_" not in word:
                exceptions[pos].setdefault(word, word)
    for pos, form, frequent in frequent_lemmas(tokens, settings):
        lemma = settings.mended.get(pos, {}).get(form, frequent)
        exceptions[pos][form] = lemma
        if pos in index and lemma.islower():
            index[pos].add(lemma)
    for pos, mended in settings.mended.items():
        exceptions[pos].update(mended)
    exceptions["aux"].update(settings.contractions)
    for form, lemma in silent_e(index["verb"]):
        exceptions["verb"].setdefault(form, lemma)
    exceptions["verb"].update(dict.fromkeys(settings.forms_of_be, "be"))
    rules = {pos: tuple(pairs) for pos, pairs in wordnet.rules.items() if pos in settings.ruled}
    known = {
        pos: frozenset(word for word in index[pos] if is_contested(word, rules[pos], exceptions[pos]))
        for pos in rules
    }
    return LemmaTables(rules, known, exceptions)


def frequent_lemmas(tokens: Iterable[Token], settings: LemmaSettings) -> Iterator[tuple[str, str, str]]:
    """Yield part of speech, form in lower case and its most frequent lemma (of equals, the first met)."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for token in tokens:
        pos = token.upos.lower()
        if pos in settings.parts_of_speech and "Typo=Yes" not in token.feats:
            counts[pos, token.form.lower()][token.lemma] += 1
    for (pos, form), lemmas in counts.items():
        yield pos, form, lemmas.most_common(1)[0][0]


def silent_e(verbs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield forms of verbs in -e whose stem is a verb too ("rate" beside "rat"), and that verb: "rated", "rate".

    The shorter verb doubles its last letter ("ratted") and takes a plain -s, so they can only be the longer one's.
    """
    known = set(verbs)
    for verb in sorted(known):
        stem = verb[:-1]
        if verb.endswith("e") and stem in known and _doubles(stem):
            for ending in _AFTER_SILENT_E:
                yield stem + ending, verb


def is_contested(word: str, rules: Sequence[tuple[str, str]], settled: Container[str]) -> bool:
    """Tell whether an inflected form of the word could be another word's too, by the rules, and is not `settled`.

    Only then does the lemmatizer need to know that the word exists: "dogs" can only be of "dog", known or not.
    Where an exception settles a form, the index must keep out, since spaCy prefers a known word to the exception; but
    not where a form has a hyphen, since there spaCy takes every word as known.
    """
    inflected = (word.removesuffix(new) + ending for ending, new in rules if word.endswith(new))
    unsettled = (form for form in inflected if form not in settled or not form.isalpha())
    return "_" not in word and any(len(set(base_forms(form, rules))) > 1 for form in unsettled)


def base_forms(form: str, rules: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield what each rule that applies makes of the form."""
    for ending, new in rules:
        if form.endswith(ending) and form.removesuffix(ending) + new:
            yield form.removesuffix(ending) + new


def write(tables: LemmaTables, folder: Path) -> None:
    """Write rules.tsv, exceptions.tsv and one index-POS.tsv for each part of speech that has rules."""
    folder.mkdir(parents=True, exist_ok=True)
    rules = [(pos, ending, new) for pos, pairs in sorted(tables.rules.items()) for ending, new in pairs]
    _table(folder / "rules.tsv", ("pos", "ending", "replacement"), rules)
    exceptions = [
        (pos, *pair) for pos, pairs in sorted(tables.exceptions.items()) for pair in sorted(pairs.items())
    ]
    _table(folder / "exceptions.tsv", ("pos", "form", "lemma"), exceptions)
    for pos, words in tables.index.items():
        _table(folder / f"index-{pos}.tsv", ("word",), [(word,) for word in sorted(words)])


def _doubles(stem: str) -> bool:
    """Whether the stem ends in one short vowel and a consonant that is doubled before an ending."""
    return len(stem) > 1 and stem[-1] not in _UNDOUBLED and stem[-2] in _VOWELS and stem[-3:-2] not in _VOWELS


def _json(folder: Path, name: str) -> Any:  # noqa: ANN401 - the caller knows the table's type
    with gzip.open(folder / f"en_lemma_{name}.json.gz", "rt", encoding="utf-8") as file:
        return json.load(file)


def _table(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    lines = ["\t".join(cells) + "\n" for cells in (header, *rows)]
    path.write_text(_NOTE + "".join(lines), encoding="utf-8", newline="\n")
