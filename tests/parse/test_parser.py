"""The engine: that it is the same alone and in company, and what no news report holds, but some file does."""

import shutil
import time
from importlib.resources import as_file
from pathlib import Path

import pytest

from demarche.lexicon.tables import data_folder
from demarche.model.reading import Reading
from demarche.model.syntax import Syntax
from demarche.parse import words
from demarche.parse.load import FAST, load_engine, load_parser
from demarche.parse.parser import Engine, Parser
from demarche.read.formats.text import read
from tests.coder import coder

_TALKS = (
    "Ministers meet\n\nThe ministers of Kenya and Peru met on Monday. They said that talks would go on.\n"
)
_RAIN = "Rain fell in the north, and the roads were closed until Friday. " * 3


def _reading(text: str) -> Reading:
    return read(text.encode(), path="report.txt", layout=coder().lexicon.layout)


def _rows(syntax: Syntax) -> list[tuple[object, ...]]:
    """Return all that is said of each word."""
    return [
        (
            word.text,
            word.start,
            word.lemma,
            word.upos,
            word.xpos,
            word.feats,
            word.dep,
            word.head.i,
            word.sentence,
            word.factuality,
        )
        for word in syntax.words
    ]


@pytest.fixture(name="fast", scope="module")
def fast_engine() -> Engine:
    return load_engine(fast=True)


def test_a_report_is_parsed_alike_whatever_was_parsed_before(fast: Engine) -> None:
    talks, rain = _reading(_TALKS), _reading(_RAIN)
    for parser in (coder().parser, fast):
        alone = parser.parse(talks)
        parser.parse(rain)
        again = parser.parse(talks)
        assert _rows(again) == _rows(alone)
        assert again.attributions == alone.attributions
        assert again.entities == alone.entities


def test_the_fast_engine_parses_and_is_told_apart(fast: Engine) -> None:
    reading = _reading(_TALKS)
    found, whole = (parser.parse(reading) for parser in (fast, coder().parser))
    assert [word.text for word in found.words] == [word.text for word in whole.words]
    assert [word.factuality for word in found.words] != [word.factuality for word in whole.words]
    assert all(word.lemma and word.upos for word in found.words)
    assert {sentence.block for sentence in found.sentences} == {0, 1}
    assert fast.digest != coder().parser.digest
    parser: Parser = load_parser(FAST)
    assert parser.digest == fast.digest


def test_the_engine_says_how_sure_each_word_is(fast: Engine) -> None:
    assert {type(word.factuality) for word in fast.parse(_reading(_TALKS)).words} == {float}


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("“We wait,” she wrote on X. The ministry did not reply.", 2),
        ("Ada Francis X. Brandt met the minister.", 1),
    ],
)
def test_the_network_is_no_initial(fast: Engine, text: str, sentences: int) -> None:
    assert len(fast.parse(_reading(text)).sentences) == sentences


def test_threads_change_nothing(fast: Engine) -> None:
    reading = _reading(f"{_TALKS}\n{_RAIN}\n\n{_RAIN * 3}\n")
    assert _rows(load_engine(fast=True, threads=2).parse(reading)) == _rows(fast.parse(reading))


def test_a_full_vocabulary_is_begun_anew_and_changes_nothing(
    fast: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = _reading(_TALKS)
    before = _rows(fast.parse(reading))
    remembered = fast._words  # noqa: SLF001 - nothing else tells that it was renewed
    monkeypatch.setattr(words, "_REMEMBERED", 10)
    assert _rows(fast.parse(reading)) == before
    assert fast._words is not remembered  # noqa: SLF001


def test_every_file_of_the_engine_decides_its_digest(fast: Engine, tmp_path: Path) -> None:
    with as_file(data_folder() / "engine" / "en") as shipped:
        shutil.copytree(shipped, tmp_path / "en")
    assert Engine(tmp_path / "en", fast=True).digest == fast.digest
    with (tmp_path / "en" / "lemmas" / "added.tsv").open("w", encoding="utf-8") as file:
        file.write("added")
    assert Engine(tmp_path / "en", fast=True).digest != fast.digest


@pytest.mark.parametrize("mark", ['"', "(", "a,", "…"])
def test_what_has_no_spaces_takes_no_more_than_its_share_of_time(mark: str) -> None:
    text = "The ministers met on Monday. " + mark * 4000
    reading = _reading(text)
    before = time.thread_time()
    syntax = coder().parser.parse(reading)
    assert time.thread_time() - before < 20  # linear: 2 s; the square of the length: minutes
    assert all(reading.report.text[word.start : word.end].lower() == word.lower for word in syntax.words[:6])
    assert syntax.words[-1].end == len(reading.report.text)
