"""The cases of the YAML files beside this one."""

import pytest

from demarche.model.records import Claim
from tests.coder import coder
from tests.gold.cases import Case, cases, fits, told

_FEWEST = 100
_KINDS = {"events": "event", "statements": "statement", "commitments": "commitment"}


def _parameters() -> list[object]:
    return [
        pytest.param(
            case, id=case.id, marks=pytest.mark.xfail(strict=True, reason=case.xfail) if case.xfail else ()
        )
        for case in cases()
    ]


def _claims(case: Case) -> list[Claim]:
    return [one.claim for one in coder().code_text(case.text, published=case.published).claims]


@pytest.mark.parametrize("case", _parameters())
def test_case(case: Case) -> None:
    claims = _claims(case)
    found = "\n".join(str(told(claim)) for claim in claims)
    for wish in case.wishes:
        assert any(fits(claim, wish) for claim in claims), f"missing {wish}\n{found}"
    for wish in case.absent:
        assert not any(fits(claim, wish) for claim in claims), f"not wanted {wish}\n{found}"
    for kind in case.only:
        wished = sum(wish["kind"] == _KINDS[kind] for wish in case.wishes)
        assert sum(claim.kind == _KINDS[kind] for claim in claims) == wished, found


def test_there_are_enough_cases_and_none_twice() -> None:
    names = [case.id for case in cases()]
    assert len(names) >= _FEWEST
    assert len(set(names)) == len(names)
    assert len({(case.text, case.published) for case in cases()}) == len(names)
