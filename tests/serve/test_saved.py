"""Files that are sent: whole, without script or network, and opened from disk by a real browser."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from .conftest import Site

playwright = pytest.importorskip("playwright.sync_api", reason="needs Playwright")
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]

PAGES = (
    "/timeline?claims=all&dates=latest",
    "/dyad?actor=NOR&recipient=ISL&claims=all",
    "/map?claims=all",
    "/docket",
    "/happenings/{happening}",
    "/reports/{report}",
)


class _Tags(HTMLParser):
    """The names of the tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes.extend(name for name, _ in attrs)


def _saved(site: Site, address: str) -> str:
    happening = re.findall(r"/happenings/(h:[0-9a-f]+)", site.page("/happenings"))[0]
    report = re.findall(r"/reports/(r:[0-9a-f]+)", site.page("/reports"))[0]
    whole = address.format(happening=happening, report=report)
    answer = site.client.get(f"{whole}{'&' if '?' in whole else '?'}as=file")
    assert answer.status_code == 200
    assert re.fullmatch(r'attachment; filename="[a-z0-9-]+\.html"', answer.headers["content-disposition"])
    return answer.text


@pytest.mark.parametrize("address", PAGES)
def test_a_file_needs_nothing_else(site: Site, address: str) -> None:
    html = _saved(site, address)
    tags = _Tags()
    tags.feed(html)
    assert not {"script", "form", "link", "img", "iframe", "object", "base"} & set(tags.names)
    assert not {
        name for name in tags.attributes if name in {"src", "srcset", "style"} or name.startswith("on")
    }
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    for link in re.findall(r'href="([^"]*)"', html):
        assert link.startswith(("https://", "http://")) or link.removeprefix("#") in ids, link


@pytest.mark.parametrize("address", PAGES)
def test_the_same_ledger_gives_the_same_file(site: Site, address: str) -> None:
    assert _saved(site, address) == _saved(site, address)


def test_every_bar_of_a_file_opens_its_happenings(site: Site) -> None:
    html = _saved(site, PAGES[0])
    bars = re.findall(r'<a href="#(figure-\d+)"><title>([^<]*): ([\d,]+) happenings?</title>', html)
    assert bars
    for anchor, name, number in bars:
        found = re.search(
            rf'<h3 class="group">(?:<span id="[^"]*"></span>)*<span id="{anchor}"></span>.*?</h3>', html
        )
        assert found, name
        assert found[0].endswith(f": {number}</h3>")
        assert name.lower() in found[0].lower()


@pytest.fixture(name="browser", scope="module")
def started_browser():  # type: ignore[no-untyped-def]  # noqa: ANN201 - Playwright may be absent
    if not CHROMIUM.exists():
        pytest.skip("there is no Chromium at /usr/bin/chromium")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.mark.parametrize("address", PAGES)
def test_a_file_opens_from_disk(site: Site, browser, tmp_path: Path, address: str) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    path = tmp_path / "saved.html"
    path.write_text(_saved(site, address), encoding="utf-8")
    page = browser.new_page(viewport={"width": 390, "height": 800})
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    assert asked == [path.as_uri()]
    assert said == []
    assert page.locator("h1, h2").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_a_bar_leads_to_its_sentences_from_disk(site: Site, browser, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    path = tmp_path / "saved.html"
    path.write_text(_saved(site, PAGES[1]), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(path.as_uri())
    bar = page.locator('.wide a[href^="#figure"] rect').first
    anchor = bar.evaluate("one => one.parentNode.getAttribute('href')")
    bar.click()
    assert page.url.endswith(anchor)
    assert page.locator(f"h3:has({anchor}) + .lines .line blockquote u").first.is_visible()
    page.close()


def test_a_page_prints_without_what_cannot_be_used_on_paper(site: Site, browser) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    page = browser.new_page(viewport={"width": 800, "height": 1000})
    page.route("**/*", lambda route: _answer(site, route))
    page.goto(f"{site.settings.address}timeline?claims=all")
    page.emulate_media(media="print")
    hidden = (".nav", ".sending", ".per", ".sieve", ".pager", "#seek", ".picture .narrow")
    for part in hidden:
        for one in page.locator(part).all():
            assert not one.is_visible(), part
    assert page.locator(".picture .wide svg").is_visible()
    page.close()


def _answer(site: Site, route) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    answer = site.client.get(route.request.url.removeprefix(site.settings.address.rstrip("/")))
    route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.content)
