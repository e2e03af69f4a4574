from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from importlib.resources import files
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.tokens import Doc

from demarche.parse.lemmas import load_lemmatizer
from tests.training.tiny import paragraphs
from training.engine.config import read_settings
from training.engine.lemmas import (
    WordNetTables,
    base_forms,
    build,
    frequent_lemmas,
    is_contested,
    silent_e,
    write,
)
from training.engine.treebank import Token

SETTINGS = read_settings().lemmas
NOUN_RULES = (("s", ""), ("ses", "s"), ("ves", "f"), ("ies", "y"))
VERB_RULES = (
    ("ies", "y"),
    ("s", ""),
    ("es", "e"),
    ("es", ""),
    ("ed", "e"),
    ("ed", ""),
    ("ing", "e"),
    ("ing", ""),
)
WORDNET = WordNetTables(
    rules={"noun": NOUN_RULES, "verb": VERB_RULES, "adj": (("er", ""), ("er", "e")), "adv": ()},
    index={
        "noun": ["house", "lens", "port", "sea_wall"],
        "verb": ["hop", "hope", "sing", "cheer"],
        "adj": ["late"],
        "adv": ["here"],
    },
    exceptions={"noun": {"geese": ["goose", "geese"]}, "verb": {}, "adj": {}, "adv": {}},
)
WORDS = st.lists(st.text("aefhinosuvy", min_size=1, max_size=6))
STEMS = st.text("aefinosvy", min_size=1, max_size=5)


@pytest.fixture(name="shipped", scope="module")
def load_shipped() -> EnglishLemmatizer:
    return load_lemmatizer(spacy.blank("en").vocab, files("demarche") / "data" / "engine" / "en")


def token(form: str, lemma: str, upos: str, feats: str = "_") -> Token:
    return Token(form, lemma, upos, "_", feats, 0, "root", "_", space=True)


def tokens() -> list[Token]:
    return [word for paragraph in paragraphs() for tree in paragraph.trees for word in tree.tokens]


def lemma(
    form: str, rules: Sequence[tuple[str, str]], known: AbstractSet[str], exceptions: Mapping[str, str]
) -> str:
    """Return what spaCy's rule lemmatizer makes of a form, after its source (3.8)."""
    applied = list(base_forms(form, rules))
    forms: list[str] = []
    for base in applied:
        if base in known:
            forms.insert(0, base)
        elif not base.isalpha():
            forms.append(base)
    forms = list(dict.fromkeys(forms))
    if form in exceptions and exceptions[form] not in forms:
        forms.insert(0, exceptions[form])
    return [*forms, *applied, form][0]


def test_the_most_frequent_lemma_wins_and_typing_errors_do_not_count() -> None:
    words = [
        *[token("Found", "find", "VERB")] * 2,
        token("found", "found", "VERB"),
        token("teh", "the", "DET", "Typo=Yes"),
        token("Oslo", "Oslo", "PROPN"),
    ]
    assert list(frequent_lemmas(words, SETTINGS)) == [("verb", "found", "find")]


def test_tables_unite_wordnet_and_treebank() -> None:
    tables = build(WORDNET, tokens(), SETTINGS)
    assert tables.exceptions["noun"]["geese"] == "goose"
    assert tables.exceptions["noun"]["lens"] == "lens"
    assert tables.exceptions["verb"]["told"] == "tell"
    assert tables.exceptions["verb"]["hoping"] == "hope"
    assert tables.exceptions["verb"]["sing"] == "sing"
    assert tables.exceptions["aux"]["wo"] == "will"
    assert "house" in tables.index["noun"]
    assert "port" not in tables.index["noun"]
    assert "tell" in tables.index["verb"]
    assert set(tables.rules) == {"noun", "verb", "adj"}


@pytest.mark.parametrize(
    ("verbs", "expected"),
    [
        (["hop", "hope"], [("hopes", "hope"), ("hoped", "hope"), ("hoping", "hope")]),
        (["cheer", "cheere"], []),
        (["tax", "taxe"], []),
        (["hope"], []),
    ],
)
def test_undoubled_forms_are_the_verb_in_e(verbs: list[str], expected: list[tuple[str, str]]) -> None:
    assert list(silent_e(verbs)) == expected


@given(
    WORDS, st.dictionaries(st.text("aefinosvy", min_size=3, max_size=6), st.just("goose"), max_size=5), STEMS
)
def test_words_that_no_rule_contests_need_not_be_known(
    words: list[str], exceptions: dict[str, str], stem: str
) -> None:
    for rules in (NOUN_RULES, VERB_RULES):
        known = frozenset(words)
        kept = frozenset(word for word in words if is_contested(word, rules, exceptions))
        for ending in ("", *(ending for ending, _ in rules)):
            for form in (stem + ending, *(word + ending for word in words)):
                expected = {lemma(form, rules, known, exceptions), exceptions.get(form)}
                assert lemma(form, rules, kept, exceptions) in expected
                assert form in exceptions or None in expected


def test_an_exception_keeps_the_words_it_decides_between_out_of_the_index() -> None:
    exceptions = {"rated": "rate", "rating": "rate", "rates": "rate"}
    assert lemma("rated", VERB_RULES, {"rat", "rate"}, exceptions) == "rat"
    kept = {word for word in ("rat", "rate") if is_contested(word, VERB_RULES, exceptions)}
    assert lemma("rated", VERB_RULES, kept, exceptions) == "rate"
    assert lemma("rats", VERB_RULES, kept, exceptions) == "rat"


def test_tables_are_written_for_the_lemmatizer(tmp_path: Path) -> None:
    write(build(WORDNET, tokens(), SETTINGS), tmp_path / "lemmas")
    nlp = spacy.blank("en")
    lemmatizer = load_lemmatizer(nlp.vocab, tmp_path)
    doc = Doc(nlp.vocab, ["Geese", "hoping", "houses"], pos=["NOUN", "VERB", "NOUN"], morphs=["", "", ""])
    assert [word.lemma_ for word in lemmatizer(doc)] == ["goose", "hope", "house"]


@pytest.mark.parametrize(
    ("form", "pos", "feats", "expected"),
    [
        ("agreed", "VERB", "Tense=Past|VerbForm=Fin", "agree"),
        ("countries", "NOUN", "Number=Plur", "country"),
        ("crises", "NOUN", "Number=Plur", "crisis"),
        ("waged", "VERB", "Tense=Past|VerbForm=Fin", "wage"),
        ("stages", "VERB", "Number=Sing|VerbForm=Fin", "stage"),
        ("fined", "VERB", "Tense=Past|VerbForm=Part|Voice=Pass", "fine"),
        ("uses", "NOUN", "Number=Plur", "use"),
        ("striking", "VERB", "VerbForm=Ger", "strike"),
        ("Forces", "NOUN", "Number=Plur", "force"),
        ("worse", "ADJ", "Degree=Cmp", "bad"),
        ("'ll", "AUX", "VerbForm=Fin", "will"),
        ("were", "AUX", "Tense=Past", "be"),
        ("them", "PRON", "Case=Acc", "they"),
        ("glibbles", "NOUN", "Number=Plur", "glibble"),
    ],
)
def test_the_shipped_tables_know_english(
    shipped: EnglishLemmatizer, form: str, pos: str, feats: str, expected: str
) -> None:
    doc = shipped(Doc(shipped.vocab, [form], pos=[pos], morphs=[feats]))
    assert doc[0].lemma_ == expected
