"""Who stands in which place around a trigger, however the clause is built."""

import pytest

from demarche.coding.clauses.frames import (
    Frame,
    SupportKind,
    complement_of,
    deep_object,
    deep_subject,
    noun_frame,
    preposition_of_clause,
    subject_as_it_stands,
    support_of,
    verb_frame,
)
from demarche.model.syntax import Word
from tests.trees import tree

from .forest import grown, word

_SUPPORT = frozenset({"launch", "hold", "make"})
_UNDERGOING = frozenset({"suffer"})


def _support_kind(verb: Word) -> SupportKind | None:
    if verb.lemma in _UNDERGOING:
        return "undergoes"
    return "does" if verb.lemma in _SUPPORT else None


def _verb(sentence: str, form: str) -> Frame:
    return verb_frame(word(grown(sentence), form))


def _noun(sentence: str, form: str) -> Frame:
    return noun_frame(word(grown(sentence), form), _support_kind)


def _parts(frame: Frame) -> tuple[str | None, str | None]:
    subject = frame.subjects[0].word.text if frame.subjects else None
    return subject, None if frame.object is None else frame.object.word.text


@pytest.mark.parametrize(
    ("sentence", "form", "subject", "obj"),
    [
        # active and passive
        ("Kenya sent troops to Somalia.", "sent", "Kenya", "troops"),
        ("Troops were sent to Somalia by Kenya.", "sent", "Kenya", "Troops"),
        ("The bridge was destroyed.", "destroyed", None, "bridge"),
        ("At least 20 soldiers were killed.", "killed", None, "soldiers"),
        # reduced relatives
        ("Soldiers sent by Kenya crossed the river.", "sent", "Kenya", "Soldiers"),
        ("Troops being sent to Sudan halted.", "sent", None, "Troops"),
        ("Sudan, attacked by Kenya, withdrew.", "attacked", "Kenya", "Sudan"),
        # relative clauses: subject, object with and without a pronoun
        (
            "Soldiers who crossed the river attacked the bridge that Kenya had built.",
            "crossed",
            "Soldiers",
            "river",
        ),
        (
            "Soldiers who crossed the river attacked the bridge that Kenya had built.",
            "built",
            "Kenya",
            "bridge",
        ),
        ("The river soldiers crossed was dry.", "crossed", "soldiers", "river"),
        ("Kenya, which borders Sudan, sent troops.", "borders", "Kenya", "Sudan"),
        ("It was Kenya that attacked Sudan.", "attacked", "Kenya", "Sudan"),
        # a gap that is not the object's
        ("The day on which they met was cold.", "met", "they", None),
        # control and raising
        ("Kenya agreed to send troops.", "send", "Kenya", "troops"),
        ("Kenya urged Uganda to withdraw its troops.", "withdraw", "Uganda", "troops"),
        ("Uganda was urged by Kenya to withdraw its troops.", "withdraw", "Uganda", "troops"),
        ("Kenya seems to have sent troops.", "sent", "Kenya", "troops"),
        ("Kenya stopped sending troops.", "sending", "Kenya", "troops"),
        ("Kenya is ready to attack Sudan.", "attack", "Kenya", "Sudan"),
        ("Kenya denied attacking Sudan.", "attacking", "Kenya", "Sudan"),
        # coordination
        ("Kenya condemned the raid and sent troops.", "sent", "Kenya", "troops"),
        ("Troops were attacked and killed.", "killed", None, "Troops"),
        ("Kenya will meet Sudan and sign a treaty.", "sign", "Kenya", "treaty"),
        ("Kenya offered to send and to fund troops.", "fund", "Kenya", "troops"),
        # adverbial and purpose clauses
        ("Kenya sent troops to guard the bridge.", "guard", "Kenya", "bridge"),
        ("Kenya pushed ahead, attacking Sudan.", "attacking", "Kenya", "Sudan"),
        # clauses of nouns
        ("Kenya's plan to send troops failed.", "send", "Kenya", "troops"),
        ("Kenya made a plan to send troops.", "send", "Kenya", "troops"),
        # clauses with a subject of their own
        ("Kenya said that Uganda crossed the border.", "crossed", "Uganda", "border"),
        ("If Sudan crosses the river, Kenya will attack.", "attack", "Kenya", None),
    ],
)
def test_verbs(sentence: str, form: str, subject: str | None, obj: str | None) -> None:
    assert _parts(_verb(sentence, form)) == (subject, obj)


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Kenya accused Uganda of crossing the border.", "Uganda"),
        ("Kenya barred Uganda from crossing the border.", "Uganda"),
        ("Kenya warned Uganda against crossing the border.", "Uganda"),
        ("Kenya angered Uganda by crossing the border.", "Kenya"),
    ],
)
def test_the_preposition_tells_whose_gerund_it_is(sentence: str, subject: str) -> None:
    assert _parts(_verb(sentence, "crossing")) == (subject, "border")


