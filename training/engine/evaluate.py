"""How good an engine folder is on the prepared dev data, and how far two of them agree.

Words are given, as the corpora cut them; what the package makes of raw text is measured by `bench parser`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources.abc import Traversable
from itertools import accumulate, pairwise
from pathlib import Path

import numpy as np

from demarche.parse.encoder import Annotation, Encoder, Labels
from demarche.parse.network import Floats
from training.engine.gum_names import Name
from training.engine.records import Passage, Sentence, TreeLayer, read_passages

Figures = dict[str, float]
_PARTS = ("source", "cue", "content")
_LAYERS = ("upos", "xpos", "feats", "dep", "head", "bio", "starts")


def evaluate(engine: Traversable, prepared: Path, threads: int, *, fast: bool = False) -> dict[str, Figures]:
    """Return the figures (percentages) on every dev file of a folder of prepared data."""
    encoder = Encoder(engine, threads=threads, fast=fast)
    found: dict[str, Figures] = {}
    for path in sorted(prepared.glob("dev-*.jsonl")):
        passages = list(read_passages(path))
        sentences = [sentence for passage in passages for sentence in passage.sentences]
        given = _annotate_sentences(encoder, sentences)
        figures = {"words": float(sum(len(sentence.words) for sentence in sentences))}
        if any(sentence.tree for sentence in sentences):
            figures |= tree_figures(sentences, given, encoder.labels)
            figures |= start_figures(passages, _annotate_passages(encoder, passages), encoder.labels)
        if any(sentence.names is not None for sentence in sentences):
            figures |= name_figures(sentences, given, encoder.labels)
        if any(sentence.said is not None for sentence in sentences):
            figures |= said_figures(sentences, given, encoder.labels)
        if any(sentence.facts for sentence in sentences):
            figures |= fact_figures(sentences, given)
        found[path.stem.removeprefix("dev-")] = figures
    return found


def agreement(engine: Traversable, other: Traversable, passages: Sequence[Passage], threads: int) -> Figures:
    """Return for each layer the share of words (in percent) that two engines annotate alike, given the sentences."""
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    first, second = (Encoder(folder, threads=threads) for folder in (engine, other))
    same: Counter[str] = Counter()
    pairs = zip(_annotate_sentences(first, sentences), _annotate_sentences(second, sentences), strict=True)
    for ours, theirs in pairs:
        for layer in _LAYERS:
            same[layer] += int(np.count_nonzero(getattr(ours, layer) == getattr(theirs, layer)))
    words = sum(len(sentence.words) for sentence in sentences)
    return {layer: _percent(same[layer], words) for layer in _LAYERS}


def tree_figures(sentences: Sequence[Sentence], found: Sequence[Annotation], labels: Labels) -> Figures:
    """Return the accuracy of tags, features, heads and labels, where the sentences are given."""
    right: Counter[str] = Counter()
    words = 0
    for sentence, annotation in zip(sentences, found, strict=True):
        tree = _tree(sentence)
        words += len(tree.heads)
        for layer in ("upos", "xpos", "feats"):
            names: tuple[str, ...] = getattr(labels, layer)
            right[layer] += _equal(getattr(tree, layer), (names[at] for at in getattr(annotation, layer)))
        right.update(_arc_counts([tree], annotation, labels))
    return {
        name: _percent(right[name], words) for name in ("upos", "xpos", "feats", "uas", "las", "las_subtyped")
    }


def start_figures(passages: Sequence[Passage], found: Sequence[Annotation], labels: Labels) -> Figures:
    """Return F1 of whole sentences and accuracy of arcs, where the engine finds the sentences itself."""
    right: Counter[str] = Counter()
    words = 0
    for passage, annotation in zip(passages, found, strict=True):
        trees = [_tree(sentence) for sentence in passage.sentences]
        right.update(_arc_counts(trees, annotation, labels))
        words += len(annotation.head)
        gold = set(pairwise(_cumulated([len(tree.heads) for tree in trees])))
        ours = set(pairwise([*map(int, np.flatnonzero(annotation.starts)), len(annotation.head)]))
        right.update(gold=len(gold), ours=len(ours), both=len(gold & ours))
    return {
        "sentence_f1": _percent(2 * right["both"], right["gold"] + right["ours"]),
        "uas_unsplit": _percent(right["uas"], words),
        "las_unsplit": _percent(right["las"], words),
    }


def name_figures(sentences: Sequence[Sentence], found: Sequence[Annotation], labels: Labels) -> Figures:
    """Return precision, recall and F1 of names with their labels, and F1 without them."""
    counts: Counter[str] = Counter()
    for sentence, annotation in zip(sentences, found, strict=True):
        gold = set(sentence.names or ())
        ours = set(names_of_tags([labels.bio[at] for at in annotation.bio]))
        bare = {name[:2] for name in gold} & {name[:2] for name in ours}
        counts.update(gold=len(gold), ours=len(ours), both=len(gold & ours), bare=len(bare))
    return {
        "name_precision": _percent(counts["both"], counts["ours"]),
        "name_recall": _percent(counts["both"], counts["gold"]),
        "name_f1": _percent(2 * counts["both"], counts["gold"] + counts["ours"]),
        "name_f1_unlabelled": _percent(2 * counts["bare"], counts["gold"] + counts["ours"]),
    }


def said_figures(sentences: Sequence[Sentence], found: Sequence[Annotation], labels: Labels) -> Figures:
    """Return F1 of the pieces of attributions by part, and how many right pieces hang on the right cue of their sentence."""
    counts: Counter[str] = Counter()
    for sentence, annotation in zip(sentences, found, strict=True):
        gold = {(piece.first, piece.last, piece.part): piece.cue for piece in sentence.said or ()}
        ours = set(names_of_tags([labels.said[at] for at in annotation.said]))
        for part in _PARTS:
            mine, theirs = ({one for one in spans if one[2] == part} for spans in (ours, set(gold)))
            counts.update({f"{part} ours": len(mine), f"{part} gold": len(theirs)})
            counts[f"{part} both"] += len(mine & theirs)
        for first, last, part in ours & set(gold):
            cue = gold[first, last, part]
            if part != "cue" and cue is not None and 0 <= cue < len(sentence.words):
                counts["ties"] += 1
                counts["right ties"] += int(annotation.cue[first]) == cue
    return {
        **{
            f"said_{part}_f1": _percent(
                2 * counts[f"{part} both"], counts[f"{part} ours"] + counts[f"{part} gold"]
            )
            for part in _PARTS
        },
        "said_ties": _percent(counts["right ties"], counts["ties"]),
    }


def fact_figures(sentences: Sequence[Sentence], found: Sequence[Annotation]) -> Figures:
    """Return the correlation (Pearson's r, per cent) and the mean absolute error of the certainty of events."""
    pairs = [
        (fact.value, float(annotation.facts[fact.word]))
        for sentence, annotation in zip(sentences, found, strict=True)
        for fact in sentence.facts or ()
    ]
    gold, ours = np.array(pairs).T
    error = float(np.abs(gold - ours).mean())
    return {"fact_r": round(100 * float(np.corrcoef(gold, ours)[0, 1]), 2), "fact_error": round(error, 3)}


def names_of_tags(tags: Iterable[str]) -> Iterator[Name]:
    """Yield the names that BIO tags mark; an I- that continues nothing begins a name."""
    first, label = 0, ""
    end = 0
    for end, tag in enumerate(tags, start=1):
        if label and tag != "I-" + label:
            yield first, end - 1, label
            label = ""
        if tag != "O" and not label:
            first, label = end - 1, tag[2:]
    if label:
        yield first, end, label


def _arc_counts(trees: Iterable[TreeLayer], annotation: Annotation, labels: Labels) -> Counter[str]:
    """Count right heads, and right heads with the universal (`las`) or the whole (`las_subtyped`) label."""
    counts: Counter[str] = Counter()
    word = first = 0
    for tree in trees:
        for head, dep in zip(tree.heads, tree.deps, strict=True):
            if annotation.head[word] == (word if head == 0 else first + head - 1):
                ours = labels.dep[annotation.dep[word]]
                counts["uas"] += 1
                counts["las"] += ours.partition(":")[0] == dep.partition(":")[0]
                counts["las_subtyped"] += ours == dep
            word += 1
        first = word
    return counts


def _annotate_sentences(encoder: Encoder, sentences: Sequence[Sentence]) -> list[Annotation]:
    """Return an annotation for each sentence, which stays whole."""
    words = [sentence.words for sentence in sentences]
    return encoder.annotate(words, [_bars(len(found), np.inf) for found in words])


def _annotate_passages(encoder: Encoder, passages: Sequence[Passage]) -> list[Annotation]:
    """Return an annotation for each passage, cut where the encoder finds a start likelier than not."""
    words = [tuple(word for sentence in passage.sentences for word in sentence.words) for passage in passages]
    return encoder.annotate(words, [_bars(len(found), 0.0) for found in words])


def _bars(words: int, bar: float) -> Floats:
    """Return for each word the score (log odds) above which a sentence begins with it."""
    return np.full(words, bar, np.float32)


def _tree(sentence: Sentence) -> TreeLayer:
    if sentence.tree is None:
        raise ValueError("a sentence of a dev treebank has no tree")
    return sentence.tree


def _equal(gold: Iterable[str], ours: Iterable[str]) -> int:
    return sum(left == right for left, right in zip(gold, ours, strict=True))


def _cumulated(lengths: Iterable[int]) -> list[int]:
    return list(accumulate(lengths, initial=0))


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 2) if whole else 0.0
