"""Who may see the page and change the ledger, and what a browser may do with the answer."""

import re
from html.parser import HTMLParser

import pytest

from .conftest import PORT, Site

_HOST = f"127.0.0.1:{PORT}"


def test_without_the_key_there_is_nothing_to_see(site: Site) -> None:
    for address in ("/", "/events", "/api/events", "/api/openapi.json", "/nothing"):
        answer = site.client.get(address, headers={"Authorization": ""})
        assert answer.status_code == 401
        assert "demarche printed" in answer.text
    wrong = site.client.get("/", headers={"Authorization": "Bearer nonsense"})
    assert wrong.status_code == 401


def test_the_first_address_gives_a_cookie_and_goes_on_without_the_key(site: Site) -> None:
    key = {"Authorization": ""}
    answer = site.client.get(f"/events?type=ASSAULT&token={site.settings.token}", headers=key)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/events?type=ASSAULT"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()
    again = site.client.get("/", headers={**key, "Cookie": cookie.partition(";")[0]})
    assert again.status_code == 200
    site.client.cookies.clear()
    assert site.client.get("/?token=wrong", headers=key).status_code == 401


def test_an_address_with_the_key_leads_to_no_other_site(site: Site) -> None:
    answer = site.client.get(f"//example.org/x?token={site.settings.token}", headers={"Authorization": ""})
    site.client.cookies.clear()
    assert answer.headers.get("location", "/").startswith("/")
    assert not answer.headers.get("location", "/").startswith("//")


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1:8766", "127.0.0.1", "", "localhost.evil:8765"]
)
def test_a_page_asked_for_by_another_name_is_refused(site: Site, host: str) -> None:
    assert site.client.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", [_HOST, f"localhost:{PORT}", f"[::1]:{PORT}"])
def test_its_own_names_are_answered_to(site: Site, host: str) -> None:
    assert site.client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"Origin": f"https://{_HOST}"},
        {"Origin": "http://127.0.0.1:8766"},
        {"Origin": f"http://{_HOST}", "Sec-Fetch-Site": "cross-site"},
    ],
)
def test_another_sites_page_changes_nothing(own: Site, headers: dict[str, str]) -> None:
    address = _happening(own)
    answer = own.client.post(f"{address}/part", data={"why": "because"}, headers=headers)
    assert answer.status_code == 403
    assert _happening(own) == address


def test_a_form_that_is_too_large_is_refused(own: Site) -> None:
    answer = own.client.post(f"{_happening(own)}/part", data={"why": "x" * 100_000}, headers=_own_origin())
    assert answer.status_code == 413


def test_parting_needs_a_reason_and_is_told(own: Site) -> None:
    address = _happening(own)
    assert own.client.post(f"{address}/part", data={"why": " "}, headers=_own_origin()).status_code == 403
    answer = own.client.post(f"{address}/part", data={"why": "two closings"}, headers=_own_origin())
    assert answer.status_code == 303
    html = own.page(answer.headers["location"])
    assert "signed by a reader" in html
    assert "0 happenings" in html


def test_a_message_that_the_page_did_not_write_is_not_shown(site: Site) -> None:
    assert "Call this number" not in site.page("/?told=Call+this+number&seal=0")


def test_a_page_that_is_read_only_changes_nothing(read_only: Site) -> None:
    address = _happening(read_only)
    html = read_only.page(address)
    assert '<form method="post"' not in html
    assert "Read only." in html
    answer = read_only.client.post(f"{address}/part", data={"why": "two"}, headers=_own_origin())
    assert answer.status_code == 403
    assert _happening(read_only) == address


@pytest.mark.parametrize(
    "address", ["/", "/events", "/nothing", "/api/events", "/?token=x", "/static/none.css"]
)
def test_every_answer_tells_the_browser_what_it_may_not_do(site: Site, address: str) -> None:
    headers = site.client.get(address).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


class _Tags(HTMLParser):
    """Every start tag of a page with its attributes, as a browser would have them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_no_page_has_script_or_style_of_its_own_in_it(site: Site) -> None:
    addresses = ["/", "/events", "/statements", "/docket", "/reports", "/happenings", "/search?q=lock"]
    addresses += re.findall(r'href="(/(?:reports|claims)/[^"#]+)', site.page("/events"))[:6]
    for address in addresses:
        tags = _Tags()
        tags.feed(site.page(address))
        for tag, attributes in tags.found:
            assert tag not in {"style", "img", "iframe", "object", "embed"}, address
            assert tag != "script" or str(attributes["src"]).startswith("/static/")
            assert not any(name == "style" or name.startswith("on") for name in attributes), address
            for name in ("href", "src", "action"):
                assert re.match(r"/(?!/)|#|$", attributes.get(name) or ""), f"{address}: {attributes}"


def test_what_a_report_holds_is_shown_and_never_run(site: Site) -> None:
    reports = site.page("/reports")
    (address,) = re.findall(r'href="(/reports/r:[^"]+)"[^>]*>&lt;script&gt;', reports)
    seen = [reports, site.page(address), site.page("/events?actor=PER"), site.page("/search?q=alert")]
    for html in seen:
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert 'href="javascript:' not in html
        assert "\u202e" not in html
    assert "{{ 7 * 7 }}" in seen[1]


@pytest.mark.parametrize(
    "value",
    [
        "<script>alert(1)</script>",
        '"><svg onload=x>',
        "'; DROP TABLE entry; --",
        "%00",
        "a\x00b",
        "*",
        '"',
        "NEAR(",
        "-x OR",
        "\ud7ff\U000e0001",
    ],
)
def test_whatever_is_typed_is_only_looked_for(site: Site, value: str) -> None:
    for name in ("actor", "source", "place", "words", "report", "type"):
        answer = site.client.get("/events", params={name: value})
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text
        assert "<svg onload" not in answer.text
    assert site.client.get("/search", params={"q": value}).status_code == 200
    assert "46 events" not in site.client.get("/events", params={"report": value}).text


def _happening(site: Site) -> str:
    (address,) = set(re.findall(r'href="(/happenings/h:[0-9a-f]+)"', site.page("/happenings")))
    return str(address)


def _own_origin() -> dict[str, str]:
    return {"Origin": f"http://{_HOST}", "Sec-Fetch-Site": "same-origin"}
