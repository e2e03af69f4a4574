"""The steps that need no torch: prepared data, lemma tables, figures."""

import importlib.util
import json
import logging
from pathlib import Path

from training.engine.evaluate import agreement
from training.engine.evaluate import evaluate as figures_of
from training.engine.gum_names import read_name_rules
from training.engine.job import Job, StepError
from training.engine.lemmas import build, read_wordnet, write
from training.engine.package import load_package
from training.engine.prepare import Preparation
from training.engine.records import read_passages
from training.engine.treebank import load_marks, read_paragraphs

_log = logging.getLogger(__name__)


def prepare(job: Job) -> None:
    """Read the corpora into prepared data."""
    settings = job.settings
    package = load_package(job.shipped, settings.swap, threads=settings.training.threads)
    preparation = Preparation(settings, job.data, load_marks(job.shipped), read_name_rules(), package)
    for name, sentences in preparation.write(job.prepared).items():
        _log.info("%s: %d sentences", name, sentences)


def lemmas(job: Job) -> None:
    """Build the lemmatizer's tables anew, in the new engine folder."""
    package = importlib.util.find_spec("spacy_lookups_data")
    if package is None or package.origin is None:
        raise StepError("the package spacy-lookups-data is not installed")
    wordnet = read_wordnet(Path(package.origin).with_name("data"))
    marks = load_marks(job.shipped)
    tokens = (
        token
        for name in job.settings.data.train_trees
        for paragraph in read_paragraphs(job.data / name, job.settings.data.paragraph_sentences, marks)
        for tree in paragraph.trees
        for token in tree.tokens
    )
    write(build(wordnet, tokens, job.settings.lemmas), job.engine / "lemmas")


def evaluate(job: Job) -> None:
    """Print the figures of an engine folder on the dev data; those of the new one are kept."""
    threads = job.settings.training.threads
    engine = job.path("engine", job.engine)
    figures = figures_of(engine, job.prepared, threads, fast=job.given.fast)
    other: Path | None = job.given.against
    if other is not None:
        for path in sorted(job.prepared.glob("dev-*.jsonl")):
            same = agreement(engine, other, list(read_passages(path)), threads)
            figures[path.stem.removeprefix("dev-")] |= {
                f"agreement_{layer}": part for layer, part in same.items()
            }
    text = json.dumps(figures, indent=1)
    if engine == job.engine and not job.given.fast:
        job.figures.write_text(text + "\n", encoding="utf-8")
    print(text)
