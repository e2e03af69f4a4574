"""Every row of the tables of commitments, by its example."""

from itertools import chain

import pytest

from demarche.lexicon.commitments import Answer, CommitmentCue, ConditionCue, Vow, load_commitments
from demarche.lexicon.tables import data_folder
from demarche.model.records import Commitment
from tests.coder import coder

_TABLES = load_commitments(data_folder() / "cues" / "en")


def _commitments(text: str) -> list[Commitment]:
    claims = coder().code_text(text, published="2025-03-05").claims
    return [entry.claim for entry in claims if isinstance(entry.claim, Commitment)]


def _shown(found: list[Commitment]) -> list[tuple[str, str, list[str]]]:
    return [(one.force, one.rule, [span.text for span in one.condition]) for one in found]


@pytest.mark.parametrize(
    "cue", list(chain.from_iterable(_TABLES.cues.values())), ids=lambda cue: f"{cue.lemma} {cue.force}"
)
def test_a_word_of_commitment(cue: CommitmentCue) -> None:
    found = _commitments(cue.example)
    assert [one for one in found if one.force == cue.force and one.rule.startswith((cue.lemma, "rule."))], (
        _shown(found)
    )


@pytest.mark.parametrize(
    "vow", list(chain.from_iterable(_TABLES.vows.values())), ids=lambda vow: vow.example[:30]
)
def test_a_verb_that_binds(vow: Vow) -> None:
    found = _commitments(vow.example)
    assert [one.force for one in found] == [vow.force or vow.denied], _shown(found)
    assert [issuer.country for issuer in found[0].issuers] == ["PER"]


@pytest.mark.parametrize(
    "vow",
    list(chain.from_iterable((*_TABLES.courses.values(), *_TABLES.existence.values()))),
    ids=lambda vow: vow.example[:40],
)
def test_how_a_matter_will_go_on(vow: Vow) -> None:
    (found,) = _commitments(vow.example)
    is_denied = " no " in vow.example
    assert found.force == (vow.denied if is_denied else vow.force)
    assert [issuer.country for issuer in found.issuers] == ["PER"]
    assert found.rule.startswith("course.")


@pytest.mark.parametrize(
    "answer", list(chain.from_iterable(_TABLES.answers.values())), ids=lambda answer: answer.example[:30]
)
def test_what_will_follow(answer: Answer) -> None:
    (found,) = _commitments(answer.example)
    assert (found.force, [issuer.country for issuer in found.issuers]) == ("threat", ["PER"])
    assert found.rule.startswith("answer.")
    assert found.condition
    assert found.consequence == found.act


@pytest.mark.parametrize(
    "cue", list(chain.from_iterable(_TABLES.conditions.values())), ids=lambda cue: " ".join(cue.words)
)
def test_what_opens_a_condition(cue: ConditionCue) -> None:
    before, condition, after = cue.example.split("*")
    found = _commitments(before + condition + after)
    assert [span.text for one in found for span in one.condition] == [condition], _shown(found)
