import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from training.engine.facts import by_letters, carried, fact_sentences
from training.engine.records import Fact, Sentence


def cut_at(letters: str, places: set[int]) -> tuple[str, ...]:
    """Return a text cut at places inside it."""
    ends = sorted(at for at in places if 0 < at < len(letters))
    return tuple(letters[start:end] for start, end in zip([0, *ends], [*ends, len(letters)], strict=True))


def test_targets_become_facts_of_words(tmp_path: Path) -> None:
    path = tmp_path / "facts.jsonl"
    targets = [{"span1": [1, 2], "label": "3.0"}, {"span1": [3, 4], "label": -1.5}]
    lines = [{"text": "Ships waited , stranded", "targets": targets}, {"text": "Rain fell", "targets": []}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert list(fact_sentences(path)) == [
        Sentence(("Ships", "waited", ",", "stranded"), facts=(Fact(1, 3.0), Fact(3, -1.5))),
        Sentence(("Rain", "fell"), facts=()),
    ]


def test_sentences_are_known_by_their_letters() -> None:
    whole, other = Sentence(("don't", "wait")), Sentence(("wait",))
    assert by_letters([whole, other])["don'twait"] is whole


def test_a_fact_goes_to_the_word_that_its_first_letter_is_in() -> None:
    sentence = Sentence(("re", "-opened", "ports"), facts=(Fact(0, 1.0), Fact(1, 2.0), Fact(2, 3.0)))
    assert carried(sentence, ("re-opened", "port", "s")) == (Fact(0, 1.0), Fact(0, 2.0), Fact(1, 3.0))
    assert carried(Sentence(("ports",)), ("port", "s")) == ()


PLACES = st.sets(st.integers(1, 11))


@given(st.text("abc", min_size=12, max_size=12), PLACES, PLACES)
def test_facts_keep_their_letters(letters: str, theirs: set[int], ours: set[int]) -> None:
    words, others = cut_at(letters, theirs), cut_at(letters, ours)
    facts = tuple(Fact(index, float(index)) for index in range(len(words)))
    found = carried(Sentence(words, facts=facts), others)
    assert [fact.value for fact in found] == [fact.value for fact in facts]
    for fact in found:
        first = len("".join(words[: int(fact.value)]))
        start = len("".join(others[: fact.word]))
        assert start <= first < start + len(others[fact.word])
