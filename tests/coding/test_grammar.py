"""Questions about words in a tree."""

import pytest

from demarche.coding.clauses.grammar import (
    clause_of,
    conjuncts,
    first_conjunct,
    is_command,
    is_infinitive,
    is_negated,
    is_passive,
    is_relative,
    marker,
    phrase,
    preposition,
    spellings,
    surface_subject,
)
from tests.trees import text_of, tree

from .forest import forms, grown, rows, word


@pytest.mark.parametrize("sentence", rows())
def test_trees_spell_their_sentence(sentence: str) -> None:
    assert text_of(grown(sentence)) == sentence


@pytest.mark.parametrize(
    ("sentence", "form", "passive"),
    [
        ("Troops were sent to Somalia by Kenya.", "sent", True),
        ("Soldiers sent by Kenya crossed the river.", "sent", True),
        ("Soldiers sent by Kenya crossed the river.", "crossed", False),
        ("Kenya sent troops to Somalia.", "sent", False),
        ("Kenya might have attacked Sudan.", "attacked", False),
    ],
)
def test_passive(sentence: str, form: str, *, passive: bool) -> None:
    assert is_passive(word(grown(sentence), form)) is passive


def test_relative_pronouns_and_conjunctions_differ() -> None:
    assert is_relative(word(grown("Troops that attacked Sudan will withdraw."), "that"))
    assert not is_relative(word(grown("Kenya said that Uganda crossed the border."), "that"))


@pytest.mark.parametrize(
    ("sentence", "verb", "subject"),
    [
        ("Kenya sent troops to Somalia.", "sent", "Kenya"),
        ("The bridge was destroyed.", "destroyed", "bridge"),
        ("Kenya agreed to send troops.", "send", None),
    ],
)
def test_surface_subject(sentence: str, verb: str, subject: str | None) -> None:
    found = surface_subject(word(grown(sentence), verb))
    assert (found and found.text) == subject


@pytest.mark.parametrize(
    ("sentence", "form", "expected"),
    [
        ("Kenya sent troops to Somalia.", "Somalia", "to"),
        ("Kenya sent troops because of the attack.", "attack", "because of"),
        ("Kenya's attack on Sudan failed.", "Kenya", None),
        ("Kenya sent troops to Somalia.", "troops", None),
    ],
)
def test_preposition(sentence: str, form: str, expected: str | None) -> None:
    assert preposition(word(grown(sentence), form)) == expected


@pytest.mark.parametrize(
    ("sentence", "form", "expected"),
    [
        ("If Sudan crosses the river, Kenya will attack.", "crosses", "if"),
        ("Kenya will fight in case Sudan attacks.", "attacks", "in case"),
        ("Kenya agreed to send troops.", "send", "to"),
        ("Kenya sent troops to Somalia.", "sent", None),
    ],
)
def test_marker(sentence: str, form: str, expected: str | None) -> None:
    assert marker(word(grown(sentence), form)) == expected


def test_infinitive_has_its_own_to() -> None:
    syntax = grown("Kenya agreed to send troops.")
    assert is_infinitive(word(syntax, "send"))
    assert not is_infinitive(word(syntax, "agreed"))


@pytest.mark.parametrize(
    ("sentence", "form", "negated"),
    [
        ("Kenya did not attack Sudan.", "attack", True),
        ("Kenya never attacked Sudan.", "attacked", True),
        ("No attack took place.", "attack", True),
        ("No attack took place.", "took", False),
        ("Kenya does not plan to attack Sudan.", "attack", False),
    ],
)
def test_negation_is_the_words_own(sentence: str, form: str, *, negated: bool) -> None:
    assert is_negated(word(grown(sentence), form)) is negated


@pytest.mark.parametrize(
    ("sentence", "form", "expected"),
    [
        ("The cease fire held.", "fire", ("ceasefire", "cease-fire", "fire")),
        ("The cease fire held.", "cease", ("cease",)),
        ("The border police strike held.", "strike", ("policestrike", "police-strike", "strike")),
        ("Kenya sold missiles to Uganda.", "missiles", ("missile",)),
    ],
)
def test_spellings_put_the_part_next_to_a_word_before_it(
    sentence: str, form: str, expected: tuple[str, ...]
) -> None:
    assert spellings(word(grown(sentence), form)) == expected


def test_a_part_that_stands_further_off_is_none_of_the_word() -> None:
    apart = tree(
        """cease cease NOUN compound 3
        border border NOUN dep 3
        fire fire NOUN root 0"""
    )
    assert spellings(word(apart, "fire")) == ("fire",)


@pytest.mark.parametrize(
    ("rows_", "form", "command"),
    [
        ("Leave leave VERB root 0 Mood=Imp|VerbForm=Fin", "Leave", True),
        ("Kenya Kenya PROPN nsubj 2\nleave leave VERB root 0 Mood=Imp|VerbForm=Fin", "leave", False),
        ("will will AUX aux 2\nleave leave VERB root 0 Mood=Imp|VerbForm=Fin", "leave", False),
        ("leave leave VERB root 0 VerbForm=Inf", "leave", False),
    ],
)
def test_a_command_has_neither_subject_nor_auxiliary(rows_: str, form: str, *, command: bool) -> None:
    assert is_command(word(tree(rows_), form)) is command


def test_conjuncts_come_in_text_order_and_know_their_first() -> None:
    syntax = grown("Kenya, Uganda and Rwanda signed a treaty.")
    assert forms([*conjuncts(word(syntax, "Kenya"))]) == "Kenya Uganda Rwanda"
    assert first_conjunct(word(syntax, "Rwanda")).text == "Kenya"
    assert first_conjunct(word(syntax, "treaty")).text == "treaty"


@pytest.mark.parametrize(
    ("sentence", "form", "clause"),
    [
        ("Kenya said that Uganda crossed the border.", "border", "crossed"),
        ("Kenya said that Uganda crossed the border.", "said", "said"),
        ("Kenya's attack on Sudan failed.", "Sudan", "failed"),
        ("The day they met was cold.", "day", "cold"),
    ],
)
def test_clause_of(sentence: str, form: str, clause: str) -> None:
    assert clause_of(word(grown(sentence), form)).text == clause


@pytest.mark.parametrize(
    ("sentence", "form", "bare", "whole"),
    [
        ("Kenya held talks with Uganda and Rwanda.", "Uganda", "Uganda", "Uganda and Rwanda"),
        ("The attack by Kenya on Sudan failed.", "attack", "The attack by Kenya on Sudan", None),
        ("Soldiers sent by Kenya crossed the river.", "Soldiers", "Soldiers", "Soldiers sent by Kenya"),
    ],
)
def test_phrase(sentence: str, form: str, bare: str, whole: str | None) -> None:
    head = word(grown(sentence), form)
    assert forms(phrase(head)) == bare
    assert forms(phrase(head, whole=True)) == (whole or bare)
