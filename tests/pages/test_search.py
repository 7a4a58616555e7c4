"""The search page as a reader gets it: addresses, marks, chips, refusals."""

import html
import re
from functools import partial

import pytest
from django.test import Client

from archive import readers
from testimonies import moderation
from testimonies.models import User
from testimonies.search import SearchFailed, SearchQuery, search
from testimonies.terms import WithdrawalReason
from tests import factories
from tests.search.small import Archive

MARKUP = "<b>bold</b><script>alert(1)</script>"


def text_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def test_gunfire_leads_to_its_passage(client: Client, archive: Archive) -> None:
    page = text_of(client, "/search/?q=gunfire")
    assert f"{archive.testimony.ref}/a-week-behind-doors/#p3" in page
    assert "<mark>gunfire</mark>" in page
    assert archive.clip.ref in page


def test_the_page_tells_no_cache_and_no_search_engine(
    client: Client, archive: Archive
) -> None:
    response = client.get("/search/?q=gunfire")
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert not response.cookies
    again = client.get(
        "/search/?q=gunfire", headers={"if-none-match": response["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_what_was_withdrawn_is_found_no_more(
    client: Client, archive: Archive, reviewer: User
) -> None:
    before = client.get("/search/?tag=almaty")
    moderation.withdraw(
        archive.testimony, by=reviewer, category=WithdrawalReason.SAFETY
    )
    after = client.get("/search/?tag=almaty", headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert archive.testimony.ref in before.content.decode()
    assert archive.testimony.ref not in after.content.decode()
    assert "gunfire all night" not in text_of(client, "/search/?q=gunfire")
    assert archive.testimony.ref not in text_of(client, "/search/feed.atom?q=gunfire")


def test_each_filter_is_a_chip_that_can_be_taken_away(
    client: Client, archive: Archive
) -> None:
    page = html.unescape(text_of(client, "/search/?q=gunfire&tag=алматы&kind=media"))
    chips = re.findall(r'class="chip" href="([^"]+)"', page)
    assert "/search/?q=gunfire&kind=media" in chips
    assert "/search/?q=gunfire&tag=%D0%B0%D0%BB%D0%BC%D0%B0%D1%82%D1%8B" in chips
    assert '<input type="hidden" name="kind" value="media">' in page


def test_the_page_speaks_the_language_of_its_path(
    client: Client, archive: Archive
) -> None:
    page = text_of(client, "/ru/search/?q=gunfire")
    assert '<html lang="ru"' in page
    assert 'action="/ru/search/"' in page
    assert f'href="/ru/testimonies/{archive.testimony.ref}/' in page


def test_malformed_parameters_are_named_and_the_rest_is_kept(
    client: Client, db: None
) -> None:
    response = client.get("/search/?q=gunfire&kind=person&from=soon&tag=almaty")
    page = html.unescape(response.content.decode())
    assert response.status_code == 400
    assert response.headers["Cache-Control"] == "no-store"
    assert "There is no kind “person”" in page
    assert "“soon” is no date" in page
    assert 'href="/search/?q=gunfire&tag=almaty"' in page
    assert 'value="gunfire"' in page


MALFORMED = (
    ("q", "%00"),
    ("tag", "%1B"),
    ("any", "a" * 101),
    ("not", "%7F"),
    ("kind", "person"),
    ("lang", "xx"),
    ("place", "%00"),
    ("platform", "fax"),
    ("from", "2022-13"),
    ("to", ".."),
    ("sort", "left"),
    ("view", "map"),
    ("after", "20"),
    ("utm_source", "x"),
)


@pytest.mark.parametrize(("name", "value"), MALFORMED)
def test_each_malformed_parameter_is_called_by_its_name(
    client: Client, db: None, name: str, value: str
) -> None:
    page = text_of(client, f"/search/?{name}={value}", 400)
    assert re.findall(r"<li><code[^>]*>(.*?)</code>: .+</li>", page) == [name]
    feed = text_of(client, f"/search/feed.atom?{name}={value}", 400)
    assert feed.startswith(f"{name}: ")


def test_more_results_lead_through_all_pages_and_back_to_the_first(
    client: Client, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = partial(search, limit=1)
    monkeypatch.setattr("testimonies.pages.search.search", short)
    seen: list[str] = []
    address: str | None = "/search/?q=gunfire"
    while address:
        page = html.unescape(text_of(client, address))
        seen += re.findall(r'class="hit__title"><a href="([^"]+)"', page)
        assert ("First page" in page) == (len(seen) > 1)
        more = re.search(r'href="([^"]+)" rel="next nofollow"', page)
        address = more[1] if more else None
    with readers.reading():
        whole = search(SearchQuery("gunfire"))
    assert [href.split("/")[2] for href in seen] == [h.issue.ref for h in whole.hits]
    assert len(seen) == whole.total > 2


HOSTILE = (
    ("?q=%00", 400),
    ("?q=%ED%A0%80", 200),
    ("?q=" + "a" * 10_000, 400),
    ("?" + "&".join(f"tag=t{number}" for number in range(50)), 400),
    ("?" + "tag=&" * 50, 200),
    ("?q=%22unbalanced", 200),
    ("?q=javascript:alert(1)", 200),
    ("?after=edited&q=x", 400),
    ("?q=<script>alert(1)</script>", 200),
    ("?tag=<script>alert(1)</script>", 200),
    ("?<script>alert(1)</script>=1", 400),
    ("?kind=<script>alert(1)</script>", 400),
    ("?q=%F3%A0%80%81%E2%80%AE", 200),
    ("?q[]=x", 400),
)


def test_hostile_parameters_are_answered_and_never_printed(
    client: Client, archive: Archive
) -> None:
    for parameters, status in HOSTILE:
        page = text_of(client, f"/search/{parameters}", status)
        assert "<script>" not in page
        text_of(client, f"/search/feed.atom{parameters}", status)


def test_markup_in_a_record_is_text_in_an_extract(
    client: Client, editor: User, reviewer: User, steward: User
) -> None:
    clip = factories.make_media(
        by=editor, title=MARKUP, description=f"{MARKUP} Audible gunfire."
    )
    factories.publish(clip, editor=editor, reviewer=reviewer, steward=steward)
    page = text_of(client, "/search/?q=gunfire")
    assert "<mark>gunfire</mark>" in page
    assert "&lt;script&gt;" in page
    for markup in ("<script>", "<b>"):
        assert markup not in page
        assert markup not in text_of(client, "/search/feed.atom?q=gunfire")


def test_a_search_that_takes_too_long_is_no_error(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(_query: SearchQuery, **_options: object) -> None:
        raise SearchFailed

    monkeypatch.setattr("testimonies.pages.search.search", give_up)
    assert "took too long" in text_of(client, "/search/?q=gunfire", 503)


def test_a_covered_clip_keeps_its_description_covered(
    client: Client, editor: User, reviewer: User, steward: User
) -> None:
    clip = factories.make_media(
        by=editor, description="A wounded man.", content_notes=["graphic_violence"]
    )
    factories.publish(clip, editor=editor, reviewer=reviewer, steward=steward)
    page = text_of(client, "/search/?q=wounded")
    assert (
        page.index("<details") < page.index("wounded</mark>") < page.index("</details")
    )
    assert "wounded man" not in text_of(client, "/search/feed.atom?kind=media")


def test_common_words_and_exclusions_get_advice(client: Client, db: None) -> None:
    assert "almost every text" in text_of(client, "/search/?q=the")
    assert "what to leave out" in text_of(client, "/search/?q=-gunfire")
    assert "one search" in text_of(client, "/search/")


def test_nothing_found_offers_ways_on(client: Client, archive: Archive) -> None:
    page = html.unescape(text_of(client, "/search/?q=gunfire&tag=almaton"))
    assert "No published record has the tag: <bdi>almaton</bdi>" in page
    assert "/search/?tag=almaty" in page
    assert 'href="/search/?q=gunfire"' in page


def test_other_methods_are_refused(client: Client, db: None) -> None:
    assert client.post("/search/?q=x").status_code == 405
    assert client.head("/search/").status_code == 200
