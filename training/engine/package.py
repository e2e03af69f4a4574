"""What the package gives to the preparation of its own engine: cutter, reader, examples of the lexicon, names of its tables."""

from collections.abc import Iterable, Iterator
from importlib.resources.abc import Traversable

import spacy
from spacy.tokens import Doc

from demarche.lexicon.lexicon import load_lexicon
from demarche.lexicon.ontology import load_ontology
from demarche.lexicon.senses import load_senses
from demarche.lexicon.tables import data_folder
from demarche.model.reading import Block, Reading
from demarche.parse.parser import Engine
from demarche.parse.tokenizer import adapt_tokenizer
from demarche.read.formats.text import read
from training.engine.config import SwapSettings
from training.engine.cut import Cutter
from training.engine.prepare import Package
from training.engine.records import Passage, Sentence, TreeLayer
from training.engine.said import said_passages
from training.engine.swap import Cut, Swapper


def load_package(shipped: Traversable, settings: SwapSettings, *, threads: int) -> Package:
    """Return what the shipped package gives, loaded."""
    engine = Engine(shipped, threads=threads)
    layout = load_lexicon().layout

    def read_text(text: str) -> Reading:
        return read(text.encode("utf-8"), path="text", layout=layout)

    cut = _cutter(shipped)
    swapper = Swapper(settings, {label: list(_names(names)) for label, names in settings.tables.items()}, cut)
    return Package(
        Cutter(shipped, threads=threads).starts,
        lambda folder: said_passages(folder, engine, read_text),
        lambda: _examples(engine),
        cut,
        swapper,
    )


def _cutter(shipped: Traversable) -> Cut:
    nlp = spacy.blank("en")
    adapt_tokenizer(nlp, shipped)
    return lambda text: [token.text for token in nlp.make_doc(text)]


def _names(tables: Iterable[str]) -> Iterator[str]:
    """Yield the names of entries of the package's tables ("actors/leaders.tsv name")."""
    for table in tables:
        path, column = table.split(" ")
        lines = (data_folder() / path).read_text(encoding="utf-8").splitlines()
        header, *rows = (line.split("\t") for line in lines if not line.startswith("#"))
        at = header.index(column)
        yield from (row[at] for row in rows if row[at][:1].isupper())


def _examples(engine: Engine) -> Iterator[Passage]:
    """Yield the lexicon's own example sentences with the trees of the shipped engine.

    The tests of the lexicon hold that most of these trees lead to the right reading, so they are nearly clean, and of news.
    """
    data = data_folder()
    senses = load_senses(data / "events" / "en", load_ontology(data / "ontology")).by_id.values()
    texts = [text for sense in senses for text in (sense.example, sense.counter)]
    for text in texts:
        (doc,) = engine.docs([(text, Block(0, len(text), "paragraph"))])
        yield Passage("", tuple(_parsed(doc)))


def _parsed(doc: Doc) -> Iterator[Sentence]:
    for span in doc.sents:
        tokens = list(span)
        root = next(index for index, token in enumerate(tokens) if token.head == token)
        layer = TreeLayer(
            upos=tuple(token.pos_ for token in tokens),
            xpos=tuple(token.tag_ for token in tokens),
            feats=tuple(str(token.morph) or "_" for token in tokens),
            heads=tuple(
                0 if index == root else token.head.i - span.start + 1 for index, token in enumerate(tokens)
            ),
            deps=tuple("root" if token.dep_ == "ROOT" else token.dep_ for token in tokens),
        )
        names = tuple((name.start - span.start, name.end - span.start, name.label_) for name in span.ents)
        yield Sentence(tuple(token.text for token in tokens), layer, names)
