"""Correcting in a real browser: words selected in the text, the queue gone through by keyboard, a field edited without script."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from demarche.ledger import query
from demarche.ledger.corrections import log
from demarche.ledger.filters import Filter
from demarche.ledger.store import Ledger
from demarche.model.corrections import Correction
from demarche.model.records import Event
from demarche.serve.settings import Settings

from .browser import FLAGS, TIMEOUT_MS, chromium, listening

_SELECT = """words => {
    const walker = document.createTreeWalker(document.querySelector(".book"), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.data.lastIndexOf(words);
        if (at < 0 || !node.parentElement.closest(".row > p")) continue;
        getSelection().setBaseAndExtent(node, at, node, at + words.length);
        return true;
    }
    return false;
}"""


@pytest.fixture(scope="module", name="browser")
def started() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(name="address")
def served(coded: Path, tmp_path: Path) -> Iterator[Settings]:
    chromium()
    with listening(Path(shutil.copy(coded, tmp_path / "demo.ledger"))) as settings:
        yield settings


def _opened(browser: Browser, settings: Settings, path: str, *, script: bool = True) -> Page:
    page = browser.new_context(java_script_enabled=script).new_page()
    page.set_default_timeout(TIMEOUT_MS)
    page.goto(f"{settings.address}{path}?token={settings.token}")
    return page


def _said(settings: Settings) -> list[Correction]:
    with Ledger.open(Path(settings.ledger)) as ledger:
        return log(ledger)


def _event(settings: Settings) -> tuple[Event, str]:
    with Ledger.open(Path(settings.ledger)) as ledger:
        event = next(query.events(ledger, Filter(type="CONSULT")))
        return event, query.report_of(ledger, event).text


def test_selected_words_become_a_claim(browser: Browser, address: Settings) -> None:
    event, text = _event(address)
    page = _opened(browser, address, f"reports/{event.report}")
    assert page.evaluate(_SELECT, " the ")
    form = page.locator("[data-words]")
    assert form.get_by_label("words").input_value() == "the"
    form.get_by_label("did what").first.select_option("AID")
    form.get_by_label("why").fill("missed")
    form.get_by_label("your name").fill("Ana")
    form.get_by_role("button", name="Add").click()
    page.wait_for_url("**/claims/e:*")
    page.locator(".notice", has_text="Added by Ana").wait_for()
    ((added,),) = (said.after for said in _said(address))
    assert isinstance(added, Event)
    (trigger,) = added.trigger
    assert (added.type, text[trigger.start : trigger.end]) == ("AID", "the")
    assert text.count(" the ") > 1, "the words before them tell which are meant"
    page.context.close()


def test_the_queue_is_gone_through_by_keyboard(browser: Browser, address: Settings) -> None:
    page = _opened(browser, address, "review")
    first, second = (page.locator(".line").nth(place).get_attribute("id") for place in (0, 1))
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.wait_for_url("**/review?told=*")
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.type("not so")
    page.keyboard.press("Enter")
    page.locator(".notice", has_text="rejected: k:").wait_for()
    said = _said(address)
    assert [(one.action, one.subjects[0], one.why) for one in said] == [
        ("accept", first, ""),
        ("reject", second, "not so"),
    ]
    page.context.close()


def test_a_field_is_edited_and_the_edit_undone_without_script(browser: Browser, address: Settings) -> None:
    event, _ = _event(address)
    page = _opened(browser, address, f"claims/{event.id}", script=False)
    page.get_by_text("A field of it is wrong").click()
    form = page.locator("form[action$='/edit']")
    form.get_by_label("status").select_option("denied")
    form.get_by_label("why").fill("the next sentence denies it")
    form.get_by_role("button", name="Edit").click()
    page.locator(".notice", has_text="Edited by a reader").wait_for()
    page.locator(".said-of li li", has_text=f"status: {event.status} → denied").wait_for()
    page.locator(".said-of summary").first.click()
    undo = page.locator("form[action$='/undo']")
    undo.get_by_label("why").fill("it is another meeting")
    undo.get_by_role("button", name="Undo").click()
    page.locator(".notice", has_text="undone: k:").wait_for()
    with Ledger.open(Path(address.ledger)) as ledger:
        assert query.is_current(ledger, event.id)
    page.context.close()
