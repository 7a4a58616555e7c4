"""Listening to an account: with a script that marks what is spoken, and without."""

from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.browser.conftest import TIMEOUT
from tests.browser.house import SPOKEN, House, watching

pytestmark = pytest.mark.browser

WIDE, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=360, height=740)
# HAVE_ENOUGH_DATA.
ENOUGH = 4
NOW = "() => document.querySelector('audio').currentTime"


@pytest.fixture(scope="module")
def told(examples: House) -> dict[str, str]:
    """The paths of the recorded accounts by their titles."""
    return {
        title: examples.filled(f"/testimonies/*/{slug}/")
        for title, slug in (("aloud", "told-aloud"), ("covered", "told-under-cover"))
    }


def page_of(demo: House, browser: Browser, **options: object) -> Page:
    context = browser.new_context(base_url=demo.address, **options)  # type: ignore[arg-type]
    context.set_default_timeout(TIMEOUT)
    return context.new_page()


@pytest.fixture
def listener(demo: House, browser: Browser) -> Iterator[Page]:
    page = page_of(demo, browser, viewport=WIDE)
    yield page
    page.context.close()


def time_in(page: Page, number: int) -> Locator:
    return page.locator(f"#p{number} .passage__time a")


def marked(page: Page) -> Locator:
    return page.locator(".passage[aria-current=true]")


def test_the_mark_moves_with_what_is_spoken(
    demo: House, told: dict[str, str], listener: Page
) -> None:
    page = listener
    with watching(page, demo) as seen:
        page.goto(told["aloud"])
        expect(marked(page)).to_have_count(0)
        time_in(page, 2).click()
        expect(marked(page)).to_have_id("p2")
        before = page.evaluate("window.scrollY")
        # What is spoken is named in words as well, and pressed again it pauses.
        expect(time_in(page, 2)).to_contain_text("Pause")
        expect(marked(page)).to_have_id("p3")
        expect(marked(page)).to_have_count(1)
        assert page.evaluate(NOW) >= SPOKEN[2] / 1000
        assert page.evaluate("window.scrollY") == before
        time_in(page, 3).click()
        expect(time_in(page, 3)).to_contain_text("Listen from here")
        assert page.evaluate("document.querySelector('audio').paused")
        expect(marked(page)).to_have_id("p3")
        time_in(page, 1).focus()
        page.keyboard.press("Enter")
        expect(marked(page)).to_have_id("p1")
        assert page.evaluate(NOW) < SPOKEN[1] / 1000
        expect(page.locator("#p4")).not_to_have_attribute("aria-current", "true")
    assert seen.abroad == seen.complaints == []


def test_nothing_plays_or_is_fetched_by_itself(
    told: dict[str, str], listener: Page
) -> None:
    asked: list[str] = []
    listener.on("request", lambda request: asked.append(request.url))
    listener.goto(f"{told['aloud']}#p3")
    listener.wait_for_load_state("networkidle")
    assert [url for url in asked if "/files/" in url] == []
    assert listener.evaluate("document.querySelector('audio').paused")


def test_a_link_to_a_passage_offers_to_listen_from_there(
    told: dict[str, str], listener: Page
) -> None:
    words = listener.locator(".passage__listen")
    listener.goto(told["aloud"])
    assert max(widths_of(words)) <= 1
    listener.goto(f"{told['aloud']}#p2")
    widths = widths_of(words)
    assert widths[1] > 50
    assert max(widths[0], widths[2]) <= 1


def widths_of(found: Locator) -> list[float]:
    boxes = (each.bounding_box() for each in found.all())
    return [box["width"] for box in boxes if box]


def test_what_is_covered_is_heard_after_it_was_asked_for(
    told: dict[str, str], listener: Page
) -> None:
    page = listener
    page.goto(told["covered"])
    sound = page.locator("audio")
    expect(sound).to_be_hidden()
    time_in(page, 2).click()
    expect(page).to_have_url(f"{page.url.partition('#')[0]}#recording")
    expect(sound).to_be_hidden()
    assert sound.evaluate("sound => sound.paused")
    page.locator("#recording summary").click()
    expect(sound).to_be_visible()
    time_in(page, 2).click()
    expect(marked(page)).to_have_id("p2")


def test_the_captions_are_read_by_the_browser(
    told: dict[str, str], listener: Page
) -> None:
    listener.goto(told["aloud"])
    cues = listener.evaluate(
        """() => new Promise((resolve) => {
            const track = document.querySelector("track");
            track.addEventListener("load", () => resolve(
                [...track.track.cues].map((cue) => [cue.id, cue.startTime, cue.text])));
            track.track.mode = "hidden";
        })"""
    )
    assert cues == [
        ["p1", 0, "One. One and a half."],
        ["p2", 1.5, "Two."],
        ["p3", 3, "Three."],
    ]


def test_the_player_stays_in_reach_and_hides_no_focus(
    told: dict[str, str], listener: Page
) -> None:
    page = listener
    page.goto(told["aloud"])
    page.set_viewport_size({"width": 1280, "height": 600})
    page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
    expect(page.locator("audio")).to_be_in_viewport()
    bar = page.locator("audio").bounding_box()
    assert bar is not None
    # Backwards through all that takes the focus: none of it ends below the player.
    page.locator(".footer a").last.focus()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        hidden = page.evaluate(
            """() => {
                const it = document.activeElement.getBoundingClientRect();
                const bar = document.querySelector("audio").getBoundingClientRect();
                return document.activeElement.closest("main")
                    && document.activeElement.tagName !== "AUDIO"
                    && it.top < bar.bottom && it.bottom > bar.top
                    && it.left < bar.right;
            }"""
        )
        assert not hidden, page.evaluate("document.activeElement.outerHTML")


def test_without_script_a_time_is_a_link_into_the_file(
    demo: House, told: dict[str, str], browser: Browser
) -> None:
    page = page_of(demo, browser, viewport=PHONE, java_script_enabled=False)
    page.goto(told["aloud"])
    href = time_in(page, 2).get_attribute("href")
    assert href is not None
    assert href.startswith("/files/")
    assert href.endswith("#t=1.5")
    with urlopen(f"{demo.address}{href.partition('#')[0]}") as file:  # noqa: S310
        assert file.headers["Content-Type"].startswith("audio/")
    expect(page.locator("audio[controls]")).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"]
    with watching(page, demo) as seen:
        time_in(page, 2).click()
        expect(page).to_have_url(f"{demo.address}{href}")
        # The file plays by itself: no policy of ours keeps it from that.
        expect(page.locator("video")).to_have_js_property("readyState", ENOUGH)
    assert seen.complaints == []
    page.context.close()


def test_on_paper_the_times_stay_and_the_player_goes(
    told: dict[str, str], listener: Page
) -> None:
    listener.goto(told["aloud"])
    listener.emulate_media(media="print")
    expect(listener.locator("audio")).to_be_hidden()
    expect(time_in(listener, 2)).to_be_visible()
    expect(listener.locator("#p2 .passage__listen")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_has_nothing_to_say(
    told: dict[str, str], listener: Page, scheme: str
) -> None:
    listener.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for path in told.values():
        listener.goto(path)
        if path == told["aloud"]:
            time_in(listener, 1).click()
            expect(marked(listener)).to_have_id("p1")
        found = Axe().run(listener)
        assert found.violations_count == 0, found.generate_report()
