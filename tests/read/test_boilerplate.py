"""Boilerplate is removed and listed with its reason; sentences of the report stay."""

import pytest

from demarche.lexicon.layout import Boilerplate, load_layout
from tests.read.conftest import Read
from tests.read.samples import BODY, TITLE, removed

KINDS = load_layout().boilerplate


def _placed(kind: Boilerplate, words: str) -> str:
    return f"{TITLE}\n\n{words}\n\n{BODY}" if kind.where == "start" else f"{TITLE}\n\n{BODY}\n\n{words}\n"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.removes[:30])
def test_boilerplate_is_removed_and_listed(kind: Boilerplate, read_text: Read) -> None:
    source = _placed(kind, kind.removes)
    reading = read_text(source)
    assert removed(reading, source) == [(kind.why, kind.removes)]
    assert reading.report.text == f"{TITLE}\n\n{BODY}"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.keeps[:30])
def test_a_sentence_much_like_it_stays(kind: Boilerplate, read_text: Read) -> None:
    source = _placed(kind, kind.keeps)
    reading = read_text(source)
    assert reading.report.removed == ()
    assert reading.report.text == source.strip()


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.where == "end"], ids=lambda kind: kind.removes[:30]
)
def test_closing_lines_are_removed_only_at_the_end(kind: Boilerplate, read_text: Read) -> None:
    source = f"{TITLE}\n\n{BODY}\n\n{kind.removes}\n\n{BODY}"
    assert removed(read_text(source), source) == []


def test_a_contact_block_of_several_paragraphs_is_one(read_text: Read) -> None:
    contact = "To contact El Puente visit:\n\n[elpuente.example/contact](https://elpuente.example/contact)\n\n+51 1 555 0100"
    source = f"{TITLE}\n\n{BODY}\n\n{contact}\n"
    assert removed(read_text(source), source) == [("contact block", contact)]


def test_several_kinds_may_close_a_report(read_text: Read) -> None:
    source = (
        f"{TITLE}\n\n{BODY}\n\nFollow us on Twitter\n\nPublished: 5 March 2024\n\n© 2024 El Puente\n\nENDS"
    )
    reading = read_text(source)
    assert [why for why, _ in removed(reading, source)] == ["social line", "copyright notice", "end mark"]
    assert reading.report.published == "2024-03-05"


def test_an_advertisement_between_paragraphs_is_removed(read_text: Read) -> None:
    source = f"{TITLE}\n\n" + BODY.replace("\n\n", "\n\nAdvertisement\n\n", 1)
    reading = read_text(source)
    assert removed(reading, source) == [("advertisement", "Advertisement")]
    assert reading.report.text == f"{TITLE}\n\n{BODY}"
