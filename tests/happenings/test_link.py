"""Reports of one ledger: what is linked, in any order, when it is taken back, and when a report is coded again."""

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from demarche.corrections.make import Corrector
from demarche.happenings.link import link
from demarche.happenings.tell import happening_ids, tell
from demarche.ledger.corrections import log
from demarche.ledger.errors import LedgerError
from demarche.ledger.store import Ledger
from demarche.lexicon.linking import load_link_rules
from demarche.model.coded import CodedReport
from demarche.model.corrections import Signed

from .samples import NEWER, RUN, coded, meeting, report

_RULES = load_link_rules()
_TEXTS = {
    "one": "Met in Arica, the ministers spoke of salt, ferries and a lighthouse at the old pier.",
    "two": "Talks about the lighthouse brought two ministers to the same table, with salt on the menu.",
    "three": "Ministers sat down to speak of ferries, then of the lighthouse and its keeper.",
}


def _report(name: str, *, text: str | None = None, outlet: str | None = None, **fields: Any) -> CodedReport:
    of = report(name, text or _TEXTS.get(name, f"Met {name}"), outlet=outlet)
    return coded(of, meeting(of, **fields))


_ONE, _TWO, _THREE = _report("one", place="Arica"), _report("two"), _report("three", day=None)


def _linked(path: Path, reports: Sequence[CodedReport], *, each: bool = False) -> list[set[str]]:
    """Return what is together after the reports have come, linked after each or all at once."""
    with Ledger.create_or_open(path) as ledger:
        for one in reports:
            ledger.append(RUN, one)
            if each:
                link(ledger, _RULES)
        link(ledger, _RULES)
        return _groups(ledger)


def _groups(ledger: Ledger) -> list[set[str]]:
    found: dict[str, set[str]] = {}
    for happening, path in ledger.select(
        "SELECT happening, path FROM current_member JOIN current_report ON current_report.id = report"
    ):
        found.setdefault(happening, set()).add(path.removesuffix(".txt"))
    return sorted(found.values(), key=sorted)


@pytest.mark.parametrize(
    ("other", "together"),
    [
        (_report("two"), True),
        (_report("two", status="ongoing"), True),
        (_report("two", place="Arica"), True),
        (_report("two", day=None), True),
        (_report("two", day="2025-05-13"), False),
        (_report("two", status="planned"), False),
        (_report("two", status="denied"), False),
        (_report("two", type_="ASSAULT"), False),
        (_report("two", place="Ilo"), False),
        (_report("two", countries=("PER", "BOL")), False),
        (_report("two", countries=("BOL",)), False),
    ],
)
def test_two_reports_tell_of_one_happening_or_not(path: Path, other: CodedReport, together: bool) -> None:
    assert _linked(path, [_ONE, other]) == ([{"one", "two"}] if together else [])


def test_the_order_of_arrival_makes_no_difference(tmp_path: Path) -> None:
    reports = [_ONE, _TWO, _THREE, _report("far", day="2025-05-14"), _report("other", countries=("BOL",))]
    found, ids = [], set()
    for number, order in enumerate(list(permutations(reports))[::7]):
        path = tmp_path / str(number)
        found.append(_linked(path, order, each=bool(number % 2)))
        with Ledger.open(path) as ledger:
            ids.add(tuple(happening_ids(ledger)))
    assert found == [[{"one", "three", "two"}]] * len(found)
    assert len(ids) == 1


def test_only_what_is_new_is_linked(path: Path) -> None:
    with Ledger.create_or_open(path) as ledger:
        ledger.append(RUN, _ONE)
        ledger.append(RUN, _TWO)
        assert (link(ledger, _RULES).reports, link(ledger, _RULES).reports) == (2, 0)
        ledger.append(RUN, _THREE)
        added = link(ledger, _RULES)
        assert (added.reports, added.merges) == (1, 2)


