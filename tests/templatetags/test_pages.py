"""The templates set from a bundle alone: what each page says, and how."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from testimonies.catalogue import Bundle, Document, Text
from testimonies.catalogue.documents import FileCopy
from testimonies.terms import Kind
from tests.templatetags import lyazzat

HOSTILE = "</title><script>alert(1)</script><img src=x onerror=alert(2)>"
DATA = '<script type="application/ld+json">'
TEMPLATES = {
    Kind.TESTIMONY: "pages/testimonies/detail.html",
    Kind.WITNESS: "pages/witnesses/detail.html",
    Kind.QUOTE: "pages/quotes/detail.html",
    Kind.MEDIA: "pages/media/detail.html",
    Kind.COLLECTION: "pages/collections/detail.html",
}


def page_of(bundle: Bundle, language: str = "en", **context: object) -> str:
    with translation.override(language):
        return render_to_string(
            TEMPLATES[bundle.main.kind],
            {"bundle": bundle, "path": bundle.main.path, **context},
        )


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_the_testimony_page_says_what_it_knows() -> None:
    words = words_of(page_of(lyazzat.bundle()))
    assert "Told by Lyazzat (given name only)" in words
    assert "Language of the telling not recorded" in words
    assert (
        "An interview given to a newsroom and published by it under the given" in words
    )
    assert "Before you read" in words
    assert "Withdrawn by its source. Called an error." in words


def test_each_fidelity_is_said_in_words() -> None:
    page = page_of(lyazzat.bundle())
    words = words_of(page)
    assert "Word for word" in words
    assert "Not the witness’s words: a paraphrase" in words
    assert "Not in the account" in words
    assert f'href="#q-{lyazzat.REFS["loot"]}"' in page
    assert f'id="q-{lyazzat.REFS["loot"]}"' in page
    assert f"<mark>{lyazzat.LOOT}</mark>" in page


def test_ids_are_unique_and_own_links_lead_somewhere() -> None:
    page = page_of(lyazzat.bundle())
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert page.count("<h1") == 1


def test_what_is_graphic_is_covered_until_asked_for() -> None:
    described = "A body lies on the ground."
    for bundle in (lyazzat.bundle(), lyazzat.bundle(lyazzat.clip())):
        page = page_of(bundle)
        covered = re.findall(r"<details[^>]*>.*?</details>", page, re.DOTALL)
        assert any(described in part for part in covered)
        assert described not in re.sub(
            r"<details[^>]*>.*?</details>", "", page, flags=re.DOTALL
        )
        assert "<details open" not in page
        assert "Covered: a dead body." in words_of(page)


def test_a_clip_says_what_is_not_known() -> None:
    words = words_of(page_of(lyazzat.bundle()))
    assert "Platform unknown" in words
    assert "The original link was not recorded by the source." in words
    assert "5 January 2022 — the year is inferred" in words
    assert "Not yet checked by the archive" in words


def test_a_public_copy_is_shown_with_its_description() -> None:
    picture = FileCopy("public_copy", "ab12.jpg", "image/jpeg", 10, "", 640, 480, None)
    document = lyazzat.clip(files=(picture,), is_covered=False)
    page = page_of(lyazzat.bundle(document))
    assert '<img src="/files/ab12.jpg" alt="A body lies on the ground."' in page


def test_a_picture_is_offered_in_its_sizes_and_keeps_its_room() -> None:
    small, large = (
        FileCopy("public_copy", f"{w}.jpg", "image/jpeg", 1, "", w, w // 2, None)
        for w in (480, 960)
    )
    document = lyazzat.clip(files=(large, small), is_covered=False)
    page = page_of(lyazzat.bundle(document))
    assert 'src="/files/960.jpg"' in page
    assert 'srcset="/files/480.jpg 480w, /files/960.jpg 960w" sizes="' in page
    assert ' width="960" height="480" loading="lazy"' in page


@pytest.mark.parametrize(
    ("media_type", "shown"),
    [
        (
            "video/mp4",
            (
                '<video controls preload="none" src="/files/1.mp4"'
                ' poster="/files/p.jpg" width="720" height="1280" aria-label="A body'
            ),
        ),
        ("audio/mp4", '<audio controls preload="none" src="/files/1.mp4" aria-label="'),
    ],
)
def test_a_recording_is_fetched_when_it_is_asked_for(
    media_type: str, shown: str
) -> None:
    recording = FileCopy("public_copy", "1.mp4", media_type, 1, "", 720, 1280, 9000)
    poster = FileCopy("poster", "p.jpg", "image/jpeg", 1, "", 720, 1280, None)
    document = lyazzat.clip(files=(recording, poster), is_covered=False)
    assert shown in page_of(lyazzat.bundle(document))


def test_a_graphic_file_stays_covered() -> None:
    picture = FileCopy("public_copy", "1.jpg", "image/jpeg", 1, "", 480, 240, None)
    document = lyazzat.clip(files=(picture,), is_covered=True)
    page = page_of(lyazzat.bundle(document))
    assert "/files/1.jpg" in page
    uncovered = re.sub(r"<details[^>]*>.*?</details>", "", page, flags=re.DOTALL)
    assert "/files/1.jpg" not in uncovered


def test_the_quote_page_leads_into_its_place() -> None:
    page = page_of(lyazzat.bundle(lyazzat.quotes()[0]))
    assert f'href="{lyazzat.address_of("testimony")}#p2"' in page
    absent = page_of(lyazzat.bundle(lyazzat.quotes()[2]))
    assert "found nowhere in the account" in words_of(absent)
    assert "#p" not in absent.replace("#places", "")


def test_a_withdrawn_claim_is_never_a_bare_number() -> None:
    words = words_of(page_of(lyazzat.bundle(lyazzat.collection(lyazzat.TOLL))))
    before, _found, _after = words.partition("164")
    assert before.rstrip().endswith("What had been said:")
    assert "Withdrawn by its source." in before


def test_refs_that_are_not_public_show_nothing() -> None:
    full = lyazzat.bundle()
    page = page_of(Bundle(full.main, {}))
    assert "Told by a witness whose name is not public" in page
    for gone in (lyazzat.REFS["clip"], lyazzat.REFS["loot"], "Lyazzat"):
        assert gone not in page


@pytest.mark.parametrize(
    "document",
    [
        lyazzat.testimony(
            title=Text("en", HOSTILE),
            summary=Text("en", HOSTILE),
            outlet=HOSTILE,
            rights_url="javascript:alert(1)",
            transcripts=(lyazzat.transcript("en", lyazzat.passage(1, HOSTILE)),),
        ),
        lyazzat.quote("loot", HOSTILE, "verbatim"),
        lyazzat.witness(name=HOSTILE, spelling_variants=(HOSTILE,)),
        lyazzat.clip(
            title=Text("en", HOSTILE),
            caption=HOSTILE,
            account=HOSTILE,
            sound=HOSTILE,
            url="javascript:alert(1)",
            description=Text("en", HOSTILE),
        ),
        lyazzat.collection(lyazzat.event("2022-01-04", HOSTILE)),
    ],
)
def test_hostile_text_runs_nowhere(document: Document) -> None:
    for language in ("en", "kk"):
        page = page_of(lyazzat.bundle(document), language)
        assert "<script>" not in page
        assert "<img src=x" not in page
        assert "javascript:" not in page
        assert page.partition("</head>")[0].count("</title>") == 1


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_frame_names_languages_and_runs_its_own_scripts(language: str) -> None:
    page = page_of(lyazzat.bundle(), language)
    assert f'<html lang="{language}">' in page
    assert page.count('rel="alternate" hreflang=') == 3
    assert 'rel="canonical"' in page
    # The way out and copying; without them the page reads all the same.
    scripts, data = page.count("<script src="), page.count(DATA)
    assert (scripts, data, page.count("<script")) == (2, 1, 3)
    for foreign in ("<style", " style=", "<iframe", "onclick"):
        assert foreign not in page


def test_a_preview_has_no_address_and_says_so() -> None:
    page = page_of(lyazzat.bundle(), is_preview=True)
    assert "Readers cannot see this page." in page
    assert 'rel="canonical"' not in page
