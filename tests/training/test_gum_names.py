from dataclasses import replace

import pytest

from tests.training.tiny import paragraphs
from training.engine.gum_names import entity_spans, names_of, read_name_rules
from training.engine.treebank import Token

RULES = read_name_rules()


def tokens(*words: tuple[str, str, int, str]) -> tuple[Token, ...]:
    """Return words of (form, part of speech, head, relation) that are one organisation."""
    made = [
        Token(form, form, upos, "NNP", "_", head, dep, "_", space=True) for form, upos, head, dep in words
    ]
    made[0] = replace(made[0], misc="Entity=(1-organization-new")
    made[-1] = replace(made[-1], misc="Entity=1)")
    return tuple(made)


def test_nested_entities_close_innermost_first() -> None:
    spans = list(entity_spans(paragraphs()[0].trees[0].tokens))
    assert spans == [(11, 13, "person"), (8, 13, "person"), (15, 18, "organization")]


def test_names_lose_determiners_and_descriptions() -> None:
    first, (second, third) = paragraphs()[0].trees[0], paragraphs()[1].trees
    assert names_of(first.tokens, RULES) == ((11, 13, "PER"), (16, 18, "ORG"))
    assert names_of(second.tokens, RULES) == ((0, 1, "LOC"), (3, 6, "LOC"), (9, 10, "LOC"))
    assert names_of(third.tokens, RULES) == ()


@pytest.mark.parametrize(
    ("kind", "expected"), [("person", ((1, 2, "PER"),)), ("place", ((0, 2, "LOC"),)), ("object", ())]
)
def test_titles_are_no_part_of_a_persons_name(kind: str, expected: tuple[tuple[int, int, str], ...]) -> None:
    made = list(tokens(("President", "PROPN", 0, "root"), ("Odile", "PROPN", 1, "flat")))
    made[0] = replace(made[0], misc=f"Entity=(1-{kind}-new")
    assert names_of(made, RULES) == expected


def test_and_stands_inside_a_name() -> None:
    inside = tokens(
        ("Council", "PROPN", 0, "root"),
        ("for", "ADP", 3, "case"),
        ("Grain", "PROPN", 1, "nmod"),
        ("and", "CCONJ", 5, "cc"),
        ("Salt", "PROPN", 3, "conj"),
    )
    assert names_of(inside, RULES) == ((0, 5, "ORG"),)


def test_and_joins_two_names() -> None:
    joined = tokens(
        ("Norbank", "PROPN", 0, "root"),
        ("and", "CCONJ", 3, "cc"),
        ("Sudbank", "PROPN", 1, "conj"),
    )
    assert names_of(joined, RULES) == ((0, 1, "ORG"),)


def test_a_phrase_without_a_proper_noun_has_no_name() -> None:
    assert names_of(tokens(("Farmers", "NOUN", 0, "root"), ("here", "ADV", 1, "advmod")), RULES) == ()
