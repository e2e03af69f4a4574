from hypothesis import given
from hypothesis import strategies as st

from demarche.show.segments import Mark, Role, marks, paragraphs, segments

from .strait import STRAIT_TEXT, strait

TEXTS = st.lists(st.text("ab \n", max_size=12), min_size=1, max_size=6).map("\n\n".join)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark], set[int]]:
    text = draw(TEXTS)
    roles: st.SearchStrategy[Role] = st.sampled_from(["t", "k", "i", "d", "x", "s", "w"])
    offsets = st.integers(0, max(len(text) - 1, 0))
    drawn = draw(st.lists(st.tuples(offsets, st.integers(1, 9), st.integers(0, 3), roles), max_size=8))
    found = [Mark(start, min(start + size, len(text)), claim, role) for start, size, claim, role in drawn]
    return text, [mark for mark in found if mark.start < mark.end], set(draw(st.lists(offsets, max_size=3)))


@given(TEXTS)
def test_paragraphs_hold_everything_that_is_not_blank(text: str) -> None:
    layout = paragraphs(text)
    kept = "".join(text[start:end] for start, end in zip(layout.starts, layout.ends, strict=True))
    assert "".join(kept.split()) == "".join(text.split())
    assert not any(
        "\n\n" in text[start:end] for start, end in zip(layout.starts, layout.ends, strict=True)
    ) or (not text.strip())


@given(marked_texts())
def test_segments_make_up_the_paragraphs_and_know_all_their_claims(
    drawn: tuple[str, list[Mark], set[int]],
) -> None:
    text, found, cuts = drawn
    layout = paragraphs(text)
    made = list(segments(layout, found, cuts))
    for paragraph, (start, end) in enumerate(zip(layout.starts, layout.ends, strict=True)):
        inside = [segment for segment in made if segment.paragraph == paragraph]
        assert "".join(text[one.start : one.end] for one in inside) == text[start:end]
    for segment in made:
        covering = {mark.claim for mark in found if mark.start <= segment.start and segment.end <= mark.end}
        touching = {mark.claim for mark in found if mark.start < segment.end and segment.start < mark.end}
        assert {mark.claim for mark in segment.marks} == covering == touching
        assert not any(segment.start < cut < segment.end for cut in cuts)


@given(TEXTS, st.integers(0, 80))
def test_an_offset_moves_into_a_paragraph(text: str, offset: int) -> None:
    layout = paragraphs(text)
    for move in (layout.at_or_after, layout.at_or_before):
        index, moved = move(min(offset, len(text)))
        assert layout.starts[index] <= moved <= layout.ends[index]


def test_a_trigger_tells_more_than_the_extent_it_stands_in() -> None:
    claims = [entry.claim for entry in strait().claims]
    at = STRAIT_TEXT.index("withdrawn")
    made = segments(paragraphs(STRAIT_TEXT), marks(claims), ())
    (segment,) = [one for one in made if one.start <= at < one.end]
    assert [(mark.claim, mark.role) for mark in segment.marks] == [(1, "t"), (0, "s")]
