"""What the engine marks beside what the tables know: source, cue and content, by words of trees written by hand."""

from dataclasses import replace

import pytest

from demarche.coding.sayings.finder import Saying
from demarche.coding.sayings.marks import marks_of
from demarche.model.syntax import Attribution, Syntax

from .spoken import Scene, scene


def _marked(sentence: str, source: str, cue: str, *content: str) -> Scene:
    """Return the scene of a sentence in which the engine marks these words."""
    plain = scene(sentence)
    pieces = tuple(_place(plain.syntax, piece) for piece in content)
    sources = (_place(plain.syntax, source),) if source else ()
    mark = Attribution(sources, _place(plain.syntax, cue), pieces)
    return replace(plain, syntax=replace(plain.syntax, attributions=(mark,)))


def _place(syntax: Syntax, piece: str) -> tuple[int, int]:
    words, sought = [word.text for word in syntax.words], piece.split()
    start = next(at for at in range(len(words)) if words[at : at + len(sought)] == sought)
    return start, start + len(sought)


def _only(made: Scene) -> Saying:
    (saying,) = made.sayings()
    return saying


_SAID = "Kenya said that it would withdraw its troops if Sudan withdrew."


def test_whom_it_is_told_is_no_content_though_the_engine_marks_it() -> None:
    content = "Uganda that Rwanda crossed the border"
    made = _marked("Kenya told Uganda that Rwanda crossed the border.", "Kenya", "told", content)
    saying = _only(made)
    assert made.words(saying.content) == ["that Rwanda crossed the border"]
    assert "the scorer of boundaries" in dict(saying.reasons)["content"]
    assert saying.vouches


def test_a_content_that_only_stops_earlier_is_not() -> None:
    made = _marked(_SAID, "Kenya", "said", "that it would withdraw its troops")
    assert made.words(_only(made).content) == ["that it would withdraw its troops if Sudan withdrew"]


def test_what_only_the_cue_parts_is_one_piece() -> None:
    made = _marked("Uganda crossed the border, Kenya said.", "Kenya", "said", "Uganda crossed", "border ,")
    assert made.words(_only(made).content) == ["Uganda crossed the border"]


def test_a_content_in_more_pieces_is_not() -> None:
    made = _marked(_SAID, "Kenya", "said", "it would withdraw", "Sudan withdrew")
    saying = _only(made)
    assert made.words(saying.content) == ["that it would withdraw its troops if Sudan withdrew"]
    assert "content" not in dict(saying.reasons)


def test_the_engine_s_source_is_the_speaker_where_the_tree_has_another() -> None:
    made = _marked(
        "Kenya said that Uganda said that Rwanda crossed the border.", "Uganda", "said", "Rwanda crossed"
    )
    outer = made.sayings()[0]
    assert outer.speaker is not None
    assert outer.speaker.participant.name == "Uganda"


def test_a_verb_that_no_table_knows_makes_a_statement_that_vouches_for_nothing() -> None:
    made = _marked("Kenya drew a red line.", "Kenya", "drew", "a red line")
    saying = _only(made)
    assert (saying.rule, saying.act, saying.vouches) == ("marked.verb", "assert", False)
    assert made.words(saying.content) == ["a red line"]
    assert made.chains().around(saying.content[0][0]) == []


@pytest.mark.parametrize(
    ("sentence", "source", "cue", "content"),
    [
        ("Kenya drew a red line.", "", "drew", "a red line"),
        ("Kenya drew a red line.", "Kenya", "a", "red line"),
        ("Kenya will not attack Sudan.", "Kenya", "will not attack", "Sudan"),
        ("At least 20 soldiers were killed by Uganda.", "soldiers", "were killed", "by Uganda"),
    ],
    ids=["no source", "no verb", "not done", "passive"],
)
def test_what_is_no_statement(sentence: str, source: str, cue: str, content: str) -> None:
    assert _marked(sentence, source, cue, content).sayings() == ()


def test_the_anchor_is_the_highest_verb() -> None:
    made = _marked("Kenya drew a red line.", "Kenya", "drew a red", "line")
    (mark,) = marks_of(made.syntax)
    assert mark.anchor.text == "drew"


def test_a_source_in_two_places_names_nobody() -> None:
    made = _marked("Kenya drew a red line.", "Kenya", "drew", "a red")
    (mark,) = marks_of(made.syntax)
    assert replace(mark, source=(made.syntax.words[0], made.syntax.words[4])).speaker is None
