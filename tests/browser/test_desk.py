"""From nothing to edition 1 and away again, by three people at the desk."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import TIMEOUT
from tests.browser.house import House, enter_desk

# One process for all of them: each would start a demo of its own.
pytestmark = pytest.mark.browser

TITLE = "What was heard on one street"
WORDS = "All night there was a sound like hail on iron."
WITHDRAWN = "Taken back at the request of its author."
GONE = 410


def test_an_account_goes_from_nothing_to_an_edition_and_is_withdrawn(
    house: House, browser: Browser, reader: Page
) -> None:
    with at_the_desk("editor", house, browser) as editor:
        row = write_account(editor)
        move(editor, row, "submit")
    with at_the_desk("reviewer", house, browser) as reviewer:
        assert WORDS in preview_of(reviewer, row)
        move(reviewer, row, "return", reason="Say in the summary what was heard.")
    with at_the_desk("editor", house, browser) as editor:
        editor.goto(row)
        editor.fill("#id_summary", "A night of a sound that nobody could place.")
        save(editor)
        move(editor, row, "submit")
    with at_the_desk("reviewer", house, browser) as reviewer:
        move(reviewer, row, "approve")
    assert not is_public(reader)
    with at_the_desk("steward", house, browser) as steward:
        move(steward, row, "publish")
        path = read_as_anybody(reader)
        move(steward, row, "withdraw", public_note=WITHDRAWN)
    answer = reader.goto(path)
    assert answer is not None
    assert answer.status == GONE
    assert WITHDRAWN in reader.content()
    assert WORDS not in reader.content()
    assert not is_public(reader)


@contextmanager
def at_the_desk(name: str, house: House, browser: Browser) -> Iterator[Page]:
    """Give somebody's page at the desk, in a browser of their own."""
    context = browser.new_context(base_url=house.address)
    context.set_default_timeout(TIMEOUT)
    enter_desk(context, name, house.passwords[name])
    yield context.new_page()
    context.close()


def write_account(page: Page) -> str:
    """Make a testimony with one passage and a quote of it; give its address."""
    page.goto("/admin/testimonies/testimony/add/")
    page.fill("#id_title", TITLE)
    page.fill("#id_summary", "A night.")
    page.select_option("#id_witness", label="Lyazzat")
    page.select_option("#id_collection", label="Almaty, January 2022")
    page.fill("#id_happened", "2022-01-06")
    page.fill("#id_given", "2022-01~")
    page.check("#id_content_notes_decided")
    page.fill("#id_rights", "The words belong to the witness.")
    page.select_option("#id_transcripts-0-language", "en")
    page.check("#id_transcripts-0-is_original")
    page.select_option("#id_testimonysource_set-0-source", index=1)
    save(page)
    row = page.url
    transcript = page.locator("a[href*='/transcript/']").first.get_attribute("href")
    page.goto(transcript or "")
    page.fill("[name=passages-0-speaker]", "Lyazzat")
    page.fill("[name=passages-0-text]", WORDS)
    save(page)
    return row


def save(page: Page) -> None:
    page.locator("[name=_continue]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def move(page: Page, row: str, name: str, **values: str) -> None:
    """Make a move by its form, and see that it was made."""
    page.goto(row.replace("/change/", f"/move/{name}/"))
    for field, value in values.items():
        page.fill(f"#id_{field}", value)
    if page.locator("#id_category").count():
        page.select_option("#id_category", index=1)
    page.locator("#content-main [type=submit]").first.click()
    page.wait_for_url("**/change/")


def preview_of(page: Page, row: str) -> str:
    page.goto(row.replace("/change/", "/preview/"))
    return page.locator("main").inner_text()


def is_public(page: Page) -> bool:
    page.goto("/testimonies/")
    return page.get_by_role("link", name=TITLE).count() > 0


def read_as_anybody(page: Page) -> str:
    """Find the account in the list and read it; give its path."""
    page.goto("/testimonies/")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page).to_have_url(re.compile("/testimonies/t[^/]+/"))
    expect(page.get_by_text(WORDS).first).to_be_visible()
    return page.url
