"""The tables of the reading stage load, say what they are about, and refuse mistakes."""

import shutil
from pathlib import Path

import pytest

from demarche.lexicon import layout as module
from demarche.lexicon.layout import Boilerplate, Layout, load_layout
from demarche.lexicon.tables import LexiconError, data_folder


def test_the_words_are_in_lower_case(layout: Layout) -> None:
    for name in layout.words.__slots__:
        words = getattr(layout.words, name)
        assert words == {word.lower() for word in words}, name


def test_every_language_has_a_code_of_two_letters(layout: Layout) -> None:
    assert all(len(code) == 2 and code.islower() for code in layout.languages)
    assert layout.languages["en"] == "English"


def test_months_are_numbered_from_one_to_twelve(layout: Layout) -> None:
    assert set(layout.months.values()) == set(range(1, 13))
    assert layout.months["sept"] == 9


def _boilerplate() -> list[Boilerplate]:
    return list(load_layout().boilerplate)


@pytest.mark.parametrize("kind", _boilerplate(), ids=lambda kind: kind.removes[:30])
def test_boilerplate_is_told_from_the_sentence_much_like_it(kind: Boilerplate) -> None:
    assert kind.pattern.match(kind.removes)
    assert not kind.pattern.match(kind.keeps)


@pytest.mark.parametrize(
    ("file", "change", "message"),
    [
        ("limits.yaml", ("bytes: 20000000", "bites: 20000000"), "the keys are"),
        ("limits.yaml", ("bytes: 20000000", "bytes: -1"), "not a positive number"),
        ("limits.yaml", ("bytes: 20000000", "bytes: 1.5"), "not a whole number"),
        ("characters.tsv", ("space\ttab", "spice\ttab"), "none of space"),
        ("characters.tsv", ("0009\t0009", "0001\t0009"), "out of order"),
        ("en/words.tsv", ("unfinished\ta|", "unfinnished\ta|"), "none of unfinished"),
        ("en/patterns.yaml", ("{capital}[", "{kapital}["), "stands for nothing"),
        ("en/patterns.yaml", ("domain: '(?:", "domain: '((?:"), "domain"),
        (
            "en/boilerplate.tsv",
            ("To contact the newsroom, write to", "We wrote to"),
            "tell its two examples apart",
        ),
        ("en/labels.tsv", ("title\ttitle", "title\theading"), "none of title"),
    ],
)
def test_a_mistake_in_a_table_is_refused(
    file: str, change: tuple[str, str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(Path(str(data_folder())) / "layout", tmp_path / "layout")
    target = tmp_path / "layout" / file
    content = target.read_text(encoding="utf-8")
    assert change[0] in content
    target.write_text(content.replace(*change, 1), encoding="utf-8")
    monkeypatch.setattr(module, "data_folder", lambda: tmp_path)
    with pytest.raises(LexiconError, match=message):
        load_layout()
