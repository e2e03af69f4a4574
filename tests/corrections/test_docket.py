"""What people say of commitments, and the docket."""

import shutil
from pathlib import Path

import pytest

from demarche.corrections.make import Corrector
from demarche.histories.docket import Entry, Question, docket
from demarche.ledger.errors import CorrectionError
from demarche.ledger.store import Ledger
from demarche.lexicon.histories import load_history_rules
from demarche.model.corrections import Signed
from tests.histories.conftest import coded_reports, kept

ANA = Signed("Ana", "so the sentence says")
RULES = load_history_rules()


@pytest.fixture(name="traced", scope="session")
def traced_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("docket") / "ledger"
    kept(path, coded_reports())
    return path


@pytest.fixture(name="path")
def own_ledger(traced: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(traced, tmp_path / "own.ledger"))


def _entry(ledger: Ledger, issuer: str, **asked: str) -> Entry:
    (found,) = docket(ledger, Question(issuer=issuer, **asked), RULES).entries  # type: ignore[arg-type]
    return found


def test_evidence_that_is_struck_is_left_out_and_stands_again_when_that_is_undone(path: Path) -> None:
    with Ledger.open_to_write(path) as ledger:
        corrector = Corrector.load(ledger)
        before = _entry(ledger, "NOR")
        (broken,) = [one for one in before.evidence if one.kind == "breached"]
        said = corrector.rule_state(broken.commitment, broken.claim.id, "breached", ANA, holds=False)
        assert _entry(ledger, "NOR").state.state == "expired", "the calendar's word is left"
        (open_,) = docket(ledger, Question(issuer="NOR", state="expired"), RULES).entries
        assert open_.id == before.id
        corrector.rule_state(before.id, None, "expired", ANA, holds=False)
        assert _entry(ledger, "NOR").is_open
        assert docket(ledger, Question(issuer="NOR", open_on="2025-05-20"), RULES).matching == 1
        corrector.undo(said.id, ANA)
        assert _entry(ledger, "NOR").state.state == "breached"


def test_what_is_confirmed_says_so_and_what_was_not_found_is_there(path: Path) -> None:
    with Ledger.open_to_write(path) as ledger:
        corrector = Corrector.load(ledger)
        entry = _entry(ledger, "NOR")
        (broken,) = [one for one in entry.evidence if one.kind == "breached"]
        corrector.rule_state(broken.commitment, broken.claim.id, "breached", ANA, holds=True)
        (told, *_) = next(one for one in _entry(ledger, "NOR").evidence if one.kind == "breached").grounds
        assert told.text.startswith("confirmed by Ana on ")
        said = corrector.rule_state(entry.id, broken.claim.id, "withdrawn", ANA, holds=True)
        assert [(one.id, one.kind) for one in _entry(ledger, "NOR").evidence if one.kind == "withdrawn"] == [
            (said.id, "withdrawn")
        ]
        with pytest.raises(CorrectionError, match="is none of restated"):
            corrector.rule_state(entry.id, None, "issued", ANA, holds=True)


def test_an_edited_commitment_keeps_its_story(path: Path) -> None:
    with Ledger.open_to_write(path) as ledger:
        corrector = Corrector.load(ledger)
        entry = _entry(ledger, "PER")
        assert {one.kind for one in entry.evidence} == {"fulfilled"}
        said = corrector.edit(entry.id, {"strength": "could"}, ANA)
        after = _entry(ledger, "PER")
        assert (after.id, after.commitment.strength) == (said.after[0].id, "could")
        assert {one.kind for one in after.evidence} == {"fulfilled"}
        corrector.reject(after.evidence[0].claim.id, ANA)
        assert _entry(ledger, "PER").evidence == ()