def test_who_is_given_a_right_is_the_subject_of_its_infinitive() -> None:
    frame = _verb("Kenya gave Uganda the right to send troops.", "send")
    assert _parts(frame) == ("Uganda", "troops")
    assert frame.subjects[0].how == "who gets “right”"


def test_an_indirect_object_alone_is_the_object_and_controls() -> None:
    asked = _verb("Kenya asked Uganda to withdraw.", "asked")
    assert _parts(asked) == ("Kenya", "Uganda")
    assert _parts(_verb("Kenya asked Uganda to withdraw.", "withdraw")) == ("Uganda", None)
    assert _parts(_verb("Kenya gave Uganda tanks.", "gave")) == ("Kenya", "tanks")


def test_an_imperative_has_no_subject_though_it_has_an_object() -> None:
    assert _parts(_verb("Leave Sudan.", "Leave")) == (None, "Sudan")


def test_what_stands_around_the_antecedent_may_be_meant() -> None:
    frame = _verb("An attack on a convoy that killed soldiers failed.", "killed")
    assert [filler.word.text for filler in frame.subjects] == ["convoy", "attack"]
    assert frame.subjects[1].how == "“attack”, around the antecedent"


@pytest.mark.xfail(
    strict=True, reason="a relative clause of time without a pronoun takes its antecedent as object"
)
def test_the_day_of_a_relative_clause_is_no_object() -> None:
    assert _parts(_verb("The day they met was cold.", "met")) == ("they", None)


@pytest.mark.parametrize(
    ("sentence", "form", "construction"),
    [
        ("Kenya sent troops to Somalia.", "sent", "active"),
        ("Troops were sent to Somalia by Kenya.", "sent", "passive"),
        ("The river soldiers crossed was dry.", "crossed", "relative clause"),
        ("Soldiers sent by Kenya crossed the river.", "sent", "participle"),
    ],
)
def test_construction_of_verbs(sentence: str, form: str, construction: str) -> None:
    assert _verb(sentence, form).construction == construction


@pytest.mark.parametrize(
    ("sentence", "form", "subjects", "obj", "construction"),
    [
        ("Kenya launched an attack on Sudan.", "attack", ["Kenya"], None, "support verb"),
        ("An attack was launched by Kenya on Sudan.", "attack", ["Kenya"], None, "support verb"),
        ("The attack launched by Kenya failed.", "attack", ["Kenya"], None, "support verb"),
        ("Kenya held talks with Uganda and Rwanda.", "talks", ["Kenya"], None, "support verb"),
        ("Kenya's attack on Sudan failed.", "attack", ["Kenya"], None, "nominal"),
        ("The attack by Kenya on Sudan failed.", "attack", ["Kenya"], None, "nominal"),
        ("The Kenyan attack failed.", "attack", ["Kenyan"], None, "nominal"),
        ("The threat of an attack grew.", "threat", [], "attack", "nominal"),
        ("Kenya fears an attack on Nairobi.", "attack", [], None, "nominal"),
    ],
)
def test_nouns(sentence: str, form: str, subjects: list[str], obj: str | None, construction: str) -> None:
    frame = _noun(sentence, form)
    assert [filler.word.text for filler in frame.subjects] == subjects
    assert _parts(frame)[1] == obj
    assert frame.construction == construction


def test_support_verb_is_named() -> None:
    syntax = grown("Kenya launched an attack on Sudan.")
    attack = word(syntax, "attack")
    assert support_of(attack, _support_kind) is word(syntax, "launched")
    assert support_of(attack, lambda _: None) is None
    frame = noun_frame(attack, _support_kind)
    assert frame.support is word(syntax, "launched")
    assert frame.subjects[0].how == "subject of the support verb “launched”"


@pytest.mark.parametrize(
    ("sentence", "noun", "name", "expected"),
    [
        ("Kenya held talks with Uganda and Rwanda.", "talks", "with", ["Uganda"]),
        ("An attack was launched by Kenya on Sudan.", "attack", "on", ["Sudan"]),
        ("The attack by Kenya on Sudan failed.", "attack", "on", ["Sudan"]),
        ("Kenya's attack on Sudan failed.", "attack", "by", []),
    ],
)
def test_obliques_of_nouns_by_their_head(sentence: str, noun: str, name: str, expected: list[str]) -> None:
    assert [found.text for found in _noun(sentence, noun).obliques_with(name)] == expected


