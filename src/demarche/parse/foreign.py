"""Another spaCy pipeline in the engine's place: a user's own, or one that wraps another parser, with UD labels."""

import hashlib
import json

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from demarche.model.reading import CODED_ROLES, Reading
from demarche.model.syntax import PipelineError, Syntax
from demarche.parse.tree import Parsed, syntax_of

_DIGITS = 16
_LAYERS = (
    ("DEP", "dependencies"),
    ("SENT_START", "sentences"),
    ("POS", "parts of speech"),
    ("LEMMA", "lemmas"),
)
# The universal relations of UD 2 (https://universaldependencies.org/u/dep/); spaCy writes the root's in capitals.
_RELATIONS = frozenset([
    "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "clf", "compound", "conj", "cop", "csubj",
    "dep", "det", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod",
    "nsubj", "nummod", "obj", "obl", "orphan", "parataxis", "punct", "reparandum", "root", "ROOT", "vocative", "xcomp",
])  # fmt: skip


class ForeignPipeline:
    """A spaCy pipeline that tags, parses by Universal Dependencies and lemmatizes; it finds no attributions."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        settings = json.dumps([nlp.meta, nlp.config], sort_keys=True, default=str)
        content = settings.encode() + nlp.to_bytes(
            exclude=["vocab"]
        )  # the vocabulary grows with what is read
        self.digest = hashlib.sha256(content).hexdigest()[:_DIGITS]

    def parse(self, reading: Reading) -> Syntax:
        """Return the words and sentences of the report's coded blocks; raise `PipelineError` if they are none of UD's."""
        blocks = [(index, block) for index, block in enumerate(reading.blocks) if block.role in CODED_ROLES]
        texts = [reading.report.text[block.start : block.end] for _, block in blocks]
        docs = list(self._nlp.pipe(texts))
        for doc in docs:
            self._check(doc)
        return syntax_of(
            [Parsed(index, block, doc) for (index, block), doc in zip(blocks, docs, strict=True)]
        )

    def _check(self, doc: Doc) -> None:
        name = self._nlp.meta["name"]
        for layer, what in _LAYERS:
            if len(doc) and not doc.has_annotation(layer):
                raise PipelineError(f"the pipeline {name} gives no {what}")
        unknown = {token.dep_ for token in doc if token.dep_.partition(":")[0] not in _RELATIONS}
        if unknown:
            raise PipelineError(
                f"the pipeline {name} gives relations that are none of Universal Dependencies: {', '.join(sorted(unknown))}"
            )


def load_pipeline(name: str) -> ForeignPipeline:
    """Return the pipeline of an installed package or a folder; raise `PipelineError` if spaCy cannot load it."""
    try:
        return ForeignPipeline(spacy.load(name))
    except (OSError, ValueError, ImportError, AttributeError, TypeError) as error:
        # The last two come of a package that is no pipeline.
        raise PipelineError(
            f"spaCy cannot load the pipeline {name}: {str(error).split(chr(10))[0]}"
        ) from error
