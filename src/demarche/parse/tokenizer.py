"""spaCy's English tokenizer with the habits of the UD treebanks, as `tokenizer.yaml` states them."""

import re
from collections.abc import Mapping, Sequence
from importlib.resources.abc import Traversable
from typing import Any

import yaml
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex


def adapt_tokenizer(nlp: Language, folder: Traversable) -> re.Pattern[str]:
    """Change the tokenizer of a blank English pipeline as the engine's `tokenizer.yaml` says.

    Return what matches up to a place where a text is cut before the tokenizer sees it.
    """
    habits: Mapping[str, Any] = yaml.safe_load((folder / "tokenizer.yaml").read_text(encoding="utf-8"))
    runs: list[str] = habits["runs"]
    tokenizer = nlp.tokenizer
    if not isinstance(tokenizer, Tokenizer):
        raise TypeError("the pipeline has no rule tokenizer")
    infixes = [
        *_infixes([str(pattern) for pattern in nlp.Defaults.infixes or ()], habits),
        *habits["infixes"],
    ]
    prefixes = [*runs, *habits["prefixes"], *(nlp.Defaults.prefixes or ())]
    suffixes = [*runs, *(nlp.Defaults.suffixes or ())]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    for word in habits["abbreviations"]:
        tokenizer.add_special_case(word, [{ORTH: word}])
    for word, parts in habits["splits"].items():
        tokenizer.add_special_case(word, [{ORTH: part} for part in parts])
    return re.compile("|".join(habits["apart"]))


def _infixes(patterns: Sequence[str], habits: Mapping[str, Any]) -> list[str]:
    """Return the patterns, with the one that splits at hyphens kept away from certain word beginnings."""
    beginnings: list[str] = habits["keep_hyphen_after"]
    both_cases = sorted({form for part in beginnings for form in (part, part.capitalize())})
    guard = "".join(rf"(?<!\b{part})" for part in both_cases)
    mark: str = habits["hyphen_mark"]
    return [guard + pattern if mark in pattern and "--" in pattern else pattern for pattern in patterns]
