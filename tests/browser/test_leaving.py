"""Leaving quickly, and what the server wrote down of the whole visit: nothing."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, Route, ViewportSize, expect

from tests.browser.conftest import TIMEOUT
from tests.browser.house import House

# One process for all of them: each would start a demo of its own.
pytestmark = pytest.mark.browser

ELSEWHERE = "https://www.wikipedia.org/"
PHONE = ViewportSize(width=360, height=740)


@pytest.fixture
def asked(reader: Page) -> list[Request]:
    """What another host was asked, which answers with a page of its own."""
    return answered(reader)


def answered(page: Page) -> list[Request]:
    found: list[Request] = []

    def elsewhere(route: Route) -> None:
        found.append(route.request)
        route.fulfill(body="<title>Elsewhere</title>", content_type="text/html")

    page.route(re.compile("^https://"), elsewhere)
    return found


def by_link(page: Page) -> None:
    page.get_by_role("link", name="Leave quickly").click()


def by_key(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Escape")


def from_a_field(page: Page) -> None:
    page.locator("input[name=q]").first.fill("gunfire")
    by_key(page)


@pytest.mark.parametrize("leave", [by_link, by_key, from_a_field])
def test_the_page_gives_its_place_in_the_tab_away(
    reader: Page, asked: list[Request], leave: Callable[[Page], None]
) -> None:
    reader.goto("/about/")
    reader.goto("/testimonies/")
    leave(reader)
    reader.wait_for_url(ELSEWHERE)
    assert "referer" not in asked[0].all_headers()
    assert reader.evaluate("document.referrer") == ""
    assert reader.evaluate("window.opener") is None
    reader.go_back()
    expect(reader).to_have_url(re.compile("/about/$"))


def test_two_presses_and_other_keys_do_nothing(
    reader: Page, asked: list[Request]
) -> None:
    reader.goto("/testimonies/")
    for key in ("Escape", "Escape", "a", "Escape", "Escape"):
        reader.keyboard.press(key)
    expect(reader).to_have_url(re.compile("/testimonies/$"))
    assert asked == []


@pytest.fixture
def without_script(house: House, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        base_url=house.address, viewport=PHONE, java_script_enabled=False
    )
    context.set_default_timeout(TIMEOUT)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    ("prefix", "words"),
    [("", "Leave quickly"), ("/ru", "Быстро уйти"), ("/kk", "Тез шығып кету")],
)
def test_the_way_out_is_at_hand_on_a_phone_without_script(
    house: House, without_script: Page, prefix: str, words: str
) -> None:
    page = without_script
    asked = answered(page)
    page.goto(prefix + house.one("testimonies"))
    way_out = page.get_by_role("link", name=words, exact=True)
    expect(way_out).to_be_in_viewport()
    page.locator(".footer").scroll_into_view_if_needed()
    expect(way_out).to_be_in_viewport(ratio=1)
    way_out.click()
    page.wait_for_url(ELSEWHERE)
    assert "referer" not in asked[0].all_headers()


def test_the_way_out_is_the_second_thing_that_tab_reaches(reader: Page) -> None:
    reader.goto("/")
    reader.keyboard.press("Tab")
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.className") == "leave"
    expect(reader.locator(".leave")).to_be_in_viewport(ratio=1)


def test_the_server_wrote_nothing_of_a_visit(house: House, reader: Page) -> None:
    for path in ("/search/?q=secretword", "/tags/secretword/", "/secretword"):
        reader.goto(path)
    house.body("/?a=%00&b=secretword")
    written = house.log.read_text().partition("Ctrl-C ends the server")[2]
    assert "secretword" not in written
    assert "127.0.0.1" not in written
    assert "GET" not in written