@pytest.mark.parametrize(
    ("sentence", "verb", "name", "expected"),
    [
        ("Kenya sent troops to Somalia.", "sent", "to", ["Somalia"]),
        ("Kenya met with Uganda.", "met", "with", ["Uganda"]),
        ("Kenya sent troops because of the attack.", "sent", "because of", ["attack"]),
        ("Kenya sent troops to guard the bridge.", "sent", "to", []),
    ],
)
def test_obliques_of_verbs(sentence: str, verb: str, name: str, expected: list[str]) -> None:
    assert [found.text for found in _verb(sentence, verb).obliques_with(name)] == expected


def test_phrases_of_the_object_are_nearby_and_come_last() -> None:
    frame = _verb("Kenya sent an envoy to Sudan.", "sent")
    assert frame.obliques == ()
    assert [(found.preposition, found.word.text) for found in frame.nearby] == [("to", "Sudan")]
    assert [found.text for found in frame.obliques_with("to")] == ["Sudan"]
    assert _verb("Kenya sent troops to Somalia.", "sent").nearby == ()


def test_phrases_inside_phrases_are_found_two_layers_deep() -> None:
    frame = _verb("Kenya pledged millions in aid to refugees in Somalia.", "pledged")
    assert [(found.preposition, found.word.text) for found in frame.nearby] == [("in", "aid")]
    assert [(found.preposition, found.word.text) for found in frame.inner] == [
        ("to", "refugees"),
        ("in", "Somalia"),
    ]
    assert frame.obliques_with("to") == ()


def test_the_subject_of_an_undergoing_verb_receives_and_from_names_who_acts() -> None:
    frame = _noun("Sudan suffered an attack from Kenya.", "attack")
    assert frame.undergoer is not None
    assert frame.undergoer.word.text == "Sudan"
    assert [(filler.word.text, filler.how) for filler in frame.subjects] == [("Kenya", "from-phrase")]
    assert _noun("Kenya launched an attack on Sudan.", "attack").undergoer is None


def test_indirect_object() -> None:
    frame = _verb("Kenya gave Uganda tanks.", "gave")
    assert frame.indirect is not None
    assert frame.indirect.word.text == "Uganda"


@pytest.mark.parametrize(
    ("sentence", "form", "expected"),
    [
        ("Kenya agreed to send troops.", "agreed", ("to", "send")),
        ("Kenya said that Uganda crossed the border.", "said", ("that", "crossed")),
        ("Kenya stopped sending troops.", "stopped", ("ing", "sending")),
        ("Kenya accused Uganda of crossing the border.", "accused", ("ing", "crossing")),
        ("Kenya's plan to send troops failed.", "plan", ("to", "send")),
        ("Kenya sent troops to Somalia.", "sent", None),
    ],
)
def test_complement(sentence: str, form: str, expected: tuple[str, str] | None) -> None:
    found = complement_of(word(grown(sentence), form))
    assert (found and (found.form, found.word.text)) == expected


def test_every_filler_says_how_it_was_found() -> None:
    assert _verb("Kenya agreed to send troops.", "send").subjects[0].how == "controlled by “agreed”"
    passive = _verb("Troops were sent to Somalia by Kenya.", "sent")
    assert passive.subjects[0].how == "passive agent"
    assert passive.object is not None
    assert passive.object.how == "passive subject"
    owned = _noun("Kenya's attack on Sudan failed.", "attack")
    assert owned.subjects[0].how == "possessor"


def test_what_somebody_is_accused_of_is_done_by_them_in_a_relative_clause_too() -> None:
    assert _verb("Kenya expelled two men it accused of leaving.", "leaving").subjects[0].word.text == "men"


def test_subject_as_it_stands_is_the_object_of_a_passive() -> None:
    passive = word(grown("Troops were sent to Somalia by Kenya."), "sent")
    active = word(grown("Kenya sent troops to Somalia."), "sent")
    found = [subject_as_it_stands(verb) for verb in (passive, active)]
    assert [filler and filler.word.text for filler in found] == ["Troops", "Kenya"]


def test_subjects_are_not_sought_through_chains_of_accident() -> None:
    rows = ["Kenya Kenya PROPN nsubj 2", "agreed agree VERB root 0"]
    rows += [f"agree agree VERB xcomp {head}" for head in range(2, 14)]
    words = tree("\n".join(rows)).words
    assert deep_subject(words[4]) is not None
    assert deep_subject(words[-1]) is None


def test_word_before_a_gerund() -> None:
    gerund = word(grown("Kenya accused Uganda of crossing the border."), "crossing")
    assert preposition_of_clause(gerund) == "of"
    assert preposition_of_clause(word(grown("Kenya stopped sending troops."), "sending")) is None


def test_what_stands_before_the_preposition_of_a_gerund_is_the_object() -> None:
    found = deep_object(word(grown("Uganda blamed Kenya for leaving."), "blamed"))
    assert found is not None
    assert found.word.text == "Kenya"
