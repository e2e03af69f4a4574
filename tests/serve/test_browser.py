"""The main paths in Debian's Chromium: look, filter, open the sentence, correct, take it back, save, open from disk.

Screenshots of every view, wide and light, narrow and dark, are left in `work/screenshots`.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from demarche.serve.settings import Settings

from .browser import FLAGS, TIMEOUT_MS, WIDTHS, chromium, listening

Scheme = Literal["light", "dark"]
SHOTS = Path(__file__).parents[2] / "work" / "screenshots"
VIEWS = {
    "overview": "/?days=365",
    "events": "/events?quad=4",
    "timeline": "/timeline",
    "dyad": "/dyad?actor=NOR&recipient=ISL",
    "map": "/map",
    "happenings": "/happenings",
    "statements": "/statements",
    "docket": "/docket",
    "reports": "/reports",
    "search": "/search?q=lock",
    "review": "/review",
    "corrections": "/corrections",
    "nothing": "/nothing",
}
_LEFT = "net::ERR_ABORTED"  # the browser itself gave up an icon, because the test went on to the next page
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture(scope="module", name="browser")
def started() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module", name="address")
def served(coded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    chromium()
    with listening(Path(shutil.copy(coded, tmp_path_factory.mktemp("browser") / "demo.ledger"))) as settings:
        yield settings


def _opened(
    browser: Browser, settings: Settings, *, width: str = "desktop", scheme: Scheme = "light"
) -> Page:
    across, down = WIDTHS[width]
    context = browser.new_context(
        viewport={"width": across, "height": down}, color_scheme=scheme, accept_downloads=True
    )
    page = context.new_page()
    page.set_default_timeout(TIMEOUT_MS)
    page.goto(f"{settings.address}?token={settings.token}")
    assert "token" not in page.url
    return page


def _faults(page: Page) -> list[str]:
    found = Axe().run(page, options=_RULES).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]} ({len(one['nodes'])})" for one in found]


@pytest.mark.parametrize(("width", "scheme"), [("desktop", "light"), ("phone", "dark")])
def test_every_view_can_be_seen_by_everybody(
    browser: Browser, address: Settings, width: str, scheme: Scheme
) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    page = _opened(browser, address, width=width, scheme=scheme)
    said: list[str] = []
    asked: set[str] = set()
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("requestfailed", lambda request: said.append(f"{request.url}: {request.failure}"))
    page.on("request", lambda request: asked.add(request.url))
    base = address.address.rstrip("/")
    page.goto(f"{base}/reports")
    addresses = dict(VIEWS, report=page.locator("tbody th a").nth(1).get_attribute("href") or "")
    page.goto(f"{base}/events?actor=PER")
    addresses["claim"] = page.locator(".h a").first.get_attribute("href") or ""
    page.goto(f"{base}/happenings")
    addresses["happening"] = page.locator(".h a").first.get_attribute("href") or ""
    faults: dict[str, list[str]] = {}
    for name, path in addresses.items():
        page.goto(base + path)
        page.screenshot(path=str(SHOTS / f"{name}-{width}-{scheme}.png"), full_page=True)
        found = _faults(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append("wider than the window")
        faults |= {name: found} if found else {}
    page.context.close()
    assert faults == {}
    assert [one for one in said if "/nothing" not in one and _LEFT not in one] == []
    assert {one for one in asked if not one.startswith(f"{base}/")} == set()


def test_from_the_first_view_to_a_file_on_disk(browser: Browser, address: Settings, tmp_path: Path) -> None:
    page = _opened(browser, address)
    page.get_by_role("link", name="Events", exact=True).click()
    before = page.locator(".sum").inner_text()
    page.get_by_label("material conflict").check()
    page.wait_for_url(re.compile("quad=4"))
    page.locator(".chips").wait_for()
    assert page.locator(".sum").inner_text() != before
    page.get_by_label("actor").fill("PER")
    page.get_by_label("actor").press("Enter")
    page.wait_for_url(re.compile("actor=PER"))
    line = page.locator(".line").first
    claim = (line.locator(".h a").get_attribute("href") or "").rpartition("/")[2]
    line.locator(".f a").first.click()
    page.wait_for_url(re.compile(f"/reports/.*#{claim}"))
    card = page.locator(f'[id="{claim}"]')
    card.wait_for()
    page.locator("u.hi").first.wait_for()

    page.goto(f"{address.address}claims/{claim}")
    page.locator("summary", has_text="This claim is wrong").click()
    form = page.locator("form", has=page.locator('[value="reject"]'))
    form.wait_for()
    form.get_by_label("why").fill("the border stayed open")
    form.get_by_role("button").click()
    page.locator(".notice", has_text="rejected: k:").wait_for()
    page.goto(f"{address.address}events?quad=4&actor=PER")
    assert page.locator(f'.h a[href$="{claim}"]').count() == 0

    page.goto(f"{address.address}corrections")
    undo = page.locator("form[action$='/undo']").first
    if not undo.is_visible():
        page.locator("details", has=undo).first.locator("summary").click()
    undo.get_by_label("why").fill("it did close")
    undo.get_by_role("button").click()
    page.locator(".notice", has_text="undone: k:").wait_for()
    page.goto(f"{address.address}events?quad=4&actor=PER")
    assert page.locator(f'.h a[href$="{claim}"]').count() == 1

    with page.expect_download() as download:
        page.get_by_text("Save this page as one file").click()
    path = tmp_path / "saved.html"
    download.value.save_as(path)
    page.goto(path.as_uri())
    page.locator(".said").first.wait_for()
    page.context.close()


def test_the_keyboard_is_enough(browser: Browser, address: Settings) -> None:
    page = _opened(browser, address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id == 'main'")
    page.keyboard.press("/")
    page.keyboard.type("lock")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/search"))
    page.locator(".h a").first.press("Enter")
    page.wait_for_url(re.compile("/reports/"))
    page.keyboard.press("j")
    page.wait_for_function("document.activeElement.matches('a.n')")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('.notes summary')")
    page.context.close()


def test_it_works_without_script(browser: Browser, address: Settings) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(TIMEOUT_MS)
    page.goto(f"{address.address}?token={address.token}")
    page.goto(f"{address.address}events")
    page.get_by_label("material conflict").check()
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url(re.compile("quad=4"))
    page.locator(".chips").wait_for()
    context.close()


def test_another_sites_page_cannot_use_the_key(browser: Browser, address: Settings, tmp_path: Path) -> None:
    page = _opened(browser, address)
    evil = tmp_path / "evil.html"
    evil.write_text(
        f"<form method=post action='{address.address}happenings/h:0/part'><input name=why value=x></form>"
        "<script>document.forms[0].submit()</script>"
    )
    with page.expect_response(re.compile("/part$")) as answer:
        page.goto(evil.as_uri())
    assert answer.value.status == 403
    page.context.close()
