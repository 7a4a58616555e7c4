"""What pages tell programs: it parses, ends no element, and tells of no draft."""

import json
import re
from html.parser import HTMLParser
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from testimonies.catalogue import Bundle, Document, Page, Text
from testimonies.catalogue.documents import Translated
from testimonies.templatetags.programs import data_block
from tests.attacks import attack, patched
from tests.templatetags import lyazzat
from tests.templatetags.test_pages import HOSTILE, page_of

CAN_DRAW = "testimonies.templatetags.sharing.can_draw"
ARCHIVE = settings.ARCHIVE_URL


class Head(HTMLParser):
    """Reads a page as a browser does: data blocks, meta elements, links."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.metas: list[tuple[str, str]] = []
        self.links: dict[str, str] = {}
        self.scripts = 0
        self._is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "script":
            self.scripts += 1
            self._is_data = given.get("type") == "application/ld+json"
        if tag == "meta":
            name = given.get("name") or given.get("property", "")
            self.metas.append((name, given.get("content", "")))
        if tag == "link":
            self.links[given["rel"]] = given["href"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._is_data = False

    def handle_data(self, data: str) -> None:
        if self._is_data:
            self.blocks.append(data)


def head_of(page: str) -> Head:
    reader = Head()
    reader.feed(page)
    return reader


def data_of(page: str) -> dict[str, Any]:
    (block,) = head_of(page).blocks
    data: dict[str, Any] = json.loads(block)
    return data


MAINS = [
    lyazzat.testimony(),
    lyazzat.quotes()[0],
    lyazzat.witness(),
    lyazzat.clip(),
    lyazzat.collection(lyazzat.TOLL),
]


@pytest.mark.parametrize("main", MAINS, ids=lambda each: type(each).__name__)
@pytest.mark.parametrize("language", ["en", "kk"])
def test_every_record_tells_what_it_is(main: Document, language: str) -> None:
    bundle = lyazzat.bundle(main)
    page = page_of(bundle, language)
    data, head = data_of(page), head_of(page)
    short = f"{ARCHIVE}/{bundle.main.kind.plural}/{main.ref}/"
    assert data["@id"] == short
    assert head.links["cite-as"] == f"{short}editions/1/"
    assert head.links["schema.DC"] == "http://purl.org/dc/elements/1.1/"
    metas = dict(head.metas)
    assert metas["og:url"] == head.links["canonical"]
    assert metas["og:locale"] == {"en": "en_GB", "kk": "kk_KZ"}[language]
    assert metas["DC.identifier"] == f"{short}editions/1/"
    assert metas["twitter:card"]
    assert metas["og:title"]


def test_an_account_says_of_whom_and_to_what_it_belongs() -> None:
    data = data_of(page_of(lyazzat.bundle()))
    assert data["creator"]["name"] == "Lyazzat"
    assert data["isPartOf"]["name"] == "Almaty, January 2022"
    types = [part["@type"] for part in data["hasPart"]]
    assert sorted(types) == ["CreativeWork", "CreativeWork", "Quotation"]


# What could be markup, left as it is.
UNESCAPED = patched("testimonies.templatetags.programs._AS_ESCAPES", {})


@attack(32, without=UNESCAPED)
@pytest.mark.parametrize(
    "hostile",
    [
        lyazzat.testimony(title=Text("en", HOSTILE), outlet=HOSTILE),
        lyazzat.quote("loot", HOSTILE, "verbatim"),
        lyazzat.witness(name=HOSTILE, spelling_variants=("<!--<script>",)),
        lyazzat.clip(title=Text("en", "</script><!--"), account=HOSTILE),
    ],
    ids=lambda each: type(each).__name__,
)
def test_hostile_words_end_no_data_and_come_back_whole(hostile: Document) -> None:
    page = page_of(lyazzat.bundle(hostile))
    head = head_of(page)
    (block,) = head.blocks
    assert not set("<>&") & set(block)
    assert head.scripts == 3
    data = json.loads(block)
    words = json.dumps(data, ensure_ascii=False)
    assert "<script>" in words or "</script>" in words


@attack(32, without=UNESCAPED)
def test_a_block_of_data_is_whole_whatever_it_holds() -> None:
    node = {"name": "</script><!-- & \u2028 ' \" \\ é қ"}
    block = data_block(node)
    inside = re.fullmatch(r'<script type="application/ld\+json">(.*)</script>', block)
    assert inside
    assert json.loads(inside[1]) == node
    assert "\u2028" not in block


@pytest.mark.parametrize("main", MAINS, ids=lambda each: type(each).__name__)
def test_a_draft_tells_nothing(main: Document) -> None:
    head = head_of(page_of(lyazzat.bundle(main), is_preview=True))
    assert head.blocks == []
    assert "cite-as" not in head.links
    named = [name for name, _ in head.metas]
    assert not [n for n in named if n.startswith(("og:", "DC", "citation_"))]


def test_a_withdrawn_witness_is_named_nowhere() -> None:
    whole = lyazzat.bundle()
    others = dict(whole.others)
    del others[lyazzat.REFS["witness"]]
    page = page_of(Bundle(whole.main, others))
    assert "creator" not in data_of(page)
    told = [content for name, content in head_of(page).metas]
    assert "Lyazzat" not in " ".join(told)


def _quoted(**context: object) -> dict[str, str]:
    bundle = lyazzat.bundle(lyazzat.quotes()[0])
    return dict(head_of(page_of(bundle, "kk", **context)).metas)


def test_a_quote_shares_its_picture_where_it_can_be_drawn() -> None:
    ref = lyazzat.REFS["loot"]
    with mock.patch(CAN_DRAW, return_value=True):
        metas = _quoted()
    assert metas["og:image"] == f"{ARCHIVE}/kk/quotes/{ref}/picture.png"
    assert metas["og:image:alt"].endswith(lyazzat.LOOT)
    assert (metas["og:image:width"], metas["og:image:height"]) == ("1200", "630")
    assert metas["twitter:card"] == "summary_large_image"
    with mock.patch(CAN_DRAW, return_value=False):
        assert "og:image" not in _quoted()


def test_an_older_edition_does_not_share_the_picture_of_the_newest() -> None:
    class Line:
        is_current = False
        issued_at = lyazzat.DAY

    with mock.patch(CAN_DRAW, return_value=True):
        metas = _quoted(is_edition=True, line=Line())
    assert "og:image" not in metas
    assert metas["twitter:card"] == "summary"


def test_the_card_of_a_covered_clip_tells_nothing_that_is_covered() -> None:
    page = page_of(lyazzat.bundle(lyazzat.clip()))
    told = json.dumps([data_of(page), head_of(page).metas])
    assert "A body lies on the ground." not in told
    assert "#алматы" not in told


def test_a_title_is_shared_in_the_language_of_the_page() -> None:
    translated = Translated("kk", "Жабық есік артында", "", False, True)
    title = Text("en", "Behind doors", (translated,))
    bundle = lyazzat.bundle(lyazzat.testimony(title=title))
    metas = dict(head_of(page_of(bundle, "kk")).metas)
    assert metas["og:title"] == metas["DC.title"] == "Жабық есік артында"
    # Of the citation the title is the original.
    assert metas["citation_title"] == "Behind doors"


def test_a_list_tells_what_is_on_it() -> None:
    shown = tuple(map(lyazzat.issue_of, lyazzat.quotes()))
    page = Page(shown, {}, None, "")
    with translation.override("ru"):
        html = render_to_string(
            "pages/quotes/list.html", {"page": page, "path": "/quotes/"}
        )
    data = data_of(html)
    assert data["@type"] == "CollectionPage"
    listed = data["mainEntity"]["itemListElement"]
    assert listed[0]["name"] == lyazzat.LOOT
    assert listed[0]["url"].startswith(f"{ARCHIVE}/ru/quotes/q")


@pytest.mark.parametrize(
    ("template", "kind"),
    [
        ("pages/about/about.html", "AboutPage"),
        ("pages/about/privacy.html", "AboutPage"),
        ("pages/about/corrections.html", "ContactPage"),
        ("pages/home.html", "WebSite"),
        ("pages/places.html", "CollectionPage"),
    ],
)
def test_other_pages_say_what_they_are(template: str, kind: str) -> None:
    html = render_to_string(template, {"path": "/about/"})
    assert data_of(html)["@type"] == kind
    assert dict(head_of(html).metas)["og:type"] == "website"
