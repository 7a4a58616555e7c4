"""Reporting a concern in a real browser: by keyboard alone, with script and without."""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from testimonies.pages.slips import WAIT, sealed
from tests.browser.conftest import TIMEOUT
from tests.browser.house import House, watching
from tests.browser.test_pages import tab_to
from tests.browser.test_types import barriers, findings

# One process for all of them: each would start a demo of its own.
pytestmark = pytest.mark.browser

PHONE = ViewportSize(width=360, height=740)
THANKS = re.compile(r"/report/thanks/[a-z2-9]{8}:[\w-]{43}/$")
WORDS = "The third passage names a street that it should not."


@pytest.fixture
def without_script(house: House, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        base_url=house.address, viewport=PHONE, java_script_enabled=False
    )
    context.set_default_timeout(TIMEOUT)
    yield context.new_page()
    context.close()


def fill_in(page: Page) -> None:
    """Go through the form by Tab, the arrow keys and letters, and press Send."""
    tab_to(page, page.locator("#kind-danger"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#kind-mistake")).to_be_checked()
    tab_to(page, page.locator("#words"))
    page.keyboard.type(WORDS)
    tab_to(page, page.locator("#contact"))
    tab_to(page, page.locator("#language"))
    send(page)


def send(page: Page) -> None:
    tab_to(page, page.get_by_role("button", name="Send"))
    page.keyboard.press("Enter")


def test_a_concern_is_sent_by_keyboard_with_script_and_without(
    house: House, reader: Page, without_script: Page
) -> None:
    """The page without script is opened first: its form has to grow old."""
    plain = without_script
    plain.goto(house.one("testimonies"))
    plain.get_by_role("link", name="Tell the archive").click()
    opened = time.monotonic()
    expect(plain.get_by_text("Without script the form can be sent")).to_be_visible()
    fill_in(plain)
    expect(plain.locator("#problems")).to_contain_text("Nothing was sent yet")
    expect(plain.locator("#words")).to_have_value(WORDS)

    with watching(reader, house) as seen:
        reader.goto(house.one("quotes"))
        tab_to(reader, reader.get_by_role("link", name="Tell the archive"))
        reader.keyboard.press("Enter")
        reader.wait_for_url("**/report/*/")
        fill_in(reader)
        reader.wait_for_url(THANKS)
    assert (seen.abroad, seen.complaints) == ([], [])
    assert reader.context.cookies() == []

    plain.wait_for_timeout(max(0, WAIT + 1 - time.monotonic() + opened) * 1000)
    send(plain)
    expect(plain).to_have_url(THANKS)
    expect(plain.get_by_text("It has arrived. Thank you.")).to_be_visible()


def test_the_form_has_no_barrier_that_axe_finds(house: House, reader: Page) -> None:
    ref = house.one("testimonies").split("/")[2]
    pages = [
        f"/report/{ref}/",
        f"/kk/report/{ref}/",
        f"/report/thanks/{sealed('23456789')}/",
    ]
    assert barriers(reader, pages) == []


def test_a_refusal_is_read_out_and_leads_to_the_field(
    house: House, reader: Page
) -> None:
    ref = house.one("testimonies").split("/")[2]
    page = reader
    page.goto(f"/ru/report/{ref}/")
    page.locator("#kind-mistake").check()
    page.get_by_role("button", name="Отправить").click()
    problems = page.locator("#problems")
    expect(problems).to_be_focused()
    assert page.title().startswith("Ещё не отправлено")
    problems.get_by_role("link").click()
    expect(page.locator("#words")).to_be_focused()
    assert findings(page) == []
