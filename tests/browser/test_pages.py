"""Journeys in a real browser: readers', and a passkey's owner's."""

import re
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    FloatRect,
    Locator,
    Page,
    ViewportSize,
    expect,
)

from tests.browser.conftest import TIMEOUT
from tests.browser.house import (
    House,
    enter_desk,
    walk_account,
    walk_desk,
    watching,
)
from tests.browser.test_types import findings

# One process for all of them: each would start a demo of its own.
pytestmark = pytest.mark.browser

SMALLEST = ViewportSize(width=320, height=640)
PHONE = ViewportSize(width=360, height=740)
# How many links stand before the last on the longest page.
FARTHEST = 150
WIDE = ViewportSize(width=1280, height=900)


@pytest.fixture
def without_script(house: House, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        base_url=house.address, viewport=PHONE, java_script_enabled=False
    )
    context.set_default_timeout(TIMEOUT)
    yield context.new_page()
    context.close()


# --- Journeys ---------------------------------------------------------------------


def test_the_account_is_read_on_a_phone_without_script(
    house: House, without_script: Page
) -> None:
    page = without_script
    page.goto("/")
    page.locator("main").get_by_role("link", name="A week behind closed doors").click()
    expect(page).to_have_url(re.compile(re.escape(house.one("testimonies"))))
    page.get_by_role("link", name="Go on reading").click()
    for number in range(1, 5):
        passage = page.locator(f"#p{number}")
        passage.scroll_into_view_if_needed()
        box = passage.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
    words = page.locator(".passage--testimony .passage__text p:not([class])").first
    size = words.evaluate("p => getComputedStyle(p).fontSize")
    assert float(size.removesuffix("px")) >= 16


def test_a_graphic_clip_is_covered_until_somebody_asks(without_script: Page) -> None:
    page = without_script
    page.goto("/media/")
    page.get_by_role("link", name="Civilians, and the sound of gunfire").click()
    description = page.get_by_text("A body lies on the ground.")
    expect(description).to_be_hidden()
    page.get_by_text("Show it").click()
    expect(description).to_be_visible()


def test_a_clip_beside_the_account_is_covered_too(
    house: House, without_script: Page
) -> None:
    page = without_script
    page.goto(house.one("testimonies"))
    covers = page.locator("details.covered")
    assert covers.count() > 0
    for cover in covers.all():
        expect(cover.locator(".clip__content")).to_be_hidden()
    covers.first.locator("summary").click()
    expect(covers.first.locator(".clip__content")).to_be_visible()


def box_of(part: Locator) -> FloatRect:
    found = part.bounding_box()
    assert found is not None
    return found


def test_clips_stand_beside_their_passage_and_over_nothing(
    house: House, reader: Page
) -> None:
    """On a wide screen at its height, on a narrow one after it."""
    page = reader
    page.goto(house.one("testimonies"))
    beside = page.locator(".passage + .clips")
    assert beside.count() >= 2
    page.set_viewport_size(WIDE)
    boxes = [box_of(clips) for clips in beside.all()]
    for clips, box in zip(beside.all(), boxes, strict=True):
        passage = box_of(clips.locator("xpath=preceding-sibling::*[1]"))
        assert abs(box["y"] - passage["y"]) < 12
        assert box["x"] >= passage["x"] + passage["width"]
    for above, below in pairwise(boxes):
        assert above["y"] + above["height"] <= below["y"]
    page.set_viewport_size(PHONE)
    for clips in beside.all():
        passage = box_of(clips.locator("xpath=preceding-sibling::*[1]"))
        assert box_of(clips)["y"] >= passage["y"] + passage["height"]


def test_nothing_moves_while_an_account_is_read(house: House, reader: Page) -> None:
    page = reader
    page.add_init_script(
        """window.shifts = 0;
        new PerformanceObserver(list => {
          for (const entry of list.getEntries()) { window.shifts += entry.value; }
        }).observe({type: "layout-shift", buffered: true});"""
    )
    for size in (PHONE, WIDE):
        page.set_viewport_size(size)
        page.goto(house.one("testimonies"))
        for clip in page.locator(".clip").all():
            clip.scroll_into_view_if_needed()
        page.locator("footer.footer").scroll_into_view_if_needed()
        assert page.evaluate("window.shifts") == 0


def test_a_passage_is_cited_without_script(house: House, without_script: Page) -> None:
    page = without_script
    page.goto(house.one("testimonies"))
    expect(page.get_by_role("button", name="Copy this citation")).to_be_hidden()
    page.get_by_label("One passage of it, by its number:").fill("4")
    page.get_by_role("button", name="TXT", exact=True).click()
    cited = page.locator("body").inner_text()
    assert "¶ 4" in cited
    assert re.search(r"/editions/\d+/#p4\s*$", cited)


def test_a_citation_is_copied(house: House, browser: Browser) -> None:
    context = browser.new_context(
        base_url=house.address, permissions=["clipboard-read", "clipboard-write"]
    )
    context.set_default_timeout(TIMEOUT)
    page = context.new_page()
    page.goto(house.one("testimonies"))
    page.get_by_role("button", name="Copy this citation").click()
    expect(page.get_by_role("status")).to_have_text("Copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Lyazzat, “")
    assert re.search(r"/testimonies/\w+/editions/\d+/$", copied)
    context.close()


def test_an_account_is_printed_as_a_page_to_read(house: House, reader: Page) -> None:
    page = reader
    page.goto(house.one("testimonies"))
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.emulate_media(media="print")
    for name in (".masthead__nav", ".way-out", ".quote-link", ".cite-passage"):
        expect(page.locator(name).first).to_be_hidden()
    number, words = page.locator("#p2 .passage__number"), page.locator("#p2 p").last
    expect(number).to_be_visible()
    assert box_of(number)["x"] < box_of(words)["x"]
    # What is covered stays so on paper.
    expect(page.locator(".covered .clip__content").first).to_be_hidden()
    expect(page.locator(".citation__url")).to_be_visible()


