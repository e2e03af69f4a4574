"""The docket of a ledger, and what tracing adds to it."""

import hashlib
from itertools import permutations
from pathlib import Path

import pytest

from demarche.histories.docket import Entry, Question, docket, entry_of
from demarche.histories.trace import trace
from demarche.ledger.errors import FilterError
from demarche.ledger.store import Ledger
from demarche.lexicon.histories import load_history_rules
from tests.coder import coder

from .conftest import coded_reports, kept

_RULES = load_history_rules()


def _entries(path: Path, **asked: str | int) -> tuple[Entry, ...]:
    with Ledger.open(path) as ledger:
        return docket(ledger, Question(**asked), _RULES).entries  # type: ignore[arg-type]


def _linked(path: Path) -> set[tuple[str, str, str]]:
    """Return force, kind of evidence and state by it, over all entries."""
    return {
        (entry.commitment.force, one.kind, one.state.state if one.state else "")
        for entry in _entries(path)
        for one in entry.evidence
    }


def test_later_claims_are_evidence(path: Path) -> None:
    assert _linked(path) >= {
        ("promise", "breached", "breached"),
        ("ultimatum", "met", "expired"),
        ("ultimatum", "fulfilled", "fulfilled"),
        ("threat", "fulfilled", "fulfilled"),
        ("ban", "withdrawn", "withdrawn"),
    }


def test_a_commitment_stands_once_however_often_it_is_told(path: Path) -> None:
    (ferries,) = _entries(path, issuer="NOR")
    assert ferries.reports == 3
    assert [report.published for _, report in ferries.tellings] == ["2025-03-10", "2025-03-20", "2025-05-06"]


def test_a_state_is_somebodys_word(path: Path) -> None:
    (ferries,) = _entries(path, issuer="NOR")
    assert ferries.state.state == "breached"
    assert (ferries.state.says, ferries.state.voice) == ("Kristrún Frostadóttir", "attributed")
    assert not ferries.is_open


def test_that_a_deadline_has_passed_is_reckoned(path: Path) -> None:
    (ferries,) = _entries(path, issuer="NOR", as_of="2025-05-03")
    assert (ferries.state.state, ferries.state.voice, ferries.state.says) == ("expired", "reckoned", None)
    (before,) = _entries(path, issuer="NOR", as_of="2025-04-30")
    assert (before.state.state, before.is_open) == ("issued", True)


@pytest.mark.parametrize(
    ("asked", "forces"),
    [
        ({"addressee": "ETH"}, ["ultimatum"]),
        ({"force": "refusal"}, ["refusal"]),
        ({"state": "withdrawn"}, ["ban"]),
        ({"state": "fulfilled"}, ["threat", "ultimatum"]),
        ({"issuer": "TUR", "open_on": "2025-03-15"}, ["ban"]),
        ({"issuer": "TUR", "force": "ban", "open_on": "2025-03-25"}, []),
        ({"until": "2025-02"}, []),
    ],
)
def test_it_can_be_asked(path: Path, asked: dict[str, str], forces: list[str]) -> None:
    assert sorted(entry.commitment.force for entry in _entries(path, **asked)) == forces


def test_a_limit_leaves_out_but_counts(path: Path) -> None:
    with Ledger.open(path) as ledger:
        found = docket(ledger, Question(limit=2), _RULES)
        everything = docket(ledger, Question(), _RULES)
    assert len(found.entries) == 2
    assert found.matching == len(everything.entries)
    assert found.as_of == "2025-05-06"


def test_state_and_openness_are_the_same_in_the_list_and_in_the_entry(path: Path) -> None:
    with Ledger.open(path) as ledger:
        for day in ("2025-03-12", "2025-03-16", "2025-05-06"):
            everything = docket(ledger, Question(as_of=day), _RULES).entries
            for state in {entry.state.state for entry in everything}:
                found = docket(ledger, Question(as_of=day, state=state), _RULES).entries
                assert found == tuple(entry for entry in everything if entry.state.state == state)
            opened = docket(ledger, Question(open_on=day), _RULES).entries
            assert opened == tuple(entry for entry in everything if entry.is_open)


def test_every_telling_of_a_commitment_finds_its_entry(path: Path) -> None:
    (ferries,) = _entries(path, issuer="NOR")
    with Ledger.open(path) as ledger:
        for one, _ in ferries.tellings:
            assert entry_of(ledger, one.id, _RULES) == ferries
        (threat,) = docket(ledger, Question(issuer="PER"), _RULES).entries
        with pytest.raises(FilterError, match="not a commitment"):
            entry_of(ledger, threat.evidence[0].claim.id, _RULES)


@pytest.mark.parametrize(
    "asked", [{"state": "kept"}, {"open_on": "spring"}, {"force": "hope"}, {"as_of": "x"}]
)
def test_what_no_commitment_has_is_refused(path: Path, asked: dict[str, str]) -> None:
    with pytest.raises(FilterError):
        _entries(path, **asked)


def test_every_link_has_its_grounds(path: Path) -> None:
    links = [one for entry in _entries(path) for one in entry.evidence]
    assert links
    for one in links:
        assert one.score == pytest.approx(sum(ground.weight for ground in one.grounds), abs=0.001)


def test_the_order_of_arrival_makes_no_difference(tmp_path: Path) -> None:
    found = set()
    for seed in range(3):
        reports = coded_reports()
        reports.sort(key=lambda one: hashlib.sha256(f"{seed} {one.report.id}".encode()).digest())
        path = tmp_path / str(seed)
        kept(path, reports)
        found.add(frozenset((entry.id, one.id) for entry in _entries(path) for one in entry.evidence))
    assert len(found) == 1


def test_links_are_made_however_reports_come_in(tmp_path: Path, path: Path) -> None:
    forwards, backwards = tmp_path / "forwards", tmp_path / "backwards"
    kept(forwards, coded_reports(), each=True)
    kept(backwards, reversed(coded_reports()), each=True)
    assert _linked(forwards) == _linked(backwards) == _linked(path)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_deed_is_evidence_for_what_it_fits_best_whenever_that_comes(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    reports = [
        coder().code_text(
            "Peru threatened on Monday to impose sanctions on Ecuador.", published="2025-03-10"
        ),
        coder().code_text(
            "Peru threatened on Tuesday to impose sanctions on the copper mines of Ecuador.",
            published="2025-03-11",
        ),
        coder().code_text(
            "Peru imposed sanctions on the copper mines of Ecuador on Sunday.", published="2025-03-16"
        ),
    ]
    path = tmp_path / "ledger"
    kept(path, [reports[at] for at in order], each=True)
    entries = _entries(path, issuer="PER")
    assert [[one.kind for one in entry.evidence] for entry in entries] == [[], ["fulfilled"]]


def test_tracing_again_adds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    kept(path, coded_reports())
    with Ledger.create_or_open(path) as ledger:
        before = ledger.select("SELECT count(*) FROM evidence")
        assert trace(ledger, _RULES).reports == 0
        for report in coded_reports():
            ledger.append(coder().run(), report, anew=True)
        assert trace(ledger, _RULES).links == 0
        assert ledger.select("SELECT count(*) FROM evidence") == before
