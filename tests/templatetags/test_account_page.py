"""The testimony page in its order, its days, what is related, how it is cited."""

import re
from dataclasses import replace

import pytest

from testimonies.catalogue import Bundle, Text
from testimonies.catalogue.documents import ConsentCopy, TagDocument, TestimonyDocument
from testimonies.templatetags.related import related_to
from testimonies.terms import Kind, new_ref
from tests.templatetags import lyazzat
from tests.templatetags.test_pages import page_of, words_of


def tag(name: str, kind: str = "subject") -> TagDocument:
    ref = str(new_ref(Kind.TAG))
    return TagDocument(ref, Text("en", name), lyazzat.NONE, kind, ())


GUNFIRE, LOOTING, NOISE = tag("gunfire"), tag("looting"), tag("fyp", "noise")


def test_the_page_is_in_the_order_of_a_reader() -> None:
    document = lyazzat.testimony(tags=(GUNFIRE.ref,))
    bundle = lyazzat.bundle(document, GUNFIRE)
    related = replace(document, ref=str(new_ref(Kind.TESTIMONY)))
    bundle = Bundle(
        bundle.main,
        {**bundle.others, related.ref: lyazzat.issue_of(related)},
        (related.ref,),
    )
    page = page_of(bundle)
    found = re.findall(
        r'id="(content-note|summary|facts|quotes|account|days|tags|related|cite'
        r'|editions|sources|rights|concern)"',
        page,
    )
    assert found == [
        "content-note",
        "summary",
        "facts",
        "quotes",
        "account",
        "days",
        "tags",
        "related",
        "cite",
        "editions",
        "sources",
        "rights",
        "concern",
    ]
    assert page.index("<h1") < page.index('id="content-note"')


def test_fidelity_is_a_sentence_at_the_words_themselves() -> None:
    page = page_of(lyazzat.bundle())
    _, _, after = page.partition('id="p2">')
    words = words_of(after.partition('id="p3"')[0])
    assert "The words stand in the account exactly as they are printed here." in words
    assert "Quoted by FRANCE 24 Observers." in words
    _, _, after = page.partition('id="p4">')
    assert "The witness did not say it in these words." in words_of(after)


def test_clips_follow_their_passage_and_know_their_room() -> None:
    page = page_of(lyazzat.bundle())
    _, _, after = page.partition('id="p3">')
    assert after.index('class="clips clips--2"') < after.index('id="p4"')


# --- Days ---------------------------------------------------------------------------


def days_of(page: str) -> str:
    return page.partition('class="block days"')[2].partition("</section>")[0]


def test_the_days_are_drawn_and_stand_in_a_table() -> None:
    collection = lyazzat.collection(
        lyazzat.event("2022-01-06", "The internet went."), lyazzat.TOLL
    )
    days = days_of(page_of(lyazzat.bundle(None, collection)))
    assert days.count("<svg") == 1
    assert days.index("<svg") < days.index("<table")
    words = words_of(days)
    assert "The account tells of these days." in words
    assert "A clip was posted: Civilians, and the sound of gunfire beside" in words
    assert "The internet went." in words
    lanes = re.findall(r'class="axis__name"[^>]*>([^<]+)<', days)
    assert lanes == ["The account tells of", "Reported by others", "Clips were posted"]
    # What a source took back is told in the table, and is no day of the drawing.
    assert days.count("axis__bar--event") == 1


def test_a_clip_of_another_year_does_not_stretch_the_days() -> None:
    clip = lyazzat.clip(posted="2024-03-01")
    days = days_of(page_of(lyazzat.bundle(None, clip)))
    assert "<span>5 January 2022</span> <span>9 January 2022</span>" in days
    assert "1 March 2024" in words_of(days)
    assert "Clips were posted" not in days


def test_without_anything_dated_there_are_no_days() -> None:
    bundle = lyazzat.bundle(None, lyazzat.collection(), lyazzat.clip(posted=""))
    assert 'class="block days"' not in page_of(bundle)


# --- Related ------------------------------------------------------------------------


def another(*tags: TagDocument, happened: str = "2019") -> TestimonyDocument:
    return lyazzat.testimony(
        ref=str(new_ref(Kind.TESTIMONY)),
        tags=tuple(each.ref for each in tags),
        happened=happened,
        quotes=(),
        illustrations=(),
    )


def test_the_most_related_come_first_and_say_why() -> None:
    own = lyazzat.testimony(tags=(GUNFIRE.ref, LOOTING.ref, NOISE.ref))
    none, noise = another(), another(NOISE)
    days = another(happened="2022-01-07")
    one, both = another(LOOTING), another(GUNFIRE, LOOTING)
    found = [none, noise, days, one, both]
    bundle = lyazzat.bundle(own, GUNFIRE, LOOTING, NOISE, *found)
    bundle = replace(bundle, linking=tuple(each.ref for each in found))
    related = related_to(bundle)
    assert [each.issue.ref for each in related] == [
        both.ref,
        one.ref,
        days.ref,
        none.ref,
        noise.ref,
    ]
    assert [each.shares for each in related] == [True, True, True, False, False]
    words = words_of(page_of(bundle))
    assert "Both are about: gunfire , looting" in words
    assert "of the same days" in words
    assert "fyp" not in words.partition("Related testimonies")[2]


# --- How to cite, rights --------------------------------------------------------------


def test_a_citation_names_the_edition_and_a_passage_can_be_cited() -> None:
    page = page_of(lyazzat.bundle())
    ref = lyazzat.REFS["testimony"]
    cited = re.search(r'class="citation__url">([^<]+)<', page)
    assert cited is not None
    assert cited[1].endswith(f"/testimonies/{ref}/editions/1/")
    form = page.partition('class="cite-passage"')[2].partition("</form>")[0]
    assert re.findall(r'formaction="([^"]+)"', form) == [
        f"/testimonies/{ref}.{ending}" for ending in ("bib", "ris", "csl.json", "txt")
    ]
    assert 'name="edition" value="1"' in form
    assert 'name="passage" min="1" max="4" required' in form


def test_a_draft_has_no_citation_to_take_away() -> None:
    bundle = lyazzat.bundle()
    draft = Bundle(replace(bundle.main, number=0), bundle.others)
    page = page_of(draft, is_preview=True)
    assert "cite-passage" not in page
    assert "data-copy" not in page


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        ("reuse_by_third_parties", "The witness agreed to reuse by others."),
        ("quotation", "No consent to reuse by others is recorded."),
    ],
)
def test_reuse_is_said_in_plain_words(scope: str, said: str) -> None:
    consents = (ConsentCopy(scope, "documented", ""),)
    words = words_of(page_of(lyazzat.bundle(lyazzat.testimony(consents=consents))))
    assert said in words
    assert words.count("to reuse by others") == 1
