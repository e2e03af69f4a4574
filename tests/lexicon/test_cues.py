"""Cue words: of speech, embedding, modality, hedging, conditions and commitment."""

from pathlib import Path

import pytest

from demarche.lexicon.commitments import load_commitments
from demarche.lexicon.cues import Cues, load_cues
from demarche.lexicon.tables import data_folder

from .folders import add_line, copy, refuses

_FOLDER = "cues/en"


@pytest.fixture(name="cues", scope="module")
def loaded() -> Cues:
    return load_cues(data_folder() / "cues" / "en")


@pytest.mark.parametrize(
    ("lemma", "pos", "act", "content"),
    [
        ("say", "verb", "assert", "CT+"),
        ("deny", "verb", "deny", "CT-"),
        ("accuse", "verb", "accuse", "CT+"),
        ("demand", "verb", "demand", "Uu"),
        ("warn", "verb", "warn", "PR+"),
        ("threaten", "verb", "threaten", "PS+"),
        ("promise", "verb", "promise", "PR+"),
        ("criticise", "verb", "criticise", "CT+"),
        ("criticize", "verb", "criticise", "CT+"),
        ("claim", "noun", "assert", "CT+"),
    ],
)
def test_speech(cues: Cues, lemma: str, pos: str, act: str, content: str) -> None:
    cue = next(cue for cue in cues.speech[lemma, pos] if cue.particle is None)
    assert (cue.act, cue.content) == (act, content)


def test_cues_with_a_particle_come_first(cues: Cues) -> None:
    for found in cues.speech.values():
        bare = [cue.particle is None for cue in found]
        assert bare == sorted(bare)
    assert {cue.particle for cue in cues.speech["call", "verb"]} >= {"for", "on"}


@pytest.mark.parametrize(
    ("lemma", "pos", "form", "plain", "negated"),
    [
        ("manage", "verb", "to", None, "not_happened"),
        ("plan", "verb", "to", "planned", "not_happened"),
        ("refuse", "verb", "to", "not_happened", None),
        ("fail", "verb", "to", "not_happened", None),
        ("continue", "verb", "to", "ongoing", "not_happened"),
        ("stop", "verb", "ing", "not_happened", "ongoing"),
        ("believe", "verb", "that", "believed", None),
    ],
)
def test_embedding(
    cues: Cues, lemma: str, pos: str, form: str, plain: str | None, negated: str | None
) -> None:
    found = cues.embedding_of(lemma, pos, form)
    assert found is not None
    assert found.plain == plain
    if negated is not None:
        assert found.negated == negated


def test_any_stands_for_every_form_but_the_clause(cues: Cues) -> None:
    stop = cues.embedding["stop", "verb", "any"]
    assert {cues.embedding_of("stop", "verb", form) for form in ("to", "ing", "noun")} == {stop}
    assert cues.embedding_of("stop", "verb", "clause") is None
    assert cues.embedding_of("sing", "verb", "to") is None


@pytest.mark.parametrize(
    ("modal", "plain", "strength", "is_demand"),
    [
        ("will", "planned", "will", False),
        ("would", "possible", "will", False),
        ("may", "possible", "could", False),
        ("must", "demanded", None, True),
        ("should", "demanded", None, True),
    ],
)
def test_modals(cues: Cues, modal: str, plain: str, strength: str | None, *, is_demand: bool) -> None:
    found = cues.modals[modal]
    assert (found.plain, found.strength, found.is_demand) == (plain, strength, is_demand)


def test_nothing_modal_conditional_or_embedding_has_happened(cues: Cues) -> None:
    assert all(modal.plain != "happened" != modal.reported for modal in cues.modals.values())
    assert all(found.status != "happened" for found in cues.modifiers.values())
    assert all(found.main != "happened" for found in cues.clauses.values())


def test_only_what_is_followed_or_braved_has_happened_by_its_marker(cues: Cues) -> None:
    factive = {marker for marker, found in cues.clauses.items() if found.clause == "happened"}
    assert factive == {"following", "despite", "because of"}
    assert all(cues.clauses[marker].main is None for marker in factive)


