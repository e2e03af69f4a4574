import pytest
from hypothesis import given
from hypothesis import strategies as st

from demarche.show.visible import one_line, shortened, visible

ANY_TEXT = st.text(st.characters())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain “words”, Ağrı, 北京", "plain “words”, Ağrı, 北京"),
        ("\x1b[31mred", "␛[31mred"),
        ("bell\x07 nul\x00 del\x7f", "bell␇ nul␀ del␡"),
        ("a\u202eb\u2066c", "a⟨U+202E⟩b⟨U+2066⟩c"),
        ("next\x85line\u2028", "next⟨U+0085⟩line⟨U+2028⟩"),
        ("\ufefftag\U000e0041", "⟨U+FEFF⟩tag⟨U+E0041⟩"),
        ("half \ud800 pair", "half ⟨U+D800⟩ pair"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("line\n\ttab", "line\n\ttab"),
    ],
)
def test_odd_characters_are_spelt_out_and_others_kept(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(ANY_TEXT)
def test_what_is_visible_stays_as_it_is(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert shown.encode("utf-8").decode("utf-8") == shown


@given(ANY_TEXT)
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@given(ANY_TEXT, st.integers(2, 40))
def test_shortened_is_never_longer_than_asked(text: str, length: int) -> None:
    assert len(shortened(text, length)) <= length


def test_shortened_cuts_at_a_word() -> None:
    assert shortened("the harbour of Little Halm", 20) == "the harbour of…"
    assert shortened("the harbour", 20) == "the harbour"