def test_search_needs_no_pointer_and_a_tag_can_be_taken_out_again(
    reader: Page,
) -> None:
    page = reader
    page.goto("/")
    tab_to(page, page.locator("#home-q").first)
    page.keyboard.type("gunfire")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=gunfire")
    assert page.locator(".hits .hit").count() > 0
    tab_to(page, page.locator(".search__filters a.facet__value").first)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("tag="))
    assert parse_qs(urlsplit(page.url).query)["q"] == ["gunfire"]
    tab_to(page, page.locator(".search__chosen a.chip"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=gunfire")
    expect(page.locator(".search__chosen a.chip")).to_have_count(0)


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until the element has the focus, and see that this is shown."""
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            drawn = wanted.evaluate("element => getComputedStyle(element).outlineStyle")
            assert drawn != "none", "the focus is not to be seen"
            return
    pytest.fail(f"{wanted} is not reached by Tab")


def test_a_testimony_is_found_by_its_tag_with_keys_and_read_in_kazakh(
    reader: Page,
) -> None:
    page = reader
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto("/tags/")
    follow(page, "a[href='/tags/gunfire/']", "/tags/gunfire/")
    follow(page, "main a[href^='/testimonies/']", "/testimonies/t")
    follow(page, "a[hreflang=kk]", "/kk/testimonies/t")
    assert page.get_attribute("html", "lang") == "kk"
    expect(page.locator("h1")).to_contain_text("Алматыда жабық есік артында")
    spoken = page.locator(".passage--testimony [lang=en]").first
    expect(spoken).to_contain_text("We are still in shock.")


def follow(page: Page, selector: str, leads_to: str) -> None:
    """Reach a link by Tab and open it by Enter."""
    tab_to(page, page.locator(selector).first)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(leads_to)))


def test_on_paper_stands_the_account_and_where_it_is_from(
    house: House, reader: Page
) -> None:
    page = reader
    page.goto(house.one("testimonies"))
    assert page.pdf()[:5] == b"%PDF-"
    page.emulate_media(media="print")
    for gone in (".masthead__nav", ".way-out", ".footer__languages", ".skip-link"):
        expect(page.locator(gone).first).to_be_hidden()
    for kept in ("h1", "#p2", ".citation__url", ".masthead__name"):
        expect(page.locator(kept).first).to_be_visible()
    # What is covered stays covered on paper too.
    expect(page.locator("details.covered .clip__content").first).to_be_hidden()


def test_a_quote_leads_to_its_passage(house: House, reader: Page) -> None:
    page = reader
    page.goto("/quotes/")
    page.get_by_role("link", name="Groups of unknown people").click()
    words = page.locator("blockquote").first.inner_text()
    page.get_by_role("link", name="Read it in its place").click()
    expect(page).to_have_url(re.compile(r"/testimonies/.*#\w"))
    target = page.locator(f"[id='{urlsplit(page.url).fragment}']")
    expect(target).to_be_in_viewport()
    assert words in target.inner_text()


def test_what_was_withdrawn_is_gone_and_says_so(house: House, reader: Page) -> None:
    for prefix in ("", "/ru", "/kk"):
        answer = reader.goto(f"{prefix}{house.withdrawn}")
        assert answer is not None
        assert answer.status == 410
        assert "pickup" not in reader.content()
    reader.goto("/search/?q=pickup")
    assert house.withdrawn not in reader.content()


def test_a_passkey_is_made_and_opens_the_desk_alone(
    house: House, browser: Browser
) -> None:
    # Browsers make passkeys for names only, not for addresses.
    home = house.address.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=home, viewport=SMALLEST)
    context.set_default_timeout(TIMEOUT)
    page = context.new_page()
    with_authenticator(page)
    barriers: list[str] = []
    enter_desk(context, "reviewer", house.passwords["reviewer"])
    with watching(page, House(home)) as seen:
        page.goto("/account/passkeys/add/")
        page.fill("#id_password", house.passwords["reviewer"])
        page.press("#id_password", "Enter")
        page.get_by_role("button", name="Add it").click()
        expect(page.locator(".codes li")).to_have_count(10)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert findings(page) == []
        paths = walk_account(page, lambda: barriers.extend(findings(page)))
        assert len(paths) > 8, paths
        assert barriers == []
        page.goto("/account/logout/")
        page.get_by_role("button", name="Sign out").click()
        page.get_by_role("button", name="Sign in with a passkey").click()
        page.wait_for_selector("#user-tools")
        remove_passkey(page)
    context.close()
    assert (seen.abroad, seen.complaints) == ([], [])
    assert width <= SMALLEST["width"]


def remove_passkey(page: Page) -> None:
    """Leave the account as the demo made it: others sign in by its password alone."""
    page.goto("/account/passkeys/")
    page.get_by_role("link", name="Remove").click()
    page.get_by_role("link", name="With a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.locator("ul.keys")).to_contain_text("none")


def with_authenticator(page: Page) -> None:
    """Give the page's browser a device that holds passkeys, and its holder."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_the_desk_asks_no_other_host_and_breaks_no_policy(
    house: House, desk: BrowserContext
) -> None:
    page = desk.new_page()
    with watching(page, house) as seen:
        paths = walk_desk(page)
    page.close()
    assert seen.abroad == []
    assert seen.complaints == []
    for kind in ("move", "history", "vault", "preview", "quote", "transcript", "tag"):
        assert any(f"/{kind}/" in path for path in paths), kind
