"""The rules of every type of page, on the smallest phone and in both colour schemes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.browser.conftest import TIMEOUT
from tests.browser.house import House, watching
from tests.browser.types import PageType, door_types, names, readers_types

# One process for all of them: each would start a demo of its own.
pytestmark = pytest.mark.browser

SMALLEST = ViewportSize(width=320, height=640)
# A window of 1,280 pixels at 200 %.
ZOOMED = ViewportSize(width=640, height=360)
WIDTH = "document.documentElement.scrollWidth"
# Off by default, and part of WCAG 2.2 AA (2.5.8).
RULES = {"target-size": {"enabled": True}}


@dataclass
class Walked:
    """What was seen of every page."""

    types: list[PageType]
    barriers: list[str] = field(default_factory=list)
    wide: list[str] = field(default_factory=list)
    cookies: list[str] = field(default_factory=list)
    abroad: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


def findings(page: Page, only: Sequence[str] = ()) -> list[str]:
    """Give what axe finds."""
    options: dict[str, object] = {"resultTypes": ["violations"], "rules": RULES}
    if only:
        options = {"resultTypes": ["violations"], "runOnly": list(only)}
    violations = Axe().run(page, options=options).response["violations"]
    return [
        f"{page.url}: {violation['id']} at {[n['target'] for n in violation['nodes']]}"
        for violation in violations
    ]


def barriers(page: Page, paths: list[str]) -> list[str]:
    """Give what axe finds on each page in light, and of colours in dark."""
    found = []
    for path in paths:
        page.emulate_media(color_scheme="light")
        page.goto(path)
        found += findings(page)
        # Opened anew: Django's links take their time to change their colour.
        page.emulate_media(color_scheme="dark")
        page.goto(path)
        found += findings(page, only=["color-contrast"])
    return found


def look_at(page: Page, path: str, walked: Walked) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(path)
    walked.barriers += findings(page)
    if page.evaluate(WIDTH) > SMALLEST["width"]:
        walked.wide.append(path)
    page.emulate_media(color_scheme="dark")
    walked.barriers += findings(page, only=["color-contrast"])
    page.set_viewport_size(ZOOMED)
    if page.evaluate(WIDTH) > ZOOMED["width"]:
        walked.wide.append(f"{path} at 200 %")
    page.set_viewport_size(SMALLEST)


def walk(page: Page, house: House, types: list[PageType]) -> Walked:
    walked = Walked(types)
    with watching(page, house) as seen:
        for each in types:
            look_at(page, each.path, walked)
            walked.cookies += [f"{each.path}: {c}" for c in page.context.cookies()]
    walked.abroad, walked.complaints = seen.abroad, seen.complaints
    return walked


@pytest.fixture(scope="module")
def readers_walk(house: House, browser: Browser) -> Iterator[Walked]:
    """Every page of readers, opened once."""
    context = browser.new_context(base_url=house.address, viewport=SMALLEST)
    context.set_default_timeout(TIMEOUT)
    yield walk(context.new_page(), house, readers_types(house))
    context.close()


@pytest.fixture(scope="module")
def door_walk(house: House, browser: Browser) -> Iterator[Walked]:
    """Every page of the door for a stranger, and of the account for its owner."""
    context = browser.new_context(base_url=house.address, viewport=SMALLEST)
    context.set_default_timeout(TIMEOUT)
    page = context.new_page()
    yield walk(page, house, door_types(house))
    context.close()


def test_every_route_with_a_page_was_walked(readers_walk: Walked) -> None:
    seen = set(names(readers_walk.types))
    assert {"pages:home", "pages:search", "pages:testimony-edition", "410"} <= seen
    assert len(seen) > 25


def test_no_page_has_a_barrier_that_axe_finds(readers_walk: Walked) -> None:
    assert readers_walk.barriers == []


def test_no_page_is_wider_than_the_phone_nor_at_200_percent(
    readers_walk: Walked, door_walk: Walked
) -> None:
    assert readers_walk.wide + door_walk.wide == []


def test_no_page_asks_another_host_or_breaks_the_policy(
    readers_walk: Walked, door_walk: Walked
) -> None:
    assert readers_walk.abroad + door_walk.abroad == []
    assert readers_walk.complaints + door_walk.complaints == []


def test_no_page_of_readers_sets_a_cookie(readers_walk: Walked) -> None:
    assert readers_walk.cookies == []


def test_no_page_of_the_door_has_a_barrier_that_axe_finds(door_walk: Walked) -> None:
    assert len(door_walk.types) > 5
    assert door_walk.barriers == []


def test_every_page_says_the_same_without_script(
    house: House, browser: Browser
) -> None:
    context = browser.new_context(base_url=house.address, java_script_enabled=False)
    context.set_default_timeout(TIMEOUT)
    page = context.new_page()
    for each in readers_types(house):
        page.goto(each.path)
        assert page.locator("h1").is_visible(), each
        assert len(page.locator("main").inner_text()) > 60, each
    context.close()


@pytest.mark.parametrize(
    ("wish", "token", "value"),
    [
        ({"forced_colors": "active"}, "--ink", "CanvasText"),
        ({"forced_colors": "active"}, "--accent", "LinkText"),
        ({"contrast": "more"}, "--ink-soft", "#1d1a16"),
        ({"color_scheme": "dark"}, "--paper", "#16140f"),
    ],
)
def test_colours_are_as_the_reader_wants_them(
    reader: Page, wish: dict[str, str], token: str, value: str
) -> None:
    reader.emulate_media(**wish)  # type: ignore[arg-type]
    reader.goto("/about/")
    style = "getComputedStyle(document.documentElement)"
    assert reader.evaluate(f"{style}.getPropertyValue('{token}')").strip() == value


def test_the_desk_has_no_barrier_that_axe_finds(
    house: House, desk: BrowserContext
) -> None:
    """Its first page, and each kind of page that leads to what readers will see."""
    page = desk.new_page()
    account = page_at_the_desk(page, house.one("testimonies"))
    paths = ["/admin/", "/admin/testimonies/testimony/", account]
    paths += [account.replace("/change/", f"/{each}/") for each in ABOUT_AN_ACCOUNT]
    found = barriers(page, paths)
    page.close()
    assert found == []


# A move's own page, the draft as readers would have it, and what it changes for them.
ABOUT_AN_ACCOUNT = ("preview", "changes", "move/withdraw", "history")


def page_at_the_desk(page: Page, path: str) -> str:
    """Give the address of the desk's form for a published record."""
    page.goto(f"/admin/testimonies/testimony/?q={path.split('/')[2]}")
    link = page.locator("#result_list th a").first
    return urlsplit(link.get_attribute("href") or "").path


def test_styles_are_sent_packed_and_named_by_their_digest(house: House) -> None:
    styles = re.findall(r'href="(/static/[^"]+\.css)"', house.body("/").decode())
    assert styles
    for path in styles:
        address = f"{house.address}{path}"
        asked = Request(address, headers={"Accept-Encoding": "gzip"})  # noqa: S310
        with urlopen(asked) as answer:  # noqa: S310
            assert answer.headers["Content-Encoding"] == "gzip", path
        assert re.search(r"\.[0-9a-f]{12}\.css$", path)
