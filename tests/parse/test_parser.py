"""What no news report holds, but some file does."""

import time

import pytest

from demarche.read.text import read
from tests.coder import coder


@pytest.mark.parametrize("mark", ['"', "(", "a,", "…"])
def test_what_has_no_spaces_takes_no_more_than_its_share_of_time(mark: str) -> None:
    text = "The ministers met on Monday. " + mark * 4000
    reading = read(text.encode(), path="marks.txt", layout=coder().lexicon.layout)
    before = time.thread_time()
    syntax = coder().parser.parse(reading)
    assert time.thread_time() - before < 20  # linear: 2 s; the square of the length: minutes
    assert all(reading.report.text[word.start : word.end].lower() == word.lower for word in syntax.words[:6])
    assert syntax.words[-1].end == len(reading.report.text)
