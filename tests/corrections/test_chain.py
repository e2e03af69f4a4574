"""The signed log: what was written cannot be changed unseen, by one or by several at once, nor torn by a crash."""

import json
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from demarche.corrections.make import Corrector
from demarche.ledger.correction_lines import decode, encode, sealed
from demarche.ledger.corrections import log, verify
from demarche.ledger.store import Ledger
from demarche.lexicon.linking import LinkRules
from demarche.lexicon.ontology import Ontology
from demarche.model.checks import RecordError
from demarche.model.corrections import Signed
from tests.ledger.samples import full_report

ANA = Signed("Ana", "so the sentence says")
CLAIMS = [each.claim.id for number in range(2) for each in full_report(number).claims]
MANY = 12
_FORGERIES = {
    "UPDATE correction SET why = 'another' WHERE number = 2": "row 2: its columns differ",
    "UPDATE correction SET body = replace(body, 'Ana', 'Eva') WHERE number = 2": "row 2: its content is not",
    "DELETE FROM correction WHERE number = 2": "row 3: it should be row 2",
    "UPDATE correction SET number = number + 10 WHERE number = 3": "row 13: it should be row 3",
    "UPDATE correction SET body = '{}' WHERE number = 1": "row 1: it is no correction",
}


def _three(corrector: Corrector) -> list[str]:
    return [corrector.reject(claim, ANA).digest for claim in CLAIMS[:3]]


def test_each_row_carries_the_digest_of_the_row_before(ledger: Ledger, corrector: Corrector) -> None:
    digests = _three(corrector)
    said = log(ledger)
    assert [one.previous for one in said] == ["", *digests[:2]]
    assert [one.number for one in said] == [1, 2, 3]
    assert all(sealed(one) == one and decode(encode(one)) == one for one in said)
    assert verify(ledger) == type(verify(ledger))(3, digests[-1], ())


@pytest.mark.parametrize("statement", _FORGERIES)
def test_what_was_changed_is_seen(path: Path, corrector: Corrector, statement: str) -> None:
    _three(corrector)
    with sqlite3.connect(path) as other:
        for table, change in (("correction", "update"), ("correction", "delete")):
            other.execute(f"DROP TRIGGER {table}_no_{change}")
        other.execute(statement)
    other.close()
    with Ledger.open(path) as ledger:
        assert any(fault.startswith(_FORGERIES[statement]) for fault in verify(ledger).faults)


def test_an_end_that_was_cut_off_is_seen_by_whoever_noted_the_last_digest(
    path: Path, corrector: Corrector
) -> None:
    *_, head = _three(corrector)
    with sqlite3.connect(path) as other:
        other.execute("DROP TRIGGER correction_no_delete")
        other.execute("DELETE FROM correction WHERE number = 3")
    other.close()
    with Ledger.open(path) as ledger:
        assert verify(ledger).faults == ()
        assert "rows at the end were taken away" in verify(ledger, head[:12]).faults[0]


def test_lines_that_are_no_corrections_are_refused(corrector: Corrector) -> None:
    line = json.loads(encode(corrector.reject(CLAIMS[0], ANA)))
    changes: list[dict[str, object]] = [
        {"before": [{"kind": "report"}]},
        {"action": "erase"},
        {"number": 0},
        {"reports": []},
    ]
    for change in changes:
        with pytest.raises(RecordError):
            decode(json.dumps({**line, **change}))


def test_two_who_correct_at_once_make_one_chain(path: Path, ontology: Ontology, rules: LinkRules) -> None:
    def judge(who: str) -> None:
        with Ledger.open_to_write(path) as ledger:
            corrector = Corrector(ledger, ontology, rules)
            for number in range(MANY):
                claim = CLAIMS[number % len(CLAIMS)]
                if number % 2:
                    corrector.accept(claim, Signed(who, ""))
                else:
                    corrector.reject(claim, Signed(who, "no"))

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(judge, who) for who in ("Ana", "Ben")]:
            done.result()
    with Ledger.open(path) as ledger:
        assert (verify(ledger).rows, verify(ledger).faults) == (2 * MANY, ())
        assert {one.who for one in log(ledger)} == {"Ana", "Ben"}


@pytest.mark.parametrize("statements", [1, 3, 6, 9, 12, 15, 18, 21, 25])
def test_killed_between_any_two_statements(path: Path, statements: int) -> None:
    command = [sys.executable, "-m", "tests.corrections.judge", str(path), str(statements)]
    folder = Path(__file__).parents[2]
    child = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 (our own)
    assert child.returncode == -signal.SIGKILL, child.stderr
    with Ledger.open(path) as ledger:
        acknowledged = len(child.stdout.split())
        found = verify(ledger)
        assert found.faults == ()
        assert acknowledged <= found.rows <= acknowledged + 1
        ((hidden,),) = ledger.select("SELECT count(*) FROM current_amendment WHERE what = 'hidden'")
        assert hidden == found.rows, "a correction is there with what it does, or not at all"
        assert ledger.select("PRAGMA integrity_check") == [("ok",)]
