"""Fetching is polite and careful; every server here is one of this machine, which is private."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from demarche.lexicon.layout import Layout
from demarche.read import fetch
from demarche.read.document import Refusal
from demarche.read.fetch import Answer, Fetcher, Unchanged, Validators, is_address
from demarche.read.inputs import Wanted
from demarche.read.visited import VisitedError, remember, remembered
from tests.read.made import PAGE, packed, read_all
from tests.read.samples import TITLE

Reply = tuple[int, dict[str, str], bytes]


class Site:
    """A server with pages, and what was asked of it."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply | Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class _Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers)))
                reply = site.pages.get(self.path, (404, {}, b""))
                if callable(reply):
                    reply(self)
                    return
                status, headers, body = reply
                etag = headers.get("ETag")
                if etag is not None and self.headers.get("If-None-Match") == etag:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library has it
                del format, args

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.daemon_threads = True
        self.root = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def paths(self) -> list[str]:
        """Return what was asked for, in order."""
        return [path for path, _ in self.asked]

    def close(self) -> None:
        """End the server."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    made.pages["/a"] = (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode())
    yield made
    made.close()


@pytest.fixture
def fetcher(layout: Layout) -> Fetcher:
    return Fetcher(replace(layout.limits, fetch_seconds=2), private=True, wait=lambda _: None)


def _refusal(answer: Answer | Unchanged | Refusal) -> tuple[str, str]:
    assert isinstance(answer, Refusal)
    return answer.code, answer.message


def test_a_page_is_fetched_and_read(site: Site, fetcher: Fetcher) -> None:
    (reading,), problems = read_all(f"{site.root}/a", Wanted(fetcher=fetcher))
    assert problems == []
    assert reading.report.title == TITLE
    assert reading.report.path == f"{site.root}/a"
    assert site.paths() == ["/robots.txt", "/a"]
    assert site.asked[1][1]["User-Agent"] == fetch.AGENT


def test_the_pages_that_a_feed_links_to_are_fetched_if_wished(site: Site, fetcher: Fetcher) -> None:
    feed = f"<rss><channel><title>Feed</title><item><title>T</title><link>{site.root}/a</link></item></channel></rss>"
    site.pages["/feed"] = (200, {"Content-Type": "application/rss+xml"}, feed.encode())
    (entry,), _ = read_all(f"{site.root}/feed", Wanted(fetcher=fetcher))
    assert entry.report.path == f"{site.root}/feed#1"
    (page,), _ = read_all(f"{site.root}/feed", Wanted(linked=True, fetcher=fetcher))
    assert (page.report.path, page.report.title) == (f"{site.root}/a", TITLE)


def test_a_feed_is_asked_for_again_if_a_page_of_it_could_not_be_reached(site: Site, fetcher: Fetcher) -> None:
    feed = f"<rss><channel><title>Feed</title><item><title>T</title><link>{site.root}/late</link></item></channel></rss>"
    site.pages["/feed"] = (200, {"Content-Type": "application/rss+xml", "ETag": '"1"'}, feed.encode())
    wish = Wanted(linked=True, fetcher=fetcher)
    assert [code for code, _ in read_all(f"{site.root}/feed", wish)[1]] == ["unreachable"]
    site.pages["/late"] = (200, {"ETag": '"2"'}, PAGE.encode())
    (page,), _ = read_all(f"{site.root}/feed", wish)
    assert page.report.title == TITLE
    assert read_all(f"{site.root}/feed", wish) == ([], [])


def test_a_packed_answer_is_unpacked_within_limits(site: Site, fetcher: Fetcher) -> None:
    site.pages["/g"] = (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, packed(PAGE.encode()))
    (reading,), _ = read_all(f"{site.root}/g", Wanted(fetcher=fetcher))
    assert reading.report.title == TITLE


def test_private_addresses_are_refused_unless_allowed(site: Site, layout: Layout) -> None:
    careful = Fetcher(layout.limits)
    code, message = _refusal(careful.get(f"{site.root}/a"))
    assert (code, site.asked) == ("private-address", [])
    assert "127.0.0.1" in message


@pytest.mark.parametrize(
    "address",
    ["10.0.0.1", "192.168.1.1", "169.254.169.254", "::1", "fe80::1", "::ffff:127.0.0.1", "0.0.0.0", "100.64.0.1", "224.0.0.1"],  # noqa: S104 - to be refused
)  # fmt: skip
def test_a_name_that_leads_to_a_private_address_is_refused(
    address: str, layout: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolve(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", (address, 80))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert _refusal(Fetcher(layout.limits).get("http://harbour.example/a"))[0] == "private-address"


def test_a_redirect_is_followed_and_checked_anew(site: Site, fetcher: Fetcher) -> None:
    site.pages["/old"] = (301, {"Location": "/a"}, b"")
    answer = fetcher.get(f"{site.root}/old")
    assert isinstance(answer, Answer)
    assert answer.address == f"{site.root}/a"
    site.pages["/round"] = (302, {"Location": "/round"}, b"")
    assert "redirected more than 5 times" in _refusal(fetcher.get(f"{site.root}/round"))[1]
    site.pages["/file"] = (302, {"Location": "file:///etc/passwd"}, b"")
    assert _refusal(fetcher.get(f"{site.root}/file"))[0] == "unreachable"


def test_robots_txt_is_kept_to(site: Site, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /a\nCrawl-delay: 7")
    assert _refusal(fetcher.get(f"{site.root}/a"))[0] == "robots"
    assert site.paths() == ["/robots.txt"]


def test_a_robots_txt_that_cannot_be_had_forbids_all(site: Site, fetcher: Fetcher) -> None:
    site.pages["/robots.txt"] = (503, {}, b"")
    assert _refusal(fetcher.get(f"{site.root}/a"))[0] == "robots"


def test_two_requests_to_one_host_are_kept_apart(site: Site, layout: Layout) -> None:
    waited: list[float] = []
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nCrawl-delay: 7")
    fetcher = Fetcher(layout.limits, private=True, wait=waited.append)
    fetcher.get(f"{site.root}/a")
    assert waited == []
    fetcher.get(f"{site.root}/a")
    assert 6 < waited[0] <= 7


def test_what_has_not_changed_is_not_sent_again(
    site: Site, fetcher: Fetcher, tmp_path: Path, layout: Layout
) -> None:
    site.pages["/e"] = (200, {"ETag": '"1"', "Last-Modified": "Tue, 05 Mar 2024 10:00:00 GMT"}, PAGE.encode())
    assert isinstance(fetcher.get(f"{site.root}/e"), Answer)
    remember(tmp_path / "visited.json", fetcher.known)
    again = Fetcher(
        layout.limits, private=True, known=remembered(tmp_path / "visited.json"), wait=lambda _: None
    )
    assert isinstance(again.get(f"{site.root}/e"), Unchanged)
    assert site.asked[-1][1]["If-Modified-Since"] == "Tue, 05 Mar 2024 10:00:00 GMT"
    assert read_all(f"{site.root}/e", Wanted(fetcher=again)) == ([], [])


def test_what_was_visited_is_kept_and_a_file_of_something_else_refused(tmp_path: Path) -> None:
    path = tmp_path / "visited.json"
    assert remembered(path) == {}
    remember(path, {"https://a.example": Validators('"1"', None), "https://b.example": Validators()})
    assert remembered(path) == {"https://a.example": Validators('"1"', None)}
    path.write_text("[1]", encoding="utf-8")
    with pytest.raises(VisitedError):
        remembered(path)


@pytest.mark.parametrize("status", [403, 404, 500])
def test_an_answer_that_is_no_page_is_told(status: int, site: Site, fetcher: Fetcher) -> None:
    site.pages["/s"] = (status, {}, b"no")
    assert _refusal(fetcher.get(f"{site.root}/s")) == ("unreachable", f"answered with status {status}")


def test_an_endless_answer_is_cut_off(site: Site, layout: Layout) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 65536)
        except OSError:
            return

    site.pages["/endless"] = endless
    small = Fetcher(replace(layout.limits, bytes=1_000_000), private=True)
    assert _refusal(small.get(f"{site.root}/endless"))[0] == "too-long"


def test_a_slow_answer_is_given_up(site: Site, fetcher: Fetcher) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            for _ in range(100):
                handler.wfile.write(b"x")
                time.sleep(0.1)
        except OSError:
            return

    site.pages["/slow"] = slow
    before = time.monotonic()
    answer = fetcher.get(f"{site.root}/slow")
    assert time.monotonic() - before < 6
    assert isinstance(answer, Refusal)


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/x",
        "https://",
        "http://[::1",
        "http://a.example:99999/",
        "file:///etc/passwd",
        "http:///x",
    ],
)
def test_what_is_no_address_is_refused(address: str, fetcher: Fetcher) -> None:
    assert _refusal(fetcher.get(address))[0] == "unreachable"


def test_an_address_without_a_fetcher_is_told() -> None:
    assert read_all("https://a.example/x") == (
        [],
        [("unreadable", "https://a.example/x is an address, and nothing is fetched here")],
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [("https://a.example", True), ("HTTP://a", True), ("https:/a", False), ("a.txt", False)],
)
def test_addresses_are_told_from_paths(text: str, *, expected: bool) -> None:
    assert is_address(text) is expected
