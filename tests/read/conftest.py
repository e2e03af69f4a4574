"""What the tests of the reading stage share."""

from collections.abc import Callable

import pytest

from demarche.lexicon.layout import Layout, load_layout
from demarche.model.reading import Reading
from demarche.read.formats.text import read

Read = Callable[[str | bytes], Reading]


@pytest.fixture(scope="session")
def layout() -> Layout:
    return load_layout()


@pytest.fixture(scope="session")
def read_text(layout: Layout) -> Read:
    def reading(content: str | bytes) -> Reading:
        data = content.encode() if isinstance(content, str) else content
        return read(data, path="report.txt", layout=layout)

    return reading
