"""Several tabs, a coding run and corrections at once: nothing blocks, nothing is lost, and the page keeps up."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Thread

from demarche.ledger import query
from demarche.ledger.store import Ledger
from tests.ledger.samples import RUN, full_report

from .conftest import PORT, Site

_TABS = 6
_ADDED = 25


def test_tabs_read_while_reports_are_added(own: Site) -> None:
    before = _total(own)

    def add() -> None:
        with Ledger.open_to_write(own.ledger) as ledger:
            for number in range(_ADDED):
                ledger.append(replace(RUN, id="beside"), full_report(number))

    writer = Thread(target=add)
    writer.start()
    addresses = ["/", "/events", "/events?actor=CHL", "/statements", "/search?q=mast", "/docket"] * 4
    with ThreadPoolExecutor(_TABS) as tabs:
        answers = list(tabs.map(lambda address: own.client.get(address).status_code, addresses))
    writer.join()
    assert set(answers) == {200}
    assert own.books.wait(60).is_whole
    with Ledger.open(own.ledger) as ledger:
        assert _total(own) == query.count(ledger, "event").matching > before


def test_a_change_waits_for_a_run_that_is_writing(own: Site) -> None:
    (address,) = set(re.findall(r'href="(/happenings/h:[0-9a-f]+)"', own.page("/happenings")))
    with Ledger.open_to_write(own.ledger) as ledger, ThreadPoolExecutor(1) as tab:
        with ledger.writing():
            form = {"why": "two of them"}
            origin = {"Origin": f"http://127.0.0.1:{PORT}"}
            answer = tab.submit(own.client.post, f"{address}/part", data=form, headers=origin)
            assert own.client.get("/events").status_code == 200
            assert not answer.done()
        assert answer.result(60).status_code == 303


def test_what_is_added_is_seen_by_the_next_request(own: Site) -> None:
    before = _total(own)
    with Ledger.open_to_write(own.ledger) as ledger:
        ledger.append(replace(RUN, id="beside"), full_report(99))
    own.page("/events")
    assert own.books.wait(60).is_whole
    assert _total(own) > before


def _total(site: Site) -> int:
    return int(site.client.get("/api/ledger").json()["events"])
