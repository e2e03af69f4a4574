"""Factuality corpora as layers: how sure the reader may be that what a word names happened."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.engine.records import Fact, Sentence


def fact_sentences(path: Path) -> Iterator[Sentence]:
    """Yield the sentences of a file of JSON lines (`text` with spaces between the words, `targets` with `span1` and `label`)."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            entry = json.loads(line)
            facts = (Fact(target["span1"][0], float(target["label"])) for target in entry["targets"])
            yield Sentence(tuple(entry["text"].split(" ")), facts=tuple(facts))


def by_letters(sentences: Iterable[Sentence]) -> dict[str, Sentence]:
    """Return the sentences by their letters, without spaces: corpora cut the same sentence into other words."""
    return {"".join(sentence.words): sentence for sentence in sentences}


def carried(facts: Sentence, words: tuple[str, ...]) -> tuple[Fact, ...]:
    """Return the facts of a sentence on the words of the same sentence, cut otherwise: each on the word its first letter is in."""
    places = [index for index, word in enumerate(words) for _ in word]
    starts = [0]
    for word in facts.words:
        starts.append(starts[-1] + len(word))
    return tuple(Fact(places[starts[fact.word]], fact.value) for fact in facts.facts or ())
