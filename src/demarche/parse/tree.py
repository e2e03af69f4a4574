"""From spaCy's `Doc`s to the plain syntax that the later stages read."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from demarche.model.reading import Block, BlockRole
from demarche.model.syntax import Attribution, Entity, EntityLabel, Sentence, Syntax, Word
from demarche.parse.repairs import repair, repair_headline

_HEADLINES: frozenset[BlockRole] = frozenset({"title", "heading"})
_LABELS: dict[str, EntityLabel] = {
    "PER": "PER",
    "PERSON": "PER",
    "ORG": "ORG",
    "LOC": "LOC",
    "GPE": "LOC",
    "FAC": "LOC",
}


@dataclass(frozen=True, slots=True)
class Parsed:
    """A block of a report as parsed; attributions count words from the block's first, facts are one a word or none at all."""

    index: int
    block: Block
    doc: Doc
    attributions: tuple[Attribution, ...] = ()
    facts: Sequence[float] = ()


def syntax_of(parsed: Sequence[Parsed]) -> Syntax:
    """Return the syntax of a report from its blocks, in text order."""
    words: list[Word] = []
    sentences: list[Sentence] = []
    entities: list[Entity] = []
    attributions: list[Attribution] = []
    for one in parsed:
        index, block, doc = one.index, one.block, one.doc
        first = len(words)
        _add_words(words, doc, block.start)
        for sentence in doc.sents:
            root = words[first + sentence.root.i]
            if block.role in _HEADLINES:
                root = repair_headline(root)
            start, end = first + sentence.start, first + sentence.end
            for word in words[start:end]:
                word.sentence = len(sentences)
            sentences.append(Sentence(len(sentences), start, end, root, index, block.role))
        for word, value in zip(words[first:], one.facts, strict=False):
            word.factuality = value
        attributions.extend(_moved(attribution, first) for attribution in one.attributions)
        entities.extend(
            Entity(first + name.start, first + name.end, _LABELS[name.label_])
            for name in doc.ents
            if name.label_ in _LABELS
        )
    repair(words)
    return Syntax(tuple(words), tuple(sentences), tuple(entities), tuple(attributions))


def _moved(attribution: Attribution, first: int) -> Attribution:
    source, content = (
        tuple((start + first, end + first) for start, end in ranges)
        for ranges in (attribution.source, attribution.content)
    )
    return Attribution(source, (attribution.cue[0] + first, attribution.cue[1] + first), content)


def _add_words(words: list[Word], doc: Doc, offset: int) -> None:
    """Append the doc's tokens as words, linked; `offset` is where the doc begins in the report's text."""
    first = len(words)
    heads: list[int] = []
    for token in doc:
        word = Word(
            first + token.i,
            offset + token.idx,
            token.text,
            lemma=token.lemma_,
            upos=token.pos_,
            xpos=token.tag_,
            feats=str(token.morph),
        )
        dep = token.dep_
        word.dep = "root" if dep == "ROOT" else dep
        words.append(word)
        heads.append(token.head.i)
    for word, head in zip(words[first:], heads, strict=True):
        word.head = words[first + head]
        if word.head is not word:
            word.head.children.append(word)
