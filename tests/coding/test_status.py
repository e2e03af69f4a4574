"""What the report claims of the world: status and voice of events, with a few cues of our own."""

from functools import cache
from typing import get_args

import pytest

from demarche.coding.clauses.frames import support_of
from demarche.coding.clauses.status import Judgement, judge
from demarche.lexicon.cues import ClauseMarker, Cues, Embedding, Modal, Modifier, load_cues
from demarche.lexicon.relations import load_relations
from demarche.lexicon.tables import data_folder
from demarche.model.values import Status

from .forest import carries, grown, rows, word

_EMBEDDING: dict[tuple[str, str, str], Embedding] = {
    ("plan", "verb", "any"): Embedding("planned", "not_happened"),
    ("plan", "noun", "any"): Embedding("planned", "not_happened"),
    ("decision", "noun", "any"): Embedding("planned", "not_happened"),
    ("refuse", "verb", "to"): Embedding("not_happened", None),
    ("deny", "verb", "any"): Embedding("denied", "happened"),
    ("order", "verb", "any"): Embedding("demanded", "not_happened"),
    ("manage", "verb", "to"): Embedding(None, "not_happened"),
    ("begin", "verb", "any"): Embedding(None, "not_happened"),
    ("stop", "verb", "any"): Embedding("not_happened", "ongoing"),
    ("fear", "verb", "any"): Embedding("possible", "possible"),
    ("threat", "noun", "any"): Embedding("possible", "not_happened"),
    ("ready", "adj", "to"): Embedding("possible", "not_happened"),
    ("rule out", "verb", "any"): Embedding("not_happened", "possible"),
    ("foil", "verb", "any"): Embedding("not_happened", "happened"),
    ("threaten", "verb", "any"): Embedding("possible", "not_happened"),
    ("in the event", "noun", "noun"): Embedding("conditional", "conditional"),
    ("in the event", "noun", "clause"): Embedding("conditional", "conditional"),
}
_CUES = Cues(
    speech={},
    relations=load_relations(data_folder() / "cues" / "en" / "relations.tsv"),
    embedding=_EMBEDDING,
    modals={
        "will": Modal("planned", "planned", "will", is_demand=False),
        "would": Modal("possible", "planned", "will", is_demand=False),
        "could": Modal("possible", "possible", "could", is_demand=False),
        "might": Modal("possible", "possible", "could", is_demand=False),
        "must": Modal("demanded", "demanded", None, is_demand=True),
        "should": Modal("demanded", "demanded", None, is_demand=True),
    },
    modifiers={
        "allegedly": Modifier(None, "alleged"),
        "apparently": Modifier(None, "inferred"),
        "planned": Modifier("planned", None),
    },
    clauses={
        "if": ClauseMarker("conditional", "conditional"),
        "unless": ClauseMarker("conditional", "conditional"),
        "in case": ClauseMarker("conditional", None),
        "before": ClauseMarker("possible", None),
        "whether": ClauseMarker("possible", None),
        "without": ClauseMarker("not_happened", None),
        "should": ClauseMarker("conditional", "conditional"),
    },
    pronouns={},
    utterances=frozenset(),
    pairs={},
    generic={},
    genders={},
)


@cache
def _own_cues() -> Cues:
    return load_cues(data_folder() / "cues" / "en")


def _judged(sentence: str, form: str, *, is_deed: bool = True, in_headline: bool = False) -> Judgement:
    trigger = word(grown(sentence), form)
    support = support_of(trigger, carries)
    return judge(trigger, support, _CUES, is_deed=is_deed, in_headline=in_headline)


