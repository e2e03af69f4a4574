"""Every data file has an origin and a licence; word lists hold words, no countries."""

import re
import tomllib
from fnmatch import translate
from pathlib import Path

import pytest

from demarche.lexicon.actors import Actors, load_actors
from demarche.lexicon.tables import data_folder

_DATA = Path(str(data_folder()))
_SOURCES = tomllib.loads((_DATA / "SOURCES.toml").read_text(encoding="utf-8"))["source"]
_KEYS = {"files", "what", "origin", "licence"}
_FILES = sorted(
    path.relative_to(_DATA).as_posix()
    for path in _DATA.rglob("*")
    if path.is_file() and "__pycache__" not in path.parts
)
_LISTS = [name for name in _FILES if name.startswith(("events/", "cues/"))]
_EXAMPLES = ("example", "counter")


def _is_covered(name: str, glob: str) -> bool:
    """Tell whether a glob covers a file; a single star stops at a slash, as in shells."""
    if glob.endswith("/**"):
        return name.startswith(glob.removesuffix("**"))
    return name.count("/") == glob.count("/") and re.match(translate(glob), name) is not None


@pytest.mark.parametrize("name", _FILES)
def test_a_file_has_one_source(name: str) -> None:
    covering = [
        source["what"] for source in _SOURCES if any(_is_covered(name, glob) for glob in source["files"])
    ]
    assert len(covering) == 1, covering


@pytest.mark.parametrize("source", _SOURCES, ids=lambda source: source["files"][0])
def test_a_source_is_complete_and_covers_something(source: dict[str, list[str]]) -> None:
    assert set(source) == _KEYS
    assert all(source.values())
    for glob in source["files"]:
        assert any(_is_covered(name, glob) for name in _FILES), glob


@pytest.fixture(name="actors", scope="module")
def loaded_actors() -> Actors:
    return load_actors()


@pytest.mark.parametrize("name", _LISTS)
def test_word_lists_hold_no_countries(name: str, actors: Actors) -> None:
    """Rules are to hold for every country alike: none is named in what decides (examples may name any)."""
    lines = [
        line for line in (_DATA / name).read_text(encoding="utf-8").splitlines() if line[:1] not in {"", "#"}
    ]
    header, *rows = (line.split("\t") for line in lines)
    deciding = [
        cell for row in rows for column, cell in zip(header, row, strict=False) if column not in _EXAMPLES
    ]
    words = {item.strip() for cell in deciding for item in re.split(r"[|,;]", cell)}
    states = {
        word: entry.name
        for word in words
        for capitalised in (word, word.title())
        for match in actors.match(capitalised)
        if match.end - match.start == len(capitalised)
        for entry in match.entries
        if (entry.id or "").startswith("state:")
    }
    assert states == {}
