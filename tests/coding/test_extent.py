"""How far a claim reaches."""

import pytest

from demarche.coding.clauses.extent import clause_words, phrase_words, ranges, trimmed

from .forest import forms, grown, word


@pytest.mark.parametrize(
    ("sentence", "form", "expected"),
    [
        ("Kenya sent troops to Somalia.", "sent", "Kenya sent troops to Somalia"),
        # a condition is a clause of its own, a purpose belongs to the deed
        ("If Sudan crosses the river, Kenya will attack.", "attack", "Kenya will attack"),
        ("If Sudan crosses the river, Kenya will attack.", "crosses", "Sudan crosses the river"),
        ("Kenya sent troops to guard the bridge.", "sent", "Kenya sent troops to guard the bridge"),
        # coordinated clauses and asides
        ("Kenya condemned the raid and sent troops.", "condemned", "Kenya condemned the raid"),
        ("Kenya condemned the raid and sent troops.", "sent", "sent troops"),
        (
            "Troops from Kenya attacked Sudan on Monday, and Kenya fell silent, officials said.",
            "attacked",
            "Troops from Kenya attacked Sudan on Monday",
        ),
        # relative clauses bring what they describe
        (
            "Soldiers who crossed the river attacked the bridge that Kenya had built.",
            "built",
            "the bridge that Kenya had built",
        ),
        ("Soldiers sent by Kenya crossed the river.", "sent", "Soldiers sent by Kenya"),
        # what commas set off
        ("Kenya, which borders Sudan, sent troops.", "sent", "Kenya sent troops"),
    ],
)
def test_clause(sentence: str, form: str, expected: str) -> None:
    assert forms(clause_words(word(grown(sentence), form))) == expected


@pytest.mark.parametrize(
    ("sentence", "form", "expected"),
    [
        ("Kenya's attack on Sudan failed.", "attack", "Kenya 's attack on Sudan"),
        ("The attack on Sudan, which came at night, killed many.", "attack", "The attack on Sudan"),
        ("Kenya held talks with Uganda and Rwanda.", "talks", "talks with Uganda and Rwanda"),
    ],
)
def test_phrase(sentence: str, form: str, expected: str) -> None:
    assert forms(phrase_words(word(grown(sentence), form))) == expected


def test_trimmed_drops_marks_and_conjunctions_at_both_ends() -> None:
    syntax = grown("Troops from Kenya attacked Sudan on Monday, and Kenya fell silent, officials said.")
    assert forms(trimmed(syntax.words[7:13])) == "Kenya fell silent"
    assert forms(trimmed([syntax.words[3], syntax.words[3], syntax.words[0]])) == "Troops attacked"
    assert trimmed(syntax.words[7:9]) == []


def test_ranges_are_runs_of_neighbours() -> None:
    syntax = grown("Kenya, which borders Sudan, sent troops.")
    kept = [syntax.words[0], syntax.words[6], syntax.words[7]]
    assert ranges(kept) == [(0, 5), (28, 39)]
    assert ranges([]) == []