@pytest.mark.parametrize(
    ("sentence", "form", "status"),
    [
        # told as it is
        ("Kenya sent troops to Somalia.", "sent", "happened"),
        ("Kenya's attack on Sudan failed.", "attack", "happened"),
        ("Kenya launched an attack on Sudan.", "attack", "happened"),
        ("Troops that attacked Sudan will withdraw.", "attacked", "happened"),
        # negation
        ("Kenya did not attack Sudan.", "attack", "not_happened"),
        ("Kenya never attacked Sudan.", "attacked", "not_happened"),
        ("No attack took place.", "attack", "not_happened"),
        # modals
        ("Kenya will attack Sudan.", "attack", "planned"),
        ("Kenya could attack Sudan.", "attack", "possible"),
        ("Kenya might have attacked Sudan.", "attacked", "possible"),
        ("Kenya must withdraw its troops.", "withdraw", "demanded"),
        ("Kenya said that it would withdraw its troops.", "withdraw", "planned"),
        ("Kenya will meet Sudan and sign a treaty.", "sign", "planned"),
        # embedding words, plain and negated
        ("Kenya plans to attack Sudan.", "attack", "planned"),
        ("Kenya does not plan to attack Sudan.", "attack", "not_happened"),
        ("Kenya refused to withdraw its troops.", "withdraw", "not_happened"),
        ("Kenya denied attacking Sudan.", "attacking", "denied"),
        ("Kenya denied that it attacked Sudan.", "attacked", "denied"),
        ("Kenya ordered its troops to attack Sudan.", "attack", "demanded"),
        ("Kenya managed to cross the river.", "cross", "happened"),
        ("Kenya did not manage to cross the river.", "cross", "not_happened"),
        ("Kenya began to withdraw its troops.", "withdraw", "happened"),
        ("Kenya stopped sending troops.", "sending", "not_happened"),
        ("Kenya ruled out an attack.", "attack", "not_happened"),
        ("Kenya is ready to attack Sudan.", "attack", "possible"),
        ("Kenya threatened to attack Sudan if it crossed the river.", "attack", "possible"),
        # nouns below nouns and verbs
        ("Kenya fears an attack on Nairobi.", "attack", "possible"),
        ("The threat of an attack grew.", "attack", "possible"),
        ("Kenya's plan to attack Sudan failed.", "attack", "planned"),
        ("Police foiled a planned attack.", "attack", "not_happened"),
        # purpose and manner
        ("Kenya sent troops to attack Sudan.", "attack", "possible"),
        ("Kenya pushed ahead, attacking Sudan.", "attacking", "happened"),
        # conditions
        ("If Sudan crosses the river, Kenya will attack.", "crosses", "conditional"),
        ("If Sudan crosses the river, Kenya will attack.", "attack", "conditional"),
        ("Unless Sudan withdraws, Kenya will attack.", "withdraws", "conditional"),
        ("Unless Sudan withdraws, Kenya will attack.", "attack", "conditional"),
        ("Kenya would attack if Sudan crossed the river.", "attack", "conditional"),
        ("Kenya will fight in case Sudan attacks.", "attacks", "conditional"),
        ("Kenya will fight in case Sudan attacks.", "fight", "planned"),
        ("In the event of an attack Kenya will fight.", "attack", "conditional"),
        ("In the event that Sudan attacks Kenya will fight.", "attacks", "conditional"),
        ("Before Sudan attacked, Kenya withdrew.", "attacked", "possible"),
        ("Before Sudan attacked, Kenya withdrew.", "withdrew", "happened"),
        # headlines of what is to come
        ("Kenya to visit Sudan.", "visit", "planned"),
    ],
)
def test_status(sentence: str, form: str, status: Status) -> None:
    judgement = _judged(sentence, form)
    assert judgement.status == status, judgement.status_reason