def test_a_report_coded_again_leaves_its_happening_if_it_no_longer_tells_of_it(path: Path) -> None:
    with Ledger.create_or_open(path) as ledger:
        for one in (_ONE, _TWO, _THREE):
            ledger.append(RUN, one)
        link(ledger, _RULES)
        ledger.append(NEWER, _report("two", day="2025-04-01"))
        link(ledger, _RULES)
        assert _groups(ledger) == [{"one", "three"}]
        ledger.append(NEWER, coded(_ONE.report))
        link(ledger, _RULES)
        assert _groups(ledger) == []
        assert happening_ids(ledger) == []


def test_what_is_parted_stays_parted(path: Path) -> None:
    with Ledger.create_or_open(path) as ledger:
        for one in (_ONE, _TWO):
            ledger.append(RUN, one)
        link(ledger, _RULES)
        event = _TWO.claims[0].claim.id
        said = Corrector.load(ledger).split(event[:9], Signed("reader", "another day"))
        assert {claim.id for claim in said.before} == {one.claims[0].claim.id for one in (_ONE, _TWO)}
        assert _groups(ledger) == []
        ledger.append(RUN, _THREE)
        link(ledger, _RULES)
        (group,) = _groups(ledger)
        assert "three" in group
        assert len(group) == 2
        assert [(one.who, one.why) for one in log(ledger)] == [("reader", "another day")]
        assert ledger.select("SELECT count(*) FROM merge") == [(3,)]
        with pytest.raises(LedgerError, match="without a reason"):
            Corrector.load(ledger).split(happening_ids(ledger)[0], Signed("reader", ""))


def test_all_of_a_happening_can_be_parted(path: Path) -> None:
    with Ledger.create_or_open(path) as ledger:
        for one in (_ONE, _TWO, _THREE):
            ledger.append(RUN, one)
        link(ledger, _RULES)
        (happening,) = happening_ids(ledger)
        assert len(Corrector.load(ledger).split(happening, Signed("reader", "no")).before) == 3
        assert _groups(ledger) == []
        with pytest.raises(LedgerError, match="of no happening"):
            tell(ledger, happening, _RULES)


def test_an_id_of_earlier_days_still_finds_its_happening(path: Path) -> None:
    early = _report("early", text="Salt and ferries were discussed, and the lighthouse.", day="2025-05-12")
    with Ledger.create_or_open(path) as ledger:
        for one in (_TWO, _THREE):
            ledger.append(RUN, one)
        link(ledger, _RULES)
        (before,) = happening_ids(ledger)
        ledger.append(RUN, coded(report("early", early.report.text, published="2025-05-12"), *[]))
        earlier = report("first", early.report.text, published="2025-05-12")
        ledger.append(RUN, coded(earlier, meeting(earlier)))
        link(ledger, _RULES)
        (after,) = happening_ids(ledger)
        assert after != before
        assert tell(ledger, before, _RULES).id == tell(ledger, after[:6], _RULES).id == after
        assert tell(ledger, _TWO.claims[0].claim.id, _RULES).id == after


def test_reports_and_sources_are_counted_apart(path: Path) -> None:
    text = "Met in Arica on Monday (Harbour Wire) the ministers of Peru and Chile agreed on salt, ferries and the pier."
    reports = [
        _report("own", outlet="Coast Daily", text=_TEXTS["one"]),
        _report("wire", outlet="Harbour Wire", text=text),
        _report("copy", outlet="Valley Post", text=text.replace("ferries", "boats")),
        _report("cites", outlet="Hill Mail", text=_TEXTS["two"], said="PER"),
        _report("cites too", outlet="Lake Mail", text=_TEXTS["three"], said="PER", day=None),
    ]
    with Ledger.create_or_open(path) as ledger:
        for one in reports:
            ledger.append(RUN, one)
        assert link(ledger, _RULES).copies == 1
        (found,) = [tell(ledger, one, _RULES) for one in happening_ids(ledger)]
    assert found.reports == 5
    assert sorted(sorted(one.report.path for one in source) for source in found.sources) == [
        ["cites too.txt", "cites.txt"],
        ["copy.txt", "wire.txt"],
        ["own.txt"],
    ]
    assert len(found.joining()) == 4


