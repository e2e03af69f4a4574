"""Every view over the ledger of examples: what it shows, and that its links lead somewhere."""

import re

import pytest

from demarche.serve.views import VIEWS

from .conftest import Site

LINK = re.compile(r'href="(/[^"]*)"')
_LISTS = (
    "/events",
    "/statements",
    "/docket",
    "/reports",
    "/happenings",
    "/outlets",
    "/sources",
    "/search?q=lock",
)
_NUMBER = re.compile(r'<a href="(/[^"]*)"[^>]*>(?:(?!</a>).)*?\b([\d,]+)(?: [a-z]+)?(?:</small>)?</a>')


def _links(html: str) -> set[str]:
    return {link.replace("&amp;", "&").partition("#")[0] for link in LINK.findall(html)}


@pytest.mark.parametrize("view", [view for view in VIEWS if view.label], ids=lambda view: view.name)
def test_a_view_of_the_navigation_is_marked_as_the_one_that_is_shown(site: Site, view: object) -> None:
    html = site.page(view.path)  # type: ignore[attr-defined]
    assert f'href="{view.path}" aria-current="page"' in html  # type: ignore[attr-defined]
    assert html.count("<h1") == 1


def test_every_link_of_every_list_leads_somewhere(site: Site) -> None:
    tried: set[str] = set()
    for address in ("/", *_LISTS):
        links = sorted(_links(site.page(address)) - tried)[:40]
        for link in links:
            assert site.client.get(link).status_code == 200, f"{address} leads to {link}"
        tried.update(links)


def test_the_overview_opens_what_it_counts(site: Site) -> None:
    html = site.page("/")
    for view, noun in (("events", "events"), ("statements", "statements"), ("docket", "commitments")):
        link, number = re.findall(rf'<dt>{noun}</dt><dd><a href="(/{view}[^"]*)">([\d,]+)</a>', html)[0]
        listed = site.page(link.replace("&amp;", "&"))
        assert re.search(rf"\b{number} \w+", listed)


@pytest.mark.parametrize(
    "address", ["/", "/sources", "/outlets", "/search?q=norway", "/statements", "/events?until=2024"]
)
def test_every_number_opens_a_list_of_as_many(site: Site, address: str) -> None:
    main = site.page(address).partition("<main")[2].partition("<footer")[0]
    opened = [
        (link.replace("&amp;", "&"), number) for link, number in _NUMBER.findall(main) if "days=" not in link
    ]
    assert opened
    for link, number in opened[:12]:
        heading = site.page(link).partition('<p class="sum">')[2].partition("</header>")[0]
        assert re.search(rf"\b{number}\b", heading), (
            f"{address}: {number} at {link}, which says {heading[:100]}"
        )


@pytest.mark.parametrize("standing", ["open", "expired"])
def test_counts_beside_how_commitments_stand_are_those_of_their_lists(site: Site, standing: str) -> None:
    html = site.page(f"/docket?standing={standing}")
    boxes = re.findall(r'name="(type|status)" value="(\w+)">.*?<small>([\d,]+)</small>', html)
    assert boxes
    for name, value, number in boxes:
        listed = site.page(f"/docket?standing={standing}&{name}={value}")
        assert re.search(rf'<p class="sum">{number} commitment', listed)
        assert f'href="/docket?standing={standing}"' in listed, "a filter taken away leaves how they stand"


@pytest.mark.parametrize(
    "address",
    [
        "/events?actor=Narnia",
        "/timeline?source=Narnia",
        "/map?who=Narnia",
        "/dyad?actor=NOR&recipient=Narnia",
    ],
)
def test_a_name_that_nobody_has_is_said_to_be_unknown(site: Site, address: str) -> None:
    html = site.page(address)
    assert "nowhere in this ledger" in html or "Nobody in this ledger goes by “Narnia”" in html
    known = site.page(address.replace("Narnia", "ISL"))
    assert "in this ledger" not in known.partition("<main")[2].partition("</main")[0]


def test_an_event_of_the_list_opens_its_words_in_the_report(site: Site) -> None:
    html = site.page("/events?actor=PER&type=COERCE")
    link = re.findall(r'href="(/reports/[^"]*)#(e:[0-9a-f]+)"', html)
    assert link
    for address, claim in link:
        assert f'id="{claim}"' in site.page(address)


def test_a_happening_shows_its_reports_and_why_they_are_held_to_be_one(site: Site) -> None:
    listed = site.page("/happenings")
    (address,) = set(re.findall(r'href="(/happenings/h:[0-9a-f]+)"', listed))
    html = site.page(address)
    for outlet in ("Mole Courier", "Quay Gazette", "Shore Bulletin"):
        assert outlet in html
    assert "3 reports" in html
    assert "both on 2025-06-02" in html


def test_search_finds_words_in_reports_and_records(site: Site) -> None:
    html = site.page("/search?q=lock")
    assert html.count("<mark>") >= 3
    assert "3 reports" in html
    assert "No report has this." in site.page("/search?q=zeppelin")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nothing", 404),
        ("/claims/e:ffffffffffffffff", 404),
        ("/claims/x", 404),
        ("/reports/e:0", 404),
        ("/happenings/h:0", 404),
        ("/events?since=soon", 422),
        ("/events?since=2025-13", 422),
        ("/events?page=0", 422),
        ("/events?page=99", 404),
        ("/search?q=lock&page=2", 404),
        ("/timeline?page=99", 404),
        ("/reports?without=title", 422),
        ("/events?dated=yes", 422),
        ("/events?quad=5", 422),
        ("/events?since=2026&until=2025", 422),
        ("/api/events?page=0", 422),
        ("/api/claims/e:ffffffffffffffff", 404),
        ("/api/claims/e:0", 404),
    ],
)
def test_what_is_not_there_or_cannot_be_asked_is_said_in_words(site: Site, address: str, status: int) -> None:
    answer = site.client.get(address)
    assert answer.status_code == status
    assert "Traceback" not in answer.text
    assert str(site.ledger) not in answer.text


def test_the_docket_tells_how_commitments_stand_and_their_story(site: Site) -> None:
    listed = site.page("/docket?actor=ISL&type=ultimatum")
    (address,) = set(re.findall(r'href="(/docket/c:[0-9a-f]+)"', listed))
    story = site.page(address)
    assert "deadline 30 June 2025" in story
    assert "expired: its deadline passed" in story.replace("Expired", "expired")
    over = site.page("/docket?standing=expired")
    assert f'href="{address}"' in over
    assert f'href="{address}"' not in site.page("/docket?standing=open")
    told = re.findall(r'href="/claims/(c:[0-9a-f]+)"', over)
    assert told
    assert not [one for one in told if f'href="/claims/{one}"' in site.page("/")]
    assert "0 commitments stand" in site.page("/docket?standing=expired&words=nosuchword")
    assert '<input type="hidden" name="standing" value="expired">' in over
    assert f'href="{address}"' in site.page("/docket?standing=expired&actor=ISL&type=ultimatum&type=threat")
    assert f'href="{address}"' not in site.page("/docket?standing=expired&actor=ISL&type=threat")


@pytest.mark.parametrize("address", ["in=9999-12-31&per=month", "in=9999-01-01&per=year"])
def test_a_period_after_which_there_is_none_cannot_be_asked_for(site: Site, address: str) -> None:
    assert site.client.get(f"/timeline?{address}").status_code == 422
    assert site.client.get("/docket/e:0").status_code == 404