@pytest.mark.parametrize(
    ("sentence", "form", "status"),
    [
        # a negation, a modal and an imperative reach as far as the coordination
        ("Kenya did not attack or bomb Sudan.", "bomb", "not_happened"),
        ("Kenya did not withdraw, but attacked Sudan.", "attacked", "happened"),
        ("No attacks or arrests were reported.", "arrests", "not_happened"),
        ("Kenya will review the deal and sign it.", "sign", "planned"),
        ("Kenya will come, review the deal and sign it.", "review", "planned"),
        ("Review the deal and sign it.", "sign", "demanded"),
        # "not only" negates nothing
        ("Kenya not only attacked Sudan but also bombed Uganda.", "attacked", "happened"),
        ("Kenya not only attacked Sudan but also bombed Uganda.", "bombed", "happened"),
        # questions
        ("Did Kenya attack Sudan?", "attack", "possible"),
        ("Why did Kenya attack Sudan?", "attack", "happened"),
        # instead, without, in case
        ("Kenya negotiated rather than attacking Sudan.", "attacking", "not_happened"),
        ("Kenya chose talks instead of an attack.", "attack", "not_happened"),
        ("The army seized Nairobi without an attack.", "attack", "not_happened"),
        ("In case of an attack Kenya will fight.", "attack", "conditional"),
        ("In the event of an attack Kenya will fight.", "attack", "conditional"),
        ("During a media event Kenya released the prisoners.", "media", "happened"),
        # a participle beside a noun is told, unless the noun itself is wanted or is none
        ("The agreement signed in May banned attacks.", "signed", "happened"),
        ("Sudan wants an agreement signed by Friday.", "signed", "possible"),
        ("No agreement signed in May was kept.", "signed", "not_happened"),
        # infinitives under adjectives
        ("Kenya is certain to win the war.", "win", "planned"),
        ("It is hard to reach Nairobi.", "reach", "possible"),
        ("Kenya was surprised to find the troops.", "find", "happened"),
        ("Troops were about to attack Nairobi.", "attack", "planned"),
        ("Kenya was the only country to attack Sudan.", "attack", "happened"),
        # what is done if told in the past, and not as somebody's words
        ("Kenya was able to retake Nairobi.", "retake", "happened"),
        ("Kenya said it was able to retake Nairobi.", "retake", "possible"),
        ("Kenya had to withdraw its troops.", "withdraw", "happened"),
        ("Kenya said it had to withdraw its troops.", "withdraw", "demanded"),
        ("The index fell to close at 900 points.", "close", "happened"),
        ("Rebels fired on the post before fleeing.", "fleeing", "happened"),
        ("The bomb was defused before exploding.", "exploding", "possible"),
        ("Troops were found to have killed two people.", "killed", "happened"),
        ("Troops were said to have killed two people.", "killed", "believed"),
        # a verb with a particle is another verb
        ("Soldiers ended up killing two people.", "killing", "happened"),
        ("Kenya had set up a camp to train troops.", "train", "possible"),
        # gerunds under nouns and adjectives
        ("The idea of invading Sudan is popular.", "invading", "possible"),
        ("Kenya is interested in buying the port.", "buying", "possible"),
        ("The delay in the delivery angered Kenya.", "delivery", "not_happened"),
        ("Troops nearly captured Nairobi.", "captured", "not_happened"),
        # a negated word makes of the event what it says there, and no more
        ("Soldiers did not hesitate to shoot the people.", "shoot", "happened"),
        ("Please do not hesitate to visit Kenya.", "visit", "demanded"),
        ("Kenya did not stop bombing Sudan.", "bombing", "ongoing"),
        ("Kenya did not cancel the visit.", "visit", "possible"),
        # a habit gives way
        ("Kenya would often attack Sudan.", "attack", "possible"),
    ],
)
def test_status_by_the_cues_of_the_package(sentence: str, form: str, status: Status) -> None:
    judgement = judge(word(grown(sentence), form), None, _own_cues(), is_deed=True, in_headline=False)
    assert judgement.status == status, judgement.status_reason


def test_what_was_gone_without_did_not_happen() -> None:
    assert _judged("Kenya was attacked without attacking Sudan.", "attacking").status == "not_happened"