def test_markers_and_modifiers(cues: Cues) -> None:
    assert (cues.clauses["if"].clause, cues.clauses["if"].main) == ("conditional", "conditional")
    assert (cues.clauses["because"].clause, cues.clauses["because"].main) == (None, None)
    assert cues.modifiers["allegedly"].voice == "alleged"
    assert cues.modifiers["apparently"].voice == "inferred"


def test_pronouns_and_descriptions(cues: Cues) -> None:
    assert [cues.pronouns[form] for form in ("she", "it", "they", "i", "we")] == [
        "person", "body", "several", "speaker", "side",
    ]  # fmt: skip
    assert "state" in cues.pairs["country"]
    assert "group" in cues.generic["militia"]
    assert "interview" in cues.utterances


@pytest.mark.parametrize(
    ("lemma", "pos", "force", "strength"),
    [
        ("promise", "verb", "promise", "will"),
        ("threaten", "verb", "threat", "will"),
        ("offer", "verb", "offer", "will"),
        ("refuse", "verb", "refusal", "will"),
        ("ban", "verb", "ban", "will"),
        ("authorise", "verb", "authorisation", "will"),
        ("guarantee", "verb", "guarantee", "will"),
    ],
)
def test_commitments(lemma: str, pos: str, force: str, strength: str) -> None:
    cues = load_commitments(data_folder() / "cues" / "en")
    assert {(cue.force, cue.strength) for cue in cues.cues[lemma, pos]} == {(force, strength)}


@pytest.mark.parametrize(
    ("table", "line", "words"),
    [
        ("speech.tsv", "sing\tverb\tsing\tthat\tCT+\t", "act: 'sing'"),
        ("speech.tsv", "sing\tadverb\tassert\tthat\tCT+\t", "pos: 'adverb'"),
        ("speech.tsv", "sing\tverb\tassert\twhether\tCT+\t", "forms: whether unknown"),
        ("speech.tsv", "sing\tverb\tassert\tthat\tsure\t", "content: 'sure'"),
        ("embedding.tsv", "manage\tverb\tto\tsame\tsame", "manage verb to stands twice"),
        ("embedding.tsv", "sing\tverb\tto\tperhaps\tsame", "plain: 'perhaps'"),
        ("modals.tsv", "wanna\tplanned\tplanned\tmaybe\t", "strength: 'maybe'"),
        ("modifiers.tsv", "loudly\tloud\t", "status: 'loud'"),
        ("clauses.tsv", "albeit\tsame\tloud", "main: 'loud'"),
        ("pronouns.tsv", "ze\tnobody", "stands_for: 'nobody'"),
        ("genders.tsv", "aunt\tx", "gender: 'x'"),
        ("descriptions.tsv", "thing\tfew\tstate", "number: 'few'"),
        ("descriptions.tsv", "thing\tone\tghost", "kinds: ghost unknown"),
    ],
)
def test_a_broken_cue_is_named(tmp_path: Path, table: str, line: str, words: str) -> None:
    folder = copy(_FOLDER, tmp_path / "cues")
    add_line(folder, table, line)
    refuses(lambda: load_cues(folder), table, "line", words)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("commitments.tsv: sing\tverb\tsong\twill\tto\t\tThey sing.", "force: 'song'"),
        ("commitments.tsv: sing\tverb\tpromise\tmay\tto\t\tThey sing.", "strength: 'may'"),
        ("commitments.tsv: sing\tadverb\tpromise\twill\tto\t\tThey sing.", "pos: 'adverb'"),
        ("commitments.tsv: sing\tverb\tpromise\twill\tif\t\tThey sing.", "forms 'if' unknown"),
        ("commitments.tsv: sing\tverb\tpromise\twill\tto\t\t", "example is empty"),
        ("vows.tsv: sing\tsong\t\t\tWe will sing.", "will: 'song'"),
        ("vows.tsv: sing\t\tsong\t\tWe will not sing.", "denied: 'song'"),
        ("answers.tsv: sing\tmiddle\t\tThey sing.", "voice: 'middle'"),
        ("conditions.tsv: albeit\tfar\tThey *albeit sing*.", "reach: 'far'"),
    ],
)
def test_a_broken_cue_of_commitment_is_named(tmp_path: Path, line: str, words: str) -> None:
    folder = copy(_FOLDER, tmp_path / "cues")
    table, _, row = line.partition(": ")
    add_line(folder, table, row)
    refuses(lambda: load_commitments(folder), table, words)
