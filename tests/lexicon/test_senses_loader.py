"""How the event lexicon is loaded: what is refused, and which sense comes first."""

from pathlib import Path

import pytest

from demarche.lexicon.ontology import Ontology, load_ontology
from demarche.lexicon.senses import BUILT_IN_CLASSES, COLUMNS, Phrase, Senses, load_senses
from demarche.lexicon.tables import data_folder

from .folders import refuses

_HEADER = "\t".join(COLUMNS)
_CLASSES = "class\tlemmas\nforce\ttroop|soldier\ntool\thammer|troop\n"


@pytest.fixture(name="ontology", scope="module")
def loaded() -> Ontology:
    return load_ontology(data_folder() / "ontology")


@pytest.fixture(name="senses", scope="module")
def shipped(ontology: Ontology) -> Senses:
    return load_senses(data_folder() / "events" / "en", ontology)


def _row(**cells: str) -> str:
    usual = {
        "id": "send.verb",
        "lemma": "send",
        "pos": "verb",
        "cameo": "154",
        "example": "Kenya sent troops.",
        "counter": "Kenya sent a letter.",
    }
    return "\t".join({**dict.fromkeys(COLUMNS, ""), **usual, **cells}[column] for column in COLUMNS)


def _folder(target: Path, *rows: str, classes: str = _CLASSES) -> Path:
    target.mkdir(exist_ok=True)
    (target / "classes.tsv").write_text(classes, encoding="utf-8")
    (target / "events-some.tsv").write_text("\n".join([_HEADER, *rows]) + "\n", encoding="utf-8")
    return target


def test_a_sense_is_read(tmp_path: Path, ontology: Ontology) -> None:
    row = _row(
        lemma="send in",
        object="force|tool",
        recipient="to|obj",
        oblique="to",
        mutual="y",
        contexts="military",
    )
    senses = load_senses(_folder(tmp_path / "en", row), ontology)
    sense = senses.by_id["send.verb"]
    assert senses.of("send", "verb") == (sense,)
    assert (sense.head, sense.company) == ("send", ("in",))
    assert (sense.type, sense.mode, sense.cameo) == ("MOBILIZE", ontology.cameo["154"].mode, "154")
    assert sense.object == {"force", "tool"}
    assert (sense.actor, sense.recipient) == (("subj",), ("to", "obj"))
    assert sense.oblique == {Phrase("to")}
    assert sense.mutual
    assert sense.contexts == ("military",)
    assert senses.classes_of("troop") == {"force", "tool"}
    assert senses.classes_of("letter") == frozenset()


def test_what_must_not_stand_with_it_is_read(tmp_path: Path, ontology: Ontology) -> None:
    row = _row(object="force|!tool", oblique="to|as:tool|!with:force|!for")
    sense = load_senses(_folder(tmp_path / "en", row), ontology).by_id["send.verb"]
    assert (set(sense.object), set(sense.barred)) == ({"force"}, {"tool"})
    assert sense.oblique == {Phrase("to"), Phrase("as", "tool")}
    assert sense.without == {Phrase("with", "force"), Phrase("for")}


def test_the_head_of_a_noun_is_its_last_word(tmp_path: Path, ontology: Ontology) -> None:
    row = _row(id="raid.noun", lemma="air raid", pos="noun", cameo="195")
    sense = load_senses(_folder(tmp_path / "en", row), ontology).by_id["raid.noun"]
    assert (sense.head, sense.company) == ("raid", ("air",))


def test_the_most_specific_sense_comes_first(tmp_path: Path, ontology: Ontology) -> None:
    rows = [
        _row(id="plain"),
        _row(id="any", object="some"),
        _row(id="class", object="force"),
        _row(id="both", object="force", subject="actor"),
        _row(id="with", object="force", oblique="to", subject="actor"),
        _row(id="two words", lemma="send in", object="force", subject="actor", oblique="to"),
    ]
    senses = load_senses(_folder(tmp_path / "en", *rows), ontology)
    order = [sense.id for sense in senses.of("send", "verb")]
    assert order == ["two words", "with", "both", "class", "any", "plain"]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"pos": "adverb"}, "pos 'adverb'"),
        ({"cameo": "999"}, "cameo '999' is no code with a PLOVER type"),
        ({"cameo": "010"}, "cameo '010' is no code with a PLOVER type"),
        ({"mode": "visit"}, "MOBILIZE has no mode 'visit'"),
        ({"contexts": "weather"}, "contexts: weather unknown"),
        ({"object": "army"}, "object: army unknown"),
        ({"subject": "army"}, "subject: army unknown"),
        ({"object": "!army"}, "object: army unknown"),
        ({"oblique": "as:army"}, "oblique: army unknown"),
        ({"oblique": "!9"}, "oblique: '!9' names no preposition"),
        ({"complement": "if"}, "complement: if unknown"),
        ({"recipient": "9"}, "recipient: '9' is neither a slot nor a preposition"),
        ({"id": ""}, "id is empty"),
        ({"lemma": ""}, "lemma is empty"),
        ({"example": ""}, "example is empty"),
        ({"counter": ""}, "counter is empty"),
    ],
)
def test_a_broken_sense_is_named(
    tmp_path: Path, ontology: Ontology, cells: dict[str, str], words: str
) -> None:
    folder = _folder(tmp_path / "en", _row(id="good"), _row(**cells))
    refuses(lambda: load_senses(folder, ontology), "events-some.tsv, line 3", words)


def test_ids_stand_once(tmp_path: Path, ontology: Ontology) -> None:
    folder = _folder(tmp_path / "en", _row(), _row(lemma="ship"))
    refuses(lambda: load_senses(folder, ontology), "line 3", "send.verb")


@pytest.mark.parametrize("name", sorted(BUILT_IN_CLASSES))
def test_built_in_classes_are_not_redefined(tmp_path: Path, ontology: Ontology, name: str) -> None:
    folder = _folder(tmp_path / "en", classes=f"class\tlemmas\n{name}\thammer\n")
    refuses(lambda: load_senses(folder, ontology), "classes.tsv, line 2", name, "built in")


def test_the_lexicon_is_large_and_covers_every_type(senses: Senses, ontology: Ontology) -> None:
    assert len(senses.by_id) >= 300
    for name in ontology.types:
        assert sum(sense.type == name for sense in senses.by_id.values()) >= 10, name


def test_every_class_is_asked_for(senses: Senses) -> None:
    asked = {name for sense in senses.by_id.values() for name in (*sense.subject, *sense.object)}
    held = {name for names in senses.classes.values() for name in names}
    assert asked - BUILT_IN_CLASSES <= held


def test_examples_and_counters_differ(senses: Senses) -> None:
    for sense in senses.by_id.values():
        assert sense.example != sense.counter, sense.id
        assert sense.example[-1:] in '.!?”"', sense.id


def test_senses_are_found_by_the_lemma_that_the_parser_gives(senses: Senses) -> None:
    for (lemma, _), found in senses.by_word.items():
        assert lemma == lemma.strip()
        assert [sense.specificity for sense in found] == sorted(
            (sense.specificity for sense in found), reverse=True
        )