@pytest.mark.parametrize(
    ("sentence", "form", "status", "reason"),
    [
        ("Leave Sudan.", "Leave", "demanded", "imperative “Leave”"),
        ("Kenya would have attacked Sudan.", "attacked", "not_happened", "“attacked” with “would have”"),
        ("Kenya might have attacked Sudan.", "attacked", "possible", "auxiliary “might”"),
        ("Should Sudan attack, Kenya will fight.", "attack", "conditional", "condition “Should Sudan …”"),
        ("Sudan should withdraw.", "withdraw", "demanded", "auxiliary “should”"),
        ("Kenya answers any attack.", "attack", "possible", "“any attack”"),
    ],
)
def test_what_is_not_told_of_the_actual_world(sentence: str, form: str, status: Status, reason: str) -> None:
    judgement = _judged(sentence, form)
    assert (judgement.status, judgement.status_reason) == (status, reason)


@pytest.mark.parametrize(("is_deed", "status"), [(True, "conditional"), (False, "happened")])
def test_a_condition_on_a_finite_word_is_one_on_what_is_said(status: Status, *, is_deed: bool) -> None:
    sentence = "Kenya threatened to attack Sudan if it crossed the river."
    assert _judged(sentence, "threatened", is_deed=is_deed).status == status


def test_what_is_asked_about_is_left_open() -> None:
    assert _judged("Kenya asked whether Sudan attacked.", "attacked").status == "possible"


@pytest.mark.parametrize(
    ("sentence", "is_deed", "in_headline", "status"),
    [
        ("Kenya attacks Sudan.", True, False, "habitual"),
        ("Kenya attacks Sudan.", True, True, "happened"),
        ("Kenya attacks Sudan.", False, False, "happened"),
        ("Kenya is attacking Sudan.", True, False, "ongoing"),
    ],
)
def test_aspect(sentence: str, status: Status, *, is_deed: bool, in_headline: bool) -> None:
    form = "attacks" if "attacks" in sentence else "attacking"
    assert _judged(sentence, form, is_deed=is_deed, in_headline=in_headline).status == status


@pytest.mark.parametrize(
    ("sentence", "form", "voice"),
    [
        ("Kenya allegedly attacked Sudan.", "attacked", "alleged"),
        ("Kenya apparently attacked Sudan.", "attacked", "inferred"),
        ("The soldiers who had allegedly attacked Sudan fled.", "attacked", "alleged"),
        ("The soldiers who had allegedly attacked Sudan fled.", "fled", None),
        ("Kenya sent troops to Somalia.", "sent", None),
    ],
)
def test_voice(sentence: str, form: str, voice: str | None) -> None:
    judgement = _judged(sentence, form)
    assert (judgement.voice, judgement.status) == (voice, "happened")


def test_reasons_name_the_deciding_word() -> None:
    assert "“plans”" in _judged("Kenya plans to attack Sudan.", "attack").status_reason
    assert "“will”" in _judged("Kenya will attack Sudan.", "attack").status_reason
    assert "if" in _judged("If Sudan crosses the river, Kenya will attack.", "attack").status_reason
    assert "“allegedly”" in _judged("Kenya allegedly attacked Sudan.", "attacked").voice_reason


@pytest.mark.parametrize("sentence", rows())
def test_every_word_of_every_tree_can_be_judged(sentence: str) -> None:
    statuses = get_args(Status)
    for found in grown(sentence).words:
        for is_deed in (True, False):
            judgement = judge(found, None, _CUES, is_deed=is_deed, in_headline=False)
            assert judgement.status in statuses
            assert judgement.status_reason


@pytest.mark.parametrize(
    ("sentence", "form", "status"),
    [
        ("Neither side sent troops.", "sent", "not_happened"),
        ("Neither Kenya nor Peru signed it.", "signed", "not_happened"),
        ("No more talks, Kenya warned.", "warned", "happened"),
    ],
)
def test_what_nobody_does_has_not_happened_in_words_either(sentence: str, form: str, status: Status) -> None:
    assert _judged(sentence, form, is_deed=False).status == status