def test_what_they_differ_on_stands_side_by_side(path: Path) -> None:
    reports = [
        _report("one", outlet="Coast Daily", killed=12, place="Arica"),
        _report("two", outlet="Hill Mail", killed=15, place="Arica"),
        _report("three", outlet="Lake Mail", killed=12),
    ]
    with Ledger.create_or_open(path) as ledger:
        for one in reports:
            ledger.append(RUN, one)
        link(ledger, _RULES)
        (found,) = [tell(ledger, one, _RULES) for one in happening_ids(ledger)]
    (conflict,) = found.conflicts
    assert conflict.field == "killed"
    assert {version.value: set(version.says) for version in conflict.versions} == {
        "12": {"Coast Daily", "Lake Mail"},
        "15": {"Hill Mail"},
    }


def test_every_merge_has_its_grounds(path: Path) -> None:
    with Ledger.create_or_open(path) as ledger:
        ledger.append(RUN, _ONE)
        ledger.append(RUN, _TWO)
        link(ledger, _RULES)
        (merge,) = tell(ledger, happening_ids(ledger)[0], _RULES).merges
    assert merge.score == pytest.approx(sum(ground.weight for ground in merge.grounds))
    assert {ground.field for ground in merge.grounds} >= {"when", "participants", "words"}


def test_time_narrows_the_list(path: Path) -> None:
    with Ledger.create_or_open(path) as ledger:
        ledger.append(RUN, _ONE)
        ledger.append(RUN, _TWO)
        link(ledger, _RULES)
        assert len(happening_ids(ledger, "2025-05-12", "2025-05")) == 1
        assert happening_ids(ledger, "2025-05-13") == []
        assert happening_ids(ledger, None, "2025-04") == []


@pytest.mark.parametrize("at_once", [True, False])
def test_many_copies_are_one_happening_and_few_of_them_are_compared(tmp_path: Path, *, at_once: bool) -> None:
    names = [f"copy {number}" for number in range(45)]
    reports = [
        _report(name, text=_TEXTS["one"], outlet=f"Gazette {number % 5}") for number, name in enumerate(names)
    ]
    assert _linked(tmp_path / "ledger", reports, each=not at_once) == [set(names)]
    enough = int(_RULES.weights.enough)
    with Ledger.open(tmp_path / "ledger") as ledger:
        ((compared, aside),) = ledger.select(
            "SELECT (SELECT count(DISTINCT claim) FROM block), (SELECT count(*) FROM aside)"
        )
        ((merges, copies, banded),) = ledger.select(
            "SELECT (SELECT count(*) FROM merge), (SELECT count(*) FROM copy), "
            "(SELECT count(DISTINCT reading) FROM text_band)"
        )
        (happening,) = happening_ids(ledger)
        told = tell(ledger, happening, _RULES)
    assert (compared, aside, banded) == (enough, 45 - enough, enough)
    assert merges == copies == enough * (enough - 1) // 2 + enough * (45 - enough)
    assert (told.reports, len(told.sources)) == (45, 1)


def test_events_that_were_not_compared_follow_those_that_were(tmp_path: Path) -> None:
    many = [_report(f"copy {number}", text=_TEXTS["one"]) for number in range(20)]
    with Ledger.create_or_open(tmp_path / "ledger") as ledger:
        for one in many:
            ledger.append(RUN, one)
        link(ledger, _RULES)
        (before,) = happening_ids(ledger)
        named = min(many[: int(_RULES.weights.enough)], key=lambda one: one.report.id)
        ledger.append(NEWER, coded(named.report))
        link(ledger, _RULES)
        (after,) = happening_ids(ledger)
        assert after != before
        assert len(tell(ledger, after, _RULES).tellings) == 19
